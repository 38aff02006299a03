import Testing

@testable import Billing

@Suite struct AmountTests {
  @Test(
    arguments: [
      ("JPY", 1200, "1200"), ("JPY", 0, "0"), ("JPY", -7, "-7"),
      ("EUR", 1230, "12.30"), ("EUR", 5, "0.05"), ("EUR", -5, "-0.05"), ("EUR", 0, "0.00"), ("EUR", -100, "-1.00"),
      ("KWD", 1, "0.001"), ("KWD", -1, "-0.001"), ("KWD", 12345, "12.345"),
      ("CLF", 1, "0.0001"), ("CLF", -50_000, "-5.0000"),
      ("EUR", 18_446_744_073_709_551_616, "184467440737095516.16"),
      ("EUR", Amount.limit, "10000000000000000000000000000.00"),
      ("CLF", -Amount.limit, "-100000000000000000000000000.0000"),
    ] as [(String, Int128, String)])
  func textHasExactlyTheDigitsOfItsCurrency(code: String, minorUnits: Int128, text: String) throws {
    let currency = try #require(Currency(code))
    #expect(units(minorUnits).text(in: currency) == text)
    #expect(try ExactDecimal(text) == units(minorUnits).decimal(in: currency))
  }

  @Test func roundsToTheMinorUnit() {
    #expect(Amount("2.5", in: "JPY", .halfUp) == units(3))
    #expect(Amount("2.5", in: "JPY", .halfEven) == units(2))
    #expect(Amount("2.5", in: "JPY", .down) == units(2))
    #expect(Amount("-0.045", in: "EUR", .halfUp) == units(-5))
    #expect(Amount("0.0005", in: "KWD", .halfUp) == units(1))
    #expect(Amount("0.00005", in: "CLF", .halfUp) == units(1))
  }

  @Test func exactlyTakesNoFractionOfAMinorUnit() {
    #expect(Amount(exactly: "12.30", in: "EUR") == units(1230))
    #expect(Amount(exactly: "12.3000", in: "EUR") == units(1230))
    #expect(Amount(exactly: "12.301", in: "EUR") == nil)
    #expect(Amount(exactly: "-12.301", in: "EUR") == nil)
    #expect(Amount(exactly: "1.5", in: "JPY") == nil)
  }

  @Test func theLimitIsTenToTheThirtyMinorUnits() {
    #expect(Amount("1e28", in: "EUR", .halfUp) == units(Amount.limit))
    #expect(Amount("-1e28", in: "EUR", .halfUp) == units(-Amount.limit))
    #expect(Amount("10000000000000000000000000000.01", in: "EUR", .halfUp) == nil)
    #expect(Amount("10000000000000000000000000000.004", in: "EUR", .halfUp) == units(Amount.limit))
    #expect(Amount("-1e29", in: "EUR", .down) == nil)
    #expect(Amount("1e500", in: "EUR", .halfUp) == nil)
    #expect(Amount("1e30", in: "JPY", .halfUp) == units(Amount.limit))
  }

  @Test func addsAndCompares() {
    #expect(units(3) + units(4) - units(10) == units(-3))
    #expect(-units(3) == units(-3))
    #expect(units(-3) < .zero)
    #expect(Amount.zero.isZero)
    #expect(units(-1).isNegative)
    #expect(!Amount.zero.isNegative)
  }
}

@Suite struct CurrencyTests {
  @Test func minorUnitsOfISO4217() {
    #expect((("JPY" as Currency).minorUnits, ("EUR" as Currency).minorUnits) == (0, 2))
    #expect((("KWD" as Currency).minorUnits, ("CLF" as Currency).minorUnits) == (3, 4))
    #expect((("CLP" as Currency).minorUnits, ("UYW" as Currency).minorUnits) == (0, 4))
    // Not in use any more, but two digits by the standard.
    #expect((("MGA" as Currency).minorUnits, ("HRK" as Currency).minorUnits) == (2, 2))
  }

  @Test func codesInAnyCase() {
    #expect(("eur" as Currency).code == "EUR")
    #expect(("Usd" as Currency).description == "USD")
  }

  @Test(arguments: ["", "EU", "EURO", "XAU", "XTS", "XXX", "€", "EUR ", "ABC"])
  func unknown(code: String) {
    #expect(Currency(code) == nil)
  }

  @Test func orderedByCode() {
    let codes = ["ZWL", "EUR", "AED", "JPY", "USD"]
    #expect(codes.compactMap { Currency($0) }.sorted().map(\.code) == codes.sorted())
  }
}
