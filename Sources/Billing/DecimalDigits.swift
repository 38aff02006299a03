/// Whole numbers of a power of ten in plain ASCII digits, as text of their own. Pages have the same digits written where
/// they are to stand (`ByteBuffer.append(decimal:scale:)`); tests hold the two together.
enum DecimalDigits {
  /// Zeros in front, a point and a sign fit beside the digits up to here.
  static let largestScale = 40

  /// `-1234.56` for -123456 at scale 2; a scale of 0 has no point, `0.05` has its zero before it.
  ///
  /// - Precondition: `scale` is at most `largestScale`.
  static func text(_ value: Int128, scale: Int) -> String {
    // 39 digits at most, or 41 with the zeros of the scale, a point and a sign.
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 48) { buffer in
      var index = buffer.count
      var rest = value.magnitude
      var places = scale
      // Most figures fit 64 bits, where a division is many times cheaper.
      while rest > UInt128(UInt64.max) {
        let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
        write(UInt8(truncatingIfNeeded: digit), buffer, &index, &places)
        rest = quotient
      }
      var small = UInt64(truncatingIfNeeded: rest)
      repeat {
        let (quotient, digit) = small.quotientAndRemainder(dividingBy: 10)
        write(UInt8(truncatingIfNeeded: digit), buffer, &index, &places)
        small = quotient
      } while small > 0 || places >= 0
      if value < 0 {
        index -= 1
        buffer[index] = UInt8(ascii: "-")
      }
      return String(decoding: buffer[index...], as: UTF8.self)
    }
  }

  /// Puts a digit before those written so far, and the point before the last of its places.
  @inline(__always)
  private static func write(
    _ digit: UInt8, _ buffer: UnsafeMutableBufferPointer<UInt8>, _ index: inout Int, _ places: inout Int
  ) {
    index -= 1
    buffer[index] = UInt8(ascii: "0") + digit
    places -= 1
    if places == 0 {
      index -= 1
      buffer[index] = UInt8(ascii: ".")
    }
  }
}
