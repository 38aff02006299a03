import Markdown

/// Text that is Markdown by contract (terms, a footer), rendered once and set into many pages.
public struct Prose: Sendable {
  public let markdown: String
  let html: [UInt8]

  /// No text at all.
  public static let empty = Prose("", [])

  private init(_ markdown: String, _ html: [UInt8]) { (self.markdown, self.html) = (markdown, html) }

  /// The same text in memory of its own.
  func copied() -> Prose {
    Prose(markdown.copied(), html.withUnsafeBufferPointer { Array($0) })
  }

  /// - Throws: `MarkdownError` for a text too large to render.
  public init(_ markdown: String) throws(MarkdownError) {
    self.markdown = markdown
    html = try Markdown.html(markdown)
  }
}
