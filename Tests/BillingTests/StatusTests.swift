import Testing

@testable import Billing

/// Status, flags and since when: of an invoice of 100.00 issued on 2024-06-01 and due on 2024-06-15.
@Suite struct StatusTests {
  @Test func dueFromItsIssue() {
    #expect(Settled().text == "due 100.00 since 2024-06-01")
  }

  @Test func overdueFromTheDayAfterTheDueDate() {
    #expect(Settled(asOf: "2024-06-15").text == "due 100.00 since 2024-06-01")
    #expect(Settled(asOf: "2024-06-16").text == "due 100.00 overdue since 2024-06-16")
    #expect(Settled(asOf: "2025-01-01").text == "due 100.00 overdue since 2024-06-16")
    #expect(Settled(asOf: "2025-01-01", { $0.dueDate = nil }).text == "due 100.00 since 2024-06-01")
  }

  @Test func paid() {
    #expect(Settled("100", [.made("100", on: "2024-06-05")]).text == "paid 0.00 since 2024-06-05")
    #expect(Settled("0").text == "paid 0.00 since 2024-06-01")
    #expect(Settled("100", [.made("100", on: "2024-06-20")], asOf: "2024-06-30").text == "paid 0.00 since 2024-06-20")
  }

  @Test func aPaymentOfTomorrowDoesNotPay() {
    #expect(Settled("100", [.made("100", on: "2024-06-11")]).text == "due 100.00 since 2024-06-01")
  }

