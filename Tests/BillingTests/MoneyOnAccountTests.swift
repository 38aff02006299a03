import Testing

@testable import Billing

/// What acme has on account in euros as of 2024-07-10, in cents.
@Suite struct MoneyOnAccountTests {
  /// An invoice with what is due of it; below zero it was overpaid.
  private func invoice(_ number: Identifier, _ due: Int128, pending: Int128 = 0) -> LedgerEntry {
    var totals = Totals()
    totals.subtotal = units(10000)
    return LedgerEntry(
      number: number, type: .invoice, workspace: "acme", workspaceName: "Acme", period: ("2024-05" as Month).period,
      statesPeriod: true, month: "2024-05", issueDate: "2024-06-01", dueDate: nil, corrects: nil, currency: "EUR",
      services: 1, usageRows: 0, totals: totals, credited: .zero, paid: .zero, writtenOff: .zero,
      pending: units(pending), refunded: .zero, due: units(max(0, due)), credit: units(max(0, -due)),
      status: due > 0 ? .due : .paid, flags: [], page: "p")
  }

  private func payment(
    _ id: Identifier, _ amount: Int128, _ kind: Payment.Kind = .payment, for invoice: Identifier? = nil,
    on date: Day = "2024-06-10", _ state: Payment.State = .succeeded
  ) -> MoneyOnAccount.Put {
    let payment = Payment(
      id: id, invoice: invoice, workspace: "acme", date: date, amount: units(amount), currency: "EUR", state: state,
      kind: kind)
    return (payment: payment, isApplied: invoice != nil)
  }

  private func moneyOf(_ documents: [LedgerEntry], _ payments: [MoneyOnAccount.Put]) -> MoneyOnAccount? {
    MoneyOnAccount.all(documents, payments, asOf: "2024-07-10").first
  }

  @Test func besideAnOpenInvoice() throws {
    let account = try #require(moneyOf([invoice("A-2", 500), invoice("A-1", 1000)], [payment("P-1", 1000)]))
    #expect(account.unapplied.map(\.payment.id) == ["P-1"])
    #expect(account.besideOpenInvoices == units(1000))
    #expect(account.open == ["A-1", "A-2"])
    #expect(account.overdrafts.isEmpty)
  }

  @Test func nothingIsOpenOrNothingIsLeft() {
    #expect(moneyOf([invoice("A-1", 0)], [payment("P-1", 1000)]) == nil)
    // All of it is under way.
    #expect(moneyOf([invoice("A-1", 1000, pending: 1000)], [payment("P-1", 1000)]) == nil)
    #expect(moneyOf([invoice("A-1", 1000)], []) == nil)
    #expect(moneyOf([invoice("A-1", 1000)], [payment("P-1", 1000, on: "2024-07-11")]) == nil)
    #expect(moneyOf([invoice("A-1", 1000)], [payment("P-1", 1000, .payment, .failed)]) == nil)
    // Given back.
    #expect(moneyOf([invoice("A-1", 1000)], [payment("P-1", 700), payment("P-2", 700, .refund)]) == nil)
  }

  /// Of 1000 and 500, 1200 were moved: 300 of the later payment are left.
  @Test func theFirstToComeInIsTheFirstToBeMoved() throws {
    let account = try #require(
      moneyOf(
        [invoice("A-1", 0), invoice("A-2", 1)],
        [
          payment("P-1", 500, on: "2024-06-12"), payment("P-2", 1000, on: "2024-06-11"),
          payment("C-1", 1200, .credit, for: "A-1", on: "2024-06-20"),
        ]))
    #expect(account.unapplied.map(\.payment.id) == ["P-1"])
    #expect(account.unapplied.map(\.left) == [units(300)])
    #expect(account.overdrafts.isEmpty)
  }

  @Test func movedWithNothingThere() throws {
    let account = try #require(moneyOf([invoice("A-1", 0)], [payment("C-1", 10000, .credit, for: "A-1")]))
    #expect(account.overdrafts.map(\.credit.id) == ["C-1"])
    #expect(account.overdrafts.map(\.available) == [units(0)])
  }

  /// 1000 are there: the first credit of 700 is, the second of 700 is not, with 300 left.
  @Test func movedMoreThanThere() throws {
    let account = try #require(
      moneyOf(
        [invoice("A-1", 0), invoice("A-2", 0)],
        [
          payment("P-1", 1000), payment("C-2", 700, .credit, for: "A-2", on: "2024-06-21"),
          payment("C-1", 700, .credit, for: "A-1", on: "2024-06-20"),
        ]))
    #expect(account.overdrafts.map(\.credit.id) == ["C-2"])
    #expect(account.overdrafts.map(\.available) == [units(300)])
  }

  /// A credit of 1000 to an invoice of 100 leaves 900 on account, which pay the next.
  @Test func whatACreditOverpaysIsThereAgain() {
    #expect(
      moneyOf(
        [invoice("A-1", -900), invoice("A-2", 0)],
        [
          payment("P-1", 1000), payment("C-1", 1000, .credit, for: "A-1", on: "2024-06-20"),
          payment("C-2", 900, .credit, for: "A-2", on: "2024-06-21"),
        ]) == nil)
  }

  /// What another invoice was overpaid is on account as well.
  @Test func anOverpaymentIsMoved() {
    #expect(
      moneyOf([invoice("A-1", -500), invoice("A-2", 0)], [payment("C-1", 500, .credit, for: "A-2")]) == nil)
  }

  @Test func eachWorkspaceAndCurrencyByItself() {
    var dollars = payment("P-1", 1000)
    dollars.payment.currency = "USD"
    var bolt = payment("P-2", 1000)
    bolt.payment.workspace = "bolt"
    #expect(MoneyOnAccount.all([invoice("A-1", 1000)], [dollars, bolt], asOf: "2024-07-10").isEmpty)
  }
}
