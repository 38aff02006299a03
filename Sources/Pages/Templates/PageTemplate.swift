import Markdown

/// An HTML template, such as `page.html`: the frame that contents are set in. Values are escaped for where they stand;
/// only `raw` pieces, made by the tool, are written as they are.
public struct PageTemplate<View: ~Copyable>: Sendable {
  private let program: Program

  /// - Throws: all that is wrong with the template and the partials it uses.
  public init(
    _ source: String, file: String, partials: [String: String] = [:], schema: Schema<View>
  ) throws(TemplateErrors) {
    let resolved = try resolve(source, file: file, partials: partials, ending: ".html", schema.names, .html)
    var marked = ""
    for line in resolved.lines {
      var isAlone = false
      var text = ""
      for piece in line {
        switch piece {
        case .text(let part): text += part
        case .tag(let number):
          if case .slot = resolved.tags[number].role {} else { isAlone = true }
          text += TagMark.text(number)
        }
      }
      let tags = line.count(where: { if case .tag = $0 { true } else { false } })
      let words = line.contains { if case .text(let part) = $0 { !part.isBlank } else { false } }
      if isAlone, tags == 1, !words {
        marked += String(text.unicodeScalars.filter { !$0.isBlank })
      } else {
        marked += text + "\n"
      }
    }
    var form = HTMLForm(Array(marked.utf8), resolved.tags)
    guard form.errors.isEmpty else { throw TemplateErrors(form.errors) }
    program = form.program()
  }

  /// What every page begins with.
  var prefix: [UInt8] { program.steps.first.map { Array(program.literals[$0.literal]) } ?? [] }

  /// Appends the page.
  public func html(_ view: borrowing View, into buffer: ByteBuffer) { program.run(view, into: buffer) }
}
