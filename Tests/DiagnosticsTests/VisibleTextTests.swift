import Testing

@testable import Diagnostics

/// What a terminal would act on is written out; everything else stays as it is.
@Suite struct VisibleTextTests {
  @Test(arguments: [
    "", "plain ASCII, with \\ and \"quotes\"", "café – “50 €”", "שלום", "مرحبا", "東京", "🧾", "\u{301}a", "a\u{A0}b",
    "\u{FFFD}",
  ])
  func staysAsItIs(text: String) {
    #expect(VisibleText.of(text).utf8.elementsEqual(text.utf8))
    #expect(VisibleText.lines(text).utf8.elementsEqual(text.utf8))
    #expect(VisibleText.json(text).utf8.elementsEqual(text.utf8))
  }

  @Test(arguments: [
    ("\u{1B}[2K", "\\u{001B}[2K"), ("\u{1B}]0;x\u{7}", "\\u{001B}]0;x\\u{0007}"), ("a\nb", "a\\nb"),
    ("a\r\nb", "a\\r\\nb"),
    ("a\tb", "a\\tb"), ("\u{0}\u{7F}", "\\u{0000}\\u{007F}"), ("\u{9B}2K", "\\u{009B}2K"),
    ("a\u{202E}b", "a\\u{202E}b"),
    ("\u{2066}\u{2069}", "\\u{2066}\\u{2069}"), ("a\u{200B}b", "a\\u{200B}b"), ("\u{FEFF}", "\\u{FEFF}"),
    ("\u{2028}\u{2029}", "\\u{2028}\\u{2029}"), ("\u{E0041}", "\\u{E0041}"), ("\u{1D173}", "\\u{1D173}"),
    ("e\u{301}\u{200D}x", "e\u{301}\\u{200D}x"), ("\u{10FFFF}", "\\u{10FFFF}"),
  ])
  func isWrittenOut(text: String, visible: String) {
    #expect(VisibleText.of(text) == visible)
    // Once more changes nothing.
    #expect(VisibleText.of(visible) == visible)
  }

  /// Each character of these ranges, and none beside them.
  @Test func allOfThem() {
    let hidden: [ClosedRange<UInt32>] = [
      0...0x1F, 0x7F...0x9F, 0xAD...0xAD, 0x34F...0x34F, 0x61C...0x61C, 0x115F...0x1160, 0x17B4...0x17B5,
      0x180B...0x180F, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0x3164...0x3164, 0xFDD0...0xFDEF,
      0xFE00...0xFE0F, 0xFEFF...0xFEFF, 0xFFA0...0xFFA0, 0xFFF0...0xFFFB, 0x1D173...0x1D17A, 0xE0000...0xE0FFF,
    ]
    var all = Set(hidden.flatMap { Array($0) })
    for plane in 0...0x10 as ClosedRange<UInt32> { all.formUnion([plane << 16 | 0xFFFE, plane << 16 | 0xFFFF]) }
    for value in 0...0x10FFFF as ClosedRange<UInt32> {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let text = String(scalar)
      let isShown = VisibleText.of(text).utf8.elementsEqual(text.utf8)
      if isShown == all.contains(value) {
        Issue.record("U+\(String(value, radix: 16))")
        return
      }
    }
  }

  @Test func lines() {
    #expect(VisibleText.lines("a\u{1B}\nb\r\n\tc") == "a\\u{001B}\nb\\r\n\\tc")
  }

  @Test func json() {
    #expect(VisibleText.json("{\"a\":\"\u{202E}\u{E0041}\u{9B}é\"}\n") == "{\"a\":\"\\u202E\\uDB40\\uDC41\\u009Bé\"}\n")
  }
}
