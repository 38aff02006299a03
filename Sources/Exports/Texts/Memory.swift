import Glibc

/// Memory of trivial values that grows where it stands, if the system can: large blocks are remapped, not copied.
enum Memory {
  static func allocate<Value: BitwiseCopyable>(_ count: Int, of: Value.Type) -> UnsafeMutablePointer<Value> {
    grown(nil, to: count)
  }

  /// The same values in a block of `count`, to be freed with `free`. What is behind them has no value yet.
  static func grown<Value: BitwiseCopyable>(
    _ values: UnsafeMutablePointer<Value>?, to count: Int
  ) -> UnsafeMutablePointer<Value> {
    guard let block = realloc(values, count * MemoryLayout<Value>.stride) else { fatalError("out of memory") }
    return block.assumingMemoryBound(to: Value.self)
  }
}
