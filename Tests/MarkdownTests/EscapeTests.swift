import Testing

@testable import Markdown

@Suite struct EscapeTests {
  @Test func textIsCleaned() {
    #expect(TextCleaning.clean("\u{FEFF} a\r\nb\tc\u{0}\u{7F}d \u{A0}") == "a  b cd")
    #expect(TextCleaning.clean("\u{3000}\n") == "")
    #expect(TextCleaning.withClean("é") { Array($0) } == Array("é".utf8))
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
