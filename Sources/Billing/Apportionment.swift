import BigInt

/// Splits a whole into parts that add up to it, to the minor unit.
///
/// Each part is rounded by the mode; what is then missing or too much is given out one minor unit at a time to the
/// parts that rounding moved furthest the other way, ties by the order of the parts. Rounding modes are symmetric, so
/// negating every amount negates every share.
enum Apportionment {
  /// `total` over exact decimal parts, in minor units. Nil where a share leaves 128 bits.
  static func shares(of total: Amount, over parts: [ExactDecimal], in currency: Currency, _ mode: RoundingMode)
    -> [Amount]?
  {
    let scale = max(currency.minorUnits, parts.reduce(0) { max($0, $1.scale) })
    return shares(
      of: total, numerators: parts.map { $0.wide(atScale: scale) },
      denominator: BigInt(10).power(scale - currency.minorUnits), mode)
  }

  /// `total` in proportion to `weights`. Nil where the weights add up to nothing.
  static func shares(of total: Amount, inProportionTo weights: [Amount], _ mode: RoundingMode) -> [Amount]? {
    shares(of: total, inProportionTo: weights.map { BigInt($0.minorUnits) }, mode)
  }

  /// `total` in proportion to `weights` of any unit. Nil where the weights add up to nothing.
  static func shares(of total: Amount, inProportionTo weights: [BigInt], _ mode: RoundingMode) -> [Amount]? {
    let sum = weights.reduce(0, +)
    guard !sum.isZero else { return nil }
    let whole = sum.sign == .minus ? -BigInt(total.minorUnits) : BigInt(total.minorUnits)
    return shares(of: total, numerators: weights.map { $0 * whole }, denominator: BigInt(sum.magnitude), mode)
  }

  /// `total` over `parts` divided by `1 + rates`: what gross parts are without the tax they contain.
  static func shares(of total: Amount, over parts: [Amount], without rates: BigInt, scale: Int, _ mode: RoundingMode)
    -> [Amount]?
  {
    let one = BigInt(10).power(scale)
    return shares(
      of: total, numerators: parts.map { BigInt($0.minorUnits) * one }, denominator: one + rates, mode)
  }

  /// `total` over the parts `numerators / denominator`.
  private static func shares(of total: Amount, numerators: [BigInt], denominator: BigInt, _ mode: RoundingMode)
    -> [Amount]?
  {
    var shares = numerators.map { mode.quotient($0, denominator) }
    var missing = BigInt(total.minorUnits) - shares.reduce(0, +)
    if !missing.isZero, !shares.isEmpty {
      let step: BigInt = missing.sign == .minus ? -1 : 1
      // How far rounding moved each part against the direction of the step, in units of 1 / denominator.
      let moved = zip(numerators, shares).map { ($0 - $1 * denominator) * step }
      let order = moved.indices.sorted { moved[$0] == moved[$1] ? $0 < $1 : moved[$0] > moved[$1] }
      while !missing.isZero {
        for index in order where !missing.isZero {
          shares[index] += step
          missing -= step
        }
      }
    }
    var amounts: [Amount] = []
    for share in shares {
      guard let units = Int128(whole: share) else { return nil }
      amounts.append(Amount(minorUnits: units))
    }
    return amounts
  }
}
