import CCmark

/// `\|`, `\-` and `\:`: libcmark turns them into the plain character, and then nothing tells them from a table's own.
/// They are marked before parsing and become the character when the HTML is written.
enum EscapedMarks {
  /// Appends the source with `\|` as `\`, mark, `|`, and says whether there was any. Text of its own that holds the mark
  /// would be taken for an escape; it is repaired, and so are references to characters that libcmark would make marks of:
  /// escaped ones as well, because in addresses, titles and infos it reads them first.
  static func mark(_ source: UnsafeBufferPointer<UInt8>, into buffer: ByteBuffer) -> Bool {
    guard let start = source.baseAddress else { return false }
    var found = false
    var plain = 0
    var at = 0
    while at < source.count {
      if source[at] == UInt8(ascii: "\\"), at + 1 < source.count {
        let escaped = source[at + 1]
        if isTableCharacter(escaped) {
          buffer.append(start + plain, count: at + 1 - plain)
          buffer.append(EscapeMark.bytes)
          plain = at + 1
          found = true
        }
        if escaped == UInt8(ascii: "\\") { at += 1 }
      } else if source[at] == EscapeMark.bytes[0], at + 2 < source.count, EscapeMark.begins(start, at) {
        buffer.append(start + plain, count: at - plain)
        buffer.append("\u{FFFD}")
        at += 2
        plain = at + 1
      } else if source[at] == UInt8(ascii: "&"), let reference = reference(source[at...]), isUnsafe(reference.scalar) {
        buffer.append(start + plain, count: at - plain)
        buffer.append("\u{FFFD}")
        at += reference.length - 1
        plain = at + 1
      }
      at += 1
    }
    buffer.append(start + plain, count: source.count - plain)
    return found
  }

  /// The character that text stands for which begins with a reference such as `&#64976;` or `&#xFDD0;`, and the bytes of
  /// that; nil where there is no such reference.
  private static func reference(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> (scalar: UInt32, length: Int)? {
    guard text.starts(with: "&#".utf8) else { return nil }
    let isHexadecimal = text.dropFirst(2).first.map { $0 | 0x20 == UInt8(ascii: "x") } ?? false
    let digits = text.dropFirst(isHexadecimal ? 3 : 2).prefix { Character(Unicode.Scalar($0)).isHexDigit }
    guard text[digits.endIndex...].first == UInt8(ascii: ";"),
      let scalar = UInt32(String(decoding: digits, as: UTF8.self), radix: isHexadecimal ? 16 : 10)
    else { return nil }
    return (scalar, digits.endIndex + 1 - text.startIndex)
  }

  /// Whether libcmark writes a mark for it, or bytes that are not UTF-8.
  private static func isUnsafe(_ scalar: UInt32) -> Bool {
    scalar == EscapeMark.value || scalar == 0xFFFE || scalar == 0xFFFF
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
          if removal == .escape, bytes.last == CChar(bitPattern: UInt8(ascii: "\\")) { bytes.removeLast() }
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
