/// What becomes of export text before it is written anywhere: line breaks and tabs are spaces, other controls and byte
/// order marks go, and so does white space at either end. Every page, in HTML and in Markdown, shows this text.
///
/// What embeds, overrides or isolates a direction goes as well: left open in a name, it would turn the figures behind it
/// around. Text that is written from right to left needs none of it, and keeps its marks and joiners.
public enum TextCleaning {
  public static func clean(_ text: String) -> String { clean(text, isFormer: false) }

  /// As pages have it that version 1.1.0 published.
  public static func cleanAsOnFormerPages(_ text: String) -> String { clean(text, isFormer: true) }

  private static func clean(_ text: String, isFormer: Bool) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x09, 0x0A, 0x0D: scalars.append(" ")
      case 0..<0x20, 0x7F, 0xFEFF: break
      case EscapeMark.value: scalars.append("\u{FFFD}")
      case 0x85 where !isFormer: scalars.append(" ")
      case 0x80..<0xA0 where !isFormer, 0x202A...0x202E where !isFormer, 0x2066...0x2069 where !isFormer: break
      default: scalars.append(scalar)
      }
    }
    guard let first = scalars.firstIndex(where: { !isSpace($0) }), let last = scalars.lastIndex(where: { !isSpace($0) })
    else { return "" }
    return String(scalars[first...last])
  }

  /// The cleaned bytes, valid for the length of the call; text that is clean already is not copied.
  public static func withClean<R>(_ text: String, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
    var text = text
    return text.withUTF8 { withClean($0, body) }
  }

  /// The same of the bytes of text.
  public static func withClean<R>(
    _ text: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> R
  ) -> R {
    if isSurelyClean(text) { return body(text) }
    var cleaned = clean(String(decoding: text, as: UTF8.self))
    return cleaned.withUTF8(body)
  }

  /// Whether bytes need no look at their scalars.
  private static func isSurelyClean(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = bytes.first, let last = bytes.last else { return true }
    if first == 0x20 || last == 0x20 || mayBeginSpace(first) || last >= 0x80 { return false }
    return bytes.indices.allSatisfy { at in
      switch bytes[at] {
      case 0..<0x20, 0x7F, 0xEF: false
      case 0xC2: at + 1 < bytes.count && bytes[at + 1] >= 0xA0
      case 0xE2: at + 2 < bytes.count && !isDirection(bytes[at + 1], bytes[at + 2])
      default: true
      }
    }
  }

  /// Whether U+202A to U+202E or U+2066 to U+2069 end in these bytes behind 0xE2.
  private static func isDirection(_ second: UInt8, _ third: UInt8) -> Bool {
    second == 0x80 && (0xAA...0xAE).contains(third) || second == 0x81 && (0xA6...0xA9).contains(third)
  }

  /// The first bytes of white space outside ASCII, and of much else.
  static func mayBeginSpace(_ byte: UInt8) -> Bool { byte == 0xC2 || (0xE1...0xE3).contains(byte) }

  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace }
}
