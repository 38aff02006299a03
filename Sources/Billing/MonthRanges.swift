/// Months in the fewest words, each run of them in the form that a period is asked for in: `2024-01..2024-03, 2024-07`.
public struct MonthRanges: Sendable, CustomStringConvertible {
  private let ranges: [ClosedRange<Month>]

  public init(_ months: some Sequence<Month>) {
    var ranges: [ClosedRange<Month>] = []
    for month in Set(months).sorted() {
      if let last = ranges.last, last.upperBound.next == month {
        ranges[ranges.count - 1] = last.lowerBound...month
      } else {
        ranges.append(month...month)
      }
    }
    self.ranges = ranges
  }

  public var isEmpty: Bool { ranges.isEmpty }

  public var description: String {
    ranges.map { PeriodSelection.months($0).description }.joined(separator: ", ")
  }
}
