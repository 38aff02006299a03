/// Money that moved, or tried to: what a payment export holds.
public struct Payment: Sendable, Hashable {
  public enum Kind: String, Sendable, CaseIterable {
    case payment
    case refund
    case chargeback
    /// Money on account moved to the invoice.
    case credit
  }

  public enum State: String, Sendable, CaseIterable {
    case succeeded, processing, failed, canceled
    /// Returned whole: it counts for nothing.
    case refunded
  }

  public var id: String
  /// Nil for unapplied money: it stays on the workspace's account.
  public var invoice: String?
  public var workspace: String?
  public var date: Day
  /// Never negative: `kind` says which way it went.
  public var amount: Amount
  public var currency: Currency
  public var state: State
  public var kind: Kind
  public var method: String?
  public var reference: String?

  public init(
    id: String, invoice: String?, workspace: String? = nil, date: Day, amount: Amount, currency: Currency,
    state: State, kind: Kind = .payment
  ) {
    self.id = id
    self.invoice = invoice
    self.workspace = workspace
    self.date = date
    self.amount = amount
    self.currency = currency
    self.state = state
    self.kind = kind
  }

  /// The order payments are listed in: by date, then id.
  public static func isListedBefore(_ a: Payment, _ b: Payment) -> Bool {
    a.date != b.date ? a.date < b.date : precedes(a.id, b.id)
  }
}
