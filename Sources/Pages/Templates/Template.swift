import Diagnostics
import Markdown

/// A Markdown template, compiled for one kind of view into two forms: the HTML of the page's content and the same page
/// in Markdown. Compiled once, filled from many threads at once.
public struct Template<View: ~Copyable>: Sendable {
  private let forms: TemplateForms

  /// - Parameters:
  ///   - file: how messages name the template.
  ///   - partials: what `{{>name}}` stands for.
  /// - Throws: all that is wrong with the template and the partials it uses.
  public init(
    _ source: String, file: String, partials: [String: String] = [:], schema: Schema<View>
  ) throws(TemplateErrors) {
    do {
      forms = try TemplateForms(source, file: file, partials: partials, schema.names)
      var check = SelfCheck(forms)
      let errors = try check.errors()
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
  public func html(_ view: borrowing View, into buffer: ByteBuffer) { forms.html.run(view, into: buffer) }

  /// Appends the Markdown form.
  public func markdown(_ view: borrowing View, into buffer: ByteBuffer) { forms.markdown.run(view, into: buffer) }
}
