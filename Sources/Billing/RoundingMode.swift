/// How a value that lies between two representable ones is rounded.
public enum RoundingMode: String, Sendable, CaseIterable {
  /// To the nearest, a half away from zero: what invoices call commercial rounding. The default.
  case halfUp = "half-up"
  /// To the nearest, a half to the even neighbour.
  case halfEven = "half-even"
  /// Towards zero.
  case down

  /// `numerator ÷ denominator`, rounded to a whole number.
  ///
  /// - Precondition: `denominator` is positive. Symmetric: negating the numerator negates the result.
  func quotient<Integer: SignedInteger>(_ numerator: Integer, _ denominator: Integer) -> Integer {
    divide(numerator, denominator)
  }

  /// As above. Most figures fit 64 bits, where a division is many times cheaper.
  func quotient(_ numerator: Int128, _ denominator: Int128) -> Int128 {
    if let small = Int64(exactly: numerator), let divisor = Int64(exactly: denominator), small != .min {
      return Int128(divide(small, divisor))
    }
    return divide(numerator, denominator)
  }

  private func divide<Integer: SignedInteger>(_ numerator: Integer, _ denominator: Integer) -> Integer {
    let (whole, rest) = numerator.quotientAndRemainder(dividingBy: denominator)
    guard rest != 0, self != .down else { return whole }
    let distance = rest < 0 ? -rest : rest
    let other = denominator - distance
    let away: Bool
    if distance == other {
      away = self == .halfUp || whole % 2 != 0
    } else {
      away = distance > other
    }
    guard away else { return whole }
    return numerator < 0 ? whole - 1 : whole + 1
  }
}
