/// A calendar month, the unit in which records and finance pages are filed.
public struct Month: Sendable, Hashable, Comparable {
  public let year: Int
  public let month: Int

  init(year: Int, month: Int) {
    self.year = year
    self.month = month
  }

  /// Reads `YYYY-MM`.
  public init?(_ text: some StringProtocol) {
    guard text.utf8.count == 7, let day = Day("\(text)-01") else { return nil }
    self = day.month
  }

  public static func < (a: Month, b: Month) -> Bool { (a.year, a.month) < (b.year, b.month) }

  public var firstDay: Day { Day(year: year, month: month, day: 1) ?? Day(number: 0) }

  /// The whole month, half-open.
  public var period: BillingPeriod { BillingPeriod(start: firstDay, end: firstDay.adding(length)) }

  private var length: Int { Day.length(year: year, month: month) }
}

extension Month: CustomStringConvertible {
  /// `YYYY-MM`.
  public var description: String { "\(padded(year, 4))-\(padded(month, 2))" }
}
