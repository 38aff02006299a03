import Markdown
import Testing

@testable import Pages

@Suite struct FillTests {
  @Test func valuesAreEscapedForTheForm() {
    let (html, markdown) = fill("# Invoice {{number}}\n", Invoice(number: "*1* <b>"))
    #expect(html == "<h1>Invoice *1* &lt;b&gt;</h1>\n")
    #expect(markdown == "# Invoice \\*1\\* \\<b\\>\n")
  }

  @Test func valuesAreEscapedForAddressesAndTitles() {
    let (html, markdown) = fill(
      "[{{number}}]({{link}} \"{{customer}}\")\n", Invoice(number: "]x", customer: "\"A\" 'b'", link: "a b(1)&c"))
    #expect(html == "<p><a href=\"a%20b(1)&amp;c\" title=\"&quot;A&quot; &#39;b&#39;\">]x</a></p>\n")
    #expect(markdown == "[\\]x](a%20b\\(1\\)\\&c \"\\\"A\\\" \\'b\\'\")\n")
    #expect(fill("[x]({{link}})\n", Invoice(link: "javascript:alert(1)")).html == "<p><a href=\"#\">x</a></p>\n")
    #expect(fill("[x](/p/{{link}})\n", Invoice(link: "a:b")).html == "<p><a href=\"/p/a:b\">x</a></p>\n")
    let joined = fill("[x]({{number}}{{link}})\n", Invoice(number: "javascript", link: ":alert(1)")).html
    #expect(joined == "<p><a href=\"javascript#\">x</a></p>\n")
  }

  @Test func markupIsForPagesAndItsTextForTheRest() {
    let view = Invoice(isPaid: true)
    #expect(fill("*{{status}}*\n", view).html == "<p><em><span class=\"status paid\">Paid</span></em></p>\n")
    #expect(fill("*{{status}}*\n", view).markdown == "*Paid*\n")
    #expect(fill("[x](/{{status}} \"{{status}}\")\n", view).html == "<p><a href=\"/Paid\" title=\"Paid\">x</a></p>\n")
  }

