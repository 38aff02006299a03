import Billing
import Diagnostics

/// A payment as exported, or the part of it that is for one invoice: its currency, where it states none, is that of its
/// invoice or workspace.
public struct PaymentRow: Sendable, Equatable {
  public var id: Identifier
  public var invoice: Identifier?
  public var workspace: Identifier?
  public var date: Day
  public var amount: ExactDecimal
  public var currency: Currency?
  public var state: Payment.State
  public var kind: Payment.Kind
  public var method: String?
  public var reference: String?
  /// The day its status changed.
  public var updated: Day?
}

/// Payments of the exports, by id.
struct PaymentRows: RowSink, ~Copyable {
  var reader: RowReader<PaymentColumn>
  var parts = PaymentParts()

  private static let states: [String: Payment.State] = ["pending": .processing, "cancelled": .canceled]

  init(reader: consuming RowReader<PaymentColumn>) {
    self.reader = reader
  }

  mutating func receive(_ batch: borrowing RecordBatch) {
    reader.rows += batch.count
    for row in 0..<batch.count {
      reader.isRefused = false
      let id = reader.requiredIdentifier(batch, row, .id)
      guard let payment = payment(id, batch, row), let id else { continue }
      parts.add(
        payment, id: id, at: batch.place(row, PaymentColumn.id.rawValue),
        amountAt: batch.place(row, PaymentColumn.amount.rawValue), findings: &reader.findings)
    }
  }

  var rows: Int { reader.rows }

  mutating func endFile(missing: Set<Int>) { reader.endFile(missing: missing) }

  private mutating func payment(_ id: Identifier?, _ batch: borrowing RecordBatch, _ row: Int) -> PaymentRow? {
    let date = reader.required(batch, row, .date) == nil ? nil : reader.day(batch, row, .date)
    let amount = reader.required(batch, row, .amount) == nil ? nil : reader.decimal(batch, row, .amount)
    let state =
      reader.required(batch, row, .status) == nil
      ? nil
      : reader.word(batch, row, .status, Payment.State.self, alsoKnown: Self.states)
    if let amount, amount.isNegative {
      reader.refuse(
        Finding(
          .negativeAmount, at: batch.place(row, PaymentColumn.amount.rawValue), "amount is \(amount.digits)",
          because: "the direction of a payment is its type, not its sign",
          remedy: "write the amount without its sign; money that went back has type refund or chargeback"))
    }
    let kind = reader.word(batch, row, .type, Payment.Kind.self) ?? .payment
    let currency = reader.currency(batch, row, .currency)
    let updated = reader.day(batch, row, .updated)
    let invoice = reader.identifier(batch, row, .invoice)
    if invoice == nil { checkInvoice(of: kind, batch, row) }
    guard let id, let date, let amount, let state, !reader.isRefused else { return nil }
    return PaymentRow(
      id: id, invoice: invoice, workspace: reader.identifier(batch, row, .workspace), date: date, amount: amount,
      currency: currency, state: state, kind: kind, method: reader.text(batch, row, .method),
      reference: reader.text(batch, row, .reference), updated: updated)
  }

  /// What some kinds are about is an invoice.
  private mutating func checkInvoice(of kind: Payment.Kind, _ batch: borrowing RecordBatch, _ row: Int) {
    let place = batch.place(row, PaymentColumn.invoice.rawValue)
    switch kind {
    case .credit:
      reader.refuse(
        Finding(
          .missingValue, at: place, "the credit names no invoice",
          because: "type credit moves money from the account to an invoice",
          remedy: "fill in invoice_number, or write type payment for money that came in"))
    case .writeOff:
      reader.refuse(
        Finding(
          .missingValue, at: place, "the write-off names no invoice",
          because: "type write_off says which debt is not expected to be paid", remedy: "fill in invoice_number"))
    case .payment, .refund, .chargeback, .chargebackReversal: break
    }
  }
}
