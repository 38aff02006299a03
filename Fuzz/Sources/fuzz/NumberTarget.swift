@testable import Billing
@testable import Exports

/// Decimals: what is read is what is written, digit for digit, however it is read; and sums and products are exact.
enum NumberTarget {
  /// Two numbers, a line each.
  static func test(_ input: [UInt8]) {
    let texts = input.split(separator: UInt8(ascii: "\n"), maxSplits: 1, omittingEmptySubsequences: false)
    let numbers = texts.compactMap { read(Array($0)) }
    for text in texts { _ = try? Rate(String(decoding: text, as: UTF8.self)) }
    guard let a = numbers.first, let b = numbers.last else { return }
    expectEqual(a + b - b, a, "a + b - b")
    expectEqual(a + b, b + a, "a + b")
    expectEqual(a * b, b * a, "a b")
    expectEqual((a + b) * (a - b), a * a - b * b, "(a + b) (a - b)")
    expectEqual([a < b, b < a, a == b].count { $0 }, 1, "less, more or equal")
    for mode in RoundingMode.allCases {
      guard let cents = a.rounded(toScale: 2, mode) else { continue }
      let error = a - ExactDecimal(cents, scale: 2)
      let twice = error.isNegative ? -error - error : error + error
      let cent = ExactDecimal(1, scale: 2)
      expect(mode == .down ? twice < cent + cent : !(cent < twice), "\(a) is rounded to \(cents) cents")
    }
  }

  private static func read(_ text: [UInt8]) -> ExactDecimal? {
    let number = text.withUnsafeBufferPointer { try? ExactDecimal(parsing: $0) }
    let padded = text + [UInt8](repeating: UInt8(ascii: "9"), count: ByteWindow.padding)
    let short = padded.withUnsafeBufferPointer { bytes in
      text.isEmpty ? nil : ShortDecimal(FieldText(start: bytes.baseAddress!, count: text.count))
    }
    if let short {
      let same = ExactDecimal(Int128(short.coefficient), scale: Int(short.scale))
      expectEqual(same.digits, number?.digits, "the short way")
    }
    guard let number else { return nil }
    expectEqual(number.description, plain(String(decoding: text, as: UTF8.self)), "as it is written")
    expectEqual(expectNoError("its digits are no number") { try ExactDecimal(number.digits) }, number, "again")
    return number
  }

  /// A number as it is written by hand: without exponent, and without zeros that mean nothing.
  private static func plain(_ text: String) -> String {
    let parts = text.lowercased().split(separator: "e", omittingEmptySubsequences: false)
    let isNegative = text.hasPrefix("-")
    let mantissa = parts[0].drop { $0 == "-" || $0 == "+" }.split(separator: ".", omittingEmptySubsequences: false)
    let fraction = mantissa.count > 1 ? mantissa[1] : ""
    var digits = String(mantissa[0] + fraction)
    var point = mantissa[0].count + (parts.count > 1 ? Int(parts[1])! : 0)
    if point < 0 { digits = String(repeating: "0", count: -point) + digits }
    if point > digits.count { digits += String(repeating: "0", count: point - digits.count) }
    point = max(0, point)
    let whole = digits.prefix(point).drop { $0 == "0" }
    var rest = digits.dropFirst(point)
    while rest.last == "0" { rest.removeLast() }
    let value = (whole.isEmpty ? "0" : whole) + (rest.isEmpty ? "" : "." + rest)
    return isNegative && value != "0" ? "-" + value : String(value)
  }
}
