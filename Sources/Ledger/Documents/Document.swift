import Billing

/// An invoice or credit note with everything its page and its record say.
package struct Document: Sendable {
  package var invoice: Invoice
  package var balance: Balance
  package var standing: Standing
  /// What names it, dated up to the as-of date: on account until it is issued.
  package var payments: [Payment]
  package var creditNotes: [CreditNote]

  /// The payments as its page lists them: what they were on a day. What is written off is none of its customer's business.
  package func listedPayments(asOf day: Day) -> [Payment] {
    payments.lazy.filter { $0.kind != .writeOff }.map { payment in
      var listed = payment
      listed.state = payment.state(asOf: day)
      if let reversed = payment.reversed, reversed > day { listed.reversed = nil }
      return listed
    }
  }
}
