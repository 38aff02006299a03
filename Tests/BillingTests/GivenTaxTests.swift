import Testing

@testable import Billing

/// Tax that the export bills itself, held against what the rates of the lines come to.
@Suite struct GivenTaxTests {
  private func bill(_ groups: [UsageGroup], workspace: TaxReference = TaxReference()) throws -> Invoice {
    try Invoice(.may { _ in }, usage: groups, workspaceTax: workspace, policy: BillingPolicy())
  }

  @Test func whatTheRatesComeTo() throws {
    let lines: [UsageGroup] = [.charge("1000", "A"), .charge("10", "B")]
    let tax = UsageGroup(service: "Tax", amount: "1.90", isTax: true)
    let invoice = try bill(lines + [tax], workspace: TaxReference(rate: "19%"))
    #expect(invoice.sum == "1010.00 + 1.90 = 1011.90")
    #expect(invoice.taxByRates == Amount(exactly: "191.90", in: invoice.header.currency))
    // Nothing is known where a line has no rate, and nothing is to be compared where no tax is given.
    var rated = lines
    rated[0].tax = TaxReference(rate: "19%")
    #expect(try bill(rated + [tax]).taxByRates == nil)
    #expect(try bill(lines, workspace: TaxReference(rate: "19%")).taxByRates == nil)
    #expect(try bill([tax], workspace: TaxReference(rate: "19%")).taxByRates == nil)
  }

  /// Two taxes of one invoice: neither is on a base that the export states.
  @Test func noBaseIsMadeUp() throws {
    let groups: [UsageGroup] = [
      .charge("10", "Compute"), .charge("5", "Storage"),
      UsageGroup(service: "Tax", description: "Tax for Compute", amount: "1.90", isTax: true),
      UsageGroup(service: "Tax", description: "Tax for Storage", amount: "0.95", isTax: true),
    ]
    let invoice = try bill(groups)
    #expect(invoice.taxes.map(\.taxable) == [nil, nil])
    #expect(invoice.totals.tax == Amount(exactly: "2.85", in: invoice.header.currency))
  }
}
