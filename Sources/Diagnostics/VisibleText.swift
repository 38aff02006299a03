/// Text as a terminal shows it: what would move the cursor, change colours, turn the direction of what stands around it or
/// show nothing at all is written out. A customer's name can then neither erase a line nor begin one that looks like the
/// tool's own.
public enum VisibleText {
  /// One line: U+202E as `\u{202E}`, a line feed as `\n`. Text that shows all it holds is not copied.
  public static func of(_ text: some StringProtocol) -> String {
    written(text, keepsLines: false) { scalar in
      switch scalar {
      case "\n": "\\n"
      case "\r": "\\r"
      case "\t": "\\t"
      default: "\\u{\(hexadecimal(scalar.value))}"
      }
    }
  }

  /// Lines that the tool has put together: their line feeds stay.
  public static func lines(_ text: some StringProtocol) -> String {
    written(text, keepsLines: true) { of(String($0)) }
  }

  /// JSON, where such characters stand within strings alone: they become escapes, and it is the same JSON.
  public static func json(_ text: some StringProtocol) -> String {
    written(text, keepsLines: true) { String($0).utf16.map { "\\u\(hexadecimal(UInt32($0)))" }.joined() }
  }

  private static func written(
    _ text: some StringProtocol, keepsLines: Bool, _ visible: (Unicode.Scalar) -> String
  ) -> String {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F || keepsLines && $0 == 0x0A }) { return String(text) }
    var shown = ""
    for scalar in text.unicodeScalars {
      if isHidden(scalar), !keepsLines || scalar != "\n" {
        shown += visible(scalar)
      } else {
        shown.unicodeScalars.append(scalar)
      }
    }
    return shown
  }

  /// Controls, what sets the direction of text, what shows nothing, and noncharacters. Joiners and variation selectors
  /// are among them: they are needed to write some languages, and on a terminal it counts that two texts can be told apart.
  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B...0x180F, 0x200B...0x200F,
      0x2028...0x202E, 0x2060...0x206F, 0x3164, 0xFDD0...0xFDEF, 0xFE00...0xFE0F, 0xFEFF, 0xFFA0, 0xFFF0...0xFFFB,
      0x1D173...0x1D17A, 0xE0000...0xE0FFF:
      true
    default: scalar.value & 0xFFFE == 0xFFFE
    }
  }

  /// Four digits at least.
  private static func hexadecimal(_ value: UInt32) -> String {
    let text = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - text.utf8.count)) + text
  }
}
