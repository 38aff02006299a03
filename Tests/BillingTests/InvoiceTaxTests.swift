import Testing

@testable import Billing

/// Tax on an invoice: whose rate counts, what it is rounded on, and what it leaves.
@Suite struct InvoiceTaxTests {
  @Test func aLineTakesItsOwnTaxThenTheInvoicesThenTheWorkspacesThenTheDefault() throws {
    let policy = BillingPolicy.taxed("1%") { $0.taxCodes = ["standard": .vat19] }
    func tax(_ line: TaxReference, _ invoice: TaxReference, _ workspace: TaxReference) throws -> String {
      let group = UsageGroup(service: "A", amount: "100", tax: line)
      return try Invoice(.may { $0.tax = invoice }, usage: [group], workspaceTax: workspace, policy: policy)
        .lines[0].tax.text
    }
    let none = TaxReference()
    let standard = TaxReference(code: "standard")
    #expect(try tax(standard, TaxReference(rate: "7%"), TaxReference(rate: "5%")) == "VAT 19%")
    #expect(try tax(TaxReference(rate: "0%"), TaxReference(rate: "7%"), TaxReference(rate: "5%")) == "Tax 0%")
    #expect(try tax(none, TaxReference(rate: "7%"), TaxReference(rate: "5%")) == "Tax 7%")
    #expect(try tax(none, none, TaxReference(rate: "5%")) == "Tax 5%")
    #expect(try tax(none, none, none) == "Tax 1%")
    // A code that is configured wins over the rate beside it; one that is not gives way to it.
    #expect(try tax(TaxReference(code: "standard", rate: "7%"), none, none) == "VAT 19%")
    #expect(try tax(TaxReference(code: "other", rate: "7%"), none, none) == "Tax 7%")
    #expect(throws: Invoice.Failure.unknownTaxCode("other")) { try tax(TaxReference(code: "other"), none, none) }
  }

  @Test func eachRateIsRoundedOnceOnTheSumOfItsLines() throws {
    // 0.05 three times at 10 %: 0.15 × 0.1 = 0.015 → 0.02; by line 0.005 → 0.01 each, 0.03
    let lines: [UsageGroup] = [.charge("0.05", "A"), .charge("0.05", "B"), .charge("0.05", "C")]
    #expect(try bill(lines[0], lines[1], lines[2], by: .taxed("10%")).sum == "0.15 + 0.02 = 0.17")
    let perLine = BillingPolicy.taxed("10%") { $0.taxPerLine = true }
    #expect(try bill(lines[0], lines[1], lines[2], by: perLine).sum == "0.15 + 0.03 = 0.18")
  }

  @Test func linesOfOneRateAreTaxedTogetherWhateverTheirCode() throws {
    // VAT S 23 % stands in both codes: 55.55 + 11.11 at 23 % = 15.33, not 12.78 + 2.56.
    let vat = TaxRate(name: "VAT", rate: "23%", category: "S")
    let policy = BillingPolicy.with {
      $0.taxCodes = [
        "a": TaxCode(rates: [vat]),
        "b": TaxCode(rates: [vat, TaxRate(name: "City", rate: "1%")]),
        "c": TaxCode(rates: [TaxRate(name: "VAT", rate: "23%", category: "S", reason: "as agreed")]),
      ]
    }
    func group(_ service: String, _ amount: ExactDecimal, _ code: Identifier) -> UsageGroup {
      UsageGroup(service: service, amount: amount, tax: TaxReference(code: code))
    }
    let two = try bill(group("A", "55.55", "a"), group("B", "11.11", "b"), by: policy)
    #expect(two.breakdown == ["City 1% on 11.11: 0.11", "VAT 23% on 66.66: 15.33"])
    // A reason is no part of what makes a tax.
    let reason = try bill(group("A", "55.55", "a"), group("B", "11.11", "c"), by: policy)
    #expect(reason.breakdown == ["VAT 23% on 66.66: 15.33"])
    #expect(reason.taxes.first?.tax.reason == "as agreed")
  }

  @Test func anotherCategoryIsAnotherTax() throws {
    let policy = BillingPolicy.with {
      $0.taxCodes = [
        "z": TaxCode(rates: [TaxRate(name: "VAT", rate: "0%", category: "Z")]),
        "eu": TaxCode(rates: [TaxRate(name: "VAT", rate: "0%", category: "AE", reason: "Reverse charge")]),
      ]
    }
    let invoice = try bill(
      UsageGroup(service: "A", amount: "1", tax: TaxReference(code: "z")),
      UsageGroup(service: "B", amount: "2", tax: TaxReference(code: "eu")), by: policy)
    #expect(invoice.taxes.map(\.tax.category) == ["AE", "Z"])
    #expect(invoice.breakdown == ["VAT 0% on 2.00: 0.00", "VAT 0% on 1.00: 0.00"])
  }

