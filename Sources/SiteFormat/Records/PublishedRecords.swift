import Billing
import Glibc
import Paths
import Publishing
import Threads

/// What earlier runs published, by the records in the output folder.
package struct PublishedRecords: Sendable {

  /// What there is to know of a published document beside its entry.
  package struct Detail: Sendable {
    /// The hash of its issued content; nil for a draft.
    package var issued: SHA256Digest?
    /// Of the bytes of its record: two of this process are told apart by it, and nothing else.
    package var recordHash: Int
    /// What the export declared, as JSON.
    package var declared: [UInt8]?
    /// Since when it stands where it stands.
    package var since: Day?
  }

  /// By month, and by number within it.
  package let entries: [LedgerEntry]
  /// Those of `entries`, at the same positions.
  package let details: [Detail]
  /// The position of each document by its number.
  package let positions: [Identifier: Int]
  private let output: OutputFolder

  /// Reads all records. A record this version cannot read is an error: it must not vanish from the history.
  ///
  /// - Parameter withdrawn: the numbers of documents to leave out.
  package init(_ output: OutputFolder, jobs: Int, without withdrawn: Set<Identifier> = []) throws {
    self.output = output
    let months = try output.names(in: SiteLayout.records).compactMap { name in
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
  package func workspace(of number: Identifier) -> Identifier? { positions[number].map { entries[$0].workspace } }

  /// The records of a month as they stand in its file; nothing where there is none.
  package func lines(of month: Month) throws -> [DocumentLine] {
    try DocumentLine.all(in: Self.file(of: month), of: output)
  }

  package static func file(of month: Month) -> String { SiteLayout.lines(in: SiteLayout.records, of: month) }

  package static func recordHash(_ line: UnsafeBufferPointer<UInt8>) -> Int {
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
