import Glibc

/// Groups by their numbers from 1, each in a cache line of its own. They never move, so that there are never two copies
/// of them all.
///
/// Invariant: the group of number `n` is in `chunks[n / size]` at `n % size`; that of 0 is empty.
struct GroupList: ~Copyable {
  private static let bits = 15
  private static let size = 1 << bits

  private var chunks: [UnsafeMutablePointer<GroupTable.Group>] = []
  /// How many groups there are.
  private(set) var count = 0

  init() { addChunk() }
  deinit { for chunk in chunks { free(chunk) } }

  @inline(__always)
  subscript(number: Int) -> UnsafeMutablePointer<GroupTable.Group> {
    chunks[number &>> Self.bits] + number & (Self.size &- 1)
  }

  /// Adds a group and returns its number.
  mutating func append(_ group: GroupTable.Group) -> Int {
    count += 1
    if count >> Self.bits == chunks.count { addChunk() }
    self[count].initialize(to: group)
    return count
  }

  private mutating func addChunk() {
    let chunk = Memory.lines(bytes: Self.size * MemoryLayout<GroupTable.Group>.stride)
    if chunks.isEmpty { memset(chunk, 0, MemoryLayout<GroupTable.Group>.stride) }
    chunks.append(chunk.bindMemory(to: GroupTable.Group.self, capacity: Self.size))
  }
}
