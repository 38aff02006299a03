/// A share of an amount, exact: a tax rate or a percentage discount.
public struct Rate: Sendable, Hashable {
  /// The share itself: 0.19 for 19 %.
  public let fraction: ExactDecimal
  /// As people write it: `19%`, `9.975%`. Worked out once, because every line prints it.
  public let percent: String

  public static let zero = Rate(fraction: .zero)
  public static let half = Rate(fraction: ExactDecimal(5, scale: 1))

  init(fraction: ExactDecimal) {
    self.fraction = fraction.normalized
    percent = "\(fraction * ExactDecimal(100, scale: 0))%"
  }

  public static func == (a: Rate, b: Rate) -> Bool { a.fraction == b.fraction }

  public func hash(into hasher: inout Hasher) { hasher.combine(fraction) }
}

extension Rate: Comparable {
  public static func < (a: Rate, b: Rate) -> Bool { a.fraction < b.fraction }
}

/// Why a text is not a rate.
public enum RateSyntaxError: Error, Hashable, Sendable {
  case number(NumberSyntaxError)
  /// A bare number over 1: 19 can be meant as 19 % or as 1900 %.
  case over1(String)
  case negative
  /// A discount of more than the whole.
  case over100

  public var reason: String {
    switch self {
    case .number(let error): error.reason
    case .over1: "a rate without a percent sign is a fraction, and this one is over 1"
    case .negative: "it is negative"
    case .over100: "it is more than the whole"
    }
  }

  public var remedy: String {
    switch self {
    case .number: "write a fraction such as 0.19, or a percentage with its sign such as 19%"
    case .over1(let text): "write \(text)% if that is what is meant, or the fraction (0.19 for 19%)"
    case .negative: "write it without its sign; a credit carries its sign in the amount"
    case .over100: "write a share up to 100%"
    }
  }
}

extension Rate {
  /// Reads a fraction (`0.19`) or a percentage with its sign (`19%`, `9.975 %`).
  public init(_ text: some StringProtocol) throws(RateSyntaxError) {
    var body = Substring(text)
    let isPercentage = body.last == "%"
    if isPercentage {
      body.removeLast()
      while body.last == " " { body.removeLast() }
    }
    let value: ExactDecimal
    do { value = try ExactDecimal(body) } catch { throw .number(error) }
    guard !value.isNegative else { throw .negative }
    if isPercentage {
      self.init(fraction: value * ExactDecimal(1, scale: 2))
    } else {
      guard value <= ExactDecimal(1, scale: 0) else { throw .over1(String(body)) }
      self.init(fraction: value)
    }
  }
}
