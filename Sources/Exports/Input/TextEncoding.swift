/// The rule that text is UTF-8 without NUL.
enum TextEncoding {
  /// What is wrong at an offset.
  enum Problem: Hashable {
    case nul(Int)
    case invalid(Int)
  }

  /// Whether all bytes are UTF-8, in one fast pass. NUL is not looked for.
  static func isValid(_ bytes: UnsafePointer<UInt8>, count: Int) -> Bool {
    let span = UnsafeBufferPointer(start: bytes, count: count).span
    do {
      _ = try UTF8Span(validating: span)
      return true
    } catch {
      return false
    }
  }

  /// The first byte in `range` that is NUL or does not belong to a character.
  static func firstProblem(_ bytes: UnsafePointer<UInt8>, in range: Range<Int>) -> Problem? {
    var at = range.lowerBound
    while at < range.upperBound {
      if bytes[at] == 0 { return .nul(at) }
      let length = characterLength(bytes + at, available: range.upperBound - at)
      if length <= 0 { return .invalid(at) }
      at += length
    }
    return nil
  }

  /// The length in bytes of the character at `bytes`; 0 where there is none, negative where `available` bytes begin
  /// one and do not complete it.
  static func characterLength(_ bytes: UnsafePointer<UInt8>, available: Int) -> Int {
    let first = bytes[0]
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch first {
    case 0x00...0x7F: return 1
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: length = 4
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return 0
    }
    for i in 1..<length {
      if i >= available { return -1 }
      if i == 1 ? !second.contains(bytes[1]) : bytes[i] & 0xC0 != 0x80 { return 0 }
    }
    return length
  }
}
