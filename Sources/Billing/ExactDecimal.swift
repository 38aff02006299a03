import BigInt

/// A decimal number, exact: `coefficient × 10^-scale`, with as many digits as it takes.
///
/// Up to 38 digits it is a 128-bit integer and costs nanoseconds; beyond that the coefficient becomes a `BigInt`, so
/// that no operation ever wraps, traps or drops a digit.
public struct ExactDecimal: Sendable {
  enum Coefficient: Sendable {
    case narrow(Int128)
    /// In a box of its own: numbers are copied all the time, and hardly one is this wide.
    indirect case wide(BigInt)
  }

  let coefficient: Coefficient
  /// Digits after the point, never negative.
  let scale: Int

  public static let zero = ExactDecimal(0, scale: 0)

  public init(_ coefficient: Int128, scale: Int) {
    self.coefficient = .narrow(coefficient)
    self.scale = scale
  }

  init(wide coefficient: BigInt, scale: Int) {
    self.coefficient = Int128(whole: coefficient).map { .narrow($0) } ?? .wide(coefficient)
    self.scale = scale
  }

  var wide: BigInt {
    switch coefficient {
    case .narrow(let value): BigInt(value)
    case .wide(let value): value
    }
  }

  /// The coefficient and scale, where the coefficient fits 128 bits: what sums over many rows are kept in.
  public var narrow: (coefficient: Int128, scale: Int)? {
    if case .narrow(let value) = coefficient { (value, scale) } else { nil }
  }

  public var isZero: Bool { sign == 0 }
  public var isNegative: Bool { sign < 0 }

  /// -1, 0 or 1.
  var sign: Int {
    switch coefficient {
    case .narrow(let value): value.signum() < 0 ? -1 : (value == 0 ? 0 : 1)
    case .wide(let value): value.sign == .minus ? -1 : (value.isZero ? 0 : 1)
    }
  }
}

extension ExactDecimal {
  public static prefix func - (value: ExactDecimal) -> ExactDecimal {
    if case .narrow(let coefficient) = value.coefficient, coefficient != .min {
      return ExactDecimal(-coefficient, scale: value.scale)
    }
    return ExactDecimal(wide: -value.wide, scale: value.scale)
  }

  public static func + (a: ExactDecimal, b: ExactDecimal) -> ExactDecimal {
    let scale = max(a.scale, b.scale)
    if case .narrow(let x) = a.coefficient, case .narrow(let y) = b.coefficient,
      let left = x.scaled(by: scale - a.scale), let right = y.scaled(by: scale - b.scale)
    {
      let (sum, overflow) = left.addingReportingOverflow(right)
      if !overflow { return ExactDecimal(sum, scale: scale) }
    }
    return ExactDecimal(wide: a.wide(atScale: scale) + b.wide(atScale: scale), scale: scale)
  }

  public static func - (a: ExactDecimal, b: ExactDecimal) -> ExactDecimal { a + -b }

  public static func += (a: inout ExactDecimal, b: ExactDecimal) { a = a + b }

  public static func * (a: ExactDecimal, b: ExactDecimal) -> ExactDecimal {
    let scale = a.scale + b.scale
    if case .narrow(let x) = a.coefficient, case .narrow(let y) = b.coefficient {
      let (product, overflow) = x.multipliedReportingOverflow(by: y)
      if !overflow { return ExactDecimal(product, scale: scale) }
    }
    return ExactDecimal(wide: a.wide * b.wide, scale: scale)
  }

  /// The value in units of `10^-digits`, rounded by `mode`; nil where it is beyond 128 bits.
  public func rounded(toScale digits: Int, _ mode: RoundingMode) -> Int128? {
    if scale <= digits {
      if case .narrow(let value) = coefficient, let scaled = value.scaled(by: digits - scale) { return scaled }
      return Int128(whole: wide(atScale: digits))
    }
    if case .narrow(let value) = coefficient, let divisor = Int128(1).scaled(by: scale - digits) {
      return mode.quotient(value, divisor)
    }
    return Int128(whole: mode.quotient(wide, BigInt(10).power(scale - digits)))
  }

