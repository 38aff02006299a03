import Glibc

/// The packed bytes of a gzip file, block by block, with every trailer that may stand among them.
///
/// One block is read ahead, so that the trailer of a member is known before the end of its text is unpacked.
final class PackedBlocks {
  private static let blockSize = 1 << 15
  private static let trailerSize = 8
  /// Enough to tell a header: its mark, its method and its flags.
  private static let headerSize = 4
  /// The least that a member takes.
  static let leastMember = 18
  /// How much of a block is kept in front of the next one, where a trailer and a header may stand across both.
  private static let overlap = trailerSize + headerSize - 1

  private let source: any ByteSource
  private var present = Block()
  private var ahead = Block()
  /// How many bytes of the file were read.
  private(set) var read = 0
  private var isRead = false
  private var trailers: [MemberCheck.Trailer] = []

  private struct Block {
    let base = UnsafeMutablePointer<UInt8>.allocate(capacity: overlap + blockSize)
    var count = 0

    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base + overlap, count: count) }
  }

  init(_ source: any ByteSource) throws(InputError) {
    self.source = source
    memset(present.base, 0, Self.overlap)
    try readAhead()
  }

  deinit {
    present.base.deallocate()
    ahead.base.deallocate()
  }

  /// Whether the file begins like a gzip file.
  var isGzip: Bool { read >= Self.headerSize && Self.isHeader(ahead.base + Self.overlap) }

  /// The next block, none at the end. It holds until the next call.
  func next() throws(InputError) -> UnsafeRawBufferPointer {
    swap(&present, &ahead)
    try readAhead()
    return present.bytes
  }

  func takeTrailers() -> [MemberCheck.Trailer] {
    defer { trailers.removeAll(keepingCapacity: true) }
    return trailers
  }

  /// Fills the block behind the present one and looks for trailers in both ends.
  private func readAhead() throws(InputError) {
    ahead.count = 0
    if isRead { return }
    memcpy(ahead.base, present.base + present.count, Self.overlap)
    let former = read
    while ahead.count < Self.blockSize, !isRead {
      let room = UnsafeMutableRawBufferPointer(
        start: ahead.base + Self.overlap + ahead.count, count: Self.blockSize - ahead.count)
      let count = try source.read(into: room)
      ahead.count += count
      isRead = count == 0
    }
    read += ahead.count
    let end = Self.overlap + ahead.count
    // What stands in front of the file is in no member.
    let first = max(Self.trailerSize, Self.overlap + Self.leastMember - former)
    for header in stride(from: first, through: end - Self.headerSize, by: 1) where Self.isHeader(ahead.base + header) {
      note(before: header)
    }
    if isRead, read >= Self.leastMember { note(before: end) }
  }

  private func note(before end: Int) {
    let trailer = UnsafeRawPointer(ahead.base + end - Self.trailerSize)
    trailers.append(
      MemberCheck.Trailer(
        sum: UInt32(littleEndian: trailer.loadUnaligned(as: UInt32.self)),
        size: UInt32(littleEndian: trailer.loadUnaligned(fromByteOffset: 4, as: UInt32.self))))
  }

  /// The mark of gzip, the one method there is, and no flag that is reserved.
  private static func isHeader(_ bytes: UnsafePointer<UInt8>) -> Bool {
    bytes[0] == 0x1F && bytes[1] == 0x8B && bytes[2] == 8 && bytes[3] & 0xE0 == 0
  }
}
