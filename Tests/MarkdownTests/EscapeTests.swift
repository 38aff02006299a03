import Testing

@testable import Markdown

@Suite struct EscapeTests {
  @Test func textIsCleaned() {
    #expect(TextCleaning.clean("\u{FEFF} a\r\nb\tc\u{0}\u{7F}d \u{A0}") == "a  b cd")
    #expect(TextCleaning.clean("\u{3000}\n") == "")
    #expect(TextCleaning.clean("a\u{9B}2K\u{85}b\u{1B}c") == "a2K bc")
    #expect(TextCleaning.withClean("é") { Array($0) } == Array("é".utf8))
  }

  /// What turns the direction of what stands behind it goes; text from right to left, its marks and joiners stay.
  @Test func directionsAreCleaned() {
    for value in Array(0x202A...0x202E as ClosedRange<UInt32>) + Array(0x2066...0x2069) {
      let mark = Unicode.Scalar(value).map(String.init) ?? ""
      #expect(TextCleaning.clean("a\(mark)b") == "ab")
      #expect(TextCleaning.withClean("a\(mark)b") { Array($0) } == Array("ab".utf8))
      #expect(HTMLEscape.text(TextCleaning.clean("a\(mark)")) == "a")
      #expect(TextCleaning.cleanAsOnFormerPages("a\(mark)b").unicodeScalars.count == 3)
    }
    for text in [
      "שלום\u{200F} 12", "می\u{200C}خواهم", "क्\u{200D}ष", "a\u{200E}b", "\u{61C}a", "“50 €” – 1", "a\u{2065}b",
    ] {
      #expect(TextCleaning.clean(text).utf8.elementsEqual(text.utf8))
      #expect(TextCleaning.withClean(text) { Array($0) } == Array(text.utf8))
    }
    for value in 0x80...0x9F as ClosedRange<UInt32> {
      let control = Unicode.Scalar(value).map(String.init) ?? ""
      #expect(TextCleaning.clean("a\(control)b") == (value == 0x85 ? "a b" : "ab"))
    }
  }

  @Test(arguments: [
    ("plain - text: 1.5 (x)", "plain - text: 1.5 (x)"), ("a|b", "a\\|b"), ("- x", "\\- x"), ("12. x", "12\\. x"),
    ("12.5", "12.5"), ("3)", "3\\)"), ("<b>&amp;", "\\<b\\>\\&amp;"), ("see!", "see\\!"), ("", ""),
  ])
  func markdownIsEscapedOnlyWhereItMatters(text: String, escaped: String) {
    #expect(MarkdownEscape.text(text) == escaped)
  }

  @Test func htmlIsEscaped() {
    #expect(HTMLEscape.text("<a b=\"c\">'&") == "&lt;a b=&quot;c&quot;&gt;'&amp;")
    #expect(HTMLEscape.attribute("'\"") == "&#39;&quot;")
  }

  @Test(arguments: [
    ("https://x.example/a b?c=d&e=%20#f", "https://x.example/a%20b?c=d&e=%20#f"), ("HTTP://x", "HTTP://x"),
    ("mailto:a@b.example", "mailto:a@b.example"), ("../x/é\".html", "../x/%C3%A9%22.html"), ("a/b:c", "a/b:c"),
    ("javascript:alert(1)", "#"), ("JaVa\tScript:x", "#"), (" data:text/html,x", "#"), (":x", "#"), ("", ""),
  ])
  func addressesAreEncodedAndOnlyKnownSchemesPass(address: String, encoded: String) {
    #expect(URLEscape.url(address) == encoded)
  }
}
