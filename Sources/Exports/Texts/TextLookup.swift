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
  }

  /// See `TextPool` for what is in them.
  let slots: UnsafeMutablePointer<UInt32>
  let mask: Int
  let entries: UnsafeMutablePointer<Entry>
  let long: UnsafePointer<UInt8>

  /// The number of a text, 0 where it has none.
  @inline(__always)
  func find(_ text: FieldText) -> UInt32 {
    let key = text.key
    var slot = Int(truncatingIfNeeded: key.hash) & mask
    while true {
      let number = slots[slot]
      if number == 0 || holds(number, key, text.start) { return number }
      slot = (slot &+ 1) & mask
    }
  }

  /// The number that looking for a text meets first, mostly its own; 0 where it has none.
  @inline(__always)
  func first(for text: FieldText) -> UInt32 { slots[Int(truncatingIfNeeded: text.key.hash) & mask] }

  /// Whether a number stands for this text.
  @inline(__always)
  func holds(_ number: UInt32, _ text: FieldText) -> Bool { holds(number, text.key, text.start) }

  @inline(__always)
  func holds(_ number: UInt32, _ key: TextKey, _ text: UnsafePointer<UInt8>) -> Bool {
    let entry = entries + Int(number)
    guard entry.pointee.a == key.a, entry.pointee.b == key.b, entry.pointee.length == key.length else { return false }
    if key.length <= TextKey.inline { return entry.pointee.c == key.c }
    return memcmp(long + Int(entry.pointee.c), text, Int(key.length)) == 0
  }
}
