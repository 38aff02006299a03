import Markdown
import Testing

@testable import Pages

@Suite struct PageTemplateTests {
  @Test func rawPiecesAsTheyAreAndValuesEscaped() {
    #expect(
      frame(
        """
        <!doctype html>
        <title>{{number}}</title>
        <style>@media print{a{color:red}}{{content}}</style>
        <!-- {no tag} -->
        <a href="{{link}}" title='{{customer}}'>x</a><br>
        {{#paid}}
        <p>paid</p>
        {{/paid}}
        {{content}}

        """, Invoice(number: "<1>", customer: "'A'\"", link: "javascript:x", isPaid: true)) == """
          <!doctype html>
          <title>&lt;1&gt;</title>
          <style>@media print{a{color:red}}<main><1></main></style>
          <!-- {no tag} -->
          <a href="#" title='&#39;A&#39;&quot;'>x</a><br>
          <p>paid</p>
          <main><1></main>

          """)
  }

  @Test func whatIsTheSameOnEveryPageIsPartOfTheTemplate() throws {
    let schema = Schema<String> {
      constant("style", Array("a<b".utf8))
      value("title") { $1.text($0) }
    }
    let source = "<style>\n{{style}}\n</style>\n<title>{{title}}</title>\n"
    let template = try PageTemplate(source, file: "page.html", schema: schema)
    #expect(template.prefix == Array("<style>\na<b\n</style>\n<title>".utf8))
    let page = ByteBuffer()
    template.html("x", into: page)
    #expect(page.string == "<style>\na<b\n</style>\n<title>x</title>\n")
    #expect(errors("{{content}}\n").contains("can only stand in a page's HTML"))
  }

  @Test func sectionsStandInAttributes() {
    let source = "<p class=\"{{#paid}}ok{{/paid}}{{^paid}}due{{/paid}}\">x</p>\n"
    #expect(frame(source) == "<p class=\"due\">x</p>\n")
  }

  @Test func aHiddenSchemeAllowsNoOther() {
    let source = "<a href=\"{{#paid}}https://x/{{/paid}}{{link}}\">x</a>\n"
    #expect(frame(source, Invoice(link: "javascript:x")) == "<a href=\"#\">x</a>\n")
  }

  @Test func partialsAreHTML() {
    #expect(frame("{{>top}}\n<p>x</p>\n", partials: ["top": "<h1>{{number}}</h1>\n"]) == "<h1>INV-1</h1>\n<p>x</p>\n")
  }

  @Test(arguments: [
    "<script>{{number}}</script>\n", "<style>{{number}}</style>\n", "<!-- {{number}} -->\n", "<p {{number}}>x</p>\n",
    "<p class={{number}}>x</p>\n", "<p onclick=\"{{number}}\">x</p>\n", "<{{number}}>\n",
  ])
  func valuesStandOnlyWhereTheyCanBeEscaped(source: String) {
    #expect(
      frame(source).hasSuffix(
        """
        : error: {{number}} stands inside a tag, a script, a style or a comment of the page
          fix: put it between tags, or in the quotes of an attribute that is no script and no style
        """))
  }

  @Test func unbalancedSections() {
    #expect(
      frame("<div>{{#paid}}</div><p>{{/paid}}</p>\n") == """
        page.html:1:6: error: the section 'paid' starts and ends in different places of the page
          fix: start and end it in the same paragraph, between the same blocks, or between rows of the same table
        """)
  }
}
