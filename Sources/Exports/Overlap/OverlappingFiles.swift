import Billing
import Diagnostics

/// The rule that no usage file without ids holds all rows of another: month-to-date exports would count twice.
///
/// What is kept of each file is bounded (`RowSketch`): all of it up to some ten thousand rows, a sample of larger ones.
/// Files that are too small to be in the sample of a large one are read beforehand, and watched for while that is read.
/// Where there is only one file nothing of this is done.
struct OverlappingFiles {
  /// How many entries all sketches have room for together, and what one has room for at least and at most.
  private static let room = 1 << 21
  private static let capacities = 1 << 10...1 << 15
  /// Up to how many rows all of them have to stand in the other file, and what part of more rows.
  private static let strictUpTo = 20
  private static let (part, whole) = (95, 100)
  /// Fewer rows of a sample say nothing.
  static let leastSample = 16
  /// What part of all usage, in bytes, is read beforehand at most.
  private static let ahead = 32

  private let capacity: Int
  private var sketches: [RowSketch] = []
  /// The files that are compared, by name.
  private let names: Set<Identifier>
  /// The files that are watched for.
  private var small: [Identifier: RowSketch] = [:]
  private var watched = RowSet([])
  private var isComparing = false

  /// Nil where there is nothing to compare.
  ///
  /// - Parameters:
  ///   - capacity: of each sketch, for tests.
  ///   - findings: what there is to say of the files; those that equal others are not compared once more.
  init?(_ files: [ExportFile], findings: Findings, capacity: Int? = nil) {
    let equal = Set(
      findings.all.lazy.filter { $0.kind == .duplicateFile }.compactMap { $0.place.map { Identifier($0.file) } })
    let files = files.filter { $0.kind == .usage && !equal.contains(Identifier($0.name)) }
    guard files.count > 1 else { return nil }
    self.capacity =
      capacity ?? min(max(Self.room / files.count, Self.capacities.lowerBound), Self.capacities.upperBound)
    names = Set(files.map { Identifier($0.name) })
    watch(files)
  }

  mutating func beginFile(_ name: String) {
    isComparing = names.contains(Identifier(name))
    if isComparing { sketches.append(RowSketch(file: name, capacity: capacity)) }
  }

  /// What is wanted of the rows of the present file; nil where it is not compared.
  var filter: RowHashes.Filter? {
    guard isComparing, let present = sketches.last, !present.hasIDs else { return nil }
    return RowHashes.Filter(
      limit: present.limit, watched: small[Identifier(present.file)] == nil ? watched : RowSet([]))
  }

  /// Takes rows of the present file.
  mutating func add(_ hashes: RowHashes) {
    if isComparing, !sketches.isEmpty { sketches[sketches.count - 1].add(hashes) }
  }

  /// Reads the smallest files beforehand, where another one is so large that a sample of it is all there will be.
  private mutating func watch(_ files: [ExportFile]) {
    let sizes = files.map(\.size)
    // A row takes ten bytes at least, or what is packed a tenth of that.
    let isLarge = zip(files, sizes).map { $1 > capacity * ($0.isPacked ? 1 : 10) }
    guard isLarge.contains(true) else { return }
    var room = sizes.reduce(0, +) / Self.ahead
    for index in files.indices.sorted(by: { sizes[$0] < sizes[$1] }) where !isLarge[index] {
      room -= sizes[index]
      if room < 0 { break }
      // What is wrong with it will be told when it is read for its rows.
      var findings = Findings()
      var sink = HashSink(sketch: RowSketch(file: files[index].name, capacity: capacity))
      try? ExportReader.read(files[index], schema: UsageColumn.schema, findings: &findings, into: &sink)
      if sink.sketch.isExact, !sink.sketch.hasIDs { small[Identifier(files[index].name)] = sink.sketch }
    }
    watched = RowSet(small.values.reduce(into: Set()) { $0.formUnion($1.counts.keys) })
  }

  private struct HashSink: RecordSink {
    var sketch: RowSketch

    mutating func receive(_ batch: borrowing RecordBatch) {
      var hashes = RowHashes()
      hashes.take(batch, RowHashes.Filter(limit: sketch.limit, watched: RowSet([])))
      sketch.add(hashes)
    }
  }
}

extension OverlappingFiles {
  /// One finding for each two files of which one holds the rows of the other.
  func findings(_ severity: Severity) -> [Finding] {
    let sketches = sketches.filter { !$0.hasIDs && $0.rows > 0 }
    var shared = SharedRows(sketches).counts
    // A sample need not hold any row of a small file.
    for (a, sketch) in sketches.enumerated() where small[Identifier(sketch.file)] != nil {
      for (b, other) in sketches.enumerated() where !other.isExact {
        shared[SharedRows.Pair(min(a, b), max(a, b)), default: 0] += 0
      }
    }
    var findings: [Finding] = []
    for (pair, part) in shared.sorted(by: { ($0.key.a, $0.key.b) < ($1.key.a, $1.key.b) }) {
      let (a, b) = (sketches[pair.a], sketches[pair.b])
      // Of two that hold each other the first one by name is taken for the older one.
      let (inner, outer) = a.rows <= b.rows ? (a, b) : (b, a)
      if let overlap = overlap(of: inner, in: outer, part) { findings.append(overlap.finding(severity)) }
    }
    return findings
  }

  /// - Parameter part: how many rows both sketches hold.
  private func overlap(of inner: RowSketch, in outer: RowSketch, _ part: Int) -> Overlap? {
    let limit = min(inner.limit, outer.limit)
    var overlap = Overlap(inner: inner.file, rows: inner.rows, outer: outer.file, outerRows: outer.rows)
    if limit == .max {
      (overlap.part, overlap.known) = (part, inner.rows)
    } else if inner.isExact, small[Identifier(inner.file)] != nil {
      overlap.part = inner.counts.reduce(0) { $0 + Int(min($1.value, outer.watched[$1.key] ?? 0)) }
      overlap.known = inner.rows
    } else {
      (overlap.part, overlap.known) = (part, inner.rows(upTo: limit))
      if overlap.known < Self.leastSample { return nil }
    }
    let isOverlap =
      inner.rows <= Self.strictUpTo
      ? overlap.part == overlap.known : overlap.part * Self.whole >= overlap.known * Self.part
    return isOverlap ? overlap : nil
  }
}

/// Two files of which one holds the rows of the other.
private struct Overlap {
  var inner: String
  var rows: Int
  var outer: String
  var outerRows: Int
  /// How many rows of the inner file were held against the outer one, and how many of them stand there.
  var known = 0
  var part = 0

  func finding(_ severity: Severity) -> Finding {
    let found =
      part == known ? "all \(rows) rows" : known == rows ? "\(part) of \(rows) rows" : "about \(share) of \(rows) rows"
    return Finding(
      .overlappingFiles, at: Place(file: inner),
      "\(rows == 1 ? "the one row" : found) of \(Quoted.file(inner)) \(rows == 1 ? "stands" : "stand") in “\(outer)” as "
        + "well, which has \(outerRows)",
      because: "reading both would count these rows twice, as month-to-date exports of two days do",
      remedy: "leave the older export out of the folder; if they are rows of their own, give them a usage_id, or set "
        + "overlaps: warn in report.yml",
      severity: severity)
  }

  private var share: Int { Int(Int128(part) * Int128(rows) / Int128(known)) }
}
