import Billing
import Foundation

@testable import Exports

/// Dates and times: RFC 3339 as a pattern says it, and days as the C library counts them.
enum DateTarget {
  /// Any number of timestamps, a line each: those that come after others are read a shorter way.
  static func test(_ input: [UInt8]) {
    for zone in [Zone.utc, .fixed(5 * 3600 + 1800), .fixed(-12 * 3600)] {
      var memory = DayMemory(DateRules(zone: zone))
      // Readers refuse what is not UTF-8 before it comes here.
      for line in String(decoding: input, as: UTF8.self).utf8.split(separator: UInt8(ascii: "\n")) {
        let text = Array(line)
        let moment = text.withUnsafeBufferPointer { Moment($0, in: zone) }
        expectEqual(moment?.day.description, expected(text, zone), String(decoding: text, as: UTF8.self))
        let padded = text + [UInt8](repeating: UInt8(ascii: "0"), count: ByteWindow.padding)
        let short = padded.withUnsafeBufferPointer {
          memory.day(FieldText(start: $0.baseAddress!, count: text.count))
        }
        expectEqual(short, moment?.day, "the short way")
        let written = String(decoding: text, as: UTF8.self)
        if let day = Day(written) { expectEqual(day.description, written, "a bare date") }
      }
    }
  }

  /// RFC 3339, the time and its zone left out or not, with a blank for the `T`. Not Sendable, and there is one thread.
  nonisolated(unsafe) private static let pattern =
    /(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(?:([Zz])|([-+])(\d\d):(\d\d))?)?/
    .asciiOnlyDigits().matchingSemantics(.unicodeScalar)

  /// The day of a text in a zone; nil for what is no date.
  private static func expected(_ text: [UInt8], _ zone: Zone) -> String? {
    guard let text = String(validating: text, as: UTF8.self), let match = text.wholeMatch(of: pattern)?.output,
      let year = Int(match.1), (1...Moment.latestYear).contains(year), let month = Int32(match.2),
      let day = Int32(match.3)
    else { return nil }
    func number(_ text: Substring?) -> Int { text.flatMap { Int($0) } ?? 0 }
    let (hour, minute, second) = (number(match.4), number(match.5), number(match.6))
    let (hours, minutes) = (number(match.9), number(match.10))
    guard hour < 24, minute < 60, second <= 60, hours < 24, minutes < 60 else { return nil }
    var parts = tm()
    parts.tm_year = Int32(year) - 1900
    parts.tm_mon = month - 1
    parts.tm_mday = day
    let midnight = timegm(&parts)
    // It makes the first of March of the thirtieth of February.
    guard parts.tm_mon == month - 1, parts.tm_mday == day else { return nil }
    var instant = midnight + hour * 3600 + minute * 60 + min(second, 59)
    if match.7 != nil || match.8 != nil {
      let offset = (hours * 60 + minutes) * 60
      instant += (match.8 == "-" ? offset : -offset) + zone.offset(at: 0)
    }
    var local = tm()
    gmtime_r(&instant, &local)
    guard local.tm_year >= 1 - 1900 else { return nil }
    func padded(_ number: Int32, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    return "\(padded(local.tm_year + 1900, 4))-\(padded(local.tm_mon + 1, 2))-\(padded(local.tm_mday, 2))"
  }
}
