import CCmark

/// `\|`, `\-` and `\:`: libcmark turns them into the plain character, and then nothing tells them from a table's own.
/// They are marked before parsing and become the character when the HTML is written.
enum EscapedMarks {
  /// Text of its own that holds the mark would be taken for an escape.
  static func repaired(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { $0.value == EscapeMark.value }) else { return text }
    return String(
      String.UnicodeScalarView(text.unicodeScalars.map { $0.value == EscapeMark.value ? "\u{FFFD}" : $0 }))
  }

  /// The source with `\|` as `\`, mark, `|`; and whether there was any.
  static func marking(_ source: [UInt8]) -> (source: [UInt8], found: Bool) {
    guard source.contains(UInt8(ascii: "\\")) else { return (source, false) }
    var marked: [UInt8] = []
    marked.reserveCapacity(source.count + 64)
    var escaped = false
    var found = false
    for byte in source {
      if escaped, isTableCharacter(byte) {
        marked += EscapeMark.bytes
        found = true
      }
      escaped = byte == UInt8(ascii: "\\") && !escaped
      marked.append(byte)
    }
    return (marked, found)
  }

  private static func isTableCharacter(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "|") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ":")
  }

  /// Puts the source back where libcmark does not read backslashes (code), and the character where it would write the
  /// mark percent-encoded (addresses). To be called when the tables are built: in a row `\|` is a pipe in code as well.
  static func restore(_ node: CNode) throws(MarkdownError) {
    switch cmark_node_get_type(node) {
    case CMARK_NODE_CODE:
      let text = cmark_node_get_literal(node)
      try replace(text, by: isInTable(node) ? .markUnlessPipe : .mark) { cmark_node_set_literal(node, $0) }
    case CMARK_NODE_CODE_BLOCK:
      try replace(cmark_node_get_literal(node), by: .mark) { cmark_node_set_literal(node, $0) }
      try replace(cmark_node_get_fence_info(node), by: .escape) { cmark_node_set_fence_info(node, $0) }
    default:
      try replace(cmark_node_get_url(node), by: .escape) { cmark_node_set_url(node, $0) }
    }
  }

  private static func isInTable(_ node: CNode) -> Bool {
    var ancestor = cmark_node_parent(node)
    while let block = ancestor {
      if cmark_node_get_type(block) == CMARK_NODE_CUSTOM_BLOCK { return true }
      ancestor = cmark_node_parent(block)
    }
    return false
  }

  /// What is taken away: the mark alone, that but for pipes, or the mark with its backslash.
  private enum Removal { case mark, markUnlessPipe, escape }

  private static func replace(
    _ text: UnsafePointer<CChar>?, by removal: Removal, set: (UnsafePointer<CChar>) -> Int32
  ) throws(MarkdownError) {
    guard let text, strchr(text, 0xEF) != nil else { return }
    let length = strlen(text)
    var bytes: [CChar] = []
    text.withMemoryRebound(to: UInt8.self, capacity: length + 1) { text in
      var at = 0
      while at < length {
        if EscapeMark.begins(text, at), !(removal == .markUnlessPipe && text[at + 3] == UInt8(ascii: "|")) {
          if removal == .escape { bytes.removeLast() }
          at += 3
        } else {
          bytes.append(CChar(bitPattern: text[at]))
          at += 1
        }
      }
    }
    bytes.append(0)
    guard bytes.withUnsafeBufferPointer({ $0.baseAddress.map(set) }) == 1 else { throw .outOfMemory }
  }
}
