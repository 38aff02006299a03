/// Money that moved, or tried to: what a payment export holds. A payment of several invoices is one of these for each
/// of them, all with its id.
public struct Payment: Sendable, Hashable {
  public enum Kind: String, Sendable, CaseIterable {
    case payment
    case refund
    case chargeback
    /// A chargeback that was won back.
    case chargebackReversal = "chargeback_reversal"
    /// No money: finance does not expect this part to be paid any more.
    case writeOff = "write_off"
    /// Money on account moved to the invoice.
    case credit
  }

  public enum State: String, Sendable, CaseIterable {
    case succeeded, processing, failed, canceled
    /// Returned whole: it counts for nothing.
    case refunded
  }

  public var id: Identifier
  /// Nil for unapplied money: it stays on the workspace's account.
  public var invoice: Identifier?
  public var workspace: Identifier?
  public var date: Day
  /// Never negative: `kind` says which way it went.
  public var amount: Amount
  public var currency: Currency
  /// As the exports last said; see `state(asOf:)` for that of a day.
  public var state: State
  /// The day a payment that had succeeded was taken back: until then it counts, and figures of earlier days keep it.
  public var reversed: Day?
  public var kind: Kind
  public var method: String?
  public var reference: String?

  public init(
    id: Identifier, invoice: Identifier?, workspace: Identifier? = nil, date: Day, amount: Amount, currency: Currency,
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

  /// What it was on a day.
  public func state(asOf day: Day) -> State {
    if let reversed, day < reversed { return .succeeded }
    return state
  }

  /// The order payments are listed in: by date, then as they are kept.
  public static func isListedBefore(_ a: Payment, _ b: Payment) -> Bool {
    a.date != b.date ? a.date < b.date : isKeptBefore(a, b)
  }

  /// The order payments are kept in: by id; the parts of one by invoice, what is on account first, by workspace.
  public static func isKeptBefore(_ a: Payment, _ b: Payment) -> Bool {
    if a.id != b.id { return a.id < b.id }
    if a.invoice != b.invoice { return precedes(a.invoice?.text, b.invoice?.text) }
    return precedes(a.workspace?.text, b.workspace?.text)
  }
}
