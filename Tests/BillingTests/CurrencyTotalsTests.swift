import Testing

@testable import Billing

@Suite struct CurrencyTotalsTests {
  private func entry(
    _ total: Int128, in currency: Currency = "EUR", _ status: Status = .due, _ type: DocumentType = .invoice,
    due: Int128 = 6, pending: Int128 = 4
  ) -> LedgerEntry {
    var totals = Totals()
    totals.discount = units(1)
    totals.subtotal = units(total - 19)
    totals.tax = units(19)
    return LedgerEntry(
      number: "INV-\(total)", type: type, workspace: "acme", workspaceName: "Acme", period: ("2024-05" as Month).period,
      statesPeriod: true,
      month: "2024-05", issueDate: nil, dueDate: nil, corrects: nil, currency: currency, services: 1, usageRows: 0,
      totals: totals,
      credited: units(2), paid: units(3), writtenOff: units(8),
      pending: units(pending), refunded: units(5), due: units(due), credit: units(7), status: status, flags: [],
      page: "p")
  }

  @Test func currenciesAreNeverAddedTogether() {
    let totals = CurrencyTotals.of([entry(100, in: "USD"), entry(200), entry(300, in: "JPY"), entry(400)])
    #expect(totals.map(\.currency.code) == ["EUR", "JPY", "USD"])
    #expect(totals.map(\.total) == [units(600), units(300), units(100)])
    #expect(totals.map(\.invoices) == [2, 1, 1])
  }

  @Test func everyFigureIsAdded() throws {
    let totals = try #require(CurrencyTotals.of([entry(100), entry(200)]).first)
    #expect((totals.subtotal, totals.discount, totals.tax) == (units(262), units(2), units(38)))
    #expect((totals.credited, totals.paid, totals.pending) == (units(4), units(6), units(8)))
    #expect((totals.refunded, totals.due, totals.credit) == (units(10), units(12), units(14)))
  }

  @Test func draftsAndVoidInvoicesAreLeftOut() {
    #expect(CurrencyTotals.of([entry(100, .draft), entry(200, .void)]).isEmpty)
    #expect(CurrencyTotals.of([entry(100, .draft), entry(200)]).map(\.total) == [units(200)])
  }

  @Test func creditNotesAreCountedApart() {
    let totals = CurrencyTotals.of([entry(100), entry(40, .paid, .creditNote), entry(5, .paid, .creditNote)])
    #expect(totals.map(\.total) == [units(100)])
    #expect(totals.map(\.creditNoteTotal) == [units(45)])
    #expect(totals.map(\.creditNotes) == [2])
    #expect(totals.map(\.due) == [units(6)])
  }

  @Test func aPayLinkShowsOnlyForMoneyThatIsDueAndNotPending() {
    #expect(entry(100).isPayable)
    #expect(!entry(100, due: 6, pending: 6).isPayable)
    #expect(!entry(100, due: 0, pending: 0).isPayable)
    #expect(!entry(100, .paid, .creditNote).isPayable)
  }
}
