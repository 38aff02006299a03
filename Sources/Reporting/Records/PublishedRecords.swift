import Billing
import Glibc
import Publishing

/// What earlier runs published, by the records in the output folder.
struct PublishedRecords: Sendable {
  static let folder = "finance/records"

  /// By month, and by number within it.
  let entries: [LedgerEntry]
  private let output: OutputFolder

  /// Reads all records. A record this version cannot read is an error: it must not vanish from the history.
  init(_ output: OutputFolder, jobs: Int) throws {
    self.output = output
    let months = try output.names(in: Self.folder).compactMap { name in
      name.hasSuffix(".jsonl") ? Month(name.dropLast(6)) : nil
    }
    entries = try Parallel.map(count: months.count, jobs: jobs, chunk: 1) {
    } body: { range, _ in
      try months[range].flatMap { try Self.entries(of: $0, output) }
    }.flatMap(\.self)
  }

  /// The workspace of each document by its number.
  var workspaces: [String: String] {
    Dictionary(entries.map { ($0.number, $0.workspace) }, uniquingKeysWith: { first, _ in first })
  }

  /// The numbers of invoices by what they are for, as far as they begin like those drawn up from usage.
  func drawnUpNumbers(prefix: String) -> [InvoiceSlot: String] {
    var numbers: [InvoiceSlot: String] = [:]
    for entry in entries where entry.type == .invoice {
      guard entry.number.hasPrefix("\(prefix)\(entry.month)-\(entry.workspace)") else { continue }
      numbers[InvoiceSlot(workspace: entry.workspace, month: entry.month, currency: entry.currency)] = entry.number
    }
    return numbers
  }

  /// The records of a month as they stand in its file; nothing where there is none.
  func lines(of month: Month) throws -> [(number: String, line: ArraySlice<UInt8>)] {
    try Self.lines(of: month, output).map { line in
      let number = line.withUnsafeBufferPointer { bytes in
        var reader = RecordReader(bytes)
        return reader.number()
      }
      return (number ?? "", line)
    }
  }

  static func file(of month: Month) -> String { "\(folder)/\(month).jsonl" }

  /// Each with its newline.
  private static func lines(of month: Month, _ output: OutputFolder) throws -> [ArraySlice<UInt8>] {
    var bytes = try output.read(file(of: month)) ?? []
    if let last = bytes.last, last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
    var lines: [ArraySlice<UInt8>] = []
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.count
      lines.append(bytes[start..<end])
      start = end
    }
    return lines
  }

  private static func entries(of month: Month, _ output: OutputFolder) throws -> [LedgerEntry] {
    try lines(of: month, output).enumerated().map { index, line in
      let entry = line.withUnsafeBufferPointer { bytes in
        var reader = RecordReader(UnsafeBufferPointer(rebasing: bytes.dropLast()))
        return reader.entry(month: month)
      }
      guard let entry else { throw RecordError(file: "\(output.path)/\(file(of: month))", line: index + 1) }
      return entry
    }
  }
}

/// A record of the output that cannot be read back.
public struct RecordError: Error, Sendable, CustomStringConvertible {
  var file: String
  var line: Int

  public var description: String {
    """
    \(file):\(line): error: this is no record that this version can read
      fix: restore the file from a backup of the output, or publish into a new folder
    """
  }
}
