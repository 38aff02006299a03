import Testing

@testable import Billing

/// What payments did in a month, whatever invoices they are for.
@Suite struct PaymentActivityTests {
  private func payment(
    _ amount: Int128, _ kind: Payment.Kind, _ state: Payment.State, for invoice: Identifier? = "A-1",
    on date: Day = "2024-05-10", in currency: Currency = "EUR"
  ) -> Payment {
    Payment(
      id: "\(amount)", invoice: invoice, date: date, amount: units(amount), currency: currency, state: state,
      kind: kind)
  }

  @Test func everyStateAndKind() throws {
    let payments = [
      payment(1, .payment, .succeeded), payment(2, .payment, .succeeded, for: nil), payment(4, .credit, .succeeded),
      payment(8, .refund, .succeeded), payment(16, .chargeback, .succeeded), payment(32, .payment, .refunded),
      payment(64, .payment, .processing), payment(128, .payment, .failed), payment(256, .payment, .canceled),
      payment(512, .payment, .succeeded, on: "2024-06-01"), payment(1024, .payment, .failed, in: "USD"),
      payment(2048, .refund, .processing),
    ]
    // Everything but the payment that names no invoice was put to one.
    let months = PaymentActivity.byMonth(
      payments.lazy.map { (payment: $0, isApplied: $0.invoice != nil) }, asOf: "2024-06-30")
    #expect(Set(months.keys) == ["2024-05", "2024-06"])
    let activities = try #require(months["2024-05"])
    #expect(activities.map(\.currency.code) == ["EUR", "USD"])
    let euros = try #require(activities.first)
    #expect((euros.received.count, euros.received.amount) == (2, units(3)))
    #expect((euros.unapplied.count, euros.unapplied.amount) == (1, units(2)))
    #expect(euros.applied.amount == units(4))
    #expect((euros.returned.count, euros.returned.amount) == (3, units(8 + 16 + 32)))
    #expect(euros.processing.amount == units(64))
    #expect(euros.failed.amount == units(128))
    #expect(activities[1].failed.amount == units(1024))
  }

  /// What is dated after the day that is shown has not happened yet.
  @Test func upToADay() {
    let payments = [
      payment(1, .payment, .succeeded), payment(2, .payment, .succeeded, on: "2024-06-01"),
    ]
    let put = payments.map { (payment: $0, isApplied: false) }
    #expect(PaymentActivity.byMonth(put, asOf: "2024-05-31").count == 1)
    #expect(PaymentActivity.byMonth(put, asOf: "2024-06-01").count == 2)
  }

  /// A payment of two invoices is one payment; the part that is for none is not applied.
  @Test func partsOfAPaymentAreOne() throws {
    var parts = [payment(60, .payment, .succeeded), payment(40, .payment, .succeeded, for: nil)]
    parts[0].id = "P"
    parts[1].id = "P"
    let put = parts.map { (payment: $0, isApplied: $0.invoice != nil) }
    let activity = try #require(PaymentActivity.byMonth(put, asOf: "2024-06-01")["2024-05"]?.first)
    #expect((activity.received.count, activity.received.amount) == (1, units(100)))
    #expect((activity.unapplied.count, activity.unapplied.amount) == (1, units(40)))
  }
}
