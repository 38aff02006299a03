import Glibc

/// Bytes beside the block: the fields whose quotes or escapes had to be undone. Entries are referred to by offset,
/// because growing moves them. In front of each entry stands, in four bytes, the offset of its field in the block.
/// `ByteWindow.padding` bytes behind the last one can be read.
struct ByteArena: ~Copyable {
  private(set) var base: UnsafeMutablePointer<UInt8>
  private var capacity = 1 << 12
  private(set) var count = 0

  init() { base = .allocate(capacity: capacity + ByteWindow.padding) }
  deinit { base.deallocate() }

  mutating func removeAll() { count = 0 }

  /// Begins an entry for the field that starts at `source` in the block and returns its offset.
  mutating func begin(source: Int) -> Int {
    reserve(4)
    UnsafeMutableRawPointer(base + count).storeBytes(of: UInt32(truncatingIfNeeded: source), as: UInt32.self)
    count += 4
    return count
  }

  /// Where in the block the field of the entry at `offset` starts.
  func source(of offset: Int) -> Int {
    Int(UnsafeRawPointer(base + offset - 4).loadUnaligned(as: UInt32.self))
  }

  mutating func append(_ byte: UInt8) {
    reserve(1)
    base[count] = byte
    count += 1
  }

  mutating func append(_ bytes: UnsafePointer<UInt8>, count more: Int) {
    reserve(more)
    memcpy(base + count, bytes, more)
    count += more
  }

  /// Forgets what was added since `count` was this.
  mutating func truncate(to count: Int) { self.count = count }

  private mutating func reserve(_ more: Int) {
    if capacity - count >= more { return }
    capacity = max(capacity * 2, count + more)
    base = Memory.padded(base, count, capacity: capacity)
  }
}
