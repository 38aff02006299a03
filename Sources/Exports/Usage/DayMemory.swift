import Billing

/// The days of timestamps. Rows come by time more often than not, and then the day is that of the row before.
struct DayMemory {
  private let zone: Zone
  private let isUTC: Bool
  /// The ten bytes of the last date; no text before there is one.
  private var written: UInt64 = .max
  private var writtenEnd: UInt16 = .max
  private var day = Day(number: 0)
  private var monthDay: Day?
  private var month = Day(number: 0).month.period

  init(zone: Zone) {
    self.zone = zone
    isUTC = zone == .utc
  }

  /// The day of a timestamp that is not absent; nil where it is none.
  @inline(__always)
  mutating func day(_ text: FieldText) -> Day? {
    guard isUTC, text.count == 10 || text.count == 20 && Self.isTimeOfDay(text.start + 10) else {
      return Moment(text.bytes, in: zone)?.day
    }
    let raw = UnsafeRawPointer(text.start)
    let written = raw.loadUnaligned(as: UInt64.self)
    let writtenEnd = raw.loadUnaligned(fromByteOffset: 8, as: UInt16.self)
    if written == self.written, writtenEnd == self.writtenEnd { return day }
    guard let read = Moment(UnsafeBufferPointer(start: text.start, count: 10), in: zone)?.day else { return nil }
    self.written = written
    self.writtenEnd = writtenEnd
    day = read
    return read
  }

  /// The month of a day, whole.
  mutating func month(of day: Day) -> BillingPeriod {
    if monthDay != day {
      monthDay = day
      month = day.month.period
    }
    return month
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
}
