import Glibc
import Threads

/// Usage rows put aside on disk, by invoice, so that each invoice's can be listed without holding them all.
///
/// Rows go to one of `partitions` temporary files by their invoice; a file is read back whole, which takes one part in
/// `partitions` of the usage. The files have no names: nothing is left of them, however the process ends.
///
/// Format of an entry: invoice (8 bytes), length of the rest (8), then for each column its length (4) and its bytes.
public final class UsageSpool: Sendable {
  public static let partitions = 128
  private static let buffered = 1 << 15

  private struct Partition {
    var file: Int32
    var buffer: [UInt8] = []
  }

  private let state: Locked<[Partition]>

  /// The rows of one invoice, in the order of the exports.
  public struct Rows: Sendable {
    public var invoice: Int
    /// The columns that any of the rows fills, by their canonical names.
    public var columns: [String]
    public var rows: [[String]]
  }

  init() throws(InputError) {
    var partitions: [Partition] = []
    for _ in 0..<Self.partitions { partitions.append(Partition(file: try Self.temporaryFile())) }
    state = Locked(partitions)
  }

  deinit {
    state.withLock { partitions in
      for partition in partitions { close(partition.file) }
    }
  }

  func append(_ batch: borrowing RecordBatch, _ row: Int, invoice: Int, columns: Int) throws(InputError) {
    var entry: [UInt8] = []
    for column in 0..<columns {
      let field = batch.field(row, column)
      let bytes = field.isAbsent ? UnsafeBufferPointer(start: nil, count: 0) : field.bytes
      withUnsafeBytes(of: UInt32(bytes.count)) { entry += $0 }
      entry += bytes
    }
    let full = state.withLock { partitions in
      let partition = invoice % Self.partitions
      withUnsafeBytes(of: (Int64(invoice), Int64(entry.count))) { partitions[partition].buffer += $0 }
      partitions[partition].buffer += entry
      return partitions[partition].buffer.count >= Self.buffered
    }
    if full { try flush(invoice % Self.partitions) }
  }

  /// Reads a partition back, sorted by invoice.
  public func rows(in partition: Int) throws(InputError) -> [Rows] {
    try flush(partition)
    let bytes = try contents(partition)
    var rows: [Int: [[ArraySlice<UInt8>]]] = [:]
    var position = 0
    while position < bytes.count {
      let invoice = Int(Self.number(bytes, position, as: Int64.self))
      let end = position + 16 + Int(Self.number(bytes, position + 8, as: Int64.self))
      position += 16
      var fields: [ArraySlice<UInt8>] = []
      while position < end {
        let length = Int(Self.number(bytes, position, as: UInt32.self))
        fields.append(bytes[position + 4..<position + 4 + length])
        position += 4 + length
      }
      rows[invoice, default: []].append(fields)
    }
    return rows.sorted { $0.key < $1.key }.map { Self.tidy($0, $1) }
  }

  /// Leaves out the columns that no row fills.
  private static func tidy(_ invoice: Int, _ rows: [[ArraySlice<UInt8>]]) -> Rows {
    let filled = UsageColumn.allCases.filter { column in rows.contains { !$0[column.rawValue].isEmpty } }
    return Rows(
      invoice: invoice, columns: filled.map(\.name),
      rows: rows.map { row in filled.map { String(decoding: row[$0.rawValue], as: UTF8.self) } })
  }

  private static func number<Number: FixedWidthInteger>(_ bytes: [UInt8], _ position: Int, as: Number.Type) -> Number {
    bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: position, as: Number.self) }
  }

  private func flush(_ partition: Int) throws(InputError) {
    let failure: Int32 = state.withLock { partitions in
      let file = partitions[partition].file
      var written = 0
      while written < partitions[partition].buffer.count {
        let count = partitions[partition].buffer.withUnsafeBytes {
          write(file, $0.baseAddress! + written, $0.count - written)
        }
        if count < 0, errno == EINTR { continue }
        if count <= 0 { return errno }
        written += count
      }
      partitions[partition].buffer.removeAll(keepingCapacity: true)
      return 0
    }
    if failure != 0 { throw .temporaryFile(folder: Self.folder, code: failure) }
  }

  private func contents(_ partition: Int) throws(InputError) -> [UInt8] {
    let file = state.withLock { $0[partition].file }
    var info = stat()
    guard fstat(file, &info) == 0 else { throw .temporaryFile(folder: Self.folder, code: errno) }
    var bytes = [UInt8](repeating: 0, count: Int(info.st_size))
    var position = 0
    while position < bytes.count {
      let count = bytes.withUnsafeMutableBytes {
        pread(file, $0.baseAddress! + position, $0.count - position, off_t(position))
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw .temporaryFile(folder: Self.folder, code: errno) }
      position += count
    }
    return bytes
  }

  private static var folder: String { getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp" }

  private static func temporaryFile() throws(InputError) -> Int32 {
    var name = Array("\(folder)/report-usage-XXXXXX".utf8CString)
    let file = mkstemp(&name)
    guard file >= 0 else { throw .temporaryFile(folder: folder, code: errno) }
    unlink(name)
    return file
  }
}
