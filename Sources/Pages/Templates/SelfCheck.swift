import Markdown

/// Proves of a template that its two forms are one: filled with sample values, the Markdown form renders to the HTML
/// form. So nothing of a template, next to a value or around a section, can make text take effect in one form only.
struct SelfCheck {
  let markdown: Program
  let html: Program
  let tags: [ResolvedTag]

  func errors() throws(MarkdownError) -> [TemplateError] {
    var errors: [TemplateError] = []
    for (number, tag) in tags.enumerated() {
      switch tag.role {
      case .slot(.value, _):
        for sample in ["1", "(b)", "b"] where try !agree(Sample(value: (number, sample))) {
          errors.append(
            TemplateError(
              at: tag.tag.place, "what stands beside \(tag.tag.text) would read as Markdown together with a value",
              remedy: "put a space, or words, between the value and '*', '_', '.', ')' or '<' beside it"))
          break
        }
      case .open:
        for times in [0, 2] where try !agree(Sample(section: (number, times))) {
          errors.append(
            TemplateError(
              at: tag.tag.place, "hiding or repeating the section '\(tag.tag.name)' would join what stands around it",
              remedy: "repeat rows of a table instead of items of a list; put a whole list, or a line of text, in a "
                + "section of its own lines"))
          break
        }
      default: break
      }
    }
    return errors
  }

  private func agree(_ sample: Sample) throws(MarkdownError) -> Bool {
    let (source, page) = (ByteBuffer(), ByteBuffer())
    sample.run(markdown.steps, source)
    sample.run(html.steps, page)
    let rendered = try Markdown.html(source.string)
    return Self.significant(rendered) == Self.significant(page.bytes)
  }

  /// White space beside what is hidden differs and does not show.
  private static func significant(_ html: [UInt8]) -> [UInt8] { html.filter { $0 != 0x20 && $0 != 0x0A } }
}

/// Values to fill a template with that no view gives.
private struct Sample {
  var value: (tag: Int, text: String)?
  var section: (tag: Int, times: Int)?

  init(value: (tag: Int, text: String)) { self.value = value }
  init(section: (tag: Int, times: Int)) { self.section = section }

  func run(_ steps: [Program.Step], _ buffer: ByteBuffer) {
    for step in steps {
      switch step {
      case .literal(let bytes): buffer.append(bytes)
      case .value(let tag, _, let context, _):
        Output(buffer: buffer, context: context).text(tag == value?.tag ? value?.text ?? "" : "a")
      case .raw: break
      case .prose(_, _, let isMarkdown, _): buffer.append(isMarkdown ? "a" : "<p>a</p>\n")
      case .condition(let tag, _, _, _, let body), .each(let tag, _, _, let body):
        for _ in 0..<(tag == section?.tag ? section?.times ?? 1 : 1) { run(body, buffer) }
      }
    }
  }
}