  @Test func partiallyPaid() {
    #expect(Settled("100", [.made("99.99", on: "2024-06-05")]).text == "due 0.01 partially_paid since 2024-06-05")
    #expect(
      Settled("100", [.made("40", on: "2024-06-05")], asOf: "2024-07-01").text
        == "due 60.00 overdue, partially_paid since 2024-06-16")
  }

  @Test func processingWhereWhatIsUnderWayCoversWhatIsOwed() {
    #expect(
      Settled("100", [.made("100", on: "2024-06-05", .processing)]).text
        == "processing 100.00 pending since 2024-06-05")
    #expect(
      Settled("100", [.made("99.99", on: "2024-06-05", .processing)]).text == "due 100.00 pending since 2024-06-05")
    #expect(
      Settled("100", [.made("60", on: "2024-06-04"), .made("40", on: "2024-06-05", .processing)]).text
        == "processing 40.00 partially_paid, pending since 2024-06-05")
    #expect(
      Settled("100", [.made("100", on: "2024-06-05", .processing, .refund)]).text == "due 100.00 since 2024-06-05")
  }

  @Test func failedWhereTheLatestAttemptFailed() {
    let failed = Payment.made("100", on: "2024-06-05", .failed)
    #expect(Settled("100", [failed]).text == "failed 100.00 since 2024-06-05")
    // A canceled attempt is none, and a refund is no attempt.
    #expect(
      Settled("100", [failed, .made("100", on: "2024-06-06", .canceled)]).standing.status == .failed)
    #expect(
      Settled("100", [failed, .made("10", on: "2024-06-06", .succeeded, .refund)]).standing.status == .failed)
    #expect(Settled("100", [failed, .made("10", on: "2024-06-06")]).standing.status == .due)
    #expect(Settled("100", [failed, .made("10", on: "2024-06-04")]).standing.status == .failed)
    #expect(Settled("100", [failed, .made("10", on: "2024-06-11")]).standing.status == .failed)
  }

  @Test func onOneDateASuccessOutweighsAnAttemptUnderWayWhichOutweighsAFailure() {
    let failed = Payment.made("10", on: "2024-06-05", .failed)
    let processing = Payment.made("10", on: "2024-06-05", .processing)
    let succeeded = Payment.made("10", on: "2024-06-05")
    for payments in [[failed, processing], [processing, failed], [failed, succeeded], [succeeded, failed]] {
      #expect(Settled("100", payments).standing.status == .due)
    }
  }

  @Test func theFirstThatHoldsCounts() {
    // Void before draft before paid before processing before failed before due.
    let everything: [Payment] = [
      .made("100", on: "2024-06-05"), .made("100", on: "2024-06-06", .processing),
      .made("100", on: "2024-06-07", .failed),
    ]
    #expect(Settled("100", everything) { $0.lifecycle = .void }.standing.status == .void)
    #expect(Settled("100", everything) { $0.lifecycle = .draft }.standing.status == .draft)
    #expect(Settled("100", everything).standing.status == .paid)
    #expect(Settled("100", Array(everything.dropFirst())).standing.status == .processing)
    #expect(Settled("100", Array(everything.dropFirst(2))).standing.status == .failed)
    #expect(Settled("0") { $0.lifecycle = .draft }.standing.status == .draft)
  }

  @Test func refunded() {
    let back = [Payment.made("100", on: "2024-06-02"), .made("100", on: "2024-06-05", .succeeded, .refund)]
    #expect(Settled("100", back).text == "due 100.00 refunded since 2024-06-05")
    #expect(
      Settled("100", [.made("100", on: "2024-06-02", .refunded)]).text == "due 100.00 refunded since 2024-06-02")
    #expect(
      Settled("100", [.made("100", on: "2024-06-12", .refunded)]).text == "due 100.00 since 2024-06-01")
  }

  @Test func creditedAndCleared() {
    let cleared = Settled("100", credits: [.issued("100", on: "2024-06-05")])
    #expect(cleared.text == "paid 0.00 credited since 2024-06-05")
    #expect(cleared.standing.isCleared)
    let both = Settled("100", [.made("60", on: "2024-06-04")], credits: [.issued("40", on: "2024-06-05")])
    #expect(both.text == "paid 0.00 credited since 2024-06-05")
    #expect(!both.standing.isCleared)
    let partly = Settled("100", credits: [.issued("40", on: "2024-06-05")])
    #expect(partly.text == "due 60.00 credited since 2024-06-05")
    #expect(!partly.standing.isCleared)
  }

  @Test func overpaid() {
    #expect(Settled("100", [.made("120", on: "2024-06-05")]).text == "paid 0.00 overpaid since 2024-06-05")
    #expect(
      Settled("100", credits: [.issued("120", on: "2024-06-05")]).text == "paid 0.00 credited since 2024-06-05")
  }

  @Test func everyFlagInItsOrder() {
    let owed = Settled(
      "100",
      [
        .made("50", on: "2024-06-02"), .made("10", on: "2024-06-03", .succeeded, .chargeback),
        .made("1", on: "2024-06-04", .processing),
      ], credits: [.issued("5", on: "2024-06-05")], asOf: "2024-06-20", declaredDiffers: true)
    #expect(
      owed.text
        == "due 55.00 overdue, partially_paid, pending, refunded, disputed, credited, declared_differs since 2024-06-16"
    )
    let over = Settled("100", [.made("101", on: "2024-06-02")], declaredDiffers: true)
    #expect(over.standing.flags == [.overpaid, .declaredDiffers])
    #expect(
      StatusFlag.allCases.map(\.rawValue).joined(separator: " ")
        == "overdue partially_paid pending refunded disputed credited overpaid written_off declared_differs")
  }

  @Test func aDraftAndAVoidInvoiceAreNeverOverdue() {
    #expect(Settled(asOf: "2025-01-01") { $0.lifecycle = .draft }.text == "draft 0.00 since 2024-06-01")
    #expect(Settled(asOf: "2025-01-01") { $0.lifecycle = .void }.text == "void 0.00 since 2024-06-01")
  }

  @Test func aCreditNoteIsIssuedAndNeverOwed() {
    #expect(
      Settled(asOf: "2025-01-01") {
        $0.type = .creditNote
        $0.issueDate = "2024-07-01"
        $0.dueDate = nil
      }.text == "issued 0.00 since 2024-07-01")
  }

  @Test func anIssueDateToComeMakesNoState() {
    #expect(Settled(asOf: "2024-05-20").text == "due 100.00 since -")
  }
}
