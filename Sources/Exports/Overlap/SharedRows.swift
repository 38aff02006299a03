/// How many rows any two files have in common, as far as both are known.
struct SharedRows {
  /// Positions of two files, the lower one first.
  struct Pair: Hashable {
    var a: Int
    var b: Int

    init(_ a: Int, _ b: Int) { (self.a, self.b) = (a, b) }
  }

  /// Of those that have any.
  private(set) var counts: [Pair: Int] = [:]

  private struct Standing {
    var hash: UInt64
    var count: UInt32
    var file: Int
  }

  init(_ sketches: [RowSketch]) {
    let rows = Self.shared(sketches)
    var start = 0
    while start < rows.count {
      var files: [Standing] = []
      var end = start
      while end < rows.count, rows[end].hash == rows[start].hash {
        if let last = files.indices.last, files[last].file == rows[end].file {
          files[last].count += rows[end].count
        } else {
          files.append(rows[end])
        }
        end += 1
      }
      for (index, a) in files.enumerated() {
        for b in files[(index + 1)...] { counts[Pair(a.file, b.file), default: 0] += Int(min(a.count, b.count)) }
      }
      start = end
    }
  }

  /// The rows that may stand in several files, sorted by hash and file. Nearly all rows stand in one, and are told apart
  /// by a bit each: sorting all of them would take longer than to read them.
  private static func shared(_ sketches: [RowSketch]) -> [Standing] {
    var seen = BitSet()
    var several = BitSet()
    for sketch in sketches {
      sketch.visit { if seen.contains($0.hash) { several.insert($0.hash) } }
      sketch.visit { seen.insert($0.hash) }
    }
    var rows: [Standing] = []
    for (file, sketch) in sketches.enumerated() {
      sketch.visit {
        if several.contains($0.hash) { rows.append(Standing(hash: $0.hash, count: $0.count, file: file)) }
      }
    }
    rows.sort { ($0.hash, $0.file) < ($1.hash, $1.file) }
    return rows
  }

  /// Hashes by their highest bits: it holds all that were inserted, and some others.
  private struct BitSet {
    private static let bits: UInt64 = 24
    private var words = [UInt64](repeating: 0, count: 1 << (bits - 6))

    func contains(_ hash: UInt64) -> Bool {
      let bit = hash >> (64 - Self.bits)
      return words[Int(bit >> 6)] & 1 << (bit & 63) != 0
    }

    mutating func insert(_ hash: UInt64) {
      let bit = hash >> (64 - Self.bits)
      words[Int(bit >> 6)] |= 1 << (bit & 63)
    }
  }
}
