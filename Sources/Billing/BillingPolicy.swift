/// The rules of a run that decide how figures come about: the part of `report.yml` that touches money.
public struct BillingPolicy: Sendable, Hashable {
  public enum Rounding: String, Sendable, CaseIterable {
    /// Each line is rounded, and the subtotal is the sum of what is printed. The default.
    case line
    /// The exact sum is rounded once, and the lines are apportioned to it.
    case document
  }

  public enum Prices: String, Sendable, CaseIterable {
    case exclusive, inclusive
  }

  public enum LineSource: String, Sendable, CaseIterable {
    case usage
    /// An invoice without usage gets one line from the figures it declares.
    case declared
  }

  public var rounding: Rounding = .line
  public var mode: RoundingMode = .halfUp
  public var prices: Prices = .exclusive
  /// Tax is rounded on every line instead of once per rate.
  public var taxPerLine = false
  public var grouping: LineGrouping = .standard
  public var lineSource: LineSource = .usage
  /// What `tax_code` names.
  public var taxCodes: [Identifier: TaxCode] = [:]
  /// The tax of a line for which nobody states one.
  public var defaultTax: TaxCode = .none

  public init() {}
}
