/// A document that takes back part of an invoice; its figures are positive.
public struct CreditNote: Sendable, Hashable {
  public var number: Identifier
  public var invoice: Identifier
  public var workspace: Identifier?
  public var issueDate: Day
  /// Tax included.
  public var amount: Amount
  public var currency: Currency
  /// Of which tax, where an export states it.
  public var tax: Amount?
  /// The tax it takes back, where it is one of several.
  public var taxReference = TaxReference()
  /// What it takes back, where that is not all of the invoice in proportion.
  public var service: String?
  public var reason: String?

  public init(number: Identifier, invoice: Identifier, issueDate: Day, amount: Amount, currency: Currency) {
    self.number = number
    self.invoice = invoice
    self.issueDate = issueDate
    self.amount = amount
    self.currency = currency
  }

  /// Whether it says what it takes back, beside how much.
  public var isSpecific: Bool { tax != nil || !taxReference.isEmpty || service != nil }

  /// The same note, as if it said how much it takes back and no more.
  public var unspecific: CreditNote {
    var note = self
    (note.tax, note.taxReference, note.service) = (nil, TaxReference(), nil)
    return note
  }

  /// The order credit notes are listed in: by date, then number.
  public static func isListedBefore(_ a: CreditNote, _ b: CreditNote) -> Bool {
    a.issueDate != b.issueDate
      ? a.issueDate < b.issueDate : a.number < b.number
  }
}
