import Billing

/// The days of timestamps. Rows come by time more often than not, and then the day is that of the row before.
struct DayMemory {
  private let dates: DateRules
  private let isUTC: Bool
  private var starts = LastDay()
  private var ends = LastDay()
  private var monthDay: Day?
  private var month = Day(number: 0).month.period
  private var charge: BillingPeriod?
  private var chargeKey = RowKey.none
  private var keyDay: Day?
  private var dayKey = RowKey.none

  init(_ dates: DateRules) {
    self.dates = dates
    isUTC = dates.zone == .utc
  }

  /// The day of a timestamp that is not absent; nil where it is none.
  @inline(__always)
  mutating func day(_ text: FieldText) -> Day? {
    guard isUTC, Self.isShort(text) else { return Moment(text.bytes, in: dates.zone)?.day }
    return starts.day(text)
  }

  /// The days from the start of a charge until its end, as they are written; nil where they are to be read strictly.
  @inline(__always)
  mutating func charge(from start: FieldText, until end: FieldText) -> BillingPeriod? {
    guard Self.isShort(start), Self.isShort(end) else { return slowCharge(from: start, until: end) }
    guard let first = starts.day(start), let last = ends.day(end) else { return nil }
    let isMidnight: Bool? = end.count == 10 ? nil : Self.isMidnight(end.start + 10)
    return try? ChargePeriod.days(from: first, until: (last, isMidnight), isInclusive: dates.periodEndIsInclusive)
  }

  @inline(never)
  private func slowCharge(from start: FieldText, until end: FieldText) -> BillingPeriod? {
    guard let first = Moment(start.bytes, in: dates.zone), let last = Moment(end.bytes, in: dates.zone) else {
      return nil
    }
    return try? ChargePeriod.days(
      from: first.writtenDay, until: (last.writtenDay, last.writtenSecond.map { $0 == 0 }),
      isInclusive: dates.periodEndIsInclusive)
  }

  /// The part that the dates of a charge have in the key of `UsageDigest`.
  @inline(__always)
  mutating func key(of charge: BillingPeriod) -> RowKey {
    if charge != self.charge {
      self.charge = charge
      chargeKey = RowKey(charge)
    }
    return chargeKey
  }

  /// The part that the day of a row has there.
  @inline(__always)
  mutating func key(of day: Day) -> RowKey {
    if day != keyDay {
      keyDay = day
      dayKey = RowKey(day, as: .day)
    }
    return dayKey
  }

  /// The month of a day, whole.
  mutating func month(of day: Day) -> BillingPeriod {
    if monthDay != day {
      monthDay = day
      month = day.month.period
    }
    return month
  }

  /// Whether a text may be a bare date, or a date and a time in UTC such as `2024-05-31T23:59:59Z`.
  @inline(__always)
  private static func isShort(_ text: FieldText) -> Bool {
    text.count == 10 || text.count == 20 && isTimeOfDay(text.start + 10)
  }

  /// Whether ten bytes are a time in UTC such as `T23:59:59Z`, and not a leap second.
  @inline(__always)
  private static func isTimeOfDay(_ text: UnsafePointer<UInt8>) -> Bool {
    // “T00:00:0”, the first byte lowest: what is left are digits, and 0 for the rest.
    let digits = UnsafeRawPointer(text).loadUnaligned(as: UInt64.self) ^ 0x303A_3030_3A30_3054
    // Each byte may be as large as 7F less this; a larger one sets its top bit.
    let tooLarge = (digits &+ 0x7A7F_767A_7F76_7D7F | digits) & 0x8080_8080_8080_8080
    let hour = (digits &>> 8 & 0xFF) &* 10 &+ (digits &>> 16 & 0xFF)
    return tooLarge == 0 && hour < 24 && text[8] &- UInt8(ascii: "0") <= 9 && text[9] == UInt8(ascii: "Z")
  }

  /// Whether a time of day is `T00:00:00Z`.
  @inline(__always)
  private static func isMidnight(_ text: UnsafePointer<UInt8>) -> Bool {
    UnsafeRawPointer(text).loadUnaligned(as: UInt64.self) == 0x303A_3030_3A30_3054 && text[8] == UInt8(ascii: "0")
  }

  /// The last day that was read, by the ten bytes it was written with.
  private struct LastDay {
    /// No text before there is one.
    private var written: UInt64 = .max
    private var writtenEnd: UInt16 = .max
    private var day = Day(number: 0)

    @inline(__always)
    mutating func day(_ text: FieldText) -> Day? {
      let raw = UnsafeRawPointer(text.start)
      let written = raw.loadUnaligned(as: UInt64.self)
      let writtenEnd = raw.loadUnaligned(fromByteOffset: 8, as: UInt16.self)
      if written == self.written, writtenEnd == self.writtenEnd { return day }
      guard let read = Moment(UnsafeBufferPointer(start: text.start, count: 10), in: .utc)?.day else { return nil }
      self.written = written
      self.writtenEnd = writtenEnd
      day = read
      return read
    }
  }
}
