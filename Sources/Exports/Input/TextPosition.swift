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
    var lines = 0
    for i in 0..<count { lines &+= bytes[i] == 0x0A ? 1 : 0 }
    if lines > 0 {
      position.line += lines
      position.column = 1
      from = count
      while bytes[from - 1] != 0x0A { from -= 1 }
    }
    var characters = 0
    for i in from..<count { characters &+= bytes[i] & 0xC0 != 0x80 ? 1 : 0 }
    position.column += characters
    return position
  }
}
