/// Distinct texts by small numbers, so that rows are compared by number. 0 stands for the absent text.
///
/// Invariants: `slots` has a power of two of entries, at most half of them used, each 0 or a number; text `n` is the
/// bytes from `ends[n - 1]` to `ends[n]` of `bytes`.
struct TextPool: ~Copyable {
  private var slots = [UInt32](repeating: 0, count: 1 << 8)
  private var hashes: [UInt64] = [0]
  private var ends = [0]
  private var bytes: [UInt8] = []

  /// How many numbers are given out, the absent text included.
  var count: Int { ends.count }

  /// The number of `text`, a new one where it has none yet.
  mutating func number(of text: UnsafeBufferPointer<UInt8>) -> UInt32 {
    let hash = Self.hash(text)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let number = slots[slot]
      if hashes[Int(number)] == hash, holds(number, text) { return number }
      slot = (slot + 1) & (slots.count - 1)
    }
    let number = UInt32(ends.count)
    bytes.append(contentsOf: text)
    ends.append(bytes.count)
    hashes.append(hash)
    slots[slot] = number
    if ends.count * 2 > slots.count { grow() }
    return number
  }

  /// 0 where the field is absent.
  mutating func number(of field: Field) -> UInt32 {
    field.isAbsent ? 0 : number(of: field.bytes)
  }

  /// All texts by their numbers; the absent one is empty.
  consuming func strings() -> [String] {
    [""] + (1..<ends.count).map { String(decoding: bytes[ends[$0 - 1]..<ends[$0]], as: UTF8.self) }
  }

  private func holds(_ number: UInt32, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = ends[Int(number) - 1]
    let end = ends[Int(number)]
    return end - start == text.count && bytes[start..<end].elementsEqual(text)
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: slots.count * 2)
    for number in 1..<ends.count {
      var slot = Int(truncatingIfNeeded: hashes[number]) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt32(number)
    }
  }

  /// Eight bytes at a time, folded by 64-bit multiplication. Order and output never depend on it.
  private static func hash(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash = UInt64(truncatingIfNeeded: text.count) &* 0x9E37_79B9_7F4A_7C15
    let raw = UnsafeRawBufferPointer(text)
    var index = 0
    while index + 8 <= raw.count {
      hash = fold(hash ^ raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      index += 8
    }
    var rest: UInt64 = 0
    while index < raw.count {
      rest = rest << 8 | UInt64(raw[index])
      index += 1
    }
    return fold(hash ^ rest)
  }

  private static func fold(_ value: UInt64) -> UInt64 {
    let product = (value ^ 0xA076_1D64_78BD_642F).multipliedFullWidth(by: 0xE703_7ED1_A0B4_28DB)
    return product.high ^ product.low
  }
}
