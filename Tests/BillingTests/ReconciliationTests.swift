import Testing

@testable import Billing

/// Usage → lines → tax → totals → payments → balance, each step tied to the next.
@Suite struct ReconciliationTests {
  private func reconciled(_ invoices: [Invoice], paid: Int128 = 0) -> Reconciliation {
    var sum = Reconciliation(currency: "EUR")
    for invoice in invoices {
      let payment = Payment(
        id: "P", invoice: "INV-1", date: "2024-06-02", amount: units(paid), currency: "EUR", state: .succeeded)
      sum.add(
        invoice,
        Balance(
          of: invoice.totals.total, payments: paid == 0 ? [] : [payment], creditNotes: [], settles: true,
          asOf: "2024-07-01"))
    }
    return sum
  }

  @Test func eachStepLeadsToTheNext() throws {
    // 10.004 + 5.003 = 15.007 exactly; lines 10.00 + 5.00; less 3.00; 12.00 at 10 % is 1.20; 13.20 less 4.00 paid.
    let invoice = try bill(
      .charge("10.004", "A"), .charge("5.003", "B"), less: "3.00", by: .taxed("10%"))
    let sum = reconciled([invoice], paid: 400)
    #expect(sum.exact == "15.007")
    #expect(sum.rounding == "-0.007")
    #expect((sum.lines, sum.usageRows, sum.invoices) == (2, 2, 1))
    #expect((sum.gross, sum.discount, sum.subtotal) == (units(1500), units(300), units(1200)))
    #expect((sum.tax, sum.total) == (units(120), units(1320)))
    #expect((sum.paid, sum.balance, sum.due, sum.credit) == (units(400), units(920), units(920), units(0)))
    #expect(sum.ties)
  }

  @Test func taxInPricesIsTakenOut() throws {
    let invoice = try bill(.charge("119"), by: .taxed("19%") { $0.prices = .inclusive })
    let sum = reconciled([invoice])
    #expect((sum.gross, sum.contained, sum.subtotal) == (units(11900), units(1900), units(10000)))
    #expect(sum.ties)
  }

  @Test func partsAddUpLikeTheWhole() throws {
    let invoices = try [
      bill(.charge("10.004"), by: .taxed("10%")), bill(.charge("7.50"), by: .taxed("19%")),
      bill(.charge("-3"), by: .taxed("10%")),
    ]
    var parts = reconciled([invoices[2]])
    parts.add(reconciled([invoices[0]]))
    parts.add(reconciled([invoices[1]]))
    let whole = reconciled(invoices)
    #expect(parts.exact == whole.exact)
    #expect((parts.total, parts.tax, parts.due, parts.credit) == (whole.total, whole.tax, whole.due, whole.credit))
    #expect(parts.taxes.map(\.tax) == whole.taxes.map(\.tax))
    #expect(parts.taxes.map(\.amount) == whole.taxes.map(\.amount))
    #expect(parts.ties && whole.ties)
  }
}
