import Testing

@testable import Billing

@Suite("Against the month before")
struct MonthComparisonTests {
  private let may = Month("2024-05")
  private let june = Month("2024-06")

  private func entry(
    _ workspace: Identifier, _ month: Month, _ cents: Int128, _ currency: String = "EUR", type: DocumentType = .invoice,
    status: Status = .due
  ) -> LedgerEntry {
    var totals = Totals()
    totals.subtotal = Amount(minorUnits: cents)
    return LedgerEntry(
      number: "\(workspace)-\(month)", type: type, workspace: workspace, workspaceName: workspace.text.uppercased(),
      period: month.period, statesPeriod: true, month: month, issueDate: nil, dueDate: nil, corrects: nil,
      currency: Currency(currency)!, services: 0, usageRows: 0, totals: totals, credited: .zero, paid: .zero,
      writtenOff: .zero, pending: .zero, refunded: .zero, due: .zero, credit: .zero, status: status, flags: [], page: ""
    )
  }

  private func changes(_ entries: [LedgerEntry], limit: Rate = .half) -> [String]? {
    MonthComparison.all(of: [june], entries, limit: limit)[june]?.rows.map { row in
      "\(row.change.rawValue) \(row.workspace) \(row.before?.text(in: row.currency) ?? "-") "
        + "\(row.now?.text(in: row.currency) ?? "-") \(row.currency)"
    }
  }

  @Test func everyKindOfChange() throws {
    let comparison = try #require(
      MonthComparison.all(
        of: [june],
        [
          entry("gone", may, 1000), entry("zero", may, 1000), entry("zero", june, 0), entry("new", june, 500),
          entry("more", may, 1000), entry("more", june, 1501), entry("same", may, 1000), entry("same", june, 1500),
          entry("less", may, 1000), entry("less", june, 499),
        ], limit: .half)[june])
    #expect(
      comparison.rows.map { "\($0.change.rawValue) \($0.workspace) \($0.difference.minorUnits)" }
        == ["gone gone -1000", "new new 500", "at zero zero -1000", "changed less -501", "changed more 501"])
    #expect(comparison.steady == 1)
    #expect(comparison.gone.map(\.workspace) == ["gone"])
  }

  @Test func currenciesAreComparedApart() throws {
    let entries = [entry("a", may, 1000), entry("a", june, 1000, "USD")]
    #expect(changes(entries) == ["gone a 10.00 - EUR", "new a - 10.00 USD"])
    // It has an invoice in this month: nobody is gone.
    #expect(MonthComparison.all(of: [june], entries, limit: .half)[june]?.gone.isEmpty == true)
  }

  @Test func draftsCountAndVoidInvoicesAndCreditNotesDoNot() {
    #expect(changes([entry("a", may, 1000), entry("a", june, 1000, status: .draft)]) == [])
    #expect(changes([entry("a", may, 1000), entry("a", june, 1000, status: .scheduled)]) == [])
    #expect(
      changes([entry("a", may, 1000), entry("b", june, 1, status: .void), entry("c", june, 1)])
        == ["gone a 10.00 - EUR", "new c - 0.01 EUR"])
    #expect(
      changes([entry("a", may, 1000), entry("c", june, 1), entry("a", june, 7, type: .creditNote)])?.first
        == "gone a 10.00 - EUR")
  }

  @Test func withoutAMonthBeforeThereIsNothingToCompare() {
    #expect(changes([entry("a", june, 1000)]) == nil)
    #expect(changes([entry("a", Month("2024-04"), 1000), entry("a", june, 1000)]) == nil)
    #expect(changes([entry("a", may, 1000)]) == nil)
  }

  @Test func theShareIsExact() throws {
    #expect(changes([entry("a", may, 1000), entry("a", june, 1001)], limit: .zero) == ["changed a 10.00 10.01 EUR"])
    #expect(changes([entry("a", may, -1000), entry("a", june, -1500)]) == [])
    #expect(changes([entry("a", may, -1000), entry("a", june, -1501)]) == ["changed a -10.00 -15.01 EUR"])
    #expect(changes([entry("a", may, 0), entry("a", june, 1)]) == ["changed a 0.00 0.01 EUR"])
  }

  @Test func whatIsHeldBackIsNotGone() {
    let all = MonthComparison.all(
      of: [june], [entry("a", may, 1000), entry("b", june, 1)], limit: .half, absent: [june: ["a"]])
    #expect(all[june]?.gone.isEmpty == true)
  }

  @Test func januaryComesBehindDecember() {
    #expect(Month("2024-01").previous == Month("2023-12"))
  }
}
