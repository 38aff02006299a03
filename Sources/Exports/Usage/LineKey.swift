/// What tells the lines of one invoice apart: the numbers of the texts and values that `lines.group_by` names, 0 for
/// the others.
struct LineKey: Equatable, BitwiseCopyable {
  var service: UInt32
  var description: UInt32 = 0
  var unit: UInt32 = 0
  var unitPrice: UInt32 = 0
  var resource: UInt32 = 0
  var taxCode: UInt32
  var taxRate: UInt32
  var isTax: Bool

  @inline(__always)
  fileprivate var hash: Int {
    let a = TextKey.fold(
      UInt64(service) &<< 32 | UInt64(description) ^ 0xA076_1D64_78BD_642F,
      UInt64(unit) &<< 32 | UInt64(unitPrice) ^ 0xE703_7ED1_A0B4_28DB)
    let b = UInt64(resource) &<< 32 | UInt64(taxCode)
    let c = UInt64(taxRate) &<< 1 | (isTax ? 1 : 0)
    return Int(truncatingIfNeeded: TextKey.fold(a ^ b, c ^ 0x8EBC_6AF0_9C88_C6E3) &>> 16)
  }
}

/// The kinds of lines met, by small numbers from 0. Several threads may look them up while none is added.
///
/// Invariant: `slots` has a power of two of entries, at most half of them used, each 0 or a number and 1.
struct LineTable: ~Copyable {
  private(set) var keys: [LineKey] = []
  private var slots = [UInt32](repeating: 0, count: 32)

  @inline(__always)
  func find(_ key: LineKey) -> UInt32? {
    var slot = key.hash & (slots.count &- 1)
    while slots[slot] != 0 {
      if keys[Int(slots[slot]) &- 1] == key { return slots[slot] &- 1 }
      slot = (slot &+ 1) & (slots.count &- 1)
    }
    return nil
  }

  /// The number of a kind, a new one where it has none yet.
  mutating func number(_ key: LineKey) -> UInt32 {
    if let known = find(key) { return known }
    keys.append(key)
    if keys.count * 2 > slots.count {
      slots = [UInt32](repeating: 0, count: slots.count * 2)
      for index in keys.indices { place(index) }
    } else {
      place(keys.count - 1)
    }
    return UInt32(keys.count - 1)
  }

  private mutating func place(_ index: Int) {
    var slot = keys[index].hash & (slots.count - 1)
    while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = UInt32(index + 1)
  }
}
