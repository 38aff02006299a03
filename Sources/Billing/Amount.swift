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
    var text = ""
    text.reserveCapacity(16)
    withDigits(in: currency) { text.append(String(decoding: $0, as: UTF8.self)) }
    return text
  }

  /// The ASCII digits of `text(in:)` without building a string.
  public func withDigits<Result>(in currency: Currency, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 48) { buffer in
      var index = buffer.count
      var rest = minorUnits.magnitude
      var places = currency.minorUnits
      repeat {
        // Most amounts fit 64 bits, where a division is many times cheaper.
        let digit: UInt8
        if rest <= UInt128(UInt64.max) {
          let small = UInt64(truncatingIfNeeded: rest)
          digit = UInt8(truncatingIfNeeded: small % 10)
          rest = UInt128(small / 10)
        } else {
          digit = UInt8(truncatingIfNeeded: rest % 10)
          rest /= 10
        }
        index -= 1
        buffer[index] = UInt8(ascii: "0") + digit
        places -= 1
        if places == 0 {
          index -= 1
          buffer[index] = UInt8(ascii: ".")
        }
      } while rest > 0 || places >= 0
      if minorUnits < 0 {
        index -= 1
        buffer[index] = UInt8(ascii: "-")
      }
      return body(UnsafeBufferPointer(rebasing: buffer[index...]))
    }
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
