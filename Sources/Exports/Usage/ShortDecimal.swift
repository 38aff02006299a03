import Billing

/// A number of up to 18 digits without an exponent: what nearly every figure of an export is. Whatever else may be a
/// number is read by `ExactDecimal`, which gives the same value and scale for these.
struct ShortDecimal: BitwiseCopyable {
  var coefficient: Int64
  /// Digits after the point.
  var scale: UInt8

  /// Nil for a number with more digits.
  init?(_ value: ExactDecimal) {
    guard let (coefficient, scale) = value.narrow, let short = Int64(exactly: coefficient), scale <= 18 else {
      return nil
    }
    self.coefficient = short
    self.scale = UInt8(scale)
  }

  /// Nil for a text that is no such number.
  @inline(__always)
  init?(_ field: FieldText) {
    let text = field.start
    let count = field.count
    var value: UInt64 = 0
    let isNegative = text[0] == UInt8(ascii: "-")
    let start = isNegative ? 1 : 0
    var at = start &+ Self.digits(text + start, count &- start, &value)
    var digits = at &- start
    var scale = 0
    if at < count {
      guard text[at] == UInt8(ascii: ".") else { return nil }
      scale = Self.digits(text + at + 1, count &- at &- 1, &value)
      digits &+= scale
      at &+= 1 &+ scale
    }
    guard at == count, digits > 0, digits <= 18 else { return nil }
    coefficient = Int64(truncatingIfNeeded: isNegative ? 0 &- value : value)
    self.scale = UInt8(truncatingIfNeeded: scale)
  }

  /// Takes up to `limit` digits, eight at a time, and appends them to `value`, which is of no use once it has more than
  /// 18. Reads up to eight bytes behind them: see `FieldText`.
  @inline(__always)
  private static func digits(_ text: UnsafePointer<UInt8>, _ limit: Int, _ value: inout UInt64) -> Int {
    var at = 0
    while true {
      let word = UnsafeRawPointer(text + at).loadUnaligned(as: UInt64.self) ^ 0x3030_3030_3030_3030
      // The top bit of each byte that is over 9 now, and so is no digit.
      let others = (word & 0x7F7F_7F7F_7F7F_7F7F &+ 0x7676_7676_7676_7676 | word) & 0x8080_8080_8080_8080
      let count = min(others.trailingZeroBitCount &>> 3, limit &- at)
      if count == 0 { return at }
      // Shifted up, the digits have zeros in front.
      value = value &* PowersOfTen[count] &+ eight(word &<< UInt64(truncatingIfNeeded: 64 &- 8 &* count))
      at &+= count
      if count < 8 { return at }
    }
  }

  /// The value of eight digits, the first lowest in the word: pairs, then fours, then all of them.
  @inline(__always)
  private static func eight(_ digits: UInt64) -> UInt64 {
    let pairs = digits &* 10 &+ digits &>> 8
    let even = (pairs & 0x0000_00FF_0000_00FF) &* 0x000F_4240_0000_0064
    let odd = (pairs &>> 16 & 0x0000_00FF_0000_00FF) &* 0x0000_2710_0000_0001
    return (even &+ odd) &>> 32
  }
}

/// 1, 10, 100 … up to what 64 bits hold.
enum PowersOfTen {
  private static let all: InlineArray<20, UInt64> = [
    1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000,
    100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000,
    10_000_000_000_000_000, 100_000_000_000_000_000, 1_000_000_000_000_000_000, 10_000_000_000_000_000_000,
  ]

  @inline(__always)
  static subscript(_ exponent: Int) -> UInt64 { all[exponent] }
}
