import CArchive

/// The text of a gzip file (RFC 1952), unpacked as it is read: that of all its members, one behind the other.
///
/// The end is only told where all of the text was what was packed, so that whoever reads to the end read the truth.
final class GzipSource: ByteSource {
  /// How far an export may unpack without a look at its size, and how many times its size it may unpack to beyond that.
  /// Real exports pack to a tenth or a fiftieth; gzip goes down to a thousandth.
  static let leastLimit = 1 << 30
  static let mostRatio = 200

  private let name: String
  private let packed: Packed
  private let archive: OpaquePointer
  private var check = MemberCheck()
  private var hasText = false
  /// How many bytes may still be unpacked.
  private var room: Int
  private let limit: Int

  /// What libarchive reads from.
  private final class Packed {
    let blocks: PackedBlocks
    /// What kept the next block from being read.
    var failure: InputError?
    /// Whether more was asked for than there is.
    var isShort = false

    init(_ blocks: PackedBlocks) { self.blocks = blocks }

    func next() -> UnsafeRawBufferPointer? {
      do throws(InputError) {
        let block = try blocks.next()
        if block.isEmpty { isShort = true }
        return block
      } catch {
        failure = error
        return nil
      }
    }
  }

  /// - Parameters:
  ///   - file: the packed bytes.
  ///   - size: how many they are.
  ///   - name: stands for the file in errors.
  init(_ file: any ByteSource, size: Int, name: String, leastLimit: Int = GzipSource.leastLimit) throws(InputError) {
    self.name = name
    let blocks = try PackedBlocks(file)
    guard blocks.isGzip else { throw .packing(.notGzip, name: name) }
    guard blocks.read >= PackedBlocks.leastMember else { throw .packing(.truncated, name: name) }
    packed = Packed(blocks)
    limit = max(leastLimit, size * Self.mostRatio)
    room = limit
    guard let archive = archive_read_new() else { fatalError("out of memory") }
    self.archive = archive
    hasText = open()
    if !hasText {
      // That is what libarchive says of no text, and also where it could not unpack the first of it.
      try expectTrailers()
      guard packed.failure == nil, used == packed.blocks.read, check.isWhole() else { throw fault }
    }
  }

  deinit { archive_read_free(archive) }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
    let count = hasText ? archive_read_data(archive, buffer.baseAddress, buffer.count) : 0
    guard count >= 0 else { throw fault }
    try expectTrailers()
    if count == 0 {
      try checkEnd()
      return 0
    }
    check.take(UnsafeRawBufferPointer(start: buffer.baseAddress, count: count))
    room -= count
    if room < 0 { throw .packing(.tooLarge(limit), name: name) }
    return count
  }

  /// One filter and no guessing: what is packed twice is text of the wrong kind, and is refused as such.
  private func open() -> Bool {
    let blocks = Unmanaged.passUnretained(packed).toOpaque()
    var entry: OpaquePointer?
    return archive_read_append_filter(archive, ARCHIVE_FILTER_GZIP) == ARCHIVE_OK
      && archive_read_support_format_raw(archive) == ARCHIVE_OK
      && archive_read_open(
        archive, blocks, nil,
        { _, blocks, start in
          guard let blocks, let start else { return Int(ARCHIVE_FATAL) }
          guard let block = Unmanaged<Packed>.fromOpaque(blocks).takeUnretainedValue().next() else {
            return Int(ARCHIVE_FATAL)
          }
          start.pointee = block.baseAddress
          return block.count
        }, nil) == ARCHIVE_OK
      && archive_read_next_header(archive, &entry) == ARCHIVE_OK
  }

  private func expectTrailers() throws(InputError) {
    for trailer in packed.blocks.takeTrailers() where !check.expect(trailer) { throw .packing(.damaged, name: name) }
  }

  /// How much of the file libarchive has used.
  private var used: Int { Int(archive_filter_bytes(archive, -1)) }

  /// Why libarchive could not go on.
  private var fault: InputError {
    packed.failure ?? .packing(packed.isShort ? .truncated : .damaged, name: name)
  }

  /// libarchive takes for the end what does not begin like a member, and what it could not read.
  private func checkEnd() throws(InputError) {
    if let failure = packed.failure { throw failure }
    if used < packed.blocks.read { throw .packing(.bytesBehind, name: name) }
    if !check.isWhole() { throw .packing(.damaged, name: name) }
  }
}
