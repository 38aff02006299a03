import CArchive

/// A way in which one file is packed.
public enum Packing: String, Sendable, Hashable, CaseIterable {
  case gzip, zstd, xz, bzip2

  /// What stands behind the ending of such a file.
  public var ending: String {
    switch self {
    case .gzip: ".gz"
    case .zstd: ".zst"
    case .xz: ".xz"
    case .bzip2: ".bz2"
    }
  }

  /// The packing that a file name in lower case ends in.
  init?(ending name: some StringProtocol) {
    guard let packing = Self.allCases.first(where: { name.utf8.reversed().starts(with: $0.ending.utf8.reversed()) })
    else { return nil }
    self = packing
  }

  /// The program that packs and unpacks such files; with `-t` it tells whether one is whole.
  var program: String { rawValue }

  var filter: Int32 {
    switch self {
    case .gzip: ARCHIVE_FILTER_GZIP
    case .zstd: ARCHIVE_FILTER_ZSTD
    case .xz: ARCHIVE_FILTER_XZ
    case .bzip2: ARCHIVE_FILTER_BZIP2
    }
  }

  /// How many bytes tell that a file is packed in this way.
  var markSize: Int { self == .xz ? 6 : 4 }

  /// Whether a file begins like one that is packed in this way.
  func isMark(_ bytes: UnsafePointer<UInt8>) -> Bool {
    switch self {
    case .gzip: Self.isGzip(bytes)
    // A frame, or one that is to be passed over (RFC 8878).
    case .zstd:
      bytes[0] == 0x28 && bytes[1] == 0xB5 && bytes[2] == 0x2F && bytes[3] == 0xFD
        || bytes[0] & 0xF0 == 0x50 && bytes[1] == 0x2A && bytes[2] == 0x4D && bytes[3] == 0x18
    case .xz: (0..<6).allSatisfy { bytes[$0] == [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00][$0] }
    case .bzip2: bytes[0] == 0x42 && bytes[1] == 0x5A && bytes[2] == 0x68 && (0x31...0x39).contains(bytes[3])
    }
  }

  /// The mark of gzip, the one method there is, and no flag that is reserved (RFC 1952).
  @inline(__always)
  static func isGzip(_ bytes: UnsafePointer<UInt8>) -> Bool {
    bytes[0] == 0x1F && bytes[1] == 0x8B && bytes[2] == 8 && bytes[3] & 0xE0 == 0
  }

  /// The least that a file takes; what is shorter was cut off.
  var leastSize: Int {
    switch self {
    case .gzip: 18
    case .zstd: 9
    case .xz: 32
    case .bzip2: 14
    }
  }

  /// Whether these bytes are all of a file that nothing is packed in. Of gzip that is told in other ways.
  func isNothing(_ bytes: UnsafePointer<UInt8>, count: Int) -> Bool {
    guard count >= leastSize, isMark(bytes) else { return false }
    switch self {
    case .gzip: return true
    case .zstd: return Self.isEmptyFrame(bytes, count: count)
    // Where the first block would begin there is the index.
    case .xz: return count == leastSize && bytes[12] == 0
    // Right behind the mark the stream ends.
    case .bzip2: return count == leastSize && bytes[4] == 0x17 && bytes[5] == 0x72
    }
  }

  /// A frame with one block, the last one, with nothing in it (RFC 8878, section 3.1.1).
  private static func isEmptyFrame(_ bytes: UnsafePointer<UInt8>, count: Int) -> Bool {
    guard bytes[0] == 0x28 else { return false }
    let flags = Int(bytes[4])
    let isOfOneSegment = flags & 0x20 != 0
    let contentSize = flags >> 6 == 0 ? (isOfOneSegment ? 1 : 0) : 1 << (flags >> 6)
    let block = 5 + (isOfOneSegment ? 0 : 1) + [0, 1, 2, 4][flags & 3] + contentSize
    guard count == block + 3 + (flags & 4 != 0 ? 4 : 0) else { return false }
    return bytes[block] == 1 && bytes[block + 1] == 0 && bytes[block + 2] == 0
  }
}
