import Glibc

/// A part of a file in memory, with `ByteWindow.padding` spaces behind it, so that a scan in wide steps may run over.
struct TextBlock: ~Copyable {
  private(set) var base: UnsafeMutablePointer<UInt8>
  private(set) var count = 0
  private var capacity: Int

  init() {
    capacity = 0
    base = .allocate(capacity: ByteWindow.padding)
    pad()
  }

  deinit { base.deallocate() }

  mutating func removeAll() { truncate(to: 0) }

  mutating func truncate(to count: Int) {
    self.count = count
    pad()
  }

  mutating func append(_ bytes: UnsafePointer<UInt8>, count more: Int) {
    reserve(more)
    memcpy(base + count, bytes, more)
    truncate(to: count + more)
  }

  /// Reads up to `size` bytes behind the others and returns how many there were: 0 at the end of the source.
  mutating func readMore(_ source: any ByteSource, size: Int) throws(InputError) -> Int {
    reserve(size)
    let read = try source.read(into: UnsafeMutableRawBufferPointer(start: base + count, count: size))
    precondition(0...size ~= read, "a source wrote past its buffer")
    truncate(to: count + read)
    return read
  }

  /// How many bytes there are up to the last line feed, with it; nil where there is none.
  var endOfLastLine: Int? {
    var end = count
    while end > 0, base[end - 1] != 0x0A { end -= 1 }
    return end > 0 ? end : nil
  }

  private func pad() { memset(base + count, 0x20, ByteWindow.padding) }

  private mutating func reserve(_ more: Int) {
    if capacity - count >= more { return }
    capacity = max(capacity * 2, count + more)
    precondition(capacity <= Int(UInt32.max), "offsets in a block have 32 bits")
    base = Memory.padded(base, count, capacity: capacity)
  }
}
