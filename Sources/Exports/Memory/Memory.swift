import Glibc

/// Memory of trivial values, to be freed with `free`. It grows where it stands if the system can: large blocks are
/// remapped, not copied.
enum Memory {
  static func allocate<Value: BitwiseCopyable>(_ count: Int, of: Value.Type) -> UnsafeMutablePointer<Value> {
    grown(nil, to: count)
  }

  /// The same values in a block of `count`. What is behind them has no value yet.
  static func grown<Value: BitwiseCopyable>(
    _ values: UnsafeMutablePointer<Value>?, to count: Int
  ) -> UnsafeMutablePointer<Value> {
    guard let block = realloc(values, count * MemoryLayout<Value>.stride) else { fatalError("out of memory") }
    return block.assumingMemoryBound(to: Value.self)
  }

  /// Values of which every byte is 0.
  static func zeroed<Value: BitwiseCopyable>(_ count: Int, of: Value.Type) -> UnsafeMutablePointer<Value> {
    let bytes = count * MemoryLayout<Value>.stride
    let block = lines(bytes: bytes)
    memset(block, 0, bytes)
    return block.assumingMemoryBound(to: Value.self)
  }

  /// Bytes without values, in cache lines of their own. Much of it is asked for in huge pages: tables are read here and
  /// there, and looking up where each small page is would take longer than reading it.
  static func lines(bytes: Int) -> UnsafeMutableRawPointer {
    let isHuge = bytes >= hugePage
    guard let block = aligned_alloc(isHuge ? hugePage : 64, (bytes + 63) & ~63) else { fatalError("out of memory") }
    if isHuge { madvise(block, bytes, MADV_HUGEPAGE) }
    return block
  }

  /// The first `count` bytes of a text in a block for `capacity` and `ByteWindow.padding` behind them. The old block, got
  /// in the same way, is given back.
  static func padded(
    _ text: UnsafeMutablePointer<UInt8>, _ count: Int, capacity: Int
  ) -> UnsafeMutablePointer<UInt8> {
    let grown = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity + ByteWindow.padding)
    memcpy(grown, text, count)
    text.deallocate()
    return grown
  }

  private static let hugePage = 1 << 21
}