  @Test func includedTaxLeavesTheGrossAsItIs() throws {
    // 11.90 × 19 ÷ 119 = 1.90; 10.00 over 7.14 and 4.76 → 6.00 and 4.00
    let policy = BillingPolicy.taxed("19%") { $0.prices = .inclusive }
    let invoice = try bill(.charge("7.14", "A"), .charge("4.76", "B"), by: policy)
    #expect(invoice.sum == "10.00 + 1.90 = 11.90")
    #expect(invoice.amounts == ["7.14", "4.76"])
    #expect(invoice.nets == ["6.00", "4.00"])
    #expect(invoice.services == ["A 6.00", "B 4.00"])
  }

  @Test func severalIncludedTaxesShareOneDenominator() throws {
    // 114.975 at 5 % and 9.975 %: gross 114.98; 114.98 × 0.05 ÷ 1.14975 = 5.0002…, × 0.09975 ÷ 1.14975 = 9.9754…
    let policy = BillingPolicy.with {
      $0.prices = .inclusive
      $0.defaultTax = .quebec
    }
    let invoice = try bill(.charge("114.98"), by: policy)
    #expect(invoice.breakdown == ["GST 5% on 100.00: 5.00", "QST 9.975% on 100.00: 9.98"])
    #expect(invoice.sum == "100.00 + 14.98 = 114.98")
  }

  @Test func includedTaxPerLine() throws {
    // 0.05 at 10 %: 0.0045… → 0.00 on each line; together 0.15 ÷ 11 = 0.0136 → 0.01
    let lines: [UsageGroup] = [.charge("0.05", "A"), .charge("0.05", "B"), .charge("0.05", "C")]
    let policy = BillingPolicy.taxed("10%") { $0.prices = .inclusive }
    #expect(try bill(lines[0], lines[1], lines[2], by: policy).sum == "0.14 + 0.01 = 0.15")
    let perLine = BillingPolicy.taxed("10%") {
      $0.prices = .inclusive
      $0.taxPerLine = true
    }
    #expect(try bill(lines[0], lines[1], lines[2], by: perLine).sum == "0.15 + 0.00 = 0.15")
  }

  @Test func linesThatCancelOutContainNoTax() throws {
    let policy = BillingPolicy.taxed("19%") { $0.prices = .inclusive }
    let invoice = try bill(.charge("5", "A"), .charge("-5", "B"), by: policy)
    #expect(invoice.sum == "0.00 + 0.00 = 0.00")
    // 5 ÷ 1.19 = 4.2017
    #expect(invoice.nets == ["4.20", "-4.20"])
  }

  @Test func taxAsGivenReplacesComputedTax() throws {
    let invoice = try bill(
      .charge("100", "A"), .charge("50", "B"), .givenTax("19.004", "VAT", "19%"), .givenTax("9.503", "VAT", "19%"),
      .givenTax("1.00", "City"), by: .taxed("7%"))
    // 19.004 + 9.503 = 28.507, rounded once.
    #expect(invoice.breakdown == ["City on what nobody stated: 1.00", "VAT 19% on what nobody stated: 28.51"])
    #expect(invoice.sum == "150.00 + 29.51 = 179.51")
    #expect(invoice.taxIsGiven)
    #expect(invoice.amounts == ["100.00", "50.00"])
    #expect(invoice.usageRows == 5)
    #expect(try !bill(.charge("1"), by: .taxed("7%")).taxIsGiven)
  }

  @Test func givenTaxIsContainedInInclusivePrices() throws {
    let policy = BillingPolicy.taxed("19%") { $0.prices = .inclusive }
    let invoice = try bill(.charge("100", "A"), .charge("19", "B"), .givenTax("18", "VAT", "19%"), by: policy)
    // 119.00 − 18.00 = 101.00, shared 100 : 19, that is 84.87 and 16.13.
    #expect(invoice.sum == "101.00 + 18.00 = 119.00")
    #expect(invoice.nets == ["84.87", "16.13"])
    #expect(invoice.amounts == ["100.00", "19.00"])
  }

  /// 100 ÷ 1.19 = 84.034, −99.96 ÷ 1.19 = −84.0; not what the total of 0.03 would give in proportion.
  @Test func netsAreThoseOfTheLinesThemselves() throws {
    let policy = BillingPolicy.taxed("19%") { $0.prices = .inclusive }
    let invoice = try bill(.charge("100.00", "A"), .charge("-99.96", "B"), by: policy)
    #expect(invoice.nets == ["84.03", "-84.00"])
    #expect(invoice.sum == "0.03 + 0.01 = 0.04")
  }

  @Test func givenTaxOnLinesThatCancelOutIsContainedToo() throws {
    let policy = BillingPolicy.taxed("19%") { $0.prices = .inclusive }
    let invoice = try bill(.charge("100", "A"), .charge("-100", "B"), .givenTax("19", "VAT", "19%"), by: policy)
    #expect(invoice.sum == "-19.00 + 19.00 = 0.00")
    #expect(invoice.breakdown == ["VAT 19% on what nobody stated: 19.00"])
  }

  @Test func negativeTaxRoundsAwayFromZeroToo() throws {
    // -1091.50 × 15 % = -163.725
    #expect(try bill(.charge("-1091.50"), by: .taxed("15%")).sum == "-1091.50 + -163.73 = -1255.23")
  }
}
