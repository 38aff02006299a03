import Testing

@testable import Markdown

@Suite struct MarkdownTests {
  @Test func commonMarkWithoutExtras() {
    #expect(html("# A\n\n*b* -- \"c\"\n") == "<h1>A</h1>\n<p><em>b</em> -- &quot;c&quot;</p>\n")
  }

  @Test func rawHTMLAndDangerousLinksAreLeftOut() {
    #expect(html("<b>x</b>\n") == "<p><!-- raw HTML omitted -->x<!-- raw HTML omitted --></p>\n")
    #expect(html("[a](javascript:alert(1))\n") == "<p><a href=\"\">a</a></p>\n")
    #expect(html("|a|\n|-|\n|<i>x|\n").contains("<td><!-- raw HTML omitted -->x</td>"))
  }

  @Test func invalidBytesAreRepaired() throws {
    let bytes: [UInt8] = [0x61, 0xFC, 0x61, 0xFE, 0x62, 0xFF, 0x0A]
    #expect(String(decoding: try Markdown.html(bytes), as: UTF8.self) == "<p>a\u{FFFD}a\u{FFFD}b\u{FFFD}</p>\n")
  }

  @Test func aNulByteDoesNotEndTheText() {
    #expect(html("a\0b\n") == "<p>a\u{FFFD}b</p>\n")
  }

  @Test func backslashesOutsideTablesAreAsCommonMarkHasThem() {
    #expect(html("a\\|b \\- \\:\n") == "<p>a|b - :</p>\n")
    #expect(html("`a\\|b`\n") == "<p><code>a\\|b</code></p>\n")
    #expect(html("```x\\|y\na\\-b\n```\n") == "<pre><code class=\"language-x|y\">a\\-b\n</code></pre>\n")
    #expect(html("[a](/b\\|c \"d\\|e\")\n") == "<p><a href=\"/b%7Cc\" title=\"d|e\">a</a></p>\n")
  }

  @Test func inARowOnlyThePipeLosesItsBackslashInCode() {
    #expect(html("|a|\n|-|\n|`x\\|y\\-z`|\n").contains("<td><code>x|y\\-z</code></td>"))
  }

  /// libcmark makes of them what tables are marked with.
  @Test(arguments: ["&#xFDD0;", "&#XfDd0;", "&#64976;", "&#0064976;", "&#xFFFE;", "&#65535;"])
  func referencesForgeNoMarks(reference: String) {
    #expect(html("\(reference) onclick=x y\n") == "<p>\u{FFFD} onclick=x y</p>\n")
    #expect(html("| a |\n|---|\n| \(reference) |\n").contains("<td>\u{FFFD}</td>"))
    #expect(html("\\| [x](/\(reference) \"\(reference)\")\n").contains("title=\"\u{FFFD}\">x</a>"))
    #expect(html("[x](/ \"\\\(reference)\")\n").contains("title=\"\\\u{FFFD}\">x</a>"))
    #expect(html("```a\\\(reference)\n```\n").contains("language-a\\\u{FFFD}\">"))
    #expect(html("\\\\\(reference)\n") == "<p>\\\u{FFFD}</p>\n")
  }

  @Test func otherReferencesAreCharacters() {
    #expect(html("&#xFDCF;&#65;&amp;&#xFDD0&#;&#x;\n") == "<p>\u{FDCF}A&amp;&amp;#xFDD0&amp;#;&amp;#x;</p>\n")
  }

  @Test func deepNestingIsNoDanger() {
    #expect(html(String(repeating: ">", count: 20_000) + "x\n").contains("<p>x</p>"))
  }

  @Test func tooLargeATextIsRefused() {
    let error = #expect(throws: MarkdownError.self) {
      try Markdown.html(String(repeating: "a", count: Markdown.largestInput + 1))
    }
    #expect(error?.description == "this Markdown text has 67108865 bytes; the limit is 67108864")
  }
}
