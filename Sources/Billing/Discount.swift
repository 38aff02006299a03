/// A discount on a usage row or on an invoice: an amount, or a share of what it is taken off.
public enum Discount: Sendable, Hashable {
  case amount(ExactDecimal)
  case percentage(Rate)

  /// Reads `12.50` or `10%`, never negative and at most 100 %: a discount takes off.
  public init(_ text: some StringProtocol) throws(RateSyntaxError) {
    if text.last == "%" {
      let rate = try Rate(text)
      guard rate.fraction <= ExactDecimal(1, scale: 0) else { throw .over100 }
      self = .percentage(rate)
    } else {
      let amount: ExactDecimal
      do { amount = try ExactDecimal(text) } catch { throw .number(error) }
      guard !amount.isNegative else { throw .negative }
      self = .amount(amount)
    }
  }

  public var isZero: Bool {
    switch self {
    case .amount(let amount): amount.isZero
    case .percentage(let rate): rate.fraction.isZero
    }
  }

  /// What it takes off `base`, exactly.
  public func taken(off base: ExactDecimal) -> ExactDecimal {
    switch self {
    case .amount(let amount): amount
    case .percentage(let rate): base * rate.fraction
    }
  }
}
