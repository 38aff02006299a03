import Glibc

/// What two numbers together stand for.
///
/// Invariants: `entries` has a power of two of entries, at most half of them used; an unused one has the pair 0.
struct PairTable: ~Copyable {
  fileprivate struct Entry: BitwiseCopyable {
    var pair: UInt64
    var value: UInt32
  }

  /// To be used by several threads: valid as long as the table is there and no pair is added.
  struct Lookup {
    fileprivate let entries: UnsafeMutablePointer<Entry>
    fileprivate let mask: Int
    let seed: HashSeed

    @inline(__always)
    func find(_ first: UInt32, _ second: UInt32) -> UInt32? {
      let slot = slot(PairTable.pair(first, second))
      return entries[slot].pair == 0 ? nil : entries[slot].value
    }

    /// Where a pair is, or is to be put.
    @inline(__always)
    fileprivate func slot(_ pair: UInt64) -> Int {
      var slot = Int(truncatingIfNeeded: seed.hash(pair)) & mask
      while entries[slot].pair != 0, entries[slot].pair != pair { slot = (slot &+ 1) & mask }
      return slot
    }
  }

  private var entries: UnsafeMutablePointer<Entry>
  private var mask = 15
  private var count = 0
  private let seed: HashSeed

  /// - Parameter seed: another one than that of all tables, for tests.
  init(seed: HashSeed = .process) {
    self.seed = seed
    entries = Memory.zeroed(mask + 1, of: Entry.self)
  }

  deinit { free(entries) }

  var lookup: Lookup { Lookup(entries: entries, mask: mask, seed: seed) }

  /// - Precondition: `first` is not 0.
  mutating func set(_ first: UInt32, _ second: UInt32, to value: UInt32) {
    precondition(first != 0, "0 marks unused entries")
    if count * 2 > mask { grow() }
    let pair = Self.pair(first, second)
    let slot = lookup.slot(pair)
    if entries[slot].pair == 0 { count += 1 }
    entries[slot] = Entry(pair: pair, value: value)
  }

  @inline(__always)
  fileprivate static func pair(_ first: UInt32, _ second: UInt32) -> UInt64 { UInt64(first) &<< 32 | UInt64(second) }

  private mutating func grow() {
    let (old, size) = (entries, mask + 1)
    entries = Memory.zeroed(size * 2, of: Entry.self)
    mask = size * 2 - 1
    for index in 0..<size where old[index].pair != 0 { entries[lookup.slot(old[index].pair)] = old[index] }
    free(old)
  }
}
