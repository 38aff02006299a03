/// Hands a file out in blocks that end behind a line feed, where records mostly end.
///
/// Whether a record ends there is for the reader of the block to say, as the line feed may stand in quotes; it puts back
/// what it cannot use, and with it all that was handed out behind.
struct BlockFeed: ~Copyable {
  private let source: any ByteSource
  private let blockSize: Int
  /// How far a line feed is looked for: a record that is longer is refused whatever follows.
  private let limit: Int
  /// What comes before the next bytes of the source.
  private var rest = TextBlock()
  private var isAtEnd = false
  /// Whether all was handed out.
  private(set) var isDone = false

  /// Goes on behind what a window has used.
  init(_ window: borrowing ByteWindow, limit: Int) {
    source = window.source
    blockSize = window.blockSize
    self.limit = limit
    rest.append(window.base + window.start, count: window.count)
  }

  /// Fills a block; the file ends with it where `isDone` says so afterwards.
  mutating func fill(_ block: inout TextBlock) throws(InputError) {
    block.removeAll()
    block.append(rest.base, count: rest.count)
    rest.removeAll()
    while !isAtEnd {
      if try block.readMore(source, size: blockSize) == 0 { isAtEnd = true }
      if let end = block.endOfLastLine, !isAtEnd {
        rest.append(block.base + end, count: block.count - end)
        block.truncate(to: end)
        return
      }
      if block.count > limit + 2 { return }
    }
    isDone = true
  }

  /// Takes back the end of a block. Of several blocks the last one comes first.
  mutating func putBack(_ block: borrowing TextBlock, from start: Int) {
    var bytes = TextBlock()
    bytes.append(block.base + start, count: block.count - start)
    bytes.append(rest.base, count: rest.count)
    rest = bytes
    isDone = false
  }
}
