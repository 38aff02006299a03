import Markdown
import TestSupport
import Testing

@testable import Pages

/// Filling the Markdown form and rendering that gives the bytes of the HTML form, whatever the values are.
@Suite struct InertTests {
  static let source = """
    # {{customer}}

    ## Invoice {{number}}

    {{number}} for *{{customer}}*, **{{number}}** and [{{customer}}](/pay/{{link}}) ends {{number}}
    {{customer}}

    - {{number}}
    - of {{customer}}

    > {{customer}}

    {{#has_note}}
    {{note}}
    {{/has_note}}
    {{^paid}}
    Due, {{number}} {{#has_note}}({{note}}){{/has_note}} now
    {{/paid}}

    | {{number}} | Amount | {{customer}} |
    |:---|---:|:-:|
    {{#services}}
    | **{{name}}** | {{number}} | |
    {{#lines}}
    | {{item}} | {{amount}} | *{{name}}* {{item}} |
    {{/lines}}
    {{/services}}
    | {{customer}} | | {{number}} |
    1. {{number}}

    """

  @Test(arguments: [0x5EED, 7, UInt64.random(in: 0 ... .max)])
  func bothFormsAreOne(seed: UInt64) throws {
    let template = try Template(Self.source, file: "t.md", schema: Invoice.schema)
    var random = SplitMix64(seed: seed)
    func text() -> String {
      while true {
        let text = random.nastyText()
        if !TextCleaning.clean(text).isEmpty { return text }
      }
    }
    let (page, markdown) = (ByteBuffer(), ByteBuffer())
    for _ in 0..<4_000 {
      let services = (0..<Int.random(in: 0...2, using: &random)).map { _ in
        Invoice.Service(
          name: text(),
          lines: (0..<Int.random(in: 0...2, using: &random)).map { _ in
            .init(item: text(), amount: Int.random(in: -99...99, using: &random))
          })
      }
      let view = Invoice(
        number: text(), customer: text(), link: text(), isPaid: Bool.random(using: &random),
        note: Bool.random(using: &random) ? text() : "", services: services)
      page.removeAll()
      markdown.removeAll()
      template.html(view, into: page)
      template.markdown(view, into: markdown)
      let rendered = String(decoding: try Markdown.html(markdown.string), as: UTF8.self)
      guard rendered == page.string else {
        Issue.record("seed \(seed): \(view)\n\(markdown.string)\n\(rendered)\n\(page.string)")
        return
      }
    }
  }
}
