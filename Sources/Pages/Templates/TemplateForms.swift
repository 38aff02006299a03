import Markdown

/// The two forms of a template, not proved to be one yet.
struct TemplateForms: Sendable {
  let html: Program
  let markdown: Program
  let tags: [ResolvedTag]

  /// - Throws: `TemplateErrors`, or a `MarkdownError` for a template too large to render.
  init(_ source: String, file: String, partials: [String: String], _ names: Names) throws {
    let resolved = try resolve(source, file: file, partials: partials, ending: ".md", names, .markdown)
    let layout = LayoutFinder(resolved)
    guard layout.errors.isEmpty else { throw TemplateErrors(layout.errors) }
    let marked = MarkedSource(layout.template)
    tags = layout.template.tags
    var form = HTMLForm(try Markdown.html(marked.text), tags)
    let faults = form.errors.isEmpty ? OpenAngle(marked.markdown, tags).errors : form.errors
    guard faults.isEmpty else { throw TemplateErrors(faults) }
    html = form.program()
    var builder = ProgramBuilder(tags)
    for part in marked.markdown {
      switch part {
      case .literal(let text): builder.append(text.utf8)
      case .tag(let number):
        let context = form.contexts[number]?.inMarkdown ?? .markdownText
        builder.append(number, context == .markdownText && tags[number].isInRow ? .markdownCell : context)
      }
    }
    markdown = builder.finish()
  }
}

/// Scans a template, expands its partials and finds its names.
func resolve(
  _ source: String, file: String, partials: [String: String], ending: String, _ names: Names, _ form: Resolver.Form
) throws(TemplateErrors) -> ResolvedTemplate {
  var expansion = PartialExpansion(partials, fileName: { $0 + ending })
  let lines = expansion.lines(of: source, file: file, chain: [])
  // What was left out may hold the other halves of sections.
  if expansion.isTooLarge { throw TemplateErrors(expansion.errors) }
  var resolver = Resolver(names, form: form)
  resolver.resolve(lines)
  let errors = expansion.errors + resolver.errors
  guard errors.isEmpty else { throw TemplateErrors(errors) }
  return resolver.template
}
