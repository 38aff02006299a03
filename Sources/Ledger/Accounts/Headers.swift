import Billing
import Exports
import SiteFormat

/// The invoices as they are billed: as exported, with what the day and the configuration add; and after them documents
/// that were published and have left the exports, as far as their records tell.
package struct Headers: Sendable {
  private let exported: [InvoiceHeader]
  /// The positions of documents that left among the published ones.
  let vanished: [Int]
  private let published: PublishedRecords
  private let dueDays: Int?
  package let asOf: Day
  private let past: Past

  package init(_ contents: ExportContents, _ past: Past, dueDays: Int?, asOf: Day) {
    self.past = past
    let published = past.published
    var exported = contents.invoices
    // An issued document keeps its month; a draft may still move.
    if !published.entries.isEmpty {
      for index in exported.indices {
        guard let position = published.positions[exported[index].number], published.details[position].issued != nil
        else { continue }
        exported[index].publishedMonth = published.entries[position].month
      }
    }
    self.exported = exported
    self.published = published
    self.dueDays = dueDays
    self.asOf = asOf
    guard !published.entries.isEmpty else {
      vanished = []
      return
    }
    var present = Set(contents.invoices.lazy.map(\.number))
    present.formUnion(contents.creditNotes.lazy.map(\.number))
    // Credit notes that are kept are documents without a header of their own.
    present.formUnion(past.kept.creditNotes.keys)
    vanished = published.entries.indices.filter { !present.contains(published.entries[$0].number) }
  }

  package var count: Int { exported.count + vanished.count }

  /// How many are of the exports; those come first.
  var exportedCount: Int { exported.count }

  package subscript(index: Int) -> InvoiceHeader {
    var header = index < exported.count ? exported[index] : InvoiceHeader(entry(index))
    // The day decides, also for one that was scheduled and is not exported any more.
    if header.lifecycle == .scheduled, past.readsExports { header.lifecycle = .open }
    if isScheduled(header) { header.lifecycle = .scheduled }
    guard index < exported.count else { return header }
    if header.dueDate == nil, header.type == .invoice, let dueDays {
      header.dueDate = header.issueDate?.adding(dueDays)
    }
    return header
  }

  /// As the export has it.
  func asExported(_ index: Int) -> InvoiceHeader { exported[index] }

  package func number(_ index: Int) -> Identifier {
    index < exported.count ? exported[index].number : entry(index).number
  }

  package func corrected(by index: Int) -> Identifier? {
    index < exported.count ? exported[index].corrects : entry(index).corrects
  }

  func isOpenCreditNote(_ index: Int) -> Bool {
    guard index < exported.count else { return entry(index).type == .creditNote && entry(index).counts }
    return exported[index].type == .creditNote && exported[index].lifecycle == .open
  }

  /// The published entry of a document that left the exports.
  package func entry(_ index: Int) -> LedgerEntry { published.entries[vanished[index - exported.count]] }

  /// Whether a document is still to be issued on the day that it bears. What was issued once never goes back, whatever
  /// that day is; but a former day is shown as it was.
  func isScheduled(_ header: InvoiceHeader) -> Bool {
    guard header.lifecycle == .open, let issueDate = header.issueDate, asOf < issueDate else { return false }
    return past.isFormer(asOf) || !past.wasIssued(header.number)
  }

  /// Whether an earlier run issued a document.
  package func wasIssued(_ number: Identifier) -> Bool { past.wasIssued(number) }
}
