import CCmark

/// Finds the table in a paragraph, and moves the paragraph's own inline nodes under it with marks between them that
/// `TableWriter` turns into rows and cells.
///
/// The line above the delimiter row is the head; lines before it stay a paragraph; lines after it, to the end of the
/// paragraph, are rows. Only pipes in plain text divide cells: those in code, links and emphasis are text.
struct TableFinder {
  private let paragraph: CNode
  /// All nodes but line breaks.
  private var nodes: [CNode] = []
  private var lines: [Line] = []

  /// The nodes of one line, and the line break behind it.
  private struct Line {
    var nodes: Range<Int>
    var lineBreak: CNode?
    var hasPipe: Bool
  }

  init(_ paragraph: CNode) {
    self.paragraph = paragraph
    var next = cmark_node_first_child(paragraph)
    var start = 0
    var hasPipe = false
    while let node = next {
      next = cmark_node_next(node)
      let kind = cmark_node_get_type(node)
      if kind == CMARK_NODE_SOFTBREAK || kind == CMARK_NODE_LINEBREAK {
        lines.append(Line(nodes: start..<nodes.count, lineBreak: node, hasPipe: hasPipe))
        (start, hasPipe) = (nodes.count, false)
      } else {
        nodes.append(node)
        if let text = Self.text(node), strchr(text, 0x7C) != nil { hasPipe = true }
      }
    }
    lines.append(Line(nodes: start..<nodes.count, lineBreak: nil, hasPipe: hasPipe))
  }

  func moveTable() throws(MarkdownError) {
    guard let (delimiter, columns) = delimiterLine() else { return }
    let (table, content) = try makeTable(columns)
    for node in nodes[lines[delimiter].nodes] { cmark_node_free(node) }
    for line in (delimiter - 1)..<lines.count where line != delimiter {
      if line != delimiter - 1 { try append(try Self.mark([Mark.row]), to: content) }
      for node in nodes[lines[line].nodes] {
        try Self.markPipes(in: node)
        try append(node, to: content)
      }
    }
    for line in lines[max(0, delimiter - 2)...] {
      if let lineBreak = line.lineBreak { cmark_node_free(lineBreak) }
    }
    guard cmark_node_insert_after(paragraph, table) == 1 else { throw .outOfMemory }
    if delimiter == 1 { cmark_node_free(paragraph) }
  }

  private func delimiterLine() -> (line: Int, columns: [Alignment])? {
    for line in lines.indices.dropFirst() where lines[line].nodes.count == 1 && lines[line].hasPipe {
      guard let text = Self.text(nodes[lines[line].nodes.lowerBound]), let columns = Alignment.columns(of: text)
      else { continue }
      if cells(lines[line - 1]) == columns.count { return (line, columns) }
    }
    return nil
  }

  /// How many cells a line has: pipes at its very ends enclose, those between divide.
  private func cells(_ line: Line) -> Int {
    var cells = 1
    var isEmpty = true
    var endsInPipe = false
    for node in nodes[line.nodes] {
      guard let text = Self.text(node) else {
        (isEmpty, endsInPipe) = (false, false)
        continue
      }
      for i in 0..<strlen(text) {
        if Self.isDividing(text, i) {
          if !isEmpty { cells += 1 }
          (isEmpty, endsInPipe) = (false, true)
        } else if text[i] != 0x20, text[i] != 0x09 {
          (isEmpty, endsInPipe) = (false, false)
        }
      }
    }
    return endsInPipe ? cells - 1 : cells
  }

  private func makeTable(_ columns: [Alignment]) throws(MarkdownError) -> (table: CNode, content: CNode) {
    guard let table = cmark_node_new(CMARK_NODE_CUSTOM_BLOCK) else { throw .outOfMemory }
    let content = try Self.mark([Mark.table] + columns.map(\.rawValue) + [Mark.row])
    let end = [CChar(bitPattern: Mark.table), 0]
    guard cmark_node_set_on_exit(content, end) == 1 else { throw .outOfMemory }
    try append(content, to: table)
    return (table, content)
  }

  private func append(_ node: CNode, to parent: CNode) throws(MarkdownError) {
    guard cmark_node_append_child(parent, node) == 1 else { throw .outOfMemory }
  }

  private static func mark(_ bytes: [UInt8]) throws(MarkdownError) -> CNode {
    let text = bytes.map { CChar(bitPattern: $0) } + [0]
    guard let node = cmark_node_new(CMARK_NODE_CUSTOM_INLINE) else { throw .outOfMemory }
    guard cmark_node_set_on_enter(node, text) == 1 else { throw .outOfMemory }
    return node
  }

  private static func markPipes(in node: CNode) throws(MarkdownError) {
    guard let text = text(node), strchr(text, 0x7C) != nil else { return }
    let length = strlen(text)
    let isSet = withUnsafeTemporaryAllocation(of: CChar.self, capacity: length + 1) { bytes in
      for i in 0..<length { bytes[i] = isDividing(text, i) ? CChar(bitPattern: Mark.cell) : text[i] }
      bytes[length] = 0
      return cmark_node_set_literal(node, bytes.baseAddress) == 1
    }
    guard isSet else { throw .outOfMemory }
  }

  /// Whether a pipe divides cells, being no escaped one.
  private static func isDividing(_ text: UnsafePointer<CChar>, _ i: Int) -> Bool {
    guard text[i] == 0x7C else { return false }
    return text.withMemoryRebound(to: UInt8.self, capacity: i + 1) { !EscapeMark.ends($0, before: i) }
  }

  private static func text(_ node: CNode) -> UnsafePointer<CChar>? {
    cmark_node_get_type(node) == CMARK_NODE_TEXT ? cmark_node_get_literal(node) : nil
  }
}
