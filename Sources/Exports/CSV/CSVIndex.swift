import CBytes

/// Where the bytes that matter to CSV stand in a stretch of text: delimiters, quotes, LF and CR, found in one pass
/// that also tells whether there are bytes beyond ASCII. All other bytes up to CR are found as well, NUL among them:
/// one comparison finds them all, and a record that has any is not plain.
///
/// Invariants: the text is readable for `ByteWindow.padding` bytes past the stretch; `entries` has room for one entry
/// per byte, the 64 of the last step and the eight that a step writes ahead.
struct CSVIndex: ~Copyable {
  private(set) var entries: UnsafeMutablePointer<UInt32>
  private var capacity = 1 << 12
  private(set) var count = 0
  private(set) var hasHighBytes = false

  init() { entries = .allocate(capacity: capacity) }
  deinit { entries.deallocate() }

  /// Indexes `length` bytes from `start`; entries are offsets from `text`.
  mutating func scan(_ text: UnsafePointer<UInt8>, from start: Int, length: Int, delimiter: UInt8) {
    reserve(length + 80)
    var highest = SIMD16<UInt8>(repeating: 0)
    var out = entries
    var at = start
    let end = start + length
    while at < end {
      var marks = cbytes_csv_marks(text + at, delimiter)
      for quarter in 0..<4 {
        highest |= UnsafeRawPointer(text + at + 16 &* quarter).loadUnaligned(as: SIMD16<UInt8>.self)
      }
      if end &- at < 64 { marks &= (1 &<< UInt64(truncatingIfNeeded: end &- at)) &- 1 }
      Self.write(marks, at, &out)
      at &+= 64
    }
    count = out - entries
    hasHighBytes = highest.max() >= 0x80
  }

  /// The offset just behind the last LF, nil where there is none.
  func endOfLastLine(_ text: UnsafePointer<UInt8>) -> Int? {
    var k = count
    while k > 0 {
      k -= 1
      if text[Int(entries[k])] == 0x0A { return Int(entries[k]) + 1 }
    }
    return nil
  }

  /// Writes an entry for each bit. Eight are written unasked, which spares a branch per entry.
  @inline(__always)
  private static func write(_ bits: UInt64, _ base: Int, _ out: inout UnsafeMutablePointer<UInt32>) {
    let count = bits.nonzeroBitCount
    let base = UInt32(truncatingIfNeeded: base)
    var bits = bits
    for k in 0..<8 {
      // The top bit spares asking whether there is one.
      out[k] = base &+ UInt32(truncatingIfNeeded: (bits | 1 &<< 63).trailingZeroBitCount)
      bits &= bits &- 1
    }
    if count > 8 {
      for k in 8..<count {
        out[k] = base &+ UInt32(truncatingIfNeeded: bits.trailingZeroBitCount)
        bits &= bits &- 1
      }
    }
    out += count
  }

  private mutating func reserve(_ capacity: Int) {
    if capacity <= self.capacity { return }
    entries.deallocate()
    self.capacity = capacity
    entries = .allocate(capacity: capacity)
  }
}
