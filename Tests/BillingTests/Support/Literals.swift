@testable import Billing

// Values written as an export writes them; a text that is none stops the test.

extension ExactDecimal: ExpressibleByStringLiteral {
  public init(stringLiteral text: String) { self = try! ExactDecimal(text) }
}

extension Rate: ExpressibleByStringLiteral {
  public init(stringLiteral text: String) { self = try! Rate(text) }
}

extension Discount: ExpressibleByStringLiteral {
  public init(stringLiteral text: String) { self = try! Discount(text) }
}

extension Currency: ExpressibleByStringLiteral {
  public init(stringLiteral code: String) { self = Currency(code)! }
}

extension Day: ExpressibleByStringLiteral {
  public init(stringLiteral text: String) { self = Day(text)! }
}

extension Month: ExpressibleByStringLiteral {
  public init(stringLiteral text: String) { self = Month(text)! }
}

/// An amount in minor units.
func units(_ minorUnits: Int128) -> Amount { Amount(minorUnits: minorUnits) }

extension TaxCode {
  static let vat19 = TaxCode(rates: [TaxRate(name: "VAT", rate: "19%", category: "S")])
  static let quebec = TaxCode(rates: [TaxRate(name: "GST", rate: "5%"), TaxRate(name: "QST", rate: "9.975%")])
}

extension Identifier: ExpressibleByStringInterpolation {}
