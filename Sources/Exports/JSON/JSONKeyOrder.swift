/// The keys of the record before, in their order: the next record nearly always has the same, and then none has to be
/// looked up.
struct JSONKeyOrder: ~Copyable {
  private struct Key {
    var number: Int
    /// Where its bytes are in `bytes`.
    var offset: Int
    var count: Int
  }

  /// How many keys are remembered.
  private static let most = 256

  private var keys: [Key] = []
  private var bytes = ByteArena()

  /// The bytes of the key at a position, valid until the next change; nil where none is remembered.
  func bytes(at position: Int) -> UnsafeBufferPointer<UInt8>? {
    guard position < keys.count else { return nil }
    return UnsafeBufferPointer(start: bytes.base + keys[position].offset, count: keys[position].count)
  }

  func number(at position: Int) -> Int { keys[position].number }

  /// Remembers the key at a position, and forgets those behind it.
  mutating func set(_ number: Int, _ name: UnsafeBufferPointer<UInt8>, at position: Int) {
    guard position <= keys.count, position < Self.most, let start = name.baseAddress else { return }
    keys.removeLast(keys.count - position)
    let offset = keys.last.map { $0.offset + $0.count } ?? 0
    bytes.truncate(to: offset)
    bytes.append(start, count: name.count)
    keys.append(Key(number: number, offset: offset, count: name.count))
  }

  mutating func removeAll() { keys.removeAll(keepingCapacity: true) }
}
