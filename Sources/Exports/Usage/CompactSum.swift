import Billing

/// Exact sums in integers with a scale of their own, which is the largest of what was added: 36 digits after the point
/// at most, those of two short decimals multiplied.
enum CompactSum {
  /// Adds `value × 10^-scale`; false where the result does not fit, and then nothing has changed.
  @inline(__always)
  static func add(
    _ value: Int128, _ scale: UInt8, to sum: inout Int128, _ sumScale: inout UInt8
  ) -> Bool {
    var addend = value
    var base = sum
    if scale < sumScale {
      guard let scaled = scaled(value, by: Int(sumScale &- scale)) else { return false }
      addend = scaled
    } else if scale > sumScale {
      guard let scaled = scaled(sum, by: Int(scale &- sumScale)) else { return false }
      base = scaled
    }
    let (result, overflow) = base.addingReportingOverflow(addend)
    if overflow { return false }
    sum = result
    sumScale = max(scale, sumScale)
    return true
  }

  /// The same in 64 bits.
  @inline(__always)
  static func add(_ value: Int64, _ scale: UInt8, to sum: inout Int64, _ sumScale: inout UInt8) -> Bool {
    var wide = Int128(sum)
    var wideScale = sumScale
    guard add(Int128(value), scale, to: &wide, &wideScale), let narrow = Int64(exactly: wide) else { return false }
    sum = narrow
    sumScale = wideScale
    return true
  }

  /// `value × 10^digits`, nil where it does not fit.
  @inline(__always)
  private static func scaled(_ value: Int128, by digits: Int) -> Int128? {
    // Nearly always both factors have 64 bits, and their product cannot overflow.
    if digits <= 18, let narrow = Int64(exactly: value) {
      return Int128(product: narrow, Int64(truncatingIfNeeded: PowersOfTen[digits]))
    }
    return wideScaled(value, by: digits)
  }

  @inline(never)
  private static func wideScaled(_ value: Int128, by digits: Int) -> Int128? {
    var power = Int128(1)
    for _ in 0..<digits { power *= 10 }
    let (product, overflow) = value.multipliedReportingOverflow(by: power)
    return overflow ? nil : product
  }
}

extension Int128 {
  @inline(__always)
  init(product x: Int64, _ y: Int64) {
    let product = x.multipliedFullWidth(by: y)
    self.init(_low: product.low, _high: product.high)
  }
}
