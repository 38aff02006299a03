import Billing
import Diagnostics

/// A credit note as exported: its currency, where it states none, is that of its invoice.
public struct CreditNoteRow: Sendable, Equatable {
  public var number: Identifier
  public var invoice: Identifier
  public var workspace: Identifier?
  public var issueDate: Day
  public var amount: ExactDecimal
  public var currency: Currency?
  public var reason: String?
}

/// Credit notes of the exports, by number.
struct CreditNoteRows: RecordSink, ~Copyable {
  var reader: RowReader<CreditNoteColumn>
  var register = Register<CreditNoteRow>()
  /// Where each credit note's amount stands, in the order of the register.
  var places = Places()

  init(reader: consuming RowReader<CreditNoteColumn>) {
    self.reader = reader
  }

  mutating func receive(_ batch: borrowing RecordBatch) {
    for row in 0..<batch.count {
      reader.isRefused = false
      let number = reader.requiredIdentifier(batch, row, .number)
      guard let note = note(number, batch, row), let number else { continue }
      let isNew = register.add(
        note, id: number, CreditNoteColumn.number.name, at: batch.place(row, CreditNoteColumn.number.rawValue),
        findings: &reader.findings)
      if isNew { places.append(batch.place(row, CreditNoteColumn.amount.rawValue)) }
    }
  }

  mutating func endFile(missing: Set<Int>) { reader.endFile(missing: missing) }

  private mutating func note(_ number: Identifier?, _ batch: borrowing RecordBatch, _ row: Int) -> CreditNoteRow? {
    let invoice = reader.requiredIdentifier(batch, row, .invoice)
    let issueDate = reader.required(batch, row, .issueDate) == nil ? nil : reader.day(batch, row, .issueDate)
    let amount = reader.required(batch, row, .amount) == nil ? nil : reader.decimal(batch, row, .amount)
    if let amount, amount <= .zero {
      reader.refuse(
        Finding(
          .negativeAmount, at: batch.place(row, CreditNoteColumn.amount.rawValue), "amount is \(amount.digits)",
          because: "a credit note states what it takes back as a positive amount, tax included",
          remedy: "write the amount without its sign, or remove the row if it takes nothing back"))
    }
    let currency = reader.currency(batch, row, .currency)
    guard let number, let invoice, let issueDate, let amount, !reader.isRefused else { return nil }
    return CreditNoteRow(
      number: number, invoice: invoice,
      workspace: reader.identifier(batch, row, .workspace),
      issueDate: issueDate,
      amount: amount, currency: currency, reason: reader.text(batch, row, .reason))
  }
}
