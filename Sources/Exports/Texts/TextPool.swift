import Glibc

/// Distinct texts by small numbers, so that rows are compared by number. 0 stands for the absent text.
///
/// Invariants: `slots` has a power of two of entries, at most half of them used, each 0 or a number in the bits of
/// `mask`, with the other bits of the hash of its text above them; `entries` holds one entry for each number, that of 0
/// empty.
struct TextPool: ~Copyable {
  private typealias Entry = TextLookup.Entry

  private var slots: UnsafeMutablePointer<UInt32>
  private var mask: UInt32
  private var entries: UnsafeMutablePointer<Entry>
  private var capacity: Int
  private let seed: HashSeed
  /// The bytes of texts that do not fit their entries.
  private var long = ByteArena()

  /// How many numbers are given out, the absent text included.
  private(set) var count = 1

  /// - Parameter seed: another one than that of all tables, for tests.
  init(seed: HashSeed = .process) {
    self.seed = seed
    mask = 31
    capacity = 16
    slots = Memory.zeroed(Int(mask) + 1, of: UInt32.self)
    entries = Memory.allocate(capacity, of: Entry.self)
    entries[0] = Entry(a: 0, b: 0, c: 0, length: 0, hash: 0)
  }

  deinit {
    free(slots)
    free(entries)
  }

  var lookup: TextLookup {
    @inline(__always) get {
      TextLookup(slots: slots, mask: mask, entries: entries, long: UnsafePointer(long.base), seed: seed)
    }
  }

  /// The number of a text, a new one where it has none yet.
  mutating func number(of text: FieldText) -> UInt32 {
    let found = lookup.find(text)
    return found != 0 ? found : add(text)
  }

  /// The number of a string, whose bytes are copied to where others may follow.
  mutating func number(of text: String) -> UInt32 { text.withFieldText { number(of: $0) } }

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

  private mutating func add(_ text: FieldText) -> UInt32 {
    if count == capacity { growEntries() }
    if (count + 1) * 2 > Int(mask) { growSlots() }
    let key = text.key(seed)
    var entry = Entry(a: key.a, b: key.b, c: key.c, length: key.length, hash: key.hash)
    if text.count > TextKey.inline {
      entry.c = UInt64(long.count)
      long.append(text.start, count: text.count)
    }
    let number = UInt32(count)
    entries[count] = entry
    count += 1
    place(number, hash: key.hash)
    return number
  }

  private func place(_ number: UInt32, hash: UInt32) {
    var slot = hash & mask
    while slots[Int(slot)] != 0 { slot = (slot &+ 1) & mask }
    slots[Int(slot)] = hash & ~mask | number
  }

  private mutating func growEntries() {
    capacity *= 2
    entries = Memory.grown(entries, to: capacity)
  }

  private mutating func growSlots() {
    free(slots)
    mask = mask * 2 + 1
    precondition(mask < .max, "more texts than there are numbers for")
    slots = Memory.zeroed(Int(mask) + 1, of: UInt32.self)
    for number in 1..<count { place(UInt32(number), hash: entries[number].hash) }
  }
}

extension String {
  /// Calls `body` with a copy of the text as rows have it: bytes behind it can be read.
  func withFieldText<Result>(_ body: (FieldText) -> Result) -> Result {
    let count = utf8.count
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: count + ByteWindow.padding) { buffer in
      let rest = buffer[buffer.initialize(fromContentsOf: utf8)...]
      UnsafeMutableBufferPointer(rebasing: rest).initialize(repeating: 0)
      // At least `padding` bytes are there, so there is a base address.
      return body(FieldText(start: UnsafePointer(buffer.baseAddress!), count: count))
    }
  }
}
