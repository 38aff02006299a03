/// Rows of usage by what they say, in 64 bits each: those of a batch that a comparison of files wants to know of.
///
/// Rows are equal that have the same values in all columns that are read, in whatever order the columns stand, with
/// blanks around values taken off. Other columns, quotes and line ends are no part of a row. Of different rows two in 2⁶⁴
/// are taken for equal. The hashes are the same in every run: the sample of a large file, and with it what a finding says
/// of it, is chosen by them. They are counted by sorting, and in tables that hash them once more, with a seed.
struct RowHashes {
  /// Which rows are wanted, and what is asked of every batch: several threads may use it side by side.
  struct Filter {
    /// Rows with hashes up to this one.
    var limit: UInt64
    /// And those of small files.
    var watched: RowSet
  }

  private(set) var rows = 0
  /// Whether a row has an id: repeats of such rows are counted once.
  private(set) var hasIDs = false
  private(set) var wanted: [UInt64] = []
  private(set) var watched: [UInt64] = []

  mutating func removeAll() {
    rows = 0
    hasIDs = false
    wanted.removeAll(keepingCapacity: true)
    watched.removeAll(keepingCapacity: true)
  }

  mutating func take(_ batch: borrowing RecordBatch, _ filter: Filter) {
    rows += batch.count
    let columns = UsageColumn.allCases.count
    for row in 0..<batch.count {
      let fields = batch.fields(row)
      if fields[.id] != nil {
        hasIDs = true
        return
      }
      let hash = Self.hash(fields, columns: columns)
      if hash <= filter.limit { wanted.append(hash) }
      if filter.watched.contains(hash) { watched.append(hash) }
    }
  }

  @inline(__always)
  private static func hash(_ fields: RowFields, columns: Int) -> UInt64 {
    var hash: UInt64 = 0x8EBC_6AF0_9C88_C6E3
    for column in 0..<columns {
      guard var text = fields[column] else { continue }
      if text.start[0] <= 0x20 || text.start[text.count &- 1] <= 0x20 {
        text = trimmed(text)
        if text.count == 0 { continue }
      }
      let key = text.key(.fixed)
      hash = HashSeed.fold(hash ^ key.a, 0xA076_1D64_78BD_642F ^ key.b)
      let place = UInt64(key.length) | UInt64(truncatingIfNeeded: column) &<< 32
      hash = HashSeed.fold(hash ^ key.c, 0xE703_7ED1_A0B4_28DB ^ place)
    }
    // The lowest hashes are a sample of all rows only where every bit of them is mixed.
    return HashSeed.fold(hash ^ 0x5895_65CB_BE4A_3FD1, 0x9E37_79B9_7F4A_7C15)
  }

  @inline(never)
  private static func trimmed(_ text: FieldText) -> FieldText {
    var (start, count) = (text.start, text.count)
    while count > 0, start[0] <= 0x20 { (start, count) = (start + 1, count - 1) }
    while count > 0, start[count - 1] <= 0x20 { count -= 1 }
    return FieldText(start: start, count: count)
  }
}

/// A set of hashes that never changes, for several threads to ask.
struct RowSet: Sendable {
  /// Each hash from its own place on; 0 where there is none. A power of two in size, and at least half empty.
  private let places: [UInt64]
  private let shift: UInt64
  /// Rows can be made up to have hashes with the same highest bits.
  let seed: HashSeed

  /// - Parameter seed: another one than that of all tables, for tests.
  init(_ hashes: some Collection<UInt64>, seed: HashSeed = .process) {
    self.seed = seed
    guard !hashes.isEmpty else {
      (places, shift) = ([], 0)
      return
    }
    let bits = Int.bitWidth - (hashes.count * 2).leadingZeroBitCount
    let shift = UInt64(64 - bits)
    var places = [UInt64](repeating: 0, count: 1 << bits)
    for hash in hashes {
      var place = Int(truncatingIfNeeded: seed.hash(hash) >> shift)
      while places[place] != 0 { place = (place + 1) & (places.count - 1) }
      places[place] = hash
    }
    (self.places, self.shift) = (places, shift)
  }

  @inline(__always)
  func contains(_ hash: UInt64) -> Bool {
    if places.isEmpty { return false }
    return places.withUnsafeBufferPointer { places in
      var place = Int(truncatingIfNeeded: seed.hash(hash) &>> shift)
      while places[place] != 0 {
        if places[place] == hash { return true }
        place = (place &+ 1) & (places.count &- 1)
      }
      return false
    }
  }
}
