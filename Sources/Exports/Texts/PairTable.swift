/// What two numbers together stand for. Several threads may look pairs up while none is added.
///
/// Invariants: `entries` has a power of two of entries, at most half of them used; an unused one has the pair 0.
struct PairTable: ~Copyable {
  private struct Entry {
    var pair: UInt64
    var value: UInt32
  }

  private var entries: UnsafeMutablePointer<Entry>
  private var mask = 15
  private var count = 0

  init() { entries = Self.empty(16) }
  deinit { entries.deallocate() }

  @inline(__always)
  func find(_ first: UInt32, _ second: UInt32) -> UInt32? {
    let pair = Self.pair(first, second)
    var slot = Self.hash(pair) & mask
    while entries[slot].pair != 0 {
      if entries[slot].pair == pair { return entries[slot].value }
      slot = (slot &+ 1) & mask
    }
    return nil
  }

  /// - Precondition: `first` is not 0.
  mutating func set(_ first: UInt32, _ second: UInt32, to value: UInt32) {
    precondition(first != 0, "0 marks unused entries")
    if count * 2 > mask { grow() }
    let pair = Self.pair(first, second)
    var slot = Self.hash(pair) & mask
    while entries[slot].pair != 0, entries[slot].pair != pair { slot = (slot + 1) & mask }
    if entries[slot].pair == 0 { count += 1 }
    entries[slot] = Entry(pair: pair, value: value)
  }

  @inline(__always)
  private static func pair(_ first: UInt32, _ second: UInt32) -> UInt64 { UInt64(first) &<< 32 | UInt64(second) }

  @inline(__always)
  private static func hash(_ pair: UInt64) -> Int {
    Int(truncatingIfNeeded: TextKey.fold(pair ^ 0xA076_1D64_78BD_642F, 0xE703_7ED1_A0B4_28DB) &>> 16)
  }

  private static func empty(_ count: Int) -> UnsafeMutablePointer<Entry> {
    let entries = UnsafeMutablePointer<Entry>.allocate(capacity: count)
    entries.initialize(repeating: Entry(pair: 0, value: 0), count: count)
    return entries
  }

  private mutating func grow() {
    let (old, size) = (entries, mask + 1)
    entries = Self.empty(size * 2)
    mask = size * 2 - 1
    for index in 0..<size where old[index].pair != 0 {
      var slot = Self.hash(old[index].pair) & mask
      while entries[slot].pair != 0 { slot = (slot + 1) & mask }
      entries[slot] = old[index]
    }
    old.deallocate()
  }
}
