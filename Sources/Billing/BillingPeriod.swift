/// The days an invoice bills, half-open as in FOCUS: `start` is the first day, `end` the day after the last.
public struct BillingPeriod: Sendable, Hashable {
  public let start: Day
  public let end: Day

  init(start: Day, end: Day) {
    self.start = start
    self.end = end
  }

  /// Nil where no day lies between the two.
  public init?(from start: Day, until end: Day) {
    guard start < end else { return nil }
    self.init(start: start, end: end)
  }

  /// One day.
  public init(of day: Day) { self.init(start: day, end: day.adding(1)) }

  public var lastDay: Day { end.adding(-1) }

  /// The month the period is filed under: the one that holds its last day.
  public var month: Month { lastDay.month }

  public func contains(_ day: Day) -> Bool { start <= day && day < end }

  public func contains(_ other: BillingPeriod) -> Bool { start <= other.start && other.end <= end }
}

extension BillingPeriod: Comparable {
  public static func < (a: BillingPeriod, b: BillingPeriod) -> Bool { (a.start, a.end) < (b.start, b.end) }
}

extension BillingPeriod {
  /// From the earlier start to the later end.
  public func union(_ other: BillingPeriod) -> BillingPeriod {
    BillingPeriod(start: min(start, other.start), end: max(end, other.end))
  }
}
