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

  /// What reads as Markdown together with some value, or where something is hidden.
  private static let touchy = [
    "a*{{number}}", "{{number}}*", "*{{customer}}", "{{customer}}*a", "**", "_{{number}}", "{{customer}}_",
    "\n{{number}}. ",
    "`{{number}}", "{{link}}`", "\\{{number}}", " *{{number}}*{{customer}}* ", "\n- {{number}}", "*{{#paid}}{{number}}",
    "{{/paid}}*", "\n- a\n{{#services}}\n- {{name}}\n{{/services}}\n", " {{^paid}}*{{/paid}} ",
  ]

  private static func source(_ random: inout SplitMix64, of fragments: [String] = fragments, atMost: Int = 12) -> String
  {
    (0..<Int.random(in: 1...atMost, using: &random)).map { _ in
      fragments[Int.random(in: 0..<fragments.count, using: &random)]
    }.joined() + "\n"
  }

  /// Sections and values tried together hide nothing that one of them alone would show.
  @Test(arguments: [0x5EED, UInt64.random(in: 0 ... .max)])
  func tryingManyAtOnceFindsWhatTryingEachFinds(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var (refused, compiled) = (0, 0)
    for _ in 0..<4_000 {
      let source = Self.source(&random, of: Self.fragments + Self.touchy + Self.touchy, atMost: 16)
      guard
        let forms = try? TemplateForms(source, file: "t.md", partials: ["p": "{{number}} *p*\n"], Invoice.schema.names)
      else { continue }
      var check = SelfCheck(forms)
      let errors = try check.errors()
      guard try errors == check.errorsOneByOne() else {
        Issue.record("seed \(seed): \(source.debugDescription)")
        return
      }
      if errors.isEmpty { compiled += 1 } else { refused += 1 }
    }
    #expect(refused > 30)
    #expect(compiled > 300)
  }

  @Test(arguments: [0x5EED, 99, UInt64.random(in: 0 ... .max)])
  func refusedOrOne(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var compiled = 0
    for _ in 0..<5_000 {
      let source = Self.source(&random)
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