  @Test func rowsRepeatAndNest() {
    let source = """
      | Item | Cost |
      |---|--:|
      {{#services}}
      | **{{name}}** | |
      {{#lines}}
      | {{item}} of {{name}}, {{number}} | {{amount}} |
      {{/lines}}
      {{/services}}
      | Total | 5 |

      """
    let view = Invoice(services: [
      .init(name: "A|B", lines: [.init(item: "x", amount: 1), .init(item: "y", amount: -2)]), .init(name: "C"),
    ])
    let (html, markdown) = fill(source, view)
    #expect(
      html.split(separator: "<tbody>").last == """

        <tr>
        <td><strong>A|B</strong></td>
        <td class="right"></td>
        </tr>
        <tr>
        <td>x of A|B, INV-1</td>
        <td class="right">1</td>
        </tr>
        <tr>
        <td>y of A|B, INV-1</td>
        <td class="right">-2</td>
        </tr>
        <tr>
        <td><strong>C</strong></td>
        <td class="right"></td>
        </tr>
        <tr>
        <td>Total</td>
        <td class="right">5</td>
        </tr>
        </tbody>
        </table></div>

        """)
    #expect(
      markdown == """
        | Item | Cost |
        |---|--:|
        | **A\\|B** | |
        | x of A\\|B, INV-1 | 1 |
        | y of A\\|B, INV-1 | \\-2 |
        | **C** | |
        | Total | 5 |

        """)
    #expect(fill(source).html.contains("<tbody>\n<tr>\n<td>Total</td>"))
  }

  @Test func blocksAreShownAndHidden() {
    let source = "one\n{{#paid}}\n## Thanks\n\nbye\n{{/paid}}\n{{^paid}}\nplease pay\n{{/paid}}\nlast\n"
    let paid = fill(source, Invoice(isPaid: true))
    #expect(paid.html == "<p>one</p>\n<h2>Thanks</h2>\n<p>bye</p>\n<p>last</p>\n")
    #expect(paid.markdown == "one\n\n## Thanks\n\nbye\n\nlast\n")
    let due = fill(source)
    #expect(due.html == "<p>one</p>\n<p>please pay</p>\n<p>last</p>\n")
    #expect(due.markdown == "one\n\nplease pay\n\nlast\n")
  }

  @Test func aWholeTableIsHiddenOrRepeated() {
    let source = "{{#services}}\n### {{name}}\n\n|a|\n|-|\n{{#lines}}\n|{{item}}|\n{{/lines}}\n{{/services}}\n"
    #expect(fill(source) == ("", ""))
    let (html, markdown) = fill(source, Invoice(services: [.init(lines: [.init()]), .init(name: "B")]))
    #expect(html.components("<table>") == 2)
    #expect(markdown == "### Compute\n\n|a|\n|-|\n|vCPU|\n\n### B\n\n|a|\n|-|\n\n")
  }

  @Test func textInsideALineIsShownAndHidden() {
    let source = "Status {{#paid}}**paid**{{/paid}}{{^paid}}due{{/paid}} now\n"
    #expect(fill(source, Invoice(isPaid: true)).html == "<p>Status <strong>paid</strong> now</p>\n")
    #expect(fill(source).markdown == "Status due now\n")
  }

  @Test func emptyListsShowTheInvertedSection() {
    #expect(fill("{{^services}}\nnone\n{{/services}}\n").html == "<p>none</p>\n")
    #expect(fill("{{^services}}\nnone\n{{/services}}\n", Invoice(services: [.init()])).html == "")
  }

  @Test func proseStandsAsItsOwnBlocks() throws {
    let view = Invoice(terms: try Prose("Pay *soon*.\n\n- a\n"))
    let (html, markdown) = fill("A\n{{terms}}\nB\n", view)
    #expect(html == "<p>A</p>\n<p>Pay <em>soon</em>.</p>\n<ul>\n<li>a</li>\n</ul>\n<p>B</p>\n")
    #expect(markdown == "A\n\nPay *soon*.\n\n- a\n\n\nB\n")
    #expect(fill("{{#has_terms}}\n{{terms}}\n{{/has_terms}}\n").html == "")
  }

  @Test func partialsAndComments() {
    let partials = ["head": "# {{number}}\n\n{{>who}}\n", "who": "for {{customer}}\n"]
    #expect(
      fill("{{! a\nlong note }}\n{{>head}}\nx {{! y }}z {{>who}}!\n", partials: partials).html == """
        <h1>INV-1</h1>
        <p>for Acme
        x z for Acme!</p>

        """)
    #expect(fill("- a\n\n  {{>who}}\n", partials: partials).markdown == "- a\n\n  for Acme\n")
  }

  @Test func lineEndingsOfWindowsAndAByteOrderMark() {
    #expect(fill("\u{FEFF}# {{number}}\r\n{{#paid}}\r\nx\r\n{{/paid}}\r\ny\r\n").html == "<h1>INV-1</h1>\n<p>y</p>\n")
  }

  @Test func textPutTogetherFromPiecesIsEscaped() throws {
    let schema = Schema<String> { value("n") { text, out in out.text { $0.append(text) } } }
    let template = try Template("{{n}}\n", file: "n.md", schema: schema)
    for (text, html, markdown) in [
      ("1,234.50", "<p>1,234.50</p>\n", "1,234.50\n"), ("<b>", "<p>&lt;b&gt;</p>\n", "\\<b\\>\n"),
      ("12.", "<p>12.</p>\n", "12\\.\n"),
    ] {
      let (page, source) = (ByteBuffer(), ByteBuffer())
      template.html(text, into: page)
      template.markdown(text, into: source)
      #expect(page.string == html)
      #expect(source.string == markdown)
    }
  }

  @Test func oneTemplateFillsOnManyThreads() async throws {
    let template = try Template("{{number}} {{#services}}{{name}}{{/services}}\n", file: "t.md", schema: Invoice.schema)
    let pages = await withTaskGroup(of: String.self, returning: Set<String>.self) { group in
      for i in 0..<64 {
        group.addTask {
          let buffer = ByteBuffer()
          template.html(Invoice(number: "\(i)", services: [.init(name: "s\(i)")]), into: buffer)
          return buffer.string
        }
      }
      return await group.reduce(into: []) { $0.insert($1) }
    }
    #expect(pages == Set((0..<64).map { "<p>\($0) s\($0)</p>\n" }))
  }
}

extension String {
  fileprivate func components(_ part: String) -> Int {
    split(separator: part, omittingEmptySubsequences: false).count - 1
  }
}
