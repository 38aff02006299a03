import Billing
import Glibc
import Publishing

/// What earlier runs published, by the records in the output folder.
struct PublishedRecords: Sendable {
  static let folder = "finance/records"

  /// What there is to know of a published document beside its entry.
  struct Detail: Sendable {
    /// The hash of its issued content; nil for a draft.
    var issued: SHA256Digest?
    /// Of the bytes of its record: two of this process are told apart by it, and nothing else.
    var recordHash: Int
    /// What the export declared, as JSON.
    var declared: [UInt8]?
    /// Since when it stands where it stands.
    var since: Day?
  }

  /// By month, and by number within it.
  let entries: [LedgerEntry]
  /// Those of `entries`, at the same positions.
  let details: [Detail]
  /// The position of each document by its number.
  let positions: [Identifier: Int]
  private let output: OutputFolder

  /// Reads all records. A record this version cannot read is an error: it must not vanish from the history.
  ///
  /// - Parameter withdrawn: the numbers of documents to leave out.
  init(_ output: OutputFolder, jobs: Int, without withdrawn: Set<Identifier> = []) throws {
    self.output = output
    let months = try output.names(in: Self.folder).compactMap { name in
      name.hasSuffix(".jsonl") ? Month(name.dropLast(6)) : nil
    }
    var records = try Parallel.map(count: months.count, jobs: jobs, chunk: 1) {
    } body: { range, _ in
      try months[range].flatMap { try Self.records(of: $0, output) }
    }.flatMap(\.self)
    if !withdrawn.isEmpty { records.removeAll { withdrawn.contains($0.entry.number) } }
    entries = records.map(\.entry)
    details = records.map(\.detail)
    positions = Dictionary(
      entries.enumerated().map { ($1.number, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The workspace a document is published for.
  func workspace(of number: Identifier) -> Identifier? { positions[number].map { entries[$0].workspace } }

  /// The records of a month as they stand in its file; nothing where there is none.
  func lines(of month: Month) throws -> [DocumentLine] {
    try DocumentLine.all(in: Self.file(of: month), of: output)
  }

  static func file(of month: Month) -> String { "\(folder)/\(month).jsonl" }

  static func recordHash(_ line: UnsafeBufferPointer<UInt8>) -> Int {
    var hasher = Hasher()
    hasher.combine(bytes: UnsafeRawBufferPointer(line))
    return hasher.finalize()
  }

  private static func records(of month: Month, _ output: OutputFolder) throws -> [(entry: LedgerEntry, detail: Detail)]
  {
    try DocumentLine.bytes(in: file(of: month), of: output).enumerated().map { index, line in
      let record: (entry: LedgerEntry, detail: Detail)? = line.withUnsafeBufferPointer { bytes in
        var reader = RecordReader(UnsafeBufferPointer(rebasing: bytes.dropLast()))
        guard let entry = reader.entry(month: month) else { return nil }
        return (
          entry,
          Detail(issued: reader.issued, recordHash: recordHash(bytes), declared: reader.declared, since: reader.since)
        )
      }
      guard let record else { throw RecordError(file: "\(output.path)/\(file(of: month))", line: index + 1) }
      return record
    }
  }
}

/// A line of a file that holds one JSON object a document, with the number it begins with.
struct DocumentLine: Sendable {
  var number: Identifier
  /// With its newline.
  var bytes: ArraySlice<UInt8>

  /// The lines of a file; none where there is no such file.
  static func all(in file: String, of output: OutputFolder) throws -> [DocumentLine] {
    try bytes(in: file, of: output).map { line in
      let number = line.withUnsafeBufferPointer { bytes in
        var scanner = LineScanner(bytes)
        return scanner.skip("{") ? scanner.text("invoice_number") : nil
      }
      return DocumentLine(number: Identifier(number ?? ""), bytes: line)
    }
  }

  static func bytes(in file: String, of output: OutputFolder) throws -> [ArraySlice<UInt8>] {
    var bytes = try output.read(file) ?? []
    if let last = bytes.last, last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
    let ends = bytes.withUnsafeBytes { raw in
      var ends: [Int] = []
      var start = 0
      while let base = raw.baseAddress, start < raw.count, let end = memchr(base + start, 0x0A, raw.count - start) {
        start = UnsafeRawPointer(end) - base + 1
        ends.append(start)
      }
      return ends
    }
    return zip([0] + ends, ends).map { bytes[$0..<$1] }
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
