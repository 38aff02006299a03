import Billing
import Exports

/// The invoices of the exports as they are billed: as exported, with what the day and the configuration add.
struct Headers: Sendable {
  private let exported: [InvoiceHeader]
  private let isDrawnUp: Bool
  private let dueDays: Int?
  private let asOf: Day

  init(_ contents: ExportContents, dueDays: Int?, asOf: Day) {
    exported = contents.invoices
    isDrawnUp = contents.isDrawnUp
    self.dueDays = dueDays
    self.asOf = asOf
  }

  var count: Int { exported.count }

  subscript(index: Int) -> InvoiceHeader {
    var header = exported[index]
    // Nobody has issued these yet; imported invoices are issued, whatever day they bear.
    if isDrawnUp, let issued = header.issueDate, asOf < issued { header.lifecycle = .draft }
    if header.dueDate == nil, header.type == .invoice, let dueDays {
      header.dueDate = header.issueDate?.adding(dueDays)
    }
    return header
  }

  func number(_ index: Int) -> String { exported[index].number }

  func corrected(by index: Int) -> String? { exported[index].corrects }

  func isOpenCreditNote(_ index: Int) -> Bool {
    exported[index].type == .creditNote && exported[index].lifecycle == .open
  }
}
