import CCmark

/// A node of libcmark's document.
typealias CNode = OpaquePointer

/// The nodes of a document that tables and escaped marks are found in, collected before any of them is changed and
/// without recursion: a text of ten thousand `>` nests as deep.
struct Blocks {
  private(set) var paragraphs: [CNode] = []
  /// Code, links and images, whose literal text may hold marked escapes.
  private(set) var literals: [CNode] = []

  init(of document: CNode, withEscapes: Bool) throws(MarkdownError) {
    guard let walk = cmark_iter_new(document) else { throw .outOfMemory }
    defer { cmark_iter_free(walk) }
    while true {
      let event = cmark_iter_next(walk)
      if event == CMARK_EVENT_DONE { return }
      guard event == CMARK_EVENT_ENTER, let node = cmark_iter_get_node(walk) else { continue }
      switch cmark_node_get_type(node) {
      case CMARK_NODE_PARAGRAPH: paragraphs.append(node)
      case CMARK_NODE_CODE, CMARK_NODE_CODE_BLOCK, CMARK_NODE_LINK, CMARK_NODE_IMAGE:
        if withEscapes { literals.append(node) }
      default: break
      }
    }
  }
}
