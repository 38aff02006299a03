import Glibc

/// A line and a column, both from 1. A column counts Unicode scalars; only LF ends a line.
struct TextPosition: Sendable, Hashable {
  var line = 1
  var column = 1

  /// The position after `count` bytes from this one. A byte that cannot begin a character counts as part of the one
  /// before it, so text that is not UTF-8 has positions too.
  func advanced(over bytes: UnsafePointer<UInt8>, count: Int) -> TextPosition {
    guard count > 0 else { return self }
    var position = self
    var from = 0
    while let feed = memchr(bytes + from, 0x0A, count - from) {
      from = UnsafeRawPointer(feed) - UnsafeRawPointer(bytes) + 1
      position.line += 1
      position.column = 1
    }
    position.column += Self.characters(bytes + from, count - from)
    return position
  }

  /// How many bytes begin a character, eight at a time.
  private static func characters(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int {
    var characters = count
    var at = 0
    while at + 8 <= count {
      let word = UnsafeRawPointer(bytes + at).loadUnaligned(as: UInt64.self)
      // Bytes within a character have the top bit, and not the one below it.
      characters -= (word & ~(word << 1) & 0x8080_8080_8080_8080).nonzeroBitCount
      at += 8
    }
    while at < count {
      if bytes[at] & 0xC0 == 0x80 { characters -= 1 }
      at += 1
    }
    return characters
  }
}
