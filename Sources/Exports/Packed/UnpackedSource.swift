import CArchive

/// The text of a packed file, unpacked as it is read: that of all its members, one behind the other.
///
/// The end is only told where all of the text was what was packed, so that whoever reads to the end read the truth. Of
/// gzip that is checked here (`MemberCheck`); bzip2 and xz have check sums that their libraries look at, and zstd files
/// have one where whoever packed them asked for it, as its program does.
final class UnpackedSource: ByteSource {
  /// How far an export may unpack without a look at its size, and how many times its size it may unpack to beyond that.
  /// Real exports pack to a tenth or a fiftieth; gzip goes down to a thousandth, others further.
  static let leastLimit = 1 << 30
  static let mostRatio = 200

  private let packing: Packing
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
  ///   - packing: how they are packed.
  ///   - size: how many they are.
  ///   - name: stands for the file in errors.
  init(
    _ file: any ByteSource, _ packing: Packing, size: Int, name: String, leastLimit: Int = UnpackedSource.leastLimit
  ) throws(InputError) {
    self.packing = packing
    self.name = name
    let blocks = try PackedBlocks(file, packing)
    guard blocks.isPacked else { throw .packing(PackingFault(.notPacked, packing), name: name) }
    guard blocks.read >= packing.leastSize else { throw .packing(PackingFault(.truncated, packing), name: name) }
    packed = Packed(blocks)
    limit = max(leastLimit, size * Self.mostRatio)
    room = limit
    guard let archive = archive_read_new() else { fatalError("out of memory") }
    self.archive = archive
    hasText = open()
    if !hasText {
      // That is what libarchive says of no text, and also where it could not unpack the first of it.
      try expectTrailers()
      guard packed.failure == nil, used == packed.blocks.read, isWhole, packed.blocks.isNothing else { throw fault }
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
    if packing == .gzip { check.take(UnsafeRawBufferPointer(start: buffer.baseAddress, count: count)) }
    room -= count
    if room < 0 { throw refusal(.tooLarge(limit)) }
    return count
  }

  /// One filter and no guessing: what is packed twice is text of the wrong kind, and is refused as such.
  private func open() -> Bool {
    let blocks = Unmanaged.passUnretained(packed).toOpaque()
    var entry: OpaquePointer?
    return archive_read_append_filter(archive, packing.filter) == ARCHIVE_OK
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
    for trailer in packed.blocks.takeTrailers() where !check.expect(trailer) { throw refusal(.damaged) }
  }

  /// How much of the file libarchive has used.
  private var used: Int { Int(archive_filter_bytes(archive, -1)) }

  private var isWhole: Bool { packing != .gzip || check.isWhole() }

  private func refusal(_ problem: PackingFault.Problem) -> InputError {
    .packing(PackingFault(problem, packing), name: name)
  }

  /// Why libarchive could not go on.
  private var fault: InputError { packed.failure ?? refusal(packed.isShort ? .truncated : .damaged) }

  /// libarchive takes for the end what does not begin like a member, and what it could not read.
  private func checkEnd() throws(InputError) {
    if let failure = packed.failure { throw failure }
    if used < packed.blocks.read { throw refusal(.bytesBehind) }
    if !isWhole { throw refusal(.damaged) }
  }
}
