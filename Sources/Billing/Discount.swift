/// A discount on a usage row or on an invoice: an amount, or a share of what it is taken off.
public enum Discount: Sendable, Hashable {
  case amount(ExactDecimal)
  case percentage(Rate)

  /// Reads `12.50` or `10%`.
  public init(_ text: some StringProtocol) throws(RateSyntaxError) {
    if text.last == "%" {
      self = .percentage(try Rate(text))
    } else {
      do { self = .amount(try ExactDecimal(text)) } catch { throw .number(error) }
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
