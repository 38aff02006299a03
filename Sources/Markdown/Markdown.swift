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
    let source = ByteBuffer(capacity: markdown.utf8.count)
    source.append(markdown)
    try html(source, into: buffer)
  }

  /// Appends the HTML of a buffer that holds the bytes of texts and nothing else to another.
  public static func html(_ markdown: ByteBuffer, into buffer: ByteBuffer) throws(MarkdownError) {
    guard markdown.count <= largestInput else { throw .tooLarge(bytes: markdown.count) }
    let source = ByteBuffer(capacity: markdown.count + markdown.count / 8)
    let hasEscapes = markdown.withBytes { EscapedMarks.mark($0, into: source) }
    let document = try source.withBytes { bytes throws(MarkdownError) in try parse(bytes) }
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

  private static func parse(_ source: UnsafeBufferPointer<UInt8>) throws(MarkdownError) -> CNode {
    guard let parser = cmark_parser_new(CMARK_OPT_DEFAULT) else { throw .outOfMemory }
    defer { cmark_parser_free(parser) }
    source.withMemoryRebound(to: CChar.self) { cmark_parser_feed(parser, $0.baseAddress, $0.count) }
    guard let document = cmark_parser_finish(parser) else { throw .outOfMemory }
    return document
  }
}
