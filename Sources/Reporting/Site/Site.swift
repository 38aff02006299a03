import Billing

/// What earlier runs published, beside what this one is to write.
struct Site {
  /// Published documents that this run leaves alone.
  let others: [LedgerEntry]
  /// Documents that are filed elsewhere from now on, by the month they were filed under.
  let leaving: [Month: Set<Identifier>]

  init(_ plan: Plan, _ published: PublishedRecords) {
    var months: [Int: Month] = [:]
    for document in plan.documents where document.isWritten {
      if let position = document.published { months[position] = document.month }
    }
    others = published.entries.indices.filter { months[$0] == nil }.map { published.entries[$0] }
    var leaving: [Month: Set<Identifier>] = [:]
    for (position, month) in months where published.entries[position].month != month {
      leaving[published.entries[position].month, default: []].insert(published.entries[position].number)
    }
    self.leaving = leaving
  }

  /// All documents of the site.
  func entries(_ ledger: Ledger) -> [LedgerEntry] {
    others.isEmpty && ledger.entries.allSatisfy { !$0.page.isEmpty } ? ledger.entries : others + ledger.written
  }

  /// The pages of documents that others link to, by number: credit notes, and what they correct.
  func linkedPages(_ plan: Plan) -> [Identifier: String] {
    let biller = plan.biller
    var linked: Set<Identifier> = []
    for (note, _) in biller.notes { linked.formUnion([note.number, note.invoice]) }
    for (number, corrected) in biller.corrections { linked.formUnion([number, corrected]) }
    guard !linked.isEmpty else { return [:] }
    var pages: [Identifier: String] = [:]
    for entry in others where linked.contains(entry.number) { pages[entry.number] = entry.page }
    for document in plan.documents where document.isWritten {
      let number = biller.header(Int(document.index)).number
      if linked.contains(number) { pages[number] = document.page }
    }
    return pages
  }
}
