import Billing

/// The record of a document, as it goes into its period's file.
struct WrittenRecord: Sendable {
  var entry: LedgerEntry
  var line: [UInt8]
}

/// All records of a site: the published ones, with those of this run in place of their former versions.
struct RecordArchive {
  /// The file of each period, its records sorted by number.
  let files: [(month: Month, bytes: [UInt8])]
  let entries: [LedgerEntry]
  /// How many of this run's documents are new, updated, unchanged.
  let changes: (new: Int, updated: Int, unchanged: Int)

  init(_ published: PublishedRecords, adding records: [WrittenRecord]) {
    var byNumber: [String: (entry: LedgerEntry, line: ArraySlice<UInt8>)] = [:]
    // A document that vanished from the exports stays.
    for record in published.entries { byNumber[record.entry.number] = (record.entry, record.line) }
    var changes = (new: 0, updated: 0, unchanged: 0)
    for record in records {
      switch byNumber[record.entry.number] {
      case nil: changes.new += 1
      case let former? where former.line.elementsEqual(record.line): changes.unchanged += 1
      default: changes.updated += 1
      }
      byNumber[record.entry.number] = (record.entry, record.line[...])
    }
    var files: [(month: Month, bytes: [UInt8])] = []
    for (month, records) in Dictionary(grouping: byNumber.values, by: \.entry.month).sorted(by: { $0.key < $1.key }) {
      let sorted = records.sorted { $0.entry.number.utf8.lexicographicallyPrecedes($1.entry.number.utf8) }
      files.append((month, sorted.flatMap(\.line)))
    }
    // A period whose documents all moved elsewhere keeps an empty file, so that nothing stale is left in it.
    for month in Set(published.entries.map(\.entry.month)).subtracting(files.map(\.month)) { files.append((month, [])) }
    self.files = files
    self.changes = changes
    entries = byNumber.values.map(\.entry).sorted(by: LedgerEntry.isListedBefore)
  }
}
