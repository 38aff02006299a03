import Glibc

/// Numbers names in the order in which they are met: 0, 1, 2 … The same bytes get the same number again.
struct NameTable {
  private struct Entry {
    var hash: UInt64
    var offset: Int
    var length: Int
  }

  private var bytes: [UInt8] = []
  private var entries: [Entry] = []
  /// Open addressing; holds numbers from 1, 0 where nothing is. At most half full.
  private var places = [Int32](repeating: 0, count: 64)
  let seed: HashSeed

  /// - Parameter seed: another one than that of all tables, for tests.
  init(seed: HashSeed = .process) { self.seed = seed }

  var count: Int { entries.count }

  /// The number of a name, and whether this is the first time it is met.
  mutating func number(_ name: UnsafeBufferPointer<UInt8>) -> (number: Int, isNew: Bool) {
    let hash = hash(name)
    let mask = places.count - 1
    var at = Int(truncatingIfNeeded: hash) & mask
    while places[at] != 0 {
      let number = Int(places[at]) - 1
      let entry = entries[number]
      if entry.hash == hash, entry.length == name.count, isEqual(entry, name) { return (number, false) }
      at = (at + 1) & mask
    }
    entries.append(Entry(hash: hash, offset: bytes.count, length: name.count))
    bytes.append(contentsOf: name)
    places[at] = Int32(entries.count)
    if entries.count * 2 > places.count { grow() }
    return (entries.count - 1, true)
  }

  private func isEqual(_ entry: Entry, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let start = name.baseAddress, name.count > 0 else { return true }
    return bytes.withUnsafeBufferPointer { memcmp($0.baseAddress! + entry.offset, start, name.count) == 0 }
  }

  private mutating func grow() {
    let mask = places.count * 4 - 1
    places = [Int32](repeating: 0, count: mask + 1)
    for (number, entry) in entries.enumerated() {
      var at = Int(truncatingIfNeeded: entry.hash) & mask
      while places[at] != 0 { at = (at + 1) & mask }
      places[at] = Int32(number + 1)
    }
  }

  private func hash(_ name: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash = seed.start ^ UInt64(truncatingIfNeeded: name.count)
    var at = 0
    while at < name.count {
      var word: UInt64 = 0
      let length = min(8, name.count - at)
      for k in 0..<length { word |= UInt64(name[at + k]) &<< UInt64(8 * k) }
      hash = HashSeed.fold(hash ^ word, seed.a)
      at += 8
    }
    return HashSeed.fold(hash ^ seed.b, seed.c)
  }
}
