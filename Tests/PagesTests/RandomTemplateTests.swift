import Markdown
import TestSupport
import Testing

@testable import Pages

/// Templates nobody would write: each is refused with places and remedies, or its two forms are one for any values.
@Suite struct RandomTemplateTests {
  private static let fragments = [
    "{{number}}", "{{customer}}", "{{link}}", "{{#paid}}", "{{/paid}}", "{{^paid}}", "{{#services}}",
    "{{/services}}", "{{name}}", "{{#lines}}", "{{/lines}}", "{{item}}", "\n", "\n", "\n\n", "\n{{#services}}\n",
    "\n{{/services}}\n", "\n{{#paid}}\n", "\n{{/paid}}\n", "| a | b |\n|---|---|\n", "| {{number}} | x |\n", "|", "*",
    "**",
    "_", "`", "[", "](", ")", "(", "<", ">", "&", "!", "#", "# ", "- ", "1. ", "> ", "    ", " ", " ", "a", "1", ".",
    ":",
    "---", "\\", "[x]({{link}})", "\"", "{{>p}}", "{{! c }}",
  ]

  @Test(arguments: [0x5EED, 99, UInt64.random(in: 0 ... .max)])
  func refusedOrOne(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var compiled = 0
    for _ in 0..<5_000 {
      let source =
        (0..<Int.random(in: 1...12, using: &random)).map { _ in
          Self.fragments[Int.random(in: 0..<Self.fragments.count, using: &random)]
        }.joined() + "\n"
      let template: Template<Invoice>
      do {
        template = try Template(source, file: "t.md", partials: ["p": "{{number}} *p*\n"], schema: Invoice.schema)
      } catch {
        if error.all.contains(where: { $0.place.line == nil || $0.remedy.isEmpty }) { Issue.record("\(error)") }
        continue
      }
      compiled += 1
      let view = Invoice(
        number: random.nastyText() + "n", customer: "c" + random.nastyText() + "!", link: "/" + random.nastyText(),
        isPaid: Bool.random(using: &random),
        services: [.init(name: "-" + random.nastyText(), lines: [.init(item: random.nastyText() + "i", amount: -1)])])
      let (page, markdown) = (ByteBuffer(), ByteBuffer())
      template.html(view, into: page)
      template.markdown(view, into: markdown)
      let rendered = try Markdown.html(markdown.string).filter { $0 != 0x20 && $0 != 0x0A }
      let filled = page.bytes.filter { $0 != 0x20 && $0 != 0x0A }
      guard rendered == filled else {
        let shown = String(decoding: rendered, as: UTF8.self)
        Issue.record("seed \(seed): \(source.debugDescription)\n\(markdown.string)\n\(shown)\n\(page.string)")
        return
      }
    }
    #expect(compiled > 300)
  }
}
