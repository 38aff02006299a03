import Billing

/// How dates of an export are to be understood.
public struct DateRules: Sendable {
  /// Where timestamps without a zone were taken, and whose calendar gives every timestamp its day.
  public var zone: Zone
  /// A date-only period end names the last day of the period, not the day after it.
  public var periodEndIsInclusive: Bool

  public init(zone: Zone = .utc, periodEndIsInclusive: Bool = false) {
    self.zone = zone
    self.periodEndIsInclusive = periodEndIsInclusive
  }
}

/// A date or a point in time of an export.
struct Moment: Hashable {
  /// The day by the calendar of `DateRules.zone`: when usage happened, when money moved.
  var day: Day
  /// The day as it is written, whatever its zone: whoever states a period means the days of his own calendar.
  var writtenDay: Day
  /// As it is written; nil for a bare date.
  var writtenSecond: Int?
  /// Whether `day` has just begun; nil for a bare date.
  var isMidnight: Bool?

  /// The last year an export may state: what is worked out from it, such as a due date, still has four digits.
  static let latestYear = 9899
  /// 0001-01-01: what some tools write for no date at all may lie before it elsewhere.
  private static let firstDay = -719_162

  /// Reads `YYYY-MM-DD`, RFC 3339, and RFC 3339 without a zone or with a blank instead of the `T`.
  init?(_ bytes: UnsafeBufferPointer<UInt8>, in zone: Zone) {
    guard bytes.count >= 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      let year = Self.number(bytes, 0..<4), let month = Self.number(bytes, 5..<7),
      let number = Self.number(bytes, 8..<10), year <= Self.latestYear,
      let day = Day(year: year, month: month, day: number)
    else { return nil }
    self.day = day
    writtenDay = day
    guard bytes.count > 10 else { return }
    guard bytes.count >= 16, [UInt8(ascii: "T"), UInt8(ascii: "t"), UInt8(ascii: " ")].contains(bytes[10]),
      bytes[13] == UInt8(ascii: ":"), let hour = Self.number(bytes, 11..<13), hour < 24,
      let minute = Self.number(bytes, 14..<16), minute < 60
    else { return nil }
    var second = 0
    var index = 16
    if index < bytes.count, bytes[index] == UInt8(ascii: ":") {
      // A leap second counts as the one before it.
      guard bytes.count >= 19, let read = Self.number(bytes, 17..<19), read <= 60 else { return nil }
      second = min(read, 59)
      index = 19
      if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
        let start = index + 1
        index = start
        while index < bytes.count, bytes[index] &- UInt8(ascii: "0") <= 9 { index += 1 }
        guard index > start else { return nil }
      }
    }
    let time = hour * 3600 + minute * 60 + second
    writtenSecond = time
    isMidnight = time == 0
    if index == bytes.count { return }
    guard let offset = Self.offset(bytes, from: index) else { return nil }
    let instant = Int(day.number) * 86400 + time - offset
    let local = instant + zone.offset(at: instant)
    let days = local >= 0 ? local / 86400 : (local - 86399) / 86400
    guard days >= Self.firstDay else { return nil }
    self.day = Day(number: Int32(clamping: days))
    isMidnight = local == days * 86400
  }

  /// `Z` or `±hh:mm`, in seconds east of Greenwich.
  private static func offset(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    if bytes.count == start + 1, bytes[start] | 0x20 == UInt8(ascii: "z") { return 0 }
    guard bytes.count == start + 6, bytes[start + 3] == UInt8(ascii: ":"),
      let hours = number(bytes, start + 1..<start + 3), hours < 24,
      let minutes = number(bytes, start + 4..<start + 6), minutes < 60
    else { return nil }
    switch bytes[start] {
    case UInt8(ascii: "+"): return hours * 3600 + minutes * 60
    case UInt8(ascii: "-"): return -(hours * 3600 + minutes * 60)
    default: return nil
    }
  }

  private static func number(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int? {
    var value = 0
    for index in range {
      let digit = bytes[index] &- UInt8(ascii: "0")
      guard digit <= 9 else { return nil }
      value = value * 10 + Int(digit)
    }
    return value
  }
}
