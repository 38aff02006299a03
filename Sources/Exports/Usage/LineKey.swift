import Glibc

/// What tells the lines of one invoice apart: the numbers of the texts and values that `lines.group_by` names and of
/// dates of their own, 0 for the others.
struct LineKey: Equatable, BitwiseCopyable {
  var service: UInt32
  var description: UInt32 = 0
  var unit: UInt32 = 0
  var unitPrice: UInt32 = 0
  var resource: UInt32 = 0
  var taxCode: UInt32
  var taxRate: UInt32
  /// Of its own dates, where they are not within the billing period of its invoice.
  var period: UInt32 = 0
  var isTax: Bool

  @inline(__always)
  func hash(_ seed: HashSeed) -> Int {
    let a = HashSeed.fold(
      UInt64(service) &<< 32 | UInt64(description) ^ seed.a, UInt64(unit) &<< 32 | UInt64(unitPrice) ^ seed.b)
    let b = UInt64(resource) &<< 32 | UInt64(taxCode)
    let c = UInt64(period) &<< 33 | UInt64(taxRate) &<< 1 | (isTax ? 1 : 0)
    return Int(truncatingIfNeeded: HashSeed.fold(a ^ b, c ^ seed.c))
  }
}

/// The kinds of lines met, by small numbers from 0.
///
/// Invariant: `slots` has a power of two of entries, at most half of them used,
/// each 0 or a number and 1.
struct LineTable: ~Copyable {
  /// To be used by several threads: valid as long as the table is there and no line is added.
  struct Lookup {
    fileprivate let keys: UnsafePointer<LineKey>
    fileprivate let slots: UnsafeMutablePointer<UInt32>
    fileprivate let mask: Int
    let seed: HashSeed

    @inline(__always)
    func find(_ key: LineKey) -> UInt32? {
      let number = slots[slot(key)]
      return number == 0 ? nil : number &- 1
    }

    /// Where a key is, or is to be put.
    @inline(__always)
    fileprivate func slot(_ key: LineKey) -> Int {
      var slot = key.hash(seed) & mask
      while slots[slot] != 0, keys[Int(slots[slot]) &- 1] != key { slot = (slot &+ 1) & mask }
      return slot
    }
  }

  private var keys = RawList<LineKey>()
  private var slots: UnsafeMutablePointer<UInt32>
  private var mask = 31
  private let seed: HashSeed

  /// - Parameter seed: another one than that of all tables, for tests.
  init(seed: HashSeed = .process) {
    self.seed = seed
    slots = Memory.zeroed(mask + 1, of: UInt32.self)
  }

  deinit { free(slots) }

  var lookup: Lookup { Lookup(keys: keys.base, slots: slots, mask: mask, seed: seed) }

  subscript(number: UInt32) -> LineKey { keys[Int(number)] }

  /// The number of a kind of line, a new one where it has none yet.
  mutating func number(of key: LineKey) -> UInt32 {
    if let known = lookup.find(key) { return known }
    keys.append(key)
    if keys.count * 2 > mask {
      grow()
    } else {
      slots[lookup.slot(key)] = UInt32(keys.count)
    }
    return UInt32(keys.count - 1)
  }

  private mutating func grow() {
    free(slots)
    mask = mask * 2 + 1
    slots = Memory.zeroed(mask + 1, of: UInt32.self)
    for index in 0..<keys.count { slots[lookup.slot(keys[index])] = UInt32(index + 1) }
  }
}
