import Billing
import TestSupport
import Testing

@testable import Exports

/// Whoever knows how a table hashes can make up what all falls into one place of it; nobody knows.
///
/// What is made up here is made for `HashSeed.fixed`. How far a table looks is counted, and not how long it takes.
@Suite("Hashes of tables")
struct HashSeedTests {
  /// How far from its own place the farthest of these hashes is found, in a table at least half empty.
  private static func longestProbe(_ hashes: some Collection<UInt64>) -> Int {
    let mask = UInt64(1 << (Int.bitWidth - (hashes.count * 2).leadingZeroBitCount)) - 1
    var isTaken = [Bool](repeating: false, count: Int(mask) + 1)
    return hashes.reduce(0) { longest, hash in
      var place = hash & mask
      while isTaken[Int(place)] { place = (place + 1) & mask }
      isTaken[Int(place)] = true
      return max(longest, Int((place &- hash) & mask))
    }
  }

  private static func longestProbe(in pool: borrowing TextPool) -> Int {
    longestProbe((1..<pool.count).map { UInt64(pool.lookup.entries[$0].hash) })
  }

  /// Texts of 32 ASCII characters that are one to the fixed hash: the third word takes back what the second one did.
  private static func colliding(_ count: Int) -> [String] {
    let start = HashSeed.fold(32 ^ 0x6E6F_6974_7069_7263, HashSeed.fixed.a)
    var random = SplitMix64(seed: 10)
    var texts: [String] = []
    while texts.count < count {
      let second = random.next() & 0x1F1F_1F1F_1F1F_1F1F | 0x4040_4040_4040_4040
      let third = HashSeed.fold(start ^ second, HashSeed.fixed.a) ^ 0x5555_5555_5555_5555
      guard (0..<8).allSatisfy({ (0x20..<0x7F).contains(third >> (8 * $0) & 0xFF) }) else { continue }
      let words = [0x6E6F_6974_7069_7263, second, third, 0x2E2E_2E2E_2E2E_2E2E]
      let bytes = words.flatMap { word in (0..<8).map { UInt8(word >> (8 * $0) & 0xFF) } }
      texts.append(String(decoding: bytes, as: UTF8.self))
    }
    return texts
  }

  private static func pool(_ texts: [String], _ seed: HashSeed) -> TextPool {
    var pool = TextPool(seed: seed)
    for text in texts { _ = pool.number(of: text) }
    return pool
  }

  @Test func textsMadeToCollide() {
    let texts = Self.colliding(1000)
    #expect(Set(texts).count == 1000)
    #expect(Self.longestProbe(in: Self.pool(texts, .fixed)) == 999)
    #expect(Self.longestProbe(in: Self.pool(texts, .process)) < 100)
    // The table of this process, as all others are made.
    var pool = TextPool()
    for text in texts { _ = pool.number(of: text) }
    #expect(pool.lookup.seed == .process)
    #expect(Self.longestProbe(in: pool) < 100)
    for (index, text) in texts.enumerated() {
      let number = pool.number(of: text)
      #expect(number == UInt32(index + 1))
    }
  }

  /// Short texts need not share a word to be told apart, whatever the seed.
  @Test(arguments: [1, 7, 8, 9, 16, 17, 24, 25, 40])
  func textsOfAnyLength(length: Int) {
    let texts = (0..<1000).map { number in
      String("\(number)abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz".prefix(length))
    }
    #expect(Self.longestProbe(in: Self.pool(Array(Set(texts)), .process)) < 100)
  }

  /// Numbers are given out in the order of the rows, so that pairs of them can be made up as well. Pairs are found by the
  /// lower half of their hash, groups by the upper one.
  @Test(arguments: [0, 32]) func pairsMadeToCollide(shift: UInt64) {
    var pairs: [UInt64] = []
    var first: UInt64 = 1
    while pairs.count < 500 {
      for second in 1...1000 as ClosedRange<UInt64>
      where HashSeed.fixed.hash(first << 32 | second) >> shift & 0x3FF == 0 {
        pairs.append(first << 32 | second)
      }
      first += 1
    }
    #expect(Self.longestProbe(pairs.prefix(500).map { HashSeed.fixed.hash($0) >> shift }) == 499)
    #expect(Self.longestProbe(pairs.prefix(500).map { HashSeed.process.hash($0) >> shift }) < 100)
  }

  @Test func linesMadeToCollide() {
    var keys: [LineKey] = []
    var service: UInt32 = 1
    while keys.count < 500 {
      for description in 1...1000 as ClosedRange<UInt32> {
        let key = LineKey(service: service, description: description, taxCode: 0, taxRate: 0, isTax: false)
        if key.hash(.fixed) & 0x3FF == 0 { keys.append(key) }
      }
      service += 1
    }
    #expect(Self.longestProbe(keys.prefix(500).map { UInt64(truncatingIfNeeded: $0.hash(.fixed)) }) == 499)
    #expect(Self.longestProbe(keys.prefix(500).map { UInt64(truncatingIfNeeded: $0.hash(.process)) }) < 100)
  }

  /// A set of hashes takes them for what they are: numbers that can be made up.
  @Test func rowsMadeToCollide() {
    let rows = (1...500).map { UInt64(0xABCD) << 48 | UInt64($0) }
    #expect(Self.longestProbe(rows.map { $0 >> 54 }) == 499)
    #expect(Self.longestProbe(rows.map { HashSeed.process.hash($0) >> 54 }) < 100)
    let set = RowSet(rows)
    #expect(set.seed == .process)
    #expect(rows.allSatisfy(set.contains))
    #expect(!set.contains(rows[0] + 1 << 20))
  }

  /// Every table is made with the seed of the process, which nobody chose.
  @Test func allTables() {
    #expect(PairTable().lookup.seed == .process)
    #expect(LineTable().lookup.seed == .process)
    #expect(GroupTable(.standard, partitions: 1).seed == .process)
    #expect(NameTable().seed == .process)
    let seed = HashSeed.process
    #expect(seed != .fixed)
    #expect(Set([seed.start, seed.a, seed.b, seed.c]).count == 4)
    #expect([seed.start, seed.a, seed.b, seed.c].allSatisfy { (8...56).contains($0.nonzeroBitCount) })
  }
}
