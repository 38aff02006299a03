import Markdown

/// Proves of a template that its two forms are one: filled with sample values, the Markdown form renders to the HTML
/// form. So nothing of a template, next to a value or around a section, can make text take effect in one form only.
struct SelfCheck {
  let markdown: Program
  let html: Program
  let tags: [ResolvedTag]

  /// What is wrong with sections; where nothing is, with values.
  func errors() throws(MarkdownError) -> [TemplateError] {
    let sections = try errors(of: sectionError)
    if !sections.isEmpty { return sections }
    let values = try errors(of: valueError)
    return values.isEmpty ? try errors(of: valuesError) : values
  }

  private func errors(of check: (Int) throws(MarkdownError) -> TemplateError?) throws(MarkdownError) -> [TemplateError]
  {
    var errors: [TemplateError] = []
    for number in tags.indices {
      if let error = try check(number) { errors.append(error) }
    }
    return errors
  }

  private func sectionError(_ number: Int) throws(MarkdownError) -> TemplateError? {
    guard case .open(let entry, _, _) = tags[number].role else { return nil }
    let tag = tags[number].tag
    for times in [0, entry.isList ? 2 : 1] {
      var sample = sample(showing: number)
      sample.times[tag.name] = times
      if try agree(sample) { continue }
      return TemplateError(
        at: tag.place, "hiding or repeating the section '\(tag.name)' would join what stands around it",
        remedy: "repeat rows of a table instead of items of a list; put a whole list, or a line of text, in a section "
          + "of its own lines")
    }
    return nil
  }

  /// Text that is alphanumeric or punctuation at either end, a list's number, and what pairs with a stray sign.
  private static let samples = ["1", "(b)", "b", "(b", "b)", "/b`b"]

  private func valueError(_ number: Int) throws(MarkdownError) -> TemplateError? {
    try valueError(number) { sample, text in sample.value = (number, text) }
  }

  /// The same with all values alike, as two of them may stand at the ends of what would be emphasis.
  private func valuesError(_ number: Int) throws(MarkdownError) -> TemplateError? {
    try valueError(number) { sample, text in sample.anyValue = text }
  }

  private func valueError(
    _ number: Int, _ fill: (inout Sample, String) -> Void
  ) throws(MarkdownError) -> TemplateError? {
    guard case .slot(let entry, _) = tags[number].role, entry.isValue else { return nil }
    let tag = tags[number].tag
    for text in Self.samples {
      var sample = sample(showing: number)
      fill(&sample, text)
      if try agree(sample) { continue }
      return TemplateError(
        at: tag.place, "what stands beside \(tag.text) would read as Markdown together with a value",
        remedy: "put a space, or words, between the value and '*', '_', '`', '\\', '.' or ')' beside it")
    }
    return nil
  }

  /// Every name holds but for those whose absence shows a tag.
  private func sample(showing number: Int) -> Sample {
    var sample = Sample()
    var section = tags[number].section
    while let open = section {
      if case .open(_, _, inverted: true) = tags[open].role { sample.times[tags[open].tag.name] = 0 }
      section = tags[open].section
    }
    return sample
  }

  private func agree(_ sample: Sample) throws(MarkdownError) -> Bool {
    let (source, page) = (ByteBuffer(), ByteBuffer())
    sample.run(markdown, tags, source)
    sample.run(html, tags, page)
    let rendered = try Markdown.html(source.string)
    return Self.significant(rendered) == Self.significant(page.bytes)
  }

  /// White space beside what is hidden differs and does not show.
  private static func significant(_ html: [UInt8]) -> [UInt8] { html.filter { $0 != 0x20 && $0 != 0x0A } }
}

/// Values to fill a template with that come from no view.
private struct Sample {
  var value: (tag: Int, text: String)?
  var anyValue = "a"
  /// How often a list repeats, or whether a condition holds; once where nothing is said.
  var times: [String: Int] = [:]

  func run(_ program: Program, _ tags: [ResolvedTag], _ buffer: ByteBuffer) {
    run(program, program.steps.indices, tags, buffer)
  }

  private func run(_ program: Program, _ range: Range<Int>, _ tags: [ResolvedTag], _ buffer: ByteBuffer) {
    var at = range.lowerBound
    while at < range.upperBound {
      let step = program.steps[at]
      at += 1
      buffer.append(UnsafeBufferPointer(rebasing: program.literals[step.literal]))
      switch step.kind {
      case .literal, .raw: break
      case .value:
        Output(buffer: buffer, context: step.context).text(step.tag == value?.tag ? value?.text ?? "" : anyValue)
      case .prose: buffer.append(step.context.isHTML ? "<p>a</p>\n" : "a")
      case .condition, .each:
        let tag = tags[step.tag].tag
        let times = times[tag.name, default: 1]
        for _ in 0..<(tag.kind == .inverted ? (times == 0 ? 1 : 0) : times) {
          run(program, at..<step.end, tags, buffer)
        }
        at = step.end
      }
    }
  }
}
