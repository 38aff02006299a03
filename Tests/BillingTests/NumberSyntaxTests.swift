import Testing

@testable import Billing

/// Which texts are numbers, and what is said of those that are not.
@Suite struct NumberSyntaxTests {
  @Test(
    arguments: [
      ("12", "12"), ("0", "0"), ("-0", "0"), ("+3", "3"), ("-0.50", "-0.5"), ("3.", "3"), (".5", "0.5"),
      ("-.5", "-0.5"), ("007.10", "7.1"), ("6.266090E-12", "0.00000000000626609"), ("1e3", "1000"), ("1E+3", "1000"),
      ("1.25e1", "12.5"), ("1.25e-1", "0.125"), ("0e5", "0"), ("-1.5E2", "-150"), ("0.0000000", "0"),
      ("12345678901234567890123456789012345678901234567890", "12345678901234567890123456789012345678901234567890"),
      ("0.12345678901234567890123456789012345678901234567891", "0.12345678901234567890123456789012345678901234567891"),
    ])
  func accepted(text: String, value: String) throws {
    #expect(try ExactDecimal(text).description == value)
  }

  @Test func digitsAreKeptAsWritten() {
    #expect(("12.50" as ExactDecimal).digits == "12.50")
    #expect(("-0.00" as ExactDecimal).digits == "0.00")
    #expect((".5" as ExactDecimal).digits == "0.5")
    #expect(("1.20E1" as ExactDecimal).digits == "12.0")
  }

  @Test(
    arguments: [
      ("", NumberSyntaxError.empty), ("-", .notANumber), (".", .notANumber), ("+.", .notANumber), ("abc", .notANumber),
      ("NaN", .notANumber), ("inf", .notANumber), ("1.2.3", .notANumber), ("--1", .notANumber), ("(5.00)", .notANumber),
      ("EUR 5", .notANumber), ("e5", .notANumber), ("١٢", .notANumber),
      ("1,234", .thousandsSeparator), ("1,234,567", .thousandsSeparator), ("1,234.50", .thousandsSeparator),
      ("-1,234.50", .thousandsSeparator), ("1,234,567.89", .thousandsSeparator), ("1 234.50", .thousandsSeparator),
      ("1'234.50", .thousandsSeparator), ("1\u{A0}234", .thousandsSeparator),
      ("12,5", .decimalComma), ("-12,50", .decimalComma), ("1.234,56", .decimalComma), ("1.234.567,89", .decimalComma),
      ("$5", .currencySymbol), ("-$5.00", .currencySymbol), ("5 €", .currencySymbol), ("£1,000", .currencySymbol),
      ("12abc", .textAfterNumber), ("5 GB", .textAfterNumber), ("1e", .textAfterNumber), ("1e+", .textAfterNumber),
      ("1e1.5", .textAfterNumber), ("5%", .textAfterNumber), ("5-", .textAfterNumber), ("0x10", .textAfterNumber),
      ("1_000", .textAfterNumber),
      ("1e1000", .outOfRange), ("1e-1000", .outOfRange), ("1e99999999999999999999", .outOfRange),
    ])
  func refused(text: String, error: NumberSyntaxError) {
    #expect(throws: error) { try ExactDecimal(text) }
  }

  @Test func theLongestNumberHasAThousandDigits() throws {
    #expect(try ExactDecimal(String(repeating: "9", count: 1000)).description.count == 1000)
    #expect(throws: NumberSyntaxError.outOfRange) { try ExactDecimal(String(repeating: "9", count: 1001)) }
    #expect(("1e999" as ExactDecimal).description.count == 1000)
    // Written out, they have a zero before the point.
    for text in [".10e-998", "." + String(repeating: "1", count: 1000)] {
      #expect(throws: NumberSyntaxError.outOfRange) { try ExactDecimal(text) }
    }
    for text in ["1e-999", ".1e-998", "." + String(repeating: "1", count: 999)] {
      let number = try ExactDecimal(text)
      let again = try ExactDecimal(number.digits)
      #expect(again == number)
    }
  }

  @Test(
    arguments: [
      (
        NumberSyntaxError.empty, "there is no number here",
        "write a plain decimal such as 1234.50, or leave the field empty if there is no value"
      ),
      (.thousandsSeparator, "it has a thousands separator", "write it without separators, as in 1234.50"),
      (.decimalComma, "it has a decimal comma", "write it with a decimal point, as in 1234.50"),
      (
        .currencySymbol, "it carries a currency symbol",
        "write the bare number and put the currency in a column of its own"
      ),
      (
        .textAfterNumber, "there is text after the number",
        "keep the number alone in its field; a unit goes into the unit column"
      ),
      (
        .notANumber, "it is not a number",
        "write a plain decimal such as 1234.50, or leave the field empty if there is no value"
      ),
      (
        .outOfRange, "it has more than 1000 digits when written out",
        "check the value; no bill holds a number of that size"
      ),
    ])
  func saysWhyAndWhatToDo(error: NumberSyntaxError, reason: String, remedy: String) {
    #expect(error.reason == reason)
    #expect(error.remedy == remedy)
  }
}
