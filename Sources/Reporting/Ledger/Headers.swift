import Billing
import Exports

/// The invoices as they are billed: as exported, with what the day and the configuration add; and after them documents
/// that were published and have left the exports, as far as their records tell.
struct Headers: Sendable {
  private let exported: [InvoiceHeader]
  /// The positions of documents that left among the published ones.
  let vanished: [Int]
  private let published: PublishedRecords
  private let dueDays: Int?
  let asOf: Day
  private let past: Past

  init(_ contents: ExportContents, _ past: Past, dueDays: Int?, asOf: Day) {
    exported = contents.invoices
    self.past = past
    let published = past.published
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

  var count: Int { exported.count + vanished.count }

  /// How many are of the exports; those come first.
  var exportedCount: Int { exported.count }

  subscript(index: Int) -> InvoiceHeader {
    var header = index < exported.count ? exported[index] : InvoiceHeader(entry(index))
    if isScheduled(header) { header.lifecycle = .scheduled }
    guard index < exported.count else { return header }
    if header.dueDate == nil, header.type == .invoice, let dueDays {
      header.dueDate = header.issueDate?.adding(dueDays)
    }
    return header
  }

  /// As the export has it.
  func asExported(_ index: Int) -> InvoiceHeader { exported[index] }

  func number(_ index: Int) -> Identifier { index < exported.count ? exported[index].number : entry(index).number }

  func corrected(by index: Int) -> Identifier? {
    index < exported.count ? exported[index].corrects : entry(index).corrects
  }

  func isOpenCreditNote(_ index: Int) -> Bool {
    guard index < exported.count else { return entry(index).type == .creditNote && entry(index).counts }
    return exported[index].type == .creditNote && exported[index].lifecycle == .open
  }

  /// The published entry of a document that left the exports.
  func entry(_ index: Int) -> LedgerEntry { published.entries[vanished[index - exported.count]] }

  /// Whether a document is still to be issued on the day that it bears. What was issued once never goes back, whatever
  /// that day is; but a former day is shown as it was.
  func isScheduled(_ header: InvoiceHeader) -> Bool {
    guard header.lifecycle == .open, let issueDate = header.issueDate, asOf < issueDate else { return false }
    return past.isFormer(asOf) || !past.wasIssued(header.number)
  }

  /// Of all payments, those that name documents which are not issued, by the positions of these.
  func onAccount(_ payments: [Payment], _ numbers: [Identifier: Int]) -> [Int: [Payment]] {
    let unissued = Set((0..<count).lazy.filter { isUnissued($0) }.map { number($0) })
    guard !unissued.isEmpty else { return [:] }
    var named: [Int: [Payment]] = [:]
    for payment in payments {
      guard let number = payment.invoice, unissued.contains(number), let index = numbers[number] else { continue }
      let header = self[index]
      guard payment.currency == header.currency, payment.workspace.map({ $0 == header.workspace }) ?? true
      else { continue }
      named[index, default: []].append(payment)
    }
    return named.mapValues { $0.sorted(by: Payment.isListedBefore) }
  }

  private func isUnissued(_ index: Int) -> Bool {
    guard index < exported.count else { return entry(index).status.isUnissued || isScheduled(self[index]) }
    // Most are open and issued long ago: nothing of those is looked at but two members.
    guard exported[index].lifecycle == .open else { return exported[index].lifecycle == .draft }
    guard let issueDate = exported[index].issueDate, asOf < issueDate else { return false }
    return isScheduled(exported[index])
  }
}
