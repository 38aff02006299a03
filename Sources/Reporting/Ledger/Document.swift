import Billing

/// An invoice or credit note with everything its page and its record say.
struct Document: Sendable {
  var invoice: Invoice
  var balance: Balance
  var standing: Standing
  /// What names it, dated up to the as-of date: on account until it is issued.
  var payments: [Payment]
  var creditNotes: [CreditNote]

  /// The payments as its page lists them: what they were on a day. What is written off is none of its customer's business.
  func listedPayments(asOf day: Day) -> [Payment] {
    payments.lazy.filter { $0.kind != .writeOff }.map { payment in
      var listed = payment
      listed.state = payment.state(asOf: day)
      if let reversed = payment.reversed, reversed > day { listed.reversed = nil }
      return listed
    }
  }
}