  func wide(atScale digits: Int) -> BigInt {
    digits == scale ? wide : wide * BigInt(10).power(digits - scale)
  }
}

extension ExactDecimal: Hashable, Comparable {
  /// By value: `1.50` equals `1.5`.
  public static func == (a: ExactDecimal, b: ExactDecimal) -> Bool {
    if a.scale == b.scale, case .narrow(let x) = a.coefficient, case .narrow(let y) = b.coefficient { return x == y }
    return (a - b).sign == 0
  }

  public static func < (a: ExactDecimal, b: ExactDecimal) -> Bool { (a - b).sign < 0 }

  public func hash(into hasher: inout Hasher) {
    let value = normalized
    hasher.combine(value.wide)
    hasher.combine(value.scale)
  }

  /// The same value without trailing zeros after the point.
  public var normalized: ExactDecimal {
    guard scale > 0 else { return self }
    if case .narrow(let value) = coefficient {
      // Most figures fit 64 bits, where a division is many times cheaper.
      if let small = Int64(exactly: value) {
        let (value, digits) = Self.withoutZeros(small, scale)
        return ExactDecimal(Int128(value), scale: digits)
      }
      let (value, digits) = Self.withoutZeros(value, scale)
      return ExactDecimal(value, scale: digits)
    }
    var value = wide
    var digits = scale
    while digits > 0 {
      let (whole, rest) = value.quotientAndRemainder(dividingBy: 10)
      if !rest.isZero { break }
      value = whole
      digits -= 1
    }
    return ExactDecimal(wide: value, scale: digits)
  }
}

extension ExactDecimal {
  private static func withoutZeros<Integer: FixedWidthInteger>(_ value: Integer, _ scale: Int) -> (Integer, Int) {
    var value = value
    var digits = scale
    while digits > 0 {
      let (whole, rest) = value.quotientAndRemainder(dividingBy: 10)
      if rest != 0 { break }
      value = whole
      digits -= 1
    }
    return (value, digits)
  }
}

extension ExactDecimal: CustomStringConvertible {
  /// Plain digits, no exponent, no trailing zeros: `0.0000004`, `-12.5`, `1000`.
  public var description: String { normalized.digits }

  /// Plain digits with exactly the digits after the point that the number was written with.
  public var digits: String {
    if case .narrow(let value) = coefficient, scale <= DecimalDigits.largestScale {
      return DecimalDigits.text(value, scale: scale)
    }
    let magnitude = String(wide.magnitude)
    let text = String(repeating: "0", count: max(0, scale + 1 - magnitude.utf8.count)) + magnitude
    let sign = isNegative ? "-" : ""
    return scale == 0 ? sign + text : sign + text.dropLast(scale) + "." + text.suffix(scale)
  }
}

extension Int128 {
  /// Nil beyond 128 bits. `Int128(exactly:)` of a negative `BigInt` beyond 64 bits gives another number (BigInt 6.0.1),
  /// so the magnitude is what is converted.
  init?(whole value: BigInt) {
    guard let magnitude = UInt128(exactly: value.magnitude) else { return nil }
    let limit = Int128.min.magnitude
    guard value.sign == .minus ? magnitude <= limit : magnitude < limit else { return nil }
    let bits = Int128(truncatingIfNeeded: magnitude)
    self = value.sign == .minus ? 0 &- bits : bits
  }

  /// `self × 10^digits`, or nil on overflow.
  func scaled(by digits: Int) -> Int128? {
    guard digits > 0 else { return self }
    guard digits <= 38 else { return self == 0 ? 0 : nil }
    let (value, overflow) = multipliedReportingOverflow(by: Self.tenToThe(digits))
    return overflow ? nil : value
  }

  /// `10^digits` for up to 38 digits.
  private static func tenToThe(_ digits: Int) -> Int128 {
    // Two halves of up to 19 digits each: a 64-bit product is cheap, a 128-bit loop is not.
    var low: UInt64 = 1
    for _ in 0..<Swift.min(digits, 19) { low &*= 10 }
    if digits <= 19 { return Int128(low) }
    var high: UInt64 = 1
    for _ in 19..<digits { high &*= 10 }
    return Int128(low) &* Int128(high)
  }
}
