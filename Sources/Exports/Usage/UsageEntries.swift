import Glibc

/// Entries of one batch, those of different partitions apart, in memory that is used again for the next batch.
///
/// Invariants: each partition has room for `capacity` entries from `capacity` times its position; `counts` says how
/// many it has.
struct UsageEntries: ~Copyable {
  private var entries: UnsafeMutablePointer<UsageEntry>
  private var capacity = 0
  private let partitions: Int
  private let counts: UnsafeMutablePointer<Int>
  /// How many rows more than their own the entries stand for.
  private(set) var furtherRows = 0

  init(partitions: Int) {
    self.partitions = partitions
    entries = Memory.allocate(1, of: UsageEntry.self)
    counts = .allocate(capacity: partitions)
    counts.initialize(repeating: 0, count: partitions)
  }

  deinit {
    free(entries)
    counts.deallocate()
  }

  /// Forgets all entries.
  mutating func begin() {
    counts.update(repeating: 0, count: partitions)
    furtherRows = 0
  }

  /// Makes room for the entries of `rows` rows in all.
  mutating func reserve(rows: Int) {
    if rows > capacity { grow(to: max(rows, capacity * 2)) }
  }

  /// - Precondition: there is room for every row of the batch, and this one has no entry yet.
  @inline(__always)
  mutating func append(_ entry: UsageEntry) {
    let partition = partitions == 1 ? 0 : Int(entry.invoice % UInt32(truncatingIfNeeded: partitions))
    precondition(counts[partition] < capacity)
    entries[partition &* capacity &+ counts[partition]] = entry
    counts[partition] &+= 1
    furtherRows &+= Int(truncatingIfNeeded: entry.rows) &- 1
  }

  /// The entries of a partition, valid until the next change.
  func of(_ partition: Int) -> UnsafeBufferPointer<UsageEntry> {
    UnsafeBufferPointer(start: entries + partition * capacity, count: counts[partition])
  }

  private mutating func grow(to capacity: Int) {
    let grown = Memory.allocate(capacity * partitions, of: UsageEntry.self)
    for partition in 0..<partitions {
      (grown + partition * capacity).update(from: entries + partition * self.capacity, count: counts[partition])
    }
    free(entries)
    entries = grown
    self.capacity = capacity
  }
}
