import Glibc

/// The part of an input that is in memory: what has been read and not yet used.
///
/// Invariants: `start <= end`, the bytes `base[start..<end]` are the input's next ones, and `padding` spaces follow
/// `end`, so that a scan in wide steps may run over. Only `readMore` moves bytes; offsets hold until then.
struct ByteWindow: ~Copyable {
  static let padding = 64

  private(set) var base: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  let source: any ByteSource
  let blockSize: Int

  /// Where the unused bytes begin; a reader moves it on.
  var start = 0
  private(set) var end = 0
  /// Whether the source has no more bytes.
  private(set) var isAtEnd = false

  init(source: any ByteSource, blockSize: Int) {
    self.source = source
    self.blockSize = max(1, blockSize)
    capacity = self.blockSize
    base = .allocate(capacity: capacity + Self.padding)
  }

  deinit { base.deallocate() }

  var count: Int { end - start }

  /// Moves the unused bytes to the front and reads one block behind them, growing the buffer where they need it.
  mutating func readMore() throws(InputError) {
    if start > 0 {
      memmove(base, base + start, count)
      end -= start
      start = 0
    }
    if capacity - end < blockSize { grow() }
    let read = try source.read(into: UnsafeMutableRawBufferPointer(start: base + end, count: blockSize))
    precondition(0...blockSize ~= read, "a source wrote past its buffer")
    if read == 0 { isAtEnd = true }
    end += read
    memset(base + end, 0x20, Self.padding)
  }

  /// Steps over a UTF-8 byte order mark at the very beginning of an input.
  mutating func skipByteOrderMark() throws(InputError) {
    while count < 3, !isAtEnd { try readMore() }
    if count >= 3, base[start] == 0xEF, base[start + 1] == 0xBB, base[start + 2] == 0xBF { start += 3 }
  }

  /// Steps over a byte order mark and white space, and tells whether there is nothing else.
  mutating func isBlank() throws(InputError) -> Bool {
    try skipByteOrderMark()
    while true {
      while start < end {
        switch base[start] {
        case 0x20, 0x09, 0x0A, 0x0D: start += 1
        default: return false
        }
      }
      if isAtEnd { return true }
      try readMore()
    }
  }

  /// The offset of the next LF.
  func endOfLine() -> Int? {
    memchr(base + start, 0x0A, count).map { UnsafeRawPointer($0) - UnsafeRawPointer(base) }
  }

  /// Whether the next `count` bytes of both are equal.
  func matches(_ other: borrowing ByteWindow, count: Int) -> Bool {
    memcmp(base + start, other.base + other.start, count) == 0
  }

  private mutating func grow() {
    capacity = max(capacity * 2, end + blockSize)
    base = Memory.padded(base, end, capacity: capacity)
  }
}
