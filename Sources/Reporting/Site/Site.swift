import Billing

/// All documents of a site: those of this run, and published ones that it does not write again.
struct Site {
  let entries: [LedgerEntry]
  /// The documents of this run that were published before, with the month they were filed under.
  let former: [String: Month]

  init(_ ledger: Ledger, _ published: PublishedRecords) {
    guard !published.entries.isEmpty else {
      entries = ledger.writesAll ? ledger.entries : Array(ledger.written)
      former = [:]
      return
    }
    let written = Set(ledger.written.map(\.number))
    entries = published.entries.filter { !written.contains($0.number) } + ledger.written
    former = Dictionary(
      published.entries.lazy.filter { written.contains($0.number) }.map { ($0.number, $0.month) },
      uniquingKeysWith: { first, _ in first })
  }

  /// The pages of documents that others link to, by number: credit notes, and what they correct.
  func linkedPages(_ biller: Biller) -> [String: String] {
    var linked: Set<String> = []
    for (note, _) in biller.notes { linked.formUnion([note.number, note.invoice]) }
    for (number, corrected) in biller.corrections { linked.formUnion([number, corrected]) }
    guard !linked.isEmpty else { return [:] }
    return Dictionary(
      entries.lazy.filter { linked.contains($0.number) }.map { ($0.number, $0.page) },
      uniquingKeysWith: { first, _ in first })
  }
}
