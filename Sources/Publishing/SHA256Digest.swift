import Crypto
import Glibc

/// A SHA-256 digest (FIPS 180-4).
public struct SHA256Digest: Sendable, Hashable {
  private let words: (UInt64, UInt64, UInt64, UInt64)

  public init(of bytes: UnsafeRawBufferPointer) {
    var hash = SHA256()
    hash.update(bufferPointer: bytes)
    self.init(hash.finalize())
  }

  public init(of bytes: [UInt8]) {
    self.init(SHA256.hash(data: bytes))
  }

  /// Reads 64 digits; nil for anything else.
  public init?(hexadecimal digits: some Collection<UInt8>) {
    guard let words = digits.withContiguousStorageIfAvailable(Self.words) ?? Self.words(Array(digits)) else {
      return nil
    }
    self.words = words
  }

  private static func words(_ digits: [UInt8]) -> (UInt64, UInt64, UInt64, UInt64)? {
    digits.withUnsafeBufferPointer { words($0) }
  }

  private static func words(_ digits: UnsafeBufferPointer<UInt8>) -> (UInt64, UInt64, UInt64, UInt64)? {
    guard digits.count == 64, let a = word(digits, at: 0), let b = word(digits, at: 16), let c = word(digits, at: 32),
      let d = word(digits, at: 48)
    else { return nil }
    return (a, b, c, d)
  }

  /// Eight bytes as they lie in memory.
  private static func word(_ digits: UnsafeBufferPointer<UInt8>, at start: Int) -> UInt64? {
    var word: UInt64 = 0
    for index in 0..<8 {
      guard let high = value(of: digits[start + 2 * index]), let low = value(of: digits[start + 2 * index + 1]) else {
        return nil
      }
      word |= UInt64(high << 4 | low) << UInt64(8 * index)
    }
    return UInt64(littleEndian: word)
  }

  private static func value(of digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    default: nil
    }
  }

  init(_ digest: SHA256.Digest) {
    words = digest.withUnsafeBytes { $0.loadUnaligned(as: (UInt64, UInt64, UInt64, UInt64).self) }
  }

  /// 64 lower-case digits, the way every hash of this tool is written.
  public var hexadecimal: String {
    withUnsafeBytes(of: words) { bytes in
      String(unsafeUninitializedCapacity: 64) { digits in
        for (index, byte) in bytes.enumerated() {
          digits[2 * index] = Self.digit(byte >> 4)
          digits[2 * index + 1] = Self.digit(byte & 15)
        }
        return 64
      }
    }
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") - 10 + value
  }

  public static func == (a: SHA256Digest, b: SHA256Digest) -> Bool { a.words == b.words }

  public func hash(into hasher: inout Hasher) { hasher.combine(words.0) }
}

/// Hashes files that begin alike: what they share is hashed once.
public struct CommonStart: Sendable {
  private let bytes: [UInt8]
  private let hash: SHA256

  public init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var hash = SHA256()
    hash.update(data: bytes)
    self.hash = hash
  }

  public func digest(of file: UnsafeRawBufferPointer) -> SHA256Digest {
    guard !bytes.isEmpty, file.count >= bytes.count,
      bytes.withUnsafeBytes({ memcmp($0.baseAddress!, file.baseAddress!, bytes.count) == 0 })
    else { return SHA256Digest(of: file) }
    var hash = hash
    hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: file[bytes.count...]))
    return SHA256Digest(hash.finalize())
  }
}
