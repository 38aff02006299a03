import BigInt

/// An exact fraction of minor units: a share of a tax, before it is rounded.
struct Fraction {
  private(set) var numerator: BigInt
  /// Positive.
  private(set) var denominator: BigInt

  private init(_ numerator: BigInt, _ denominator: BigInt) {
    self.numerator = denominator.sign == .minus ? -numerator : numerator
    self.denominator = denominator.sign == .minus ? -denominator : denominator
  }

  static var zero: Fraction { Fraction(Amount.zero) }

  init(_ amount: Amount) { self.init(BigInt(amount.minorUnits), 1) }

  /// - Precondition: `whole` is not zero.
  init(_ part: Amount, over whole: Amount) { self.init(BigInt(part.minorUnits), BigInt(whole.minorUnits)) }

  init(_ decimal: ExactDecimal) { self.init(decimal.wide(atScale: decimal.scale), BigInt(10).power(decimal.scale)) }

  var isZero: Bool { numerator.isZero }

  var magnitude: Fraction { numerator.sign == .minus ? Fraction(-numerator, denominator) : self }

  /// To the next whole minor unit away from zero.
  var roundedUp: Amount {
    let (whole, rest) = magnitude.numerator.quotientAndRemainder(dividingBy: denominator)
    let units = Int128(whole: rest.isZero ? whole : whole + 1) ?? .max
    return Amount(minorUnits: numerator.sign == .minus ? -units : units)
  }

  static func + (a: Fraction, b: Fraction) -> Fraction {
    if a.denominator == b.denominator { return Fraction(a.numerator + b.numerator, a.denominator) }
    return Fraction(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator)
  }

  static func - (a: Fraction, b: Fraction) -> Fraction { a + Fraction(-b.numerator, b.denominator) }

  static func * (a: Fraction, b: Fraction) -> Fraction {
    Fraction(a.numerator * b.numerator, a.denominator * b.denominator)
  }

  static func <= (a: Fraction, b: Fraction) -> Bool {
    a.numerator * b.denominator <= b.numerator * a.denominator
  }
}

extension Apportionment {
  /// `total` in proportion to fractions. Nil where they add up to nothing.
  static func shares(of total: Amount, inProportionTo weights: [Fraction], _ mode: RoundingMode) -> [Amount]? {
    let denominators = Set(weights.map(\.denominator))
    let common = denominators.reduce(BigInt(1)) { $0 * $1 }
    return shares(of: total, inProportionTo: weights.map { $0.numerator * (common / $0.denominator) }, mode)
  }
}
