extension ByteBuffer {
  /// The digits of a whole number.
  public func append(decimal value: Int) { append(UInt64(value.magnitude), scale: 0, digits: 1, isNegative: value < 0) }

  /// The same with leading zeros to as many digits.
  public func append(decimal value: Int, digits: Int) {
    append(UInt64(value.magnitude), scale: 0, digits: digits, isNegative: value < 0)
  }

  /// `value × 10^-scale` with exactly `scale` digits after the point: `12.30`, `-0.05`, `1200`.
  public func append(decimal value: Int128, scale: Int) {
    // Most figures fit 64 bits, where a division is many times cheaper.
    if let small = UInt64(exactly: value.magnitude) {
      append(small, scale: scale, digits: scale + 1, isNegative: value < 0)
    } else {
      append(value.magnitude, scale: scale, digits: scale + 1, isNegative: value < 0)
    }
  }

  /// - Parameter digits: how many there are at least, those after the point included.
  private func append<Magnitude: FixedWidthInteger & UnsignedInteger>(
    _ value: Magnitude, scale: Int, digits: Int, isNegative: Bool
  ) {
    let digits = max(digits, Self.digits(value))
    append(upTo: digits + 2) { room in
      var place = room
      if isNegative {
        place.pointee = UInt8(ascii: "-")
        place += 1
      }
      place += digits + (scale > 0 ? 1 : 0)
      let length = place - room
      // From the last digit to the first.
      let whole = Self.write(value, scale, before: &place)
      if scale > 0 {
        place -= 1
        place.pointee = UInt8(ascii: ".")
      }
      _ = Self.write(whole, digits - scale, before: &place)
      return length
    }
  }

  /// Writes the last `count` digits, moves `place` to the first of them and returns what stands before them.
  private static func write<Magnitude: FixedWidthInteger & UnsignedInteger>(
    _ value: Magnitude, _ count: Int, before place: inout UnsafeMutablePointer<UInt8>
  ) -> Magnitude {
    var rest = value
    var count = count
    func digit(_ value: UInt32) -> UInt8 { UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: value) }
    while count >= 2 {
      let higher = rest / 100
      let pair = UInt32(truncatingIfNeeded: rest &- higher &* 100)
      place -= 2
      place[0] = digit(pair / 10)
      place[1] = digit(pair % 10)
      rest = higher
      count -= 2
    }
    guard count > 0 else { return rest }
    place -= 1
    place.pointee = digit(UInt32(truncatingIfNeeded: rest % 10))
    return rest / 10
  }

  private static func digits<Magnitude: FixedWidthInteger & UnsignedInteger>(_ value: Magnitude) -> Int {
    var count = 1
    var rest = value
    while rest >= 10_000 {
      rest /= 10_000
      count += 4
    }
    return rest >= 1000 ? count + 3 : rest >= 100 ? count + 2 : rest >= 10 ? count + 1 : count
  }
}
