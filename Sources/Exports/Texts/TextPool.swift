import Glibc

/// Distinct texts by small numbers, so that rows are compared by number. 0 stands for the absent text.
///
/// Several threads may look texts up while none adds one.
///
/// Invariants: `slots` has a power of two of entries, at most half of them used, each 0 or a number; `entries` holds
/// one entry for each number, that of 0 empty. The words of an entry are the bytes of a text of up to
/// `TextKey.inline`; of a longer one the third word says where its bytes begin in `long`.
struct TextPool: ~Copyable {
  private struct Entry {
    var a: UInt64
    var b: UInt64
    var c: UInt64
    var length: UInt32
    var hash: UInt32
  }

  private var slots: UnsafeMutablePointer<UInt32>
  private var mask: Int
  private var entries: UnsafeMutablePointer<Entry>
  private var capacity: Int
  private var long = ByteArena()

  /// How many numbers are given out, the absent text included.
  private(set) var count = 1

  init() {
    mask = 31
    capacity = 16
    slots = .allocate(capacity: mask + 1)
    slots.initialize(repeating: 0, count: mask + 1)
    entries = Memory.allocate(capacity, of: Entry.self)
    entries[0] = Entry(a: 0, b: 0, c: 0, length: 0, hash: 0)
  }

  deinit {
    slots.deallocate()
    free(entries)
  }

  /// The number of a text, 0 where it has none. `text` is where the key was taken from.
  @inline(__always)
  func find(_ key: TextKey, _ text: UnsafePointer<UInt8>) -> UInt32 {
    var slot = Int(truncatingIfNeeded: key.hash) & mask
    while true {
      let number = slots[slot]
      if number == 0 || holds(number, key, text) { return number }
      slot = (slot &+ 1) & mask
    }
  }

  /// Whether a number stands for this text.
  @inline(__always)
  func holds(_ number: UInt32, _ key: TextKey, _ text: UnsafePointer<UInt8>) -> Bool {
    let entry = entries + Int(number)
    guard entry.pointee.a == key.a, entry.pointee.b == key.b, entry.pointee.length == key.length else { return false }
    if key.length <= TextKey.inline { return entry.pointee.c == key.c }
    return memcmp(long.base + Int(entry.pointee.c), text, Int(key.length)) == 0
  }

  /// The number of a text, a new one where it has none yet.
  mutating func number(_ key: TextKey, _ text: UnsafePointer<UInt8>) -> UInt32 {
    let found = find(key, text)
    return found != 0 ? found : add(key, text)
  }

  /// The same of a text whose bytes nothing may follow.
  mutating func number(of text: String) -> UInt32 {
    Self.withKey(of: text) { key, bytes in number(key, bytes) }
  }

  func find(_ text: String) -> UInt32 {
    Self.withKey(of: text) { key, bytes in find(key, bytes) }
  }

  /// The bytes of a text, valid until the next one is added.
  func bytes(_ number: UInt32) -> UnsafeBufferPointer<UInt8> {
    precondition(number < count, "no such text in this pool")
    let entry = entries + Int(number)
    let length = Int(entry.pointee.length)
    let start =
      length <= TextKey.inline
      ? UnsafeRawPointer(entry).assumingMemoryBound(to: UInt8.self) : UnsafePointer(long.base) + Int(entry.pointee.c)
    return UnsafeBufferPointer(start: start, count: length)
  }

  /// A text as a string of its own; nil for the absent one.
  func string(_ number: UInt32) -> String? {
    number == 0 ? nil : String(decoding: bytes(number), as: UTF8.self)
  }

  private mutating func add(_ key: TextKey, _ text: UnsafePointer<UInt8>) -> UInt32 {
    if count == capacity { growEntries() }
    if (count + 1) * 2 > mask { growSlots() }
    var entry = Entry(a: key.a, b: key.b, c: key.c, length: key.length, hash: key.hash)
    if key.length > TextKey.inline {
      entry.c = UInt64(long.count)
      long.append(text, count: Int(key.length))
    }
    let number = UInt32(count)
    entries[count] = entry
    count += 1
    place(number, hash: key.hash)
    return number
  }

  private func place(_ number: UInt32, hash: UInt32) {
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 { slot = (slot + 1) & mask }
    slots[slot] = number
  }

  private mutating func growEntries() {
    capacity *= 2
    entries = Memory.grown(entries, to: capacity)
  }

  private mutating func growSlots() {
    slots.deallocate()
    mask = mask * 2 + 1
    slots = .allocate(capacity: mask + 1)
    slots.initialize(repeating: 0, count: mask + 1)
    for number in 1..<count { place(UInt32(number), hash: entries[number].hash) }
  }

  private static func withKey<Result>(
    of text: String, _ body: (TextKey, UnsafePointer<UInt8>) -> Result
  ) -> Result {
    let count = text.utf8.count
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: count + TextKey.inline) { buffer in
      buffer.initialize(repeating: 0)
      _ = UnsafeMutableBufferPointer(rebasing: buffer[..<count]).update(fromContentsOf: text.utf8)
      // At least `inline` bytes are there, so there is a base address.
      let start = UnsafePointer(buffer.baseAddress!)
      return body(TextKey(padded: start, count: count), start)
    }
  }
}
