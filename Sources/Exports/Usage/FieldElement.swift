import Billing

/// A whole number modulo `2^127 − 1`, a prime: sums and products never overflow, and every number but 0 can be divided by.
struct FieldElement: Hashable, Sendable, BitwiseCopyable {
  // Worked out where they stand: a stored constant would be looked at for every row whether it is there yet.
  @inline(__always)
  static var order: UInt128 { UInt128(_low: .max, _high: .max >> 1) }
  @inline(__always)
  static var zero: FieldElement { FieldElement(0) }
  @inline(__always)
  static var one: FieldElement { FieldElement(1) }

  /// Less than `order`.
  let value: UInt128

  /// - Precondition: less than `order`.
  @inline(__always)
  init(_ value: UInt128) {
    self.value = value
  }

  @inline(__always)
  static func + (a: FieldElement, b: FieldElement) -> FieldElement { reduced(a.value &+ b.value) }

  @inline(__always)
  static func * (a: FieldElement, b: FieldElement) -> FieldElement {
    let (a0, a1) = (UInt64(truncatingIfNeeded: a.value), UInt64(truncatingIfNeeded: a.value &>> 64))
    let (b0, b1) = (UInt64(truncatingIfNeeded: b.value), UInt64(truncatingIfNeeded: b.value &>> 64))
    let low = product(a0, b0)
    let high = product(a1, b1)
    // Each factor's upper half has 63 bits, so that the sum of the two products has no more than 128.
    let middle = product(a0, b1) &+ product(a1, b0)
    // low + middle·2^64 + high·2^128, where 2^127 is 1.
    let (sum, overflow) = low.addingReportingOverflow(middle &<< 64)
    let upper = high &+ middle &>> 64 &+ (overflow ? 1 : 0)
    return reduced((sum & order) &+ (upper &<< 1 | sum &>> 127))
  }

  /// With a factor of 64 bits, which takes half the work.
  @inline(__always)
  static func * (a: FieldElement, b: UInt64) -> FieldElement {
    let low = product(UInt64(truncatingIfNeeded: a.value), b)
    let high = product(UInt64(truncatingIfNeeded: a.value &>> 64), b)
    let (sum, overflow) = low.addingReportingOverflow(high &<< 64)
    let upper = high &>> 64 &+ (overflow ? 1 : 0)
    return reduced((sum & order) &+ (upper &<< 1 | sum &>> 127))
  }

  @inline(__always)
  static prefix func - (a: FieldElement) -> FieldElement { reduced(order &- a.value) }

  /// Times a whole number of 64 bits, as nearly all quantities are.
  @inline(__always)
  func times(_ number: Int64) -> FieldElement {
    let product = self * number.magnitude
    return number < 0 ? -product : product
  }

  /// Times any whole number.
  @inline(__always)
  func times(_ number: Int128) -> FieldElement {
    let magnitude = number.magnitude
    let product =
      magnitude._high == 0
      ? self * magnitude._low
      : self * (Self.reduced(magnitude & Self.order) + Self.reduced(magnitude &>> 127))
    return number < 0 ? -product : product
  }

  @inline(__always)
  private static func product(_ a: UInt64, _ b: UInt64) -> UInt128 {
    let product = a.multipliedFullWidth(by: b)
    return UInt128(_low: product.low, _high: product.high)
  }

  /// - Parameter value: at most twice `order`.
  @inline(__always)
  private static func reduced(_ value: UInt128) -> FieldElement {
    let folded = (value & order) &+ value &>> 127
    return FieldElement(folded >= order ? folded &- order : folded)
  }
}

extension FieldElement {
  /// `coefficient × 10^-scale`.
  @inline(__always)
  init(_ coefficient: Int128, scale: Int) {
    self = (scale == 0 ? FieldElement.one : Self.inverseOfTen(scale)).times(coefficient)
  }

  init(_ value: ExactDecimal) {
    if let (coefficient, scale) = value.narrow {
      self.init(coefficient, scale: scale)
      return
    }
    // Beyond 128 bits, digit by digit as it is written.
    var element = FieldElement.zero
    var scale = 0
    var isFraction = false
    var isNegative = false
    for byte in value.digits.utf8 {
      switch byte {
      case UInt8(ascii: "-"): isNegative = true
      case UInt8(ascii: "."): isFraction = true
      default:
        element = element * FieldElement(10) + FieldElement(UInt128(byte &- UInt8(ascii: "0")))
        if isFraction { scale += 1 }
      }
    }
    if isNegative { element = -element }
    self = element * Self.inverseOfTen(scale)
  }

  /// 10^-1, 10^-2 … : what has more digits after the point is worked out.
  private static let inversesOfTen: [FieldElement] = {
    // By Fermat's little theorem the inverse of 10 is 10^(order − 2).
    let inverse = power(FieldElement(10), order - 2)
    var all = [FieldElement.one]
    for _ in 1...64 { all.append(all[all.count - 1] * inverse) }
    return all
  }()

  @inline(__always)
  private static func inverseOfTen(_ scale: Int) -> FieldElement {
    scale < inversesOfTen.count ? inversesOfTen[scale] : power(inversesOfTen[1], UInt128(scale))
  }

  private static func power(_ base: FieldElement, _ exponent: UInt128) -> FieldElement {
    var result = FieldElement.one
    var square = base
    var rest = exponent
    while rest > 0 {
      if rest & 1 == 1 { result = result * square }
      square = square * square
      rest >>= 1
    }
    return result
  }
}
