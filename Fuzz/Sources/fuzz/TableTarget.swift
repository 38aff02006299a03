import Markdown

/// Markdown with tables: any text becomes HTML that is whole and harmless, and escaped text in a cell shows itself.
enum TableTarget {
  static func test(_ input: [UInt8]) {
    let html = expectNoError("it is not rendered") { try Markdown.html(input) }
    HTMLCheck.check(html)
    let cells = String(decoding: input, as: UTF8.self).split(separator: "\n").prefix(6).map(String.init)
    guard !cells.isEmpty else { return }
    let names = cells.indices.map { "c\($0)" }
    let source = [names, cells.map { _ in "---" }, cells.map(MarkdownEscape.text)]
      .map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
    let shown = cells.map { HTMLEscape.text(TextCleaning.clean($0)) }
    let expected = """
      <div class="table"><table>
      <thead>
      <tr>
      \(names.map { "<th>\($0)</th>\n" }.joined())</tr>
      </thead>
      <tbody>
      <tr>
      \(shown.map { "<td>\($0)</td>\n" }.joined())</tr>
      </tbody>
      </table></div>

      """
    let table = expectNoError("it is not rendered") { try Markdown.html(source) }
    expectEqual(String(decoding: table, as: UTF8.self), expected, source)
  }
}
