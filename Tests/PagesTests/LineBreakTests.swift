import Markdown
import Testing

@testable import Pages

/// Texts of several lines keep their breaks, and stay text.
@Suite struct LineBreakTests {
  private static let schema = Schema<String> {
    value("text") { $1.lines($0) }
    value("break") { _, out in out.lineBreak() }
  }

  private func fill(_ source: String, _ text: String) throws -> (html: String, markdown: String) {
    let template = try Template(source, file: "t.md", schema: Self.schema)
    let (html, markdown) = (ByteBuffer(), ByteBuffer())
    template.html(text, into: html)
    template.markdown(text, into: markdown)
    return (html.string, markdown.string)
  }

  @Test func inAParagraph() throws {
    let (html, markdown) = try fill("Note: {{text}}\n", "one\ntwo\r\nthree\rfour\n")
    #expect(html == "<p>Note: one<br>two<br>three<br>four</p>\n")
    #expect(markdown == "Note: one\\\ntwo\\\nthree\\\nfour\n")
    let rendered = ByteBuffer()
    let source = ByteBuffer()
    source.append(markdown)
    try Markdown.html(source, into: rendered)
    #expect(rendered.string.replacing("<br />\n", with: "<br>") == html)
  }

  @Test func inACell() throws {
    let (html, markdown) = try fill("| A | B |\n| :--- | ---: |\n| {{text}} | 1 |\n", "one\ntwo | three")
    #expect(html.contains("one<br>two | three</td>"), "\(html)")
    #expect(markdown.contains("| one<br>two \\| three | 1 |"), "\(markdown)")
  }

  @Test func nothingOfItTakesEffect() throws {
    let (html, markdown) = try fill("{{text}}\n", "a\n# head\n- item\n===\n<b>x</b>\n| c |\n1. one")
    #expect(html.contains("&lt;b&gt;") && !html.contains("<h1>") && !html.contains("<li>"))
    let (source, rendered) = (ByteBuffer(), ByteBuffer())
    source.append(markdown)
    try Markdown.html(source, into: rendered)
    #expect(rendered.string.replacing("<br />\n", with: "<br>") == html)
  }

  @Test(arguments: [("one", "one"), ("", ""), ("\n one \n", "one"), ("a\n\nb", "a<br><br>b")])
  func whatIsNoBreakIsNone(text: String, html: String) throws {
    #expect(try fill("x{{text}}x\n", text).html == "<p>x\(html)x</p>\n")
  }
}
