import Diagnostics
import Markdown

/// A Markdown template, compiled for one kind of view into two forms: the HTML of the page's content and the same page
/// in Markdown. Compiled once, filled from many threads at once.
public struct Template<View: ~Copyable>: Sendable {
  private let htmlProgram: Program
  private let markdownProgram: Program

  /// - Parameters:
  ///   - file: how messages name the template.
  ///   - partials: what `{{>name}}` stands for.
  /// - Throws: all that is wrong with the template and the partials it uses.
  public init(
    _ source: String, file: String, partials: [String: String] = [:], schema: Schema<View>
  ) throws(TemplateErrors) {
    let resolved = try resolve(source, file: file, partials: partials, ending: ".md", schema.names, .markdown)
    let layout = LayoutFinder(resolved)
    guard layout.errors.isEmpty else { throw TemplateErrors(layout.errors) }
    let marked = MarkedSource(layout.template)
    let tags = layout.template.tags
    do {
      var form = HTMLForm(try Markdown.html(marked.text), tags)
      let faults = form.errors.isEmpty ? OpenAngle(marked.markdown, tags).errors : form.errors
      guard faults.isEmpty else { throw TemplateErrors(faults) }
      var builder = ProgramBuilder(tags)
      for part in marked.markdown {
        switch part {
        case .literal(let text): builder.append(text.utf8)
        case .tag(let number):
          builder.append(number, form.contexts[number]?.inMarkdown ?? .markdownText)
        }
      }
      (htmlProgram, markdownProgram) = (form.program(), builder.finish())
      let errors = try SelfCheck(markdown: markdownProgram, html: htmlProgram, tags: tags).errors()
      guard errors.isEmpty else { throw TemplateErrors(errors) }
    } catch let errors as TemplateErrors {
      throw errors
    } catch {
      throw TemplateErrors([
        TemplateError(at: Place(file: file), "\(error)", remedy: "make the template smaller")
      ])
    }
  }

  /// Appends the HTML form.
  public func html(_ view: borrowing View, into buffer: ByteBuffer) { htmlProgram.run(view, into: buffer) }

  /// Appends the Markdown form.
  public func markdown(_ view: borrowing View, into buffer: ByteBuffer) { markdownProgram.run(view, into: buffer) }
}

/// Scans a template, expands its partials and finds its names.
func resolve(
  _ source: String, file: String, partials: [String: String], ending: String, _ names: Names, _ form: Resolver.Form
) throws(TemplateErrors) -> ResolvedTemplate {
  var expansion = PartialExpansion(partials, fileName: { $0 + ending })
  let lines = expansion.lines(of: source, file: file, chain: [])
  var resolver = Resolver(names, form: form)
  resolver.resolve(lines)
  let errors = expansion.errors + resolver.errors
  guard errors.isEmpty else { throw TemplateErrors(errors) }
  return resolver.template
}
