/// The months a run is asked for: `2024-05`, `2024-Q2`, `2024`, `2024-01..2024-06` or `all`.
public enum PeriodSelection: Sendable, Hashable {
  case all
  case months(ClosedRange<Month>)

  public init?(_ text: String) {
    if text == "all" {
      self = .all
    } else if let separator = text.firstRange(of: "..") {
      guard let first = Month(text[..<separator.lowerBound]), let last = Month(text[separator.upperBound...]),
        first <= last
      else { return nil }
      self = .months(first...last)
    } else if let month = Month(text) {
      self = .months(month...month)
    } else if text.utf8.count == 4, let january = Month("\(text)-01") {
      self = .months(january...Month(year: january.year, month: 12))
    } else if text.utf8.count == 7, let january = Month("\(text.prefix(4))-01"),
      let quarter = ["-Q1", "-Q2", "-Q3", "-Q4"].firstIndex(of: String(text.suffix(3)))
    {
      let first = Month(year: january.year, month: quarter * 3 + 1)
      self = .months(first...Month(year: january.year, month: quarter * 3 + 3))
    } else {
      return nil
    }
  }

  /// Whether a text is a range of months that ends before it begins.
  public static func isReversed(_ text: String) -> Bool {
    guard let separator = text.firstRange(of: ".."), let first = Month(text[..<separator.lowerBound]),
      let last = Month(text[separator.upperBound...])
    else { return false }
    return last < first
  }

  /// The first day asked for; nil where there is no first.
  public var firstDay: Day? {
    switch self {
    case .all: nil
    case .months(let range): range.lowerBound.firstDay
    }
  }

  public func contains(_ month: Month) -> Bool {
    switch self {
    case .all: true
    case .months(let range): range.contains(month)
    }
  }
}

extension PeriodSelection: CustomStringConvertible {
  /// The shortest way to write it.
  public var description: String {
    switch self {
    case .all: "all"
    case .months(let range):
      range.lowerBound == range.upperBound ? "\(range.lowerBound)" : "\(range.lowerBound)..\(range.upperBound)"
    }
  }
}
