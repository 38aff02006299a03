/// Where an invoice stands: its total against what was credited and paid, as of a day.
public struct Balance: Sendable, Hashable {
  public private(set) var credited: Amount = .zero
  /// Succeeded payments and applied credit, less refunds and chargebacks.
  public private(set) var paid: Amount = .zero
  /// Payments under way.
  public private(set) var pending: Amount = .zero
  /// Refunds and chargebacks, for information: `paid` has them taken off already.
  public private(set) var refunded: Amount = .zero
  public private(set) var due: Amount = .zero
  /// Money on account: what was paid or credited beyond the total.
  public private(set) var credit: Amount = .zero

  /// total − credited − paid; below zero it is the customer's.
  public let open: Amount

  /// - Parameters:
  ///   - payments: those of this invoice; what is dated after `asOf` does not count.
  ///   - creditNotes: those of this invoice, from their issue date.
  ///   - settles: false for a draft, a void invoice and a credit note, which owe nothing.
  public init(
    of total: Amount, payments: [Payment], creditNotes: [CreditNote], settles: Bool, asOf: Day
  ) {
    for note in creditNotes where note.issueDate <= asOf { credited += note.amount }
    for payment in payments where payment.date <= asOf {
      switch (payment.state, payment.kind) {
      case (.succeeded, .payment), (.succeeded, .credit):
        paid += payment.amount
      case (.succeeded, .refund), (.succeeded, .chargeback):
        paid -= payment.amount
        refunded += payment.amount
      case (.processing, .payment):
        pending += payment.amount
      default:
        break
      }
    }
    open = total - credited - paid
    if settles {
      due = max(.zero, open)
      credit = max(.zero, -open)
    }
  }
}
