import Testing

@testable import Diagnostics
@testable import Pages

/// The whole text of each error.
@Suite struct ErrorTests {
  @Test func unknownNames() {
    #expect(
      errors(
        "# {{nubmer}}\n{{#services}}\n{{amout}} {{item}}\n{{#lines}}{{amout}}{{/lines}}\n{{/services}}\n{{#x}}{{y}}{{/x}}\n"
      )
        == """
        invoice.md:1:3: error: unknown variable 'nubmer'
          fix: did you mean 'number'?
        invoice.md:3:1: error: unknown variable 'amout'
          fix: known here: name, lines, number, customer, link, note, status, has_terms, paid, has_note, services, \
        terms, content
        invoice.md:3:11: error: unknown variable 'item'
          fix: known here: name, lines, number, customer, link, note, status, has_terms, paid, has_note, services, \
        terms, content
        invoice.md:4:11: error: unknown variable 'amout'
          fix: did you mean 'amount'?
        invoice.md:6:1: error: unknown section 'x'
          fix: known here: number, customer, link, note, status, has_terms, paid, has_note, services, terms, content
        """)
  }

  @Test(arguments: [
    (
      "{{{number}}}\n",
      "1:1: error: a value cannot be written unescaped\n  fix: write {{name}}; it is escaped for the place it stands in"
    ),
    (
      "{{&number}}\n",
      "1:1: error: a value cannot be written unescaped\n  fix: write {{name}}; it is escaped for the place it stands in"
    ),
    ("{{=<% %>=}}\n", "1:1: error: the delimiters of tags cannot be changed\n  fix: write tags as {{name}}"),
    ("a {{number\n", "1:3: error: this tag is not closed\n  fix: write }} behind it, on the same line"),
    (
      "{{ }}\n",
      "1:1: error: this tag has no name\n  fix: a name is made of the letters a to z, digits, '_', '-' and '.'"
    ),
    (
      "{{a b}}\n", "1:1: error: 'a b' is no name\n  fix: a name is made of the letters a to z, digits, '_', '-' and '.'"
    ),
    (
      "\u{E000}\n",
      "1:1: error: a character of private use, U+E000 or U+E001, stands here\n  fix: take it out; it is the tool's own mark"
    ),
    (
      "a\n\n\u{B}\n", "3:1: error: a control character, U+000B, stands here\n  fix: take it out; it shows nothing"
    ),
    (
      "```{{number}} x\na\n```\n",
      "1:4: error: {{number}} stands in code, where nothing can be escaped\n  fix: take the backticks or the indentation away; emphasis is possible: **{{number}}**"
    ),
    ("\u{7F}\n", "1:1: error: a control character, U+007F, stands here\n  fix: take it out; it shows nothing"),
    (
      "{{#number}}x{{/number}}\n", "1:1: error: 'number' is a value, not a list or a condition\n  fix: write {{number}}"
    ),
    (
      "{{paid}}\n",
      "1:1: error: 'paid' is a condition, not a value\n  fix: write {{#paid}}…{{/paid}} around what it is for"
    ),
    (
      "{{services}}\n",
      "1:1: error: 'services' is a list, not a value\n  fix: write {{#services}}…{{/services}} around what it is for"
    ),
    ("\n{{#paid}}\nx\n", "2:1: error: the section 'paid' is not closed\n  fix: write {{/paid}} where it ends"),
    (
      "x{{/paid}}\n",
      "1:2: error: {{/paid}} closes a section that is not open\n  fix: write {{#paid}} where it starts, or take it out"
    ),
    (
      "{{#paid}}{{#has_note}}{{/paid}}\n",
      "1:23: error: {{/paid}} stands where the section 'has_note' of line 1 is still open\n  fix: close that first: {{/has_note}}"
    ),
    (
      "{{content}}\n",
      "1:1: error: 'content' can only stand in a page's HTML\n  fix: take it out of this Markdown template"
    ),
    (
      "x {{terms}}\n",
      "1:3: error: 'terms' is a text in Markdown and stands inside a line\n  fix: put {{terms}} on a line of its own, outside tables"
    ),
    (
      "`{{number}}`\n",
      "1:2: error: {{number}} stands in code, where nothing can be escaped\n  fix: take the backticks or the indentation away; emphasis is possible: **{{number}}**"
    ),
    (
      "<b title=\"{{number}}\">\n",
      "1:11: error: {{number}} stands where Markdown leaves text out or writes it twice\n  fix: take it out of raw HTML, of <…> and of link definitions; write a link as [text](address)"
    ),
    (
      "{{number}}. x\n",
      "1:1: error: what stands beside {{number}} would read as Markdown together with a value\n  fix: put a space, or words, between the value and '*', '_', '`', '\\', '.' or ')' beside it"
    ),
    (
      "<{{number}}>\n",
      "1:2: error: {{number}} stands behind a '<' that is not closed\n  fix: write \\< for the sign itself, and a link as [text](address)"
    ),
    (
      "x**{{number}}**y\n",
      "1:4: error: what stands beside {{number}} would read as Markdown together with a value\n  fix: put a space, or words, between the value and '*', '_', '`', '\\', '.' or ')' beside it"
    ),
    (
      "- a\n{{#services}}\n- {{name}}\n{{/services}}\n",
      "2:1: error: hiding or repeating the section 'services' would join what stands around it\n  fix: repeat rows of a table instead of items of a list; put a whole list, or a line of text, in a section of its own lines"
    ),
  ])
  func oneError(source: String, text: String) {
    #expect(errors(source) == "invoice.md:" + text)
  }

  @Test(arguments: [
    "*a {{#paid}}b* c{{/paid}}\n", "{{#paid}}\nx{{/paid}}\n", "# a {{#paid}}\n\nb {{/paid}}\n",
    "|a|\n|-|\n{{#paid}}\n|b|\n\n{{/paid}}\n", "|a|b|\n|-|-|\n|{{#paid}}x|y{{/paid}}|\n",
    "[a {{#paid}}](/x){{/paid}} b\n",
  ])
  func sectionsThatStartAndEndInDifferentPlaces(source: String) {
    #expect(errors(source).contains("error: the section 'paid' starts and ends in different places of the page\n"))
  }

  @Test(arguments: ["a < {{number}}\n", "\\<{{number}}\n", "<https://x.example> {{number}}\n", "a <b\n\n{{number}}\n"])
  func aSignThatBeginsNoTagIsFine(source: String) {
    #expect(!errors(source).contains("error"))
  }

  @Test(arguments: ["\\{{number}}\n", "` {{number}}\n", "{{number}}) x\n", "a*{{number}}*\n"])
  func whatWouldReadAsMarkdownTogetherWithAValue(source: String) {
    #expect(errors(source).contains("would read as Markdown together with a value"))
  }

  @Test func partials() {
    #expect(
      errors(
        "{{>haed}}\n{{>a}}\nx {{>two}} y\n{{>zzzzzz}}\n", partials: ["head": "x", "a": "\n{{>a}}\n", "two": "1\n2\n"])
          == """
          a.md:2:1: error: the partial 'a' contains itself: a > a
            fix: take one of these calls out
          invoice.md:1:1: error: there is no partial 'haed'
            fix: did you mean {{>head}}?
          invoice.md:3:3: error: the partial 'two' has several lines and stands inside a line
            fix: put {{>two}} on a line of its own
          invoice.md:4:1: error: there is no partial 'zzzzzz'
            fix: add the file zzzzzz.md, or take the tag out
          """)
  }

  /// Thirty partials that each call the next one twice are not put in place.
  @Test func partialsThatMultiply() {
    var partials = ["p30": "x\n"]
    for number in 0..<30 { partials["p\(number)"] = "{{#paid}}\n{{>p\(number + 1)}}\n{{>p\(number + 1)}}\n{{/paid}}\n" }
    let text = errors("{{>p0}}\n", partials: partials)
    #expect(text.hasPrefix("p"))
    #expect(
      text.hasSuffix(
        """
         is one too many: with it, a template would take in more than 1000 partials
          fix: call partials less often: each that calls another one twice doubles it
        """))
    #expect(text.split(separator: "\n").count == 2, "\(text)")
    // Many calls of one partial are no chain, and the limit itself is no error.
    #expect(!errors(String(repeating: "{{>p30}}\n", count: 1000), partials: partials).contains("too many"))
    #expect(
      errors(String(repeating: "{{>p30}}\n", count: 1001), partials: partials).hasPrefix(
        "invoice.md:1001:1: error: {{>p30}} is one too many: with it, "))
    let large = ["p": String(repeating: "x", count: 1 << 20)]
    #expect(
      errors(String(repeating: "{{>p}}\n", count: 5), partials: large).hasPrefix(
        "invoice.md:5:1: error: {{>p}} is one too many: with it, a template would take in more than 4 MiB of partials\n"
      ))
  }

  @Test func anErrorInAPartialNamesItsFile() {
    #expect(
      errors("a\n{{>p}}\n", partials: ["p": "x\n y {{paidd}}\n"]).hasPrefix("p.md:2:4: error: unknown variable 'paidd'")
    )
  }

  @Test func distances() {
    #expect(Suggestion.distance("number", "nubmer") == 1)
    #expect(Suggestion.distance("", "abc") == 3)
    #expect(Suggestion.nearest(to: "xyz", among: ["number"]) == nil)
  }
}
