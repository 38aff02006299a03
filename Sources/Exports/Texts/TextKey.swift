/// A text as pools compare it: its first 24 bytes in three words, with zeros behind its end. Of a longer text the
/// second word is a hash of all of it, and the third is not used.
struct TextKey {
  /// The longest text that three words hold.
  static let inline = 24

  var a: UInt64
  var b: UInt64
  var c: UInt64
  var length: UInt32
  var hash: UInt32

  /// - Parameters:
  ///   - text: readable for `inline` bytes, however short the text is: see `ByteWindow.padding`. Behind an empty text they
  ///     must be 0.
  ///   - seed: of keys that are compared.
  @inline(__always)
  init(padded text: UnsafePointer<UInt8>, count: Int, _ seed: HashSeed) {
    let raw = UnsafeRawPointer(text)
    length = UInt32(truncatingIfNeeded: count)
    a = Self.word(raw, count)
    if count > Self.inline {
      b = Self.hash(raw, count, seed)
      c = 0
    } else {
      b = count > 8 ? Self.word(raw + 8, count &- 8) : 0
      c = count > 16 ? Self.word(raw + 16, count &- 16) : 0
    }
    let folded = HashSeed.fold(a ^ seed.a, b ^ seed.b)
    hash = UInt32(
      truncatingIfNeeded: HashSeed.fold(folded ^ c, seed.c ^ UInt64(truncatingIfNeeded: count)) &>> 32)
  }

  /// The first eight of `count` bytes, with zeros in place of those that are not there.
  @inline(__always)
  private static func word(_ text: UnsafeRawPointer, _ count: Int) -> UInt64 {
    text.loadUnaligned(as: UInt64.self) & .max &>> UInt64(truncatingIfNeeded: 64 &- 8 &* min(count, 8))
  }

  /// Eight bytes at a time; the last step overlaps the one before it.
  @inline(never)
  private static func hash(_ text: UnsafeRawPointer, _ count: Int, _ seed: HashSeed) -> UInt64 {
    var hash = seed.start ^ UInt64(truncatingIfNeeded: count)
    var index = 0
    while index < count &- 8 {
      hash = HashSeed.fold(hash ^ text.loadUnaligned(fromByteOffset: index, as: UInt64.self), seed.a)
      index &+= 8
    }
    return HashSeed.fold(hash ^ text.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self), seed.b)
  }
}
