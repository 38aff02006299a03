/// The frames of the last few kinds of records.
struct JSONFrames: ~Copyable {
  private static let most = 4

  private var frames = InlineArray<4, JSONFrame> { _ in JSONFrame() }
  /// The one that fitted last.
  private var latest = 0

  /// As `JSONFrame.take`, by whichever frame fits, for a record of up to `limit` bytes. Where none does, the scanner and
  /// the arena are what they were.
  mutating func take(
    _ scanner: inout JSONScanner, into cells: UnsafeMutablePointer<Cell>, depth: Int, limit: Int,
    _ arena: inout ByteArena, _ scratch: inout ByteArena
  ) -> Bool {
    let (before, mark) = (scanner, arena.count)
    for turn in 0..<Self.most {
      let index = (latest + turn) % Self.most
      if frames[index].take(&scanner, into: cells, depth: depth, &arena, &scratch), scanner.at - before.at <= limit {
        latest = index
        return true
      }
      scanner = before
      arena.truncate(to: mark)
    }
    return false
  }

  /// Remembers a frame in place of an older one; `write` writes it.
  mutating func learn(_ write: (inout JSONFrame) -> Void) {
    latest = (latest + Self.most - 1) % Self.most
    frames[latest].begin()
    write(&frames[latest])
  }
}
