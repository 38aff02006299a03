/// An amount of money as a whole number of its currency's minor units (cents, yen, fils).
///
/// An amount knows no currency: it is always part of something that has exactly one (an invoice, a payment, a row of
/// per-currency totals), so amounts of two currencies never meet. Sums cannot overflow: a single amount is at most
/// `limit`, and it takes a hundred million of those to leave 128 bits.
public struct Amount: Sendable, Hashable {
  public let minorUnits: Int128

  /// The largest amount accepted or computed; beyond it a figure is refused by name.
  public static let limit: Int128 = 1_000_000_000_000_000_000_000_000_000_000

  public static let zero = Amount(minorUnits: 0)

  init(minorUnits: Int128) {
    self.minorUnits = minorUnits
  }

  /// `value` rounded to the minor unit of `currency`; nil beyond `limit`.
  public init?(_ value: ExactDecimal, in currency: Currency, _ mode: RoundingMode) {
    guard let units = value.rounded(toScale: currency.minorUnits, mode), units.magnitude <= Self.limit.magnitude
    else { return nil }
    self.init(minorUnits: units)
  }

  /// `value` where it has no more digits than `currency` allows; nil otherwise or beyond `limit`.
  public init?(exactly value: ExactDecimal, in currency: Currency) {
    guard let amount = Amount(value, in: currency, .down), amount.decimal(in: currency) == value else { return nil }
    self = amount
  }

  public var isZero: Bool { minorUnits == 0 }
  public var isNegative: Bool { minorUnits < 0 }

  /// The same value as a decimal number of major units.
  public func decimal(in currency: Currency) -> ExactDecimal {
    ExactDecimal(minorUnits, scale: currency.minorUnits)
  }

  /// With exactly the currency's digits: `12.30`, `-0.05`, `1200`.
  public func text(in currency: Currency) -> String {
    DecimalDigits.text(minorUnits, scale: currency.minorUnits)
  }
}

extension Amount: Comparable {
  public static func < (a: Amount, b: Amount) -> Bool { a.minorUnits < b.minorUnits }
}

extension Amount: AdditiveArithmetic {
  public static func + (a: Amount, b: Amount) -> Amount { Amount(minorUnits: a.minorUnits + b.minorUnits) }
  public static func - (a: Amount, b: Amount) -> Amount { Amount(minorUnits: a.minorUnits - b.minorUnits) }
  public static prefix func - (a: Amount) -> Amount { Amount(minorUnits: -a.minorUnits) }
}
