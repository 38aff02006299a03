import Testing

@testable import Billing

/// A payment of 100.00 on 2024-06-10 that was taken back on 2024-07-05, of an invoice of 100.00.
@Suite struct ReversalTests {
  private func payment(_ state: Payment.State = .failed, _ kind: Payment.Kind = .payment) -> Payment {
    var payment = Payment.made("100", on: "2024-06-10", state, kind)
    payment.workspace = "acme"
    payment.reversed = "2024-07-05"
    return payment
  }

  private func settled(_ state: Payment.State, asOf: Day) -> Settled {
    Settled("100", [payment(state)], asOf: asOf) { $0.dueDate = nil }
  }

  @Test(arguments: [Payment.State.failed, .canceled, .refunded])
  func figuresOfEarlierDaysKeepIt(state: Payment.State) {
    #expect(settled(state, asOf: "2024-06-09").text == "due 100.00 since 2024-06-01")
    #expect(settled(state, asOf: "2024-06-10").text == "paid 0.00 since 2024-06-10")
    #expect(settled(state, asOf: "2024-07-04").text == "paid 0.00 since 2024-06-10")
  }

  @Test func fromItsDayOnItCountsForNothing() {
    #expect(settled(.failed, asOf: "2024-07-05").text == "failed 100.00 since 2024-07-05")
    #expect(settled(.canceled, asOf: "2024-07-05").text == "due 100.00 since 2024-07-05")
    #expect(settled(.refunded, asOf: "2024-07-05").text == "due 100.00 refunded since 2024-07-05")
    #expect(settled(.refunded, asOf: "2024-07-05").figures == "0.00, 0.00, 0.00, 0.00, 100.00, 0.00")
  }

  /// Received in June, returned in July.
  @Test func activityByMonth() throws {
    let months = PaymentActivity.byMonth([(payment: payment(), isApplied: true)], asOf: "2024-07-31")
    let (june, july) = (try #require(months["2024-06"]?.first), try #require(months["2024-07"]?.first))
    #expect((june.received.amount, june.returned.amount, june.failed.amount) == (units(10000), .zero, .zero))
    #expect((july.received.amount, july.returned.amount, july.failed.amount) == (.zero, units(10000), .zero))
    let before = PaymentActivity.byMonth([(payment: payment(), isApplied: true)], asOf: "2024-07-04")
    #expect(before.keys.map(\.description) == ["2024-06"])
  }

  /// A refund that bounced: what was returned in June came back in July.
  @Test func activityOfAReversedRefund() throws {
    let months = PaymentActivity.byMonth(
      [(payment: payment(.failed, .refund), isApplied: true), (payment: payment(.canceled, .credit), isApplied: true)],
      asOf: "2024-07-31")
    let (june, july) = (try #require(months["2024-06"]?.first), try #require(months["2024-07"]?.first))
    #expect((june.returned.amount, july.returned.amount) == (units(10000), units(-10000)))
    #expect((june.applied.amount, july.applied.amount) == (units(10000), units(-10000)))
  }

  @Test(arguments: Payment.Kind.allCases)
  func theStatementTakesItBack(kind: Payment.Kind) throws {
    let statements = Statement.of("acme", documents: [], payments: [payment(.failed, kind)], asOf: "2024-07-31")
    guard kind != .writeOff else {
      // No money moved.
      #expect(statements.isEmpty)
      return
    }
    let statement = try #require(statements.first)
    #expect(statement.entries.map(\.date) == ["2024-06-10", "2024-07-05"])
    #expect(statement.entries.map(\.isReversed) == [false, true])
    #expect(statement.closing == .zero)
    let (june, july) = (statement.months[0].movements, statement.months[1].movements)
    #expect(june.closing == july.opening && july.closing == .zero)
    if kind == .payment {
      #expect((june.received, june.refunded) == (units(10000), .zero))
      #expect((july.received, july.refunded) == (.zero, units(10000)))
    }
    let early = try #require(
      Statement.of("acme", documents: [], payments: [payment(.failed, kind)], asOf: "2024-07-04").first)
    #expect(early.entries.count == 1)
  }

  /// On the very day it came in.
  @Test func comingInStandsBeforeGoingBack() throws {
    var first = payment()
    first.reversed = first.date
    var second = first
    second.invoice = "INV-2"
    let statement = try #require(
      Statement.of("acme", documents: [], payments: [second, first], asOf: "2024-07-31").first)
    #expect(statement.entries.map(\.isReversed) == [false, false, true, true])
    #expect(statement.entries.map(\.invoice) == ["INV-1", "INV-2", "INV-1", "INV-2"])
  }

  /// opening + invoiced − credited − received + refunded = closing, whatever happened.
  @Test(arguments: Payment.Kind.allCases, Payment.State.allCases)
  func movementsTie(kind: Payment.Kind, state: Payment.State) throws {
    var taken = Payment.made("30", on: "2024-06-11", state, kind)
    if state != .succeeded, state != .processing { taken.reversed = "2024-07-01" }
    let all = [Payment.made("100", on: "2024-06-10"), taken]
    for settled in [[], [taken]] {
      let statement = try #require(
        Statement.of("acme", documents: [], payments: all, settled: settled, asOf: "2024-07-31").first)
      for day in ["2024-06-01", "2024-06-11", "2024-06-30", "2024-07-02"] as [Day] {
        #expect(statement.movements(from: day).closing == statement.closing, "from \(day)")
      }
      #expect(statement.months.last?.movements.closing == statement.closing)
    }
  }
}

