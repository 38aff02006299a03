import Billing
import Ledger
import Pages
import Paths
import Publishing
import SiteFormat

/// What earlier runs published, beside what this one is to write.
package struct Site {
  /// Published documents that this run leaves alone.
  package let others: [LedgerEntry]
  /// Documents that are filed elsewhere from now on, by the month they were filed under.
  package let leaving: [Month: Set<Identifier>]
  /// Documents that were drafts and are issued now, or are gone: nothing is kept of what they came to.
  package let settled: [Month: Set<Identifier>]
  /// The pages that documents had and have no more, without `.html`.
  let formerPages: [String]
  private let dropped: [LedgerEntry]

  package init(_ plan: Plan, _ published: PublishedRecords) {
    var months: [Int: Month] = [:]
    for document in plan.documents where document.isWritten {
      if let position = document.published { months[position] = document.month }
    }
    dropped = plan.dropped
    let dropped = Set(dropped.map(\.number))
    others = published.entries.indices.filter {
      months[$0] == nil && (dropped.isEmpty || !dropped.contains(published.entries[$0].number))
    }.map { published.entries[$0] }
    var leaving: [Month: Set<Identifier>] = [:]
    for (position, month) in months where published.entries[position].month != month {
      leaving[published.entries[position].month, default: []].insert(published.entries[position].number)
    }
    for entry in plan.dropped { leaving[entry.month, default: []].insert(entry.number) }
    self.leaving = leaving
    var settled = leaving
    for entry in plan.issuedNow { settled[entry.month, default: []].insert(entry.number) }
    self.settled = settled
    let moved = plan.documents.lazy.compactMap { document -> String? in
      guard document.isWritten, let position = document.published else { return nil }
      let former = published.entries[position].page
      return former == document.page ? nil : former
    }
    formerPages = (moved + plan.dropped.map(\.page)).map { String($0.dropLast(".html".count)) }
  }

  /// Takes away what lies where documents do not lie any more, and the folders' own pages where no document is left.
  package func removeFormer(_ entries: [LedgerEntry], _ publication: Publication) throws {
    for page in formerPages {
      for ending in DocumentEnding.all { try publication.remove("\(page)\(ending)") }
    }
    let left = Set(entries.lazy.map(\.workspace))
    for folder in Set(dropped.filter { !left.contains($0.workspace) }.map(\.workspaceFolder)) {
      for name in [SiteLayout.index, SiteLayout.statement] { try publication.remove("\(folder)/\(name)") }
    }
  }

  /// All documents of the site.
  package func entries(_ ledger: Ledger) -> [LedgerEntry] {
    others.isEmpty && ledger.entries.allSatisfy { !$0.page.isEmpty } ? ledger.entries : others + ledger.written
  }

  /// The pages of documents that others link to, by number: credit notes, and what they correct.
  package func linkedPages(_ plan: Plan) -> [Identifier: String] {
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
