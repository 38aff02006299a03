import Billing

/// An invoice or credit note with everything its page and its record say.
struct Document: Sendable {
  var invoice: Invoice
  var balance: Balance
  var standing: Standing
  /// Those dated up to the as-of date.
  var payments: [Payment]
  var creditNotes: [CreditNote]
  /// What names it, and is on account until it is issued.
  var onAccount: [Payment] = []
}
