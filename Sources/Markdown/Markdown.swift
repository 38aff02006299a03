import CCmark

/// CommonMark with pipe tables, to HTML that is safe to publish: raw HTML and dangerous links in the text are left out.
///
/// Input that is not valid UTF-8 is repaired (U+FFFD for what is wrong, and for the noncharacter U+FDD0), because the marks that tables are built with
/// are bytes that valid UTF-8 cannot contain.
public enum Markdown {
  /// libcmark counts in 32 bits and stops the process beyond; HTML may be several times larger than its Markdown.
  public static let largestInput = 64 << 20

  public static func html(_ markdown: String) throws(MarkdownError) -> [UInt8] {
    let buffer = ByteBuffer(capacity: markdown.utf8.count * 2)
    try html(markdown, into: buffer)
    return buffer.bytes
  }

  public static func html(_ markdown: [UInt8]) throws(MarkdownError) -> [UInt8] {
    try html(String(decoding: markdown, as: UTF8.self))
  }

  /// Appends the HTML to a buffer.
  public static func html(_ markdown: String, into buffer: ByteBuffer) throws(MarkdownError) {
    guard markdown.utf8.count <= largestInput else { throw .tooLarge(bytes: markdown.utf8.count) }
    let source = Array(EscapedMarks.repaired(markdown).utf8)
    let (marked, hasEscapes) = EscapedMarks.marking(source)
    let document = try parse(marked)
    defer { cmark_node_free(document) }
    let blocks = try Blocks(of: document, withEscapes: hasEscapes)
    for paragraph in blocks.paragraphs { try TableFinder(paragraph).moveTable() }
    for node in blocks.literals { try EscapedMarks.restore(node) }
    guard let rendered = cmark_render_html(document, CMARK_OPT_DEFAULT) else { throw .outOfMemory }
    defer { free(rendered) }
    let length = strlen(rendered)
    rendered.withMemoryRebound(to: UInt8.self, capacity: length) {
      TableWriter(UnsafeBufferPointer(start: $0, count: length), buffer).write()
    }
  }

  private static func parse(_ source: [UInt8]) throws(MarkdownError) -> CNode {
    guard let parser = cmark_parser_new(CMARK_OPT_DEFAULT) else { throw .outOfMemory }
    defer { cmark_parser_free(parser) }
    source.withUnsafeBytes {
      cmark_parser_feed(parser, $0.baseAddress?.assumingMemoryBound(to: CChar.self), $0.count)
    }
    guard let document = cmark_parser_finish(parser) else { throw .outOfMemory }
    return document
  }
}
