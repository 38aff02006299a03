import Testing

@testable import Billing

/// What a workspace owes, movement by movement.
@Suite struct StatementTests {
  private func document(
    _ number: Identifier, _ total: Int128, issued: Day, due: Day? = nil, open: Int128? = nil, _ status: Status = .due,
    _ type: DocumentType = .invoice, corrects: Identifier? = nil, in currency: Currency = "EUR"
  ) -> LedgerEntry {
    var totals = Totals()
    totals.subtotal = units(total)
    let open = max(0, open ?? total)
    return LedgerEntry(
      number: number, type: type, workspace: "acme", workspaceName: "Acme", period: issued.month.period,
      statesPeriod: true,
      month: issued.month, issueDate: issued, dueDate: due, corrects: corrects, currency: currency, services: 1,
      usageRows: 0,
      totals: totals, credited: .zero, paid: .zero, writtenOff: .zero, pending: .zero, refunded: .zero,
      due: type == .invoice ? units(open) : .zero, credit: .zero, status: status, flags: [], page: "p")
  }

  private func payment(
    _ id: Identifier, _ amount: Int128, on date: Day, _ kind: Payment.Kind = .payment,
    _ state: Payment.State = .succeeded,
    for invoice: Identifier? = "A-1"
  ) -> Payment {
    Payment(
      id: id, invoice: invoice, workspace: "acme", date: date, amount: units(amount), currency: "EUR", state: state,
      kind: kind)
  }

  private func statement(
    _ documents: [LedgerEntry], _ payments: [Payment], asOf: Day = "2024-07-01"
  ) throws -> Statement {
    try #require(Statement.of("acme", documents: documents, payments: payments, asOf: asOf).first)
  }

  /// Top up 100, then an invoice of 40, then 40 of the money moved to it: the balance is −100, −60, −60.
  @Test func aPrepaidWallet() throws {
    let topUp = payment("P-1", 10000, on: "2024-04-01", for: nil)
    let invoice = document("A-1", 4000, issued: "2024-05-01")
    let paid = document("A-1", 4000, issued: "2024-05-01", open: 0, .paid)
    let applied = payment("P-2", 4000, on: "2024-05-02", .credit)

    let before = try statement([], [topUp])
    #expect((before.closing, before.due, before.onAccount) == (units(-10000), units(0), units(10000)))
    let billed = try statement([invoice], [topUp])
    #expect((billed.closing, billed.due, billed.onAccount) == (units(-6000), units(4000), units(10000)))
    let settled = try statement([paid], [topUp, applied])
    #expect((settled.closing, settled.due, settled.onAccount) == (units(-6000), units(0), units(6000)))
    #expect(settled.entries.map(\.id) == ["P-1", "A-1", "P-2"])
    #expect(settled.entries.map(\.effect) == [units(-10000), units(4000), units(0)])
  }

  @Test func everyKindOfMovement() throws {
    // 200 invoiced − 30 credited − 170 received + 50 refunded + 20 charged back = 70
    let documents = [
      document("A-1", 20000, issued: "2024-05-01", open: 7000),
      document("C-1", 3000, issued: "2024-05-20", .issued, .creditNote, corrects: "A-1"),
    ]
    let payments = [
      payment("P-1", 17000, on: "2024-05-10"), payment("P-2", 5000, on: "2024-05-21", .refund),
      payment("P-3", 2000, on: "2024-06-02", .chargeback), payment("P-4", 900, on: "2024-05-11", .payment, .failed),
      payment("P-5", 900, on: "2024-05-12", .payment, .processing),
      payment("P-6", 900, on: "2024-05-13", .payment, .refunded), payment("P-7", 900, on: "2024-07-02"),
    ]
    let statement = try statement(documents, payments)
    #expect(statement.closing == units(7000))
    #expect(statement.onAccount == .zero)
    #expect(statement.months.map(\.month) == ["2024-05", "2024-06"])
    #expect(statement.months.map(\.movements.opening) == [units(0), units(5000)])
    #expect(statement.months.map(\.movements.closing) == [units(5000), units(7000)])

    let movements = statement.movements(from: "2024-05-20")
    // Before that day: 200 − 170.
    #expect(movements.opening == units(3000))
    #expect((movements.invoiced, movements.credited, movements.received) == (units(0), units(3000), units(0)))
    #expect((movements.refunded, movements.closing) == (units(7000), units(7000)))
    #expect(statement.movements(from: nil).opening == .zero)
  }

  @Test func whatDoesNotCount() throws {
    let documents = [
      document("A-1", 1000, issued: "2024-05-01"), document("A-2", 2000, issued: "2024-05-01", .draft),
      document("A-3", 4000, issued: "2024-05-01", .void), document("A-4", 8000, issued: "2024-07-02", .scheduled),
      document("C-1", 500, issued: "2024-05-02", .issued, .creditNote, corrects: "A-3"),
      document("C-2", 500, issued: "2024-07-02", .issued, .creditNote, corrects: "A-1"),
    ]
    let statement = try statement(documents, [])
    #expect(statement.closing == units(1000))
    #expect(statement.due == units(1000))
  }

  @Test func moneyForAnInvoiceThatIsNotOwedIsOnAccount() throws {
    let statement = try statement(
      [document("A-1", 1000, issued: "2024-05-01", .void)],
      [
        payment("P-1", 1000, on: "2024-05-03")
      ])
    #expect((statement.closing, statement.due, statement.onAccount) == (units(-1000), units(0), units(1000)))
  }

  @Test func currenciesHaveStatementsOfTheirOwn() {
    let dollars = document("A-2", 500, issued: "2024-05-01", in: "USD")
    let statements = Statement.of(
      "acme", documents: [dollars, document("A-1", 1000, issued: "2024-05-01")], payments: [], asOf: "2024-07-01")
    #expect(statements.map(\.currency.code) == ["EUR", "USD"])
    #expect(statements.map(\.closing) == [units(1000), units(500)])
  }

  /// Due dates a day around each limit, as of 2024-07-01.
  @Test(
    arguments: [
      ("2024-07-02", Ageing.Band.current), ("2024-07-01", .current), ("2024-06-30", .upTo30), ("2024-06-01", .upTo30),
      ("2024-05-31", .upTo60), ("2024-05-02", .upTo60), ("2024-05-01", .upTo90), ("2024-04-02", .upTo90),
      ("2024-04-01", .over90),
    ] as [(Day, Ageing.Band)])
  func ageing(due: Day, band: Ageing.Band) throws {
    let statement = try statement([document("A-1", 1000, issued: "2024-03-01", due: due)], [])
    #expect(statement.ageing[band] == units(1000))
    #expect(statement.ageing.total == units(1000))
  }

  @Test func withoutADueDateNothingIsLate() throws {
    #expect(try statement([document("A-1", 1000, issued: "2023-01-01")], []).ageing[.current] == units(1000))
  }
}
