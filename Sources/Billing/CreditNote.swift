/// A document that takes back part of an invoice; its figures are positive.
public struct CreditNote: Sendable, Hashable {
  public var number: String
  public var invoice: String
  public var workspace: String?
  public var issueDate: Day
  /// Tax included.
  public var amount: Amount
  public var currency: Currency
  public var reason: String?

  public init(number: String, invoice: String, issueDate: Day, amount: Amount, currency: Currency) {
    self.number = number
    self.invoice = invoice
    self.issueDate = issueDate
    self.amount = amount
    self.currency = currency
  }

  /// The order credit notes are listed in: by date, then number.
  public static func isListedBefore(_ a: CreditNote, _ b: CreditNote) -> Bool {
    a.issueDate != b.issueDate
      ? a.issueDate < b.issueDate : precedes(a.number, b.number)
  }
}
