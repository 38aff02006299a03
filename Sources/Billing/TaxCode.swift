/// One tax at one rate, as it stands in an invoice's tax breakdown.
public struct TaxRate: Sendable, Hashable {
  public var name: String
  /// Nil where the export bills a tax without stating its rate.
  public var rate: Rate?
  /// EN 16931 (UNCL 5305) category: `S` standard, `Z` zero, `E` exempt, `AE` reverse charge …
  public var category: String?
  /// Why a line is not taxed, printed on the invoice.
  public var reason: String?

  public init(name: String, rate: Rate?, category: String? = nil, reason: String? = nil) {
    self.name = name
    self.rate = rate
    self.category = category
    self.reason = reason
  }
}

extension TaxRate {
  /// `VAT 19%`; the name alone where there is no rate.
  public var text: String { rate.map { "\(name) \($0.percent)" } ?? name }

  /// Whether it is charged together with another: what the two are called for (`reason`) makes no difference.
  func isSameTax(as other: TaxRate) -> Bool {
    isSame(name, other.name) && isSame(category, other.category) && rate == other.rate
  }
}

extension TaxRate {
  /// By bytes, as all text.
  public static func == (a: TaxRate, b: TaxRate) -> Bool { a.isSameTax(as: b) && isSame(a.reason, b.reason) }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(Identifier(name))
    hasher.combine(rate)
  }
}

extension TaxRate: Comparable {
  public static func < (a: TaxRate, b: TaxRate) -> Bool {
    if !isSame(a.name, b.name) { return precedes(a.name, b.name) }
    if !isSame(a.category, b.category) { return precedes(a.category, b.category) }
    if a.rate != b.rate { return (a.rate ?? .zero) < (b.rate ?? .zero) }
    return precedes(a.reason, b.reason)
  }
}

/// The taxes that apply to a line together; each rounds by itself and none is charged on another.
public struct TaxCode: Sendable, Hashable {
  public var rates: [TaxRate]

  /// Outside the scope of any tax.
  public static let none = TaxCode(rates: [])

  public init(rates: [TaxRate]) {
    self.rates = rates
  }

  /// A rate that an export states without naming its tax.
  public init(unnamed rate: Rate) {
    self.init(rates: [TaxRate(name: "Tax", rate: rate)])
  }

  /// Whether it is known what it comes to.
  var isRated: Bool { !rates.isEmpty && rates.allSatisfy { $0.rate != nil } }

  /// `VAT 19%`, `GST 5% + QST 9.975%`; empty where no tax applies.
  public var text: String { rates.count == 1 ? rates[0].text : rates.map(\.text).joined(separator: " + ") }
}

extension TaxCode: Comparable {
  public static func < (a: TaxCode, b: TaxCode) -> Bool { a.rates.lexicographicallyPrecedes(b.rates) }
}

/// What one tax of an invoice comes to.
public struct TaxSubtotal: Sendable, Hashable {
  public var tax: TaxRate
  /// What it is charged on; nil for a tax as given whose base nobody stated.
  public var taxable: Amount?
  public var amount: Amount

  public init(tax: TaxRate, taxable: Amount?, amount: Amount) {
    self.tax = tax
    self.taxable = taxable
    self.amount = amount
  }
}
