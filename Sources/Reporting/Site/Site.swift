import Billing

/// What earlier runs published, beside what this one is to write.
struct Site {
  /// Published documents that this run does not write again: they left the exports, or are not touched.
  let others: [LedgerEntry]
  /// The documents of this run that were published before, with the month they were filed under.
  let former: [String: Month]

  init(_ plan: Plan, _ published: PublishedRecords) {
    guard !published.entries.isEmpty else {
      others = []
      former = [:]
      return
    }
    let written = Set(
      plan.documents.lazy.filter(\.isWritten).map { plan.biller.header(Int($0.index)).number })
    others = published.entries.filter { !written.contains($0.number) }
    former = Dictionary(
      published.entries.lazy.filter { written.contains($0.number) }.map { ($0.number, $0.month) },
      uniquingKeysWith: { first, _ in first })
  }

  /// All documents of the site.
  func entries(_ ledger: Ledger) -> [LedgerEntry] {
    others.isEmpty && ledger.entries.allSatisfy { !$0.page.isEmpty } ? ledger.entries : others + ledger.written
  }

  /// The pages of documents that others link to, by number: credit notes, and what they correct.
  func linkedPages(_ plan: Plan) -> [String: String] {
    let biller = plan.biller
    var linked: Set<String> = []
    for (note, _) in biller.notes { linked.formUnion([note.number, note.invoice]) }
    for (number, corrected) in biller.corrections { linked.formUnion([number, corrected]) }
    guard !linked.isEmpty else { return [:] }
    var pages: [String: String] = [:]
    for entry in others where linked.contains(entry.number) { pages[entry.number] = entry.page }
    for document in plan.documents where document.isWritten {
      let number = biller.header(Int(document.index)).number
      if linked.contains(number) { pages[number] = document.page }
    }
    return pages
  }
}
