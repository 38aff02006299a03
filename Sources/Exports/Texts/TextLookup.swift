import CBytes
import Glibc

/// The texts of a pool, to be looked up by several threads: valid as long as the pool is there and none is added.
struct TextLookup: BitwiseCopyable {
  /// The words of a text of up to `TextKey.inline` bytes are its bytes; of a longer one the third says where its bytes
  /// begin in `long`.
  struct Entry: BitwiseCopyable {
    var a: UInt64
    var b: UInt64
    var c: UInt64
    var length: UInt32
    var hash: UInt32

    /// Whether it stands for the text of a key. `long` is that of its pool.
    @inline(__always)
    func holds(_ key: TextKey, _ text: UnsafePointer<UInt8>, long: UnsafePointer<UInt8>) -> Bool {
      guard a == key.a, b == key.b, length == key.length else { return false }
      if key.length <= TextKey.inline { return c == key.c }
      return memcmp(long + Int(c), text, Int(key.length)) == 0
    }
  }

  /// See `TextPool` for what is in them.
  let slots: UnsafeMutablePointer<UInt32>
  let mask: UInt32
  let entries: UnsafeMutablePointer<Entry>
  let long: UnsafePointer<UInt8>
  let seed: HashSeed

  /// The number of a text, 0 where it has none.
  @inline(__always)
  func find(_ text: FieldText) -> UInt32 {
    let key = text.key(seed)
    var slot = key.hash & mask
    while slots[Int(slot)] != 0 {
      if isTagged(slot, key.hash) {
        let number = slots[Int(slot)] & mask
        if holds(number, key, text.start) { return number }
      }
      slot = (slot &+ 1) & mask
    }
    return 0
  }

  /// Asks for what `guess` reads.
  @inline(__always)
  func lookAhead(hash: UInt32) { cbytes_prefetch(slots + Int(hash & mask)) }

  /// The first number whose text may have this hash, nearly always the one that is looked for; 0 where none has it.
  @inline(__always)
  func guess(hash: UInt32) -> UInt32 {
    var slot = hash & mask
    while slots[Int(slot)] != 0, !isTagged(slot, hash) { slot = (slot &+ 1) & mask }
    return slots[Int(slot)] & mask
  }

  @inline(__always)
  private func isTagged(_ slot: UInt32, _ hash: UInt32) -> Bool { (slots[Int(slot)] ^ hash) & ~mask == 0 }

  /// Whether a number stands for this text.
  @inline(__always)
  func holds(_ number: UInt32, _ text: FieldText) -> Bool { holds(number, text.key(seed), text.start) }

  @inline(__always)
  private func holds(_ number: UInt32, _ key: TextKey, _ text: UnsafePointer<UInt8>) -> Bool {
    entries[Int(number)].holds(key, text, long: long)
  }
}
