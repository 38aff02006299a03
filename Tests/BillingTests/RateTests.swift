import Testing

@testable import Billing

@Suite struct RateTests {
  @Test(
    arguments: [
      ("19%", "0.19"), ("9.975%", "0.09975"), ("0.19", "0.19"), ("19 %", "0.19"), ("0%", "0"), ("0", "0"), ("1", "1"),
      ("100%", "1"), ("150%", "1.5"), ("0.1", "0.1"), (".05", "0.05"), ("5e-2", "0.05"), ("19.00%", "0.19"),
    ] as [(String, ExactDecimal)])
  func accepted(text: String, fraction: ExactDecimal) throws {
    #expect(try Rate(text).fraction == fraction)
  }

  @Test func printsAsAPercentage() {
    #expect(("0.19" as Rate).percent == "19%")
    #expect(("9.975%" as Rate).percent == "9.975%")
    #expect(("0" as Rate).percent == "0%")
    #expect(("0.2000" as Rate).percent == "20%")
  }

  @Test func equalByValue() {
    #expect("19%" as Rate == "0.190")
    #expect(Set(["19%", "0.19", "19.0 %"] as [Rate]).count == 1)
    #expect(("5%" as Rate) < "19%")
  }

  @Test(
    arguments: [
      (
        "19", "a rate without a percent sign is a fraction, and this one is over 1",
        "write 19% if that is what is meant, or the fraction (0.19 for 19%)"
      ),
      (
        "1.01", "a rate without a percent sign is a fraction, and this one is over 1",
        "write 1.01% if that is what is meant, or the fraction (0.19 for 19%)"
      ),
      ("-0.19", "it is negative", "write it without its sign; a credit carries its sign in the amount"),
      ("-19%", "it is negative", "write it without its sign; a credit carries its sign in the amount"),
      (
        "19,5%", "it has a decimal comma",
        "write a fraction such as 0.19, or a percentage with its sign such as 19%"
      ),
      ("%", "there is no number here", "write a fraction such as 0.19, or a percentage with its sign such as 19%"),
      (
        "19%%", "there is text after the number",
        "write a fraction such as 0.19, or a percentage with its sign such as 19%"
      ),
      ("VAT", "it is not a number", "write a fraction such as 0.19, or a percentage with its sign such as 19%"),
    ])
  func refused(text: String, reason: String, remedy: String) {
    let error = #expect(throws: RateSyntaxError.self) { try Rate(text) }
    #expect(error?.reason == reason)
    #expect(error?.remedy == remedy)
  }
}

@Suite struct DiscountTests {
  @Test func anAmountOrAShare() {
    #expect(("12.50" as Discount) == .amount("12.5"))
    #expect(("10%" as Discount) == .percentage("10%"))
    // Without a sign it is money, not a rate.
    #expect(("0.10" as Discount) == .amount("0.1"))
    #expect(("19" as Discount) == .amount("19"))
  }

  @Test func takenOffExactly() {
    #expect(("12.50" as Discount).taken(off: "100") == "12.5")
    #expect(("10%" as Discount).taken(off: "57.48") == "5.748")
    #expect(("10%" as Discount).taken(off: "-57.48") == "-5.748")
  }

  @Test func refused() {
    func discount(_ text: String) throws(RateSyntaxError) -> Discount { try Discount(text) }
    #expect(throws: RateSyntaxError.number(.currencySymbol)) { try discount("$5") }
    #expect(throws: RateSyntaxError.negative) { try discount("-5%") }
    #expect(throws: RateSyntaxError.number(.decimalComma)) { try discount("12,5") }
  }
}

@Suite struct TaxCodeTests {
  @Test func textNamesEveryTax() {
    #expect(TaxCode.quebec.text == "GST 5% + QST 9.975%")
    #expect(TaxCode.none.text == "")
    #expect(TaxCode(unnamed: "0.19").text == "Tax 19%")
  }

  @Test func orderedByNameCategoryAndRate() {
    let rates = [
      TaxRate(name: "A", rate: "5%"), TaxRate(name: "B", rate: "20%"), TaxRate(name: "B", rate: "7%", category: "AA"),
      TaxRate(name: "B", rate: "7%", category: "S"), TaxRate(name: "B", rate: "19%", category: "S"),
    ]
    #expect(rates.reversed().sorted() == rates)
    #expect(TaxCode.none < TaxCode(rates: [rates[0]]))
  }
}
