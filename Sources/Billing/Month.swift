/// A calendar month, the unit in which records and finance pages are filed.
public struct Month: Sendable, Hashable, Comparable {
  /// Months since the year 0: small, because every document has one.
  private let number: Int32

  public var year: Int { Int(number) / 12 }
  /// 1 to 12.
  public var month: Int { Int(number) % 12 + 1 }

  init(year: Int, month: Int) {
    number = Int32(year * 12 + month - 1)
  }

  /// Reads `YYYY-MM`.
  public init?(_ text: some StringProtocol) {
    guard text.utf8.count == 7, let day = Day("\(text)-01") else { return nil }
    self = day.month
  }

  public static func < (a: Month, b: Month) -> Bool { a.number < b.number }

  public var next: Month { month < 12 ? Month(year: year, month: month + 1) : Month(year: year + 1, month: 1) }

  public var firstDay: Day { Day(year: year, month: month, day: 1) ?? Day(number: 0) }

  /// The whole month, half-open.
  public var period: BillingPeriod { BillingPeriod(start: firstDay, end: firstDay.adding(length)) }

  private var length: Int { Day.length(year: year, month: month) }
}

extension Month: CustomStringConvertible {
  /// `YYYY-MM`.
  public var description: String { "\(padded(year, 4))-\(padded(month, 2))" }
}
