import Glibc

/// The packed bytes of a file, block by block; of a gzip file with every trailer that may stand among them.
///
/// One block is read ahead, so that the trailer of a member is known before the end of its text is unpacked.
final class PackedBlocks {
  private static let blockSize = 1 << 15
  private static let trailerSize = 8
  /// Enough to tell a header: its mark, its method and its flags.
  private static let headerSize = 4
  /// How much of a block is kept in front of the next one, where a trailer and a header may stand across both.
  private static let overlap = trailerSize + headerSize - 1

  private let source: any ByteSource
  private let packing: Packing
  private var present = Block()
  private var ahead = Block()
  /// How many bytes of the file were read.
  private(set) var read = 0
  private var isRead = false
  /// Whether nothing is packed in the file.
  private(set) var isNothing = false
  private var trailers: [MemberCheck.Trailer] = []

  private struct Block {
    let base = UnsafeMutablePointer<UInt8>.allocate(capacity: overlap + blockSize)
    var count = 0

    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base + overlap, count: count) }
  }

  init(_ source: any ByteSource, _ packing: Packing) throws(InputError) {
    self.source = source
    self.packing = packing
    memset(present.base, 0, Self.overlap)
    try readAhead()
    // Such a file is small, and all of it is there.
    isNothing = packing == .gzip || isRead && packing.isNothing(ahead.base + Self.overlap, count: read)
  }

  deinit {
    present.base.deallocate()
    ahead.base.deallocate()
  }

  /// Whether the file begins like one that is packed in that way.
  var isPacked: Bool { read >= packing.markSize && packing.isMark(ahead.base + Self.overlap) }

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

  /// Fills the block behind the present one.
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
    if packing == .gzip { lookForTrailers(behind: former) }
  }

  private func lookForTrailers(behind former: Int) {
    // They stand in both ends.
    let end = Self.overlap + ahead.count
    // What stands in front of the file is in no member.
    let first = max(Self.trailerSize, Self.overlap + packing.leastSize - former)
    for header in stride(from: first, through: end - Self.headerSize, by: 1) where Packing.isGzip(ahead.base + header) {
      note(before: header)
    }
    if isRead, read >= packing.leastSize { note(before: end) }
  }

  private func note(before end: Int) {
    let trailer = UnsafeRawPointer(ahead.base + end - Self.trailerSize)
    trailers.append(
      MemberCheck.Trailer(
        sum: UInt32(littleEndian: trailer.loadUnaligned(as: UInt32.self)),
        size: UInt32(littleEndian: trailer.loadUnaligned(fromByteOffset: 4, as: UInt32.self))))
  }
}
