import Glibc

/// The lines of rows by the very bytes that tell them: nearly every row repeats some row before it in all of these
/// fields, and then none of them has to be looked up.
///
/// What it holds stays right as the vocabulary grows, because numbers keep their meaning. A place remembers one row, so that
/// rows which are made to share places are looked up as if nothing were remembered, and that is all they can do.
///
/// Invariants: `places` has `1 << bits` places and a spare one, each of `words` words that tell a row and then what was
/// said in it; `asked` is a place. Those of unused places are 0, as the words of no row are. `row` has room for the
/// words of one row.
struct LineMemory: ~Copyable {
  /// What rows say apart from their invoice, their time and their figures.
  struct Said: BitwiseCopyable {
    var line: UInt32
    var unit: UInt32
    var unitPrice: UInt32
    /// Of the texts that tell the line: its part of the key of `UsageDigest`.
    var key: RowKey
    var price: ShortDecimal?
    /// What a quantity of this scale, at that price, is multiplied by in the digest; of none yet.
    var quantityScale = UInt8.max
    var perQuantity = FieldElement.zero
  }

  private static let bits = 11
  /// The longest field that four words tell: its length and its bytes.
  private static let longest = 24

  private let columns: [Int]
  private let words: Int
  private let places: UnsafeMutableRawPointer
  private let row: UnsafeMutablePointer<UInt64>
  private var asked: UnsafeMutableRawPointer

  /// - Parameter columns: the fields that tell a line, at least one that each row has.
  init(columns: [UsageColumn]) {
    self.columns = columns.map(\.rawValue)
    words = columns.count * 4
    places = UnsafeMutableRawPointer(Memory.zeroed((1 << Self.bits + 1) * Self.size(words), of: UInt8.self))
    row = Memory.allocate(words, of: UInt64.self)
    asked = places
  }

  deinit {
    free(places)
    free(row)
  }

  /// What a row says, if it is the same that the last row in its place said.
  @inline(__always)
  mutating func recall(_ fields: RowFields) -> UnsafeMutablePointer<Said>? {
    var hash: UInt64 = 0
    var isShort = true
    var word = row
    columns.withUnsafeBufferPointer { columns in
      for column in columns {
        let text = fields[column]
        let count = text?.count ?? 0
        isShort = isShort && count <= Self.longest
        Self.write(text, to: word)
        hash = (hash &+ word[0] ^ word[1] &+ word[3] &* 0xE703_7ED1_A0B4_28DB) &* 0x9E37_79B9_7F4A_7C15
        word += 4
      }
    }
    asked = places + (isShort ? Int(hash &>> UInt64(64 - Self.bits)) : 1 << Self.bits) &* Self.size(words)
    let known = asked.assumingMemoryBound(to: UInt64.self)
    var difference: UInt64 = isShort ? 0 : 1
    for index in 0..<words { difference |= known[index] ^ row[index] }
    return difference == 0 ? said : nil
  }

  /// Remembers what the row said that was asked for last.
  mutating func remember(_ said: Said) -> UnsafeMutablePointer<Said> {
    asked.copyMemory(from: row, byteCount: words * 8)
    asked.storeBytes(of: said, toByteOffset: words * 8, as: Said.self)
    return self.said
  }

  private var said: UnsafeMutablePointer<Said> { (asked + words &* 8).assumingMemoryBound(to: Said.self) }

  /// The length of a text, and 1, so that no row is told by zeros alone; and its first, middle and last eight bytes, which overlap where it has fewer than 24. No
  /// branch depends on the length: those of services change from row to row.
  @inline(__always)
  private static func write(_ text: FieldText?, to words: UnsafeMutablePointer<UInt64>) {
    guard let text else {
      words.update(repeating: 0, count: 4)
      words[0] = 1
      return
    }
    let start = UnsafeRawPointer(text.start)
    let last = max(text.count &- 8, 0)
    let mask = UInt64.max &>> UInt64(truncatingIfNeeded: 64 &- 8 &* min(text.count, 8))
    words[0] = UInt64(truncatingIfNeeded: text.count) &+ 1
    words[1] = start.loadUnaligned(as: UInt64.self) & mask
    words[2] = start.loadUnaligned(fromByteOffset: min(last, 8), as: UInt64.self) & mask
    words[3] = start.loadUnaligned(fromByteOffset: last, as: UInt64.self) & mask
  }

  private static func size(_ words: Int) -> Int { words &* 8 &+ MemoryLayout<Said>.stride }
}
