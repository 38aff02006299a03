import Testing

@testable import Billing

/// Total against what was credited and paid; figures are credited, paid, pending, refunded, due, credit.
@Suite struct BalanceTests {
  @Test func nothingPaid() {
    #expect(Settled().figures == "0.00, 0.00, 0.00, 0.00, 100.00, 0.00")
  }

  @Test func paidInPartsAndOverpaid() {
    #expect(Settled("100", [.made("40", on: "2024-06-02")]).figures == "0.00, 40.00, 0.00, 0.00, 60.00, 0.00")
    let over = Settled("100", [.made("40", on: "2024-06-02"), .made("70", on: "2024-06-03")])
    #expect(over.figures == "0.00, 110.00, 0.00, 0.00, 0.00, 10.00")
    #expect(over.balance.open.text(in: "EUR") == "-10.00")
  }

  @Test func refundsAndChargebacksTakePaymentsBack() {
    // 100 - 30 - 20 = 50 paid
    let payments: [Payment] = [
      .made("100", on: "2024-06-02"), .made("30", on: "2024-06-03", .succeeded, .refund),
      .made("20", on: "2024-06-04", .succeeded, .chargeback),
    ]
    #expect(Settled("100", payments).figures == "0.00, 50.00, 0.00, 50.00, 50.00, 0.00")
  }

  @Test func appliedCreditPays() {
    #expect(
      Settled("100", [.made("100", on: "2024-06-02", .succeeded, .credit)]).figures
        == "0.00, 100.00, 0.00, 0.00, 0.00, 0.00")
  }

  @Test(arguments: Payment.Kind.allCases, [Payment.State.processing, .failed, .canceled, .refunded])
  func onlyASuccessCounts(kind: Payment.Kind, state: Payment.State) {
    let pending = kind == .payment && state == .processing ? "30.00" : "0.00"
    #expect(
      Settled("100", [.made("30", on: "2024-06-02", state, kind)]).figures
        == "0.00, 0.00, \(pending), 0.00, 100.00, 0.00")
  }

  @Test func aCreditNoteLowersTheBalanceFromItsIssueDate() {
    let note = CreditNote.issued("25.50", on: "2024-06-05")
    #expect(Settled("100", credits: [note], asOf: "2024-06-04").figures == "0.00, 0.00, 0.00, 0.00, 100.00, 0.00")
    #expect(Settled("100", credits: [note], asOf: "2024-06-05").figures == "25.50, 0.00, 0.00, 0.00, 74.50, 0.00")
  }

  @Test func whatIsCreditedAfterPaymentIsMoneyOnAccount() {
    let settled = Settled("100", [.made("100", on: "2024-06-02")], credits: [.issued("30", on: "2024-06-05")])
    #expect(settled.figures == "30.00, 100.00, 0.00, 0.00, 0.00, 30.00")
  }

  @Test func aPaymentCountsFromItsDay() {
    let payment = Payment.made("100", on: "2024-06-05")
    #expect(Settled("100", [payment], asOf: "2024-06-04").figures == "0.00, 0.00, 0.00, 0.00, 100.00, 0.00")
    #expect(Settled("100", [payment], asOf: "2024-06-05").figures == "0.00, 100.00, 0.00, 0.00, 0.00, 0.00")
  }

  @Test(arguments: [Lifecycle.draft, .void])
  func aDraftAndAVoidInvoiceOweNothing(lifecycle: Lifecycle) {
    let settled = Settled("100", [.made("30", on: "2024-06-02")]) { $0.lifecycle = lifecycle }
    #expect(settled.figures == "0.00, 30.00, 0.00, 0.00, 0.00, 0.00")
    let paidTwice = Settled("100", [.made("300", on: "2024-06-02")]) { $0.lifecycle = lifecycle }
    #expect(paidTwice.figures == "0.00, 300.00, 0.00, 0.00, 0.00, 0.00")
  }

  @Test func aNegativeTotalIsTheCustomersMoney() {
    #expect(Settled("-20").figures == "0.00, 0.00, 0.00, 0.00, 0.00, 20.00")
  }

  @Test func moreRefundedThanPaidIsOwedAgain() {
    let settled = Settled("100", [.made("30", on: "2024-06-02", .succeeded, .refund)])
    #expect(settled.figures == "0.00, -30.00, 0.00, 30.00, 130.00, 0.00")
  }
}
