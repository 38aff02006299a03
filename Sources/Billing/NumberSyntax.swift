import BigInt

/// Why a text is not a number, and what to write instead.
public enum NumberSyntaxError: Error, Hashable, Sendable {
  case empty
  case thousandsSeparator
  case decimalComma
  case currencySymbol
  case textAfterNumber
  case notANumber
  case outOfRange

  public var reason: String {
    switch self {
    case .empty: "there is no number here"
    case .thousandsSeparator: "it has a thousands separator"
    case .decimalComma: "it has a decimal comma"
    case .currencySymbol: "it carries a currency symbol"
    case .textAfterNumber: "there is text after the number"
    case .notANumber: "it is not a number"
    case .outOfRange: "it has more than \(ExactDecimal.mostDigits) digits when written out"
    }
  }

  public var remedy: String {
    switch self {
    case .empty, .notANumber: "write a plain decimal such as 1234.50, or leave the field empty if there is no value"
    case .thousandsSeparator: "write it without separators, as in 1234.50"
    case .decimalComma: "write it with a decimal point, as in 1234.50"
    case .currencySymbol: "write the bare number and put the currency in a column of its own"
    case .textAfterNumber: "keep the number alone in its field; a unit goes into the unit column"
    case .outOfRange: "check the value; no bill holds a number of that size"
    }
  }
}

extension ExactDecimal {
  /// The longest number that is accepted, in digits when written out without an exponent: a bound against hostile
  /// exponents, far above any real figure.
  public static let mostDigits = 1000

  /// The longest number that a line comes to: a product of a quantity, a price and a rate, and the sum of many of them.
  public static let mostComputedDigits = 4 * mostDigits

  public init(_ text: some StringProtocol, mostDigits: Int = mostDigits) throws(NumberSyntaxError) {
    let utf8 = Array(text.utf8)
    self = try utf8.withUnsafeBufferPointer { bytes throws(NumberSyntaxError) in
      try ExactDecimal(parsing: bytes, mostDigits: mostDigits)
    }
  }

  /// Reads a plain decimal with an optional sign and exponent: `12`, `-0.50`, `+3.`, `.5`, `6.26E-12`.
  public init(parsing bytes: UnsafeBufferPointer<UInt8>, mostDigits: Int = mostDigits) throws(NumberSyntaxError) {
    var index = 0
    var negative = false
    if let first = bytes.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
      negative = first == UInt8(ascii: "-")
      index = 1
    }
    var value: Int128 = 0
    var digits = 0
    var significant = 0
    var scale = 0
    var seenPoint = false
    scan: while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        // Past 38 digits the value is read again, wide; this pass then only counts.
        if significant < 38 { value = value * 10 + Int128(bytes[index] - UInt8(ascii: "0")) }
        if significant > 0 || bytes[index] != UInt8(ascii: "0") { significant += 1 }
        digits += 1
        if seenPoint { scale += 1 }
      case UInt8(ascii: ".") where !seenPoint:
        seenPoint = true
      default:
        break scan
      }
      index += 1
    }
    guard digits > 0 else { throw Self.diagnose(bytes) }
    let mantissaEnd = index
    var exponent = 0
    if index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e") {
      guard let read = Self.exponent(bytes, from: index + 1) else { throw Self.diagnose(bytes) }
      exponent = read
      index = bytes.count
    }
    guard index == bytes.count else { throw Self.diagnose(bytes) }
    let shift = exponent - scale
    // Written out, there is at least a zero before the point, and what was written can be read again.
    guard max(1, digits + shift) + max(0, -shift) <= mostDigits else { throw .outOfRange }
    if significant <= 38, let scaled = value.scaled(by: max(0, shift)) {
      self.init(negative ? -scaled : scaled, scale: max(0, -shift))
    } else {
      let text = String(decoding: bytes[..<mantissaEnd].filter { $0 &- UInt8(ascii: "0") <= 9 }, as: UTF8.self)
      let magnitude = (BigInt(text) ?? 0) * BigInt(10).power(max(0, shift))
      self.init(wide: negative ? -magnitude : magnitude, scale: max(0, -shift))
    }
  }

  private static func exponent(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    var index = start
    var negative = false
    if index < bytes.count, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
      negative = bytes[index] == UInt8(ascii: "-")
      index += 1
    }
    guard index < bytes.count else { return nil }
    var value = 0
    while index < bytes.count {
      let digit = bytes[index] &- UInt8(ascii: "0")
      guard digit <= 9 else { return nil }
      value = min(value * 10 + Int(digit), 1_000_000)
      index += 1
    }
    return negative ? -value : value
  }

  /// What is wrong with a text that is no number, for the message.
  private static func diagnose(_ bytes: UnsafeBufferPointer<UInt8>) -> NumberSyntaxError {
    // What is wrong shows long before that.
    let text = String(decoding: bytes.prefix(mostDigits), as: UTF8.self)
    guard !text.isEmpty else { return .empty }
    let signs: Set<Character> = ["$", "€", "£", "¥", "₹", "₽", "₩", "₿", "¢"]
    if text.contains(where: signs.contains) { return .currencySymbol }
    guard text.contains(where: { $0.isASCII && $0.isNumber }) else { return .notANumber }
    let body = text.drop { $0 == "-" || $0 == "+" }
    if body.allSatisfy({ $0.isNumber || $0 == "," || $0 == "." || $0 == " " || $0 == "'" || $0 == "\u{A0}" }) {
      let groups = body.split(separator: ",", omittingEmptySubsequences: false)
      if body.contains(",") {
        // One comma, after any points, with something else than a group of three digits behind it.
        let isComma =
          groups.count == 2 && !groups[1].contains(".") && (groups[1].count != 3 || groups[0].contains("."))
        return isComma ? .decimalComma : .thousandsSeparator
      }
      if body.contains(where: { $0 == " " || $0 == "'" || $0 == "\u{A0}" }) { return .thousandsSeparator }
      return .notANumber
    }
    return body.first?.isNumber == true ? .textAfterNumber : .notANumber
  }
}