/// Chargebacks, and those that were won back, of an invoice of 100.00 that was paid.
@Suite struct ChargebackTests {
  private func settled(_ payments: Payment...) -> Settled {
    Settled("100", [.made("100", on: "2024-06-02")] + payments, asOf: "2024-06-14")
  }

  @Test func itStands() {
    let settled = settled(.made("60", on: "2024-06-05", .succeeded, .chargeback))
    #expect(settled.figures == "0.00, 40.00, 0.00, 60.00, 60.00, 0.00")
    #expect(settled.text == "due 60.00 partially_paid, refunded, disputed since 2024-06-05")
  }

  @Test func itIsWonBack() {
    let settled = settled(
      .made("60", on: "2024-06-05", .succeeded, .chargeback),
      .made("60", on: "2024-06-09", .succeeded, .chargebackReversal))
    #expect(settled.figures == "0.00, 100.00, 0.00, 0.00, 0.00, 0.00")
    #expect(settled.text == "paid 0.00 since 2024-06-09")
    #expect(settled.balance.wonBackBeyond == .zero)
  }

  /// Of 60 charged back 25 are won back: 100 − 60 + 25 = 65 paid, 35 stand. A refund of 5 stands beside it.
  @Test func itIsWonBackInPart() {
    let settled = settled(
      .made("60", on: "2024-06-05", .succeeded, .chargeback),
      .made("25", on: "2024-06-09", .succeeded, .chargebackReversal),
      .made("5", on: "2024-06-10", .succeeded, .refund))
    #expect(settled.figures == "0.00, 60.00, 0.00, 40.00, 40.00, 0.00")
    #expect(settled.balance.isDisputed)
  }

  @Test func moreIsWonBackThanWasChargedBack() {
    let settled = settled(
      .made("20", on: "2024-06-05", .succeeded, .chargeback),
      .made("50", on: "2024-06-09", .succeeded, .chargebackReversal))
    #expect(settled.figures == "0.00, 130.00, 0.00, 0.00, 0.00, 30.00")
    #expect(settled.balance.wonBackBeyond == units(3000))
  }

  @Test func onTheStatementItGoesDownAgain() throws {
    let statement = try #require(
      Statement.of(
        "acme", documents: [],
        payments: [
          .made("60", on: "2024-06-05", .succeeded, .chargeback),
          .made("25", on: "2024-06-09", .succeeded, .chargebackReversal),
        ], asOf: "2024-06-14"
      ).first)
    #expect(statement.entries.map(\.kind) == [.chargeback, .chargebackReversal])
    #expect(statement.closing == units(3500))
    #expect(statement.movements(from: nil).refunded == units(3500))
  }
}

/// Money that went back, so that an invoice of 100.00 is due again.
@Suite struct DueAgainTests {
  private static let paid = Payment.made("100", on: "2024-06-02")

  private func dueAgain(_ payments: [Payment], _ credits: [CreditNote] = []) -> String {
    Settled("100", payments, credits: credits).balance.dueAgain.text(in: "EUR")
  }

  @Test func aRefundAlone() {
    #expect(dueAgain([Self.paid, .made("50", on: "2024-06-05", .succeeded, .refund)]) == "50.00")
    #expect(dueAgain([Self.paid]) == "0.00")
  }

  @Test func aPaymentThatWasRefundedWhole() {
    // It was received, and went back: until then it counted.
    var returned = Payment.made("100", on: "2024-06-02", .refunded)
    returned.reversed = "2024-06-05"
    #expect(dueAgain([returned]) == "100.00")
    // Nobody ever saw it received: nothing was paid that could be due again.
    #expect(dueAgain([.made("100", on: "2024-06-05", .refunded)]) == "0.00")
    // It was paid twice, and once is enough.
    #expect(dueAgain([Self.paid, returned]) == "0.00")
  }

  @Test func aCreditNoteSaysThatItIsNotOwed() {
    let refund = Payment.made("50", on: "2024-06-05", .succeeded, .refund)
    #expect(dueAgain([Self.paid, refund], [.issued("50", on: "2024-06-05")]) == "0.00")
    #expect(dueAgain([Self.paid, refund], [.issued("20", on: "2024-06-05")]) == "30.00")
  }

  @Test func whatIsPaidOnceMoreOrUnderWayIsNotAskedFor() {
    let refund = Payment.made("50", on: "2024-06-05", .succeeded, .refund)
    #expect(dueAgain([Self.paid, refund, .made("50", on: "2024-06-06")]) == "0.00")
    #expect(dueAgain([Self.paid, refund, .made("30", on: "2024-06-06", .processing)]) == "20.00")
  }

  /// That is the bank's affair, and no refund.
  @Test func aChargebackThatStands() {
    #expect(dueAgain([Self.paid, .made("100", on: "2024-06-05", .succeeded, .chargeback)]) == "0.00")
    #expect(
      dueAgain([
        Self.paid, .made("10", on: "2024-06-05", .succeeded, .refund),
        .made("90", on: "2024-06-05", .succeeded, .chargeback),
      ]) == "0.00")
  }
}
