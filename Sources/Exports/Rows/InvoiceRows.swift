import Billing
import Diagnostics

/// Invoices of the exports, by number.
struct InvoiceRows: RowSink, ~Copyable {
  var reader: RowReader<InvoiceColumn>
  /// For invoices that state no currency.
  let currency: Currency?
  var register = Register<InvoiceHeader>()
  /// The numbers of rows that were refused for something else.
  private(set) var refused: Set<Identifier> = []
  /// Whether rows were lost whose numbers nobody knows: usage that finds no invoice may be for one of them.
  var isIncomplete = false

  private static let types: [String: DocumentType] = ["credit note": .creditNote]

  init(reader: consuming RowReader<InvoiceColumn>, currency: Currency?) {
    self.reader = reader
    self.currency = currency
  }

  mutating func receive(_ batch: borrowing RecordBatch) {
    reader.rows += batch.count
    for row in 0..<batch.count {
      reader.isRefused = false
      let number = reader.requiredIdentifier(batch, row, .number)
      guard let header = header(number, batch, row), let number else {
        if let number { refused.insert(number) } else { isIncomplete = true }
        continue
      }
      _ = register.add(
        header, id: number, InvoiceColumn.number.name, at: batch.place(row, InvoiceColumn.number.rawValue),
        findings: &reader.findings)
    }
  }

  var rows: Int { reader.rows }

  mutating func endFile(missing: Set<Int>) { reader.endFile(missing: missing) }

  private mutating func header(_ number: Identifier?, _ batch: borrowing RecordBatch, _ row: Int) -> InvoiceHeader? {
    let workspace = reader.requiredIdentifier(batch, row, .workspace)
    let currency = reader.currency(batch, row, .currency) ?? self.currency
    let issueDate = reader.day(batch, row, .issueDate)
    let stated = reader.period(batch, row, start: .periodStart, end: .periodEnd, month: .period)
    if currency == nil, batch.field(row, InvoiceColumn.currency.rawValue).isAbsent {
      reader.refuse(
        Finding(
          .missingCurrency, at: batch.place(row, InvoiceColumn.currency.rawValue), "the invoice states no currency",
          because: "an amount without a currency is none", remedy: "fill in currency, or set it in report.yml"),
        lacking: .currency, batch)
    }
    // Without a period, an invoice belongs to the day it was issued.
    let period = stated ?? issueDate.flatMap { BillingPeriod(from: $0, until: $0.adding(1)) }
    if period == nil, !reader.isRefused {
      reader.refuse(
        Finding(
          .missingValue, at: batch.place(row, InvoiceColumn.period.rawValue),
          "the invoice states neither a billing period nor an issue date",
          because: "it could not be filed under any month",
          remedy: "fill in billing_period as YYYY-MM, or issue_date"),
        lacking: .period, batch)
    }
    guard let number, let workspace, let currency, let period else { return nil }
    var header = InvoiceHeader(
      number: number, workspace: workspace, period: period, currency: currency)
    header.statesPeriod = stated != nil
    header.issueDate = issueDate
    header.dueDate = reader.day(batch, row, .dueDate)
    header.statedTaxPoint = reader.day(batch, row, .taxPoint)
    header.type =
      reader.word(batch, row, .type, DocumentType.self, alsoKnown: Self.types) ?? .invoice
    if header.type == .creditNote, issueDate == nil, batch.field(row, InvoiceColumn.issueDate.rawValue).isAbsent {
      reader.refuse(
        Finding(
          .missingValue, at: batch.place(row, InvoiceColumn.issueDate.rawValue), "the credit note has no issue_date",
          because: "it counts from the day it is issued", remedy: "fill in issue_date"))
    }
    header.corrects = reader.identifier(batch, row, .corrects)
    header.purchaseOrder = reader.text(batch, row, .purchaseOrder)
    header.note = reader.text(batch, row, .note)
    header.discount = reader.discount(batch, row, .discount)
    header.tax = TaxReference(code: reader.identifier(batch, row, .taxCode), rate: reader.rate(batch, row, .taxRate))
    header.declared = declared(batch, row)
    if let status = reader.text(batch, row, .status) { header.state(status) }
    return reader.isRefused ? nil : header
  }

  private mutating func declared(_ batch: borrowing RecordBatch, _ row: Int) -> Declared {
    var declared = Declared()
    declared.subtotal = reader.decimal(batch, row, .subtotal)
    declared.tax = reader.decimal(batch, row, .tax)
    declared.total = reader.decimal(batch, row, .total)
    declared.amountPaid = reader.decimal(batch, row, .amountPaid)
    declared.amountDue = reader.decimal(batch, row, .amountDue)
    return declared
  }
}

extension InvoiceHeader {
  /// Words of other systems for an invoice that was taken back.
  private static let void: Set<String> = ["void", "voided", "cancelled", "canceled"]

  /// Takes in what an export says of the invoice, in any case. What is neither a draft, open, void nor uncollectible is
  /// compared with what its payments come to.
  fileprivate mutating func state(_ status: String) {
    switch status.lowercased() {
    case "draft": lifecycle = .draft
    case "open": lifecycle = .open
    case let word where Self.void.contains(word): lifecycle = .void
    case Declared.uncollectible: declared.status = Declared.uncollectible
    default: declared.status = status
    }
  }
}
