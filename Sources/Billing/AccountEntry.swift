/// One movement on a workspace's account.
public struct AccountEntry: Sendable, Hashable {
  public enum Kind: Int, Sendable, CaseIterable {
    case invoice, creditNote, payment, refund, chargeback, chargebackReversal
    /// Money on account moved to an invoice: it changes no balance where that invoice is listed.
    case credit
  }

  public var date: Day
  public var kind: Kind
  /// The number of the document, or the id of the payment.
  public var id: Identifier
  /// The invoice a payment or credit note is for.
  public var invoice: Identifier?
  /// What was invoiced, credited, received or returned: never negative but for an invoice over a negative total.
  public var amount: Amount
  /// Of a credit: whether its invoice is listed nowhere, so that the money leaves the account.
  public var leaves = false
  /// What had succeeded is taken back on this day: it has the opposite effect.
  public var isReversed = false

  /// What it adds to what the workspace owes.
  public var effect: Amount {
    let effect: Amount =
      switch kind {
      case .invoice, .refund, .chargeback: amount
      case .creditNote, .payment, .chargebackReversal: -amount
      case .credit: leaves ? amount : .zero
      }
    return isReversed ? -effect : effect
  }

  /// By date; on one date what is owed before what is paid, and what came in before it is taken back.
  public static func isListedBefore(_ a: AccountEntry, _ b: AccountEntry) -> Bool {
    if a.date != b.date { return a.date < b.date }
    if a.kind != b.kind { return a.kind.rawValue < b.kind.rawValue }
    if a.id != b.id { return a.id < b.id }
    if a.isReversed != b.isReversed { return b.isReversed }
    return precedes(a.invoice?.text, b.invoice?.text)
  }
}
