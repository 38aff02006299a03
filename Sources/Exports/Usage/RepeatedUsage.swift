import Diagnostics

/// Usage rows that carry an id, to count a repeat once. Of each row it keeps two fingerprints and a line number, not
/// the row: usage ids are the one thing that grows with the rows, and only in exports that have them.
struct RepeatedUsage {
  enum Answer {
    case new
    case repeated(Place)
    case different(Place)
  }

  private struct Seen {
    var content: UInt64
    var file: Int32
    var line: Int32
  }

  private struct Fingerprint: Hashable {
    var a: UInt64
    var b: UInt64
  }

  private var seen: [Fingerprint: Seen] = [:]
  private var files: [String] = []
  /// Ids that stand for two different rows, for each file: the first of them, and how many there are.
  private var clashes: [(id: String, first: Place, place: Place, count: Int)] = []

  mutating func beginFile(_ name: String) { files.append(name) }

  mutating func check(id: FieldText, content: UInt64, line: Int) -> Answer {
    let key = Fingerprint(a: Self.hash(id.bytes, seed: 0), b: Self.hash(id.bytes, seed: 1))
    if let first = seen[key] {
      let place = Place(file: files[Int(first.file)], line: Int(first.line))
      return first.content == content ? .repeated(place) : .different(place)
    }
    seen[key] = Seen(content: content, file: Int32(files.count - 1), line: Int32(clamping: line))
    return .new
  }

  mutating func noteClash(_ id: String, of first: Place, at place: Place) {
    if let index = clashes.lastIndex(where: { $0.place.file == place.file }) {
      clashes[index].count += 1
    } else {
      clashes.append((id, first, place, 1))
    }
  }

  /// One for each file: a column that does not hold ids is one mistake, however many rows there are.
  var findings: [Finding] {
    clashes.map { clash in
      let rest = clash.count == 1 ? "" : "; the same is true of \(clash.count - 1) more rows of the file"
      return Finding(
        .duplicateID, at: clash.place,
        "usage_id \(Quoted.name(clash.id)) is already at \(clash.first), with another content\(rest)",
        because: "an id stands for one row, and which of the two is right would be a guess",
        remedy: "keep one of them, or give the other its own id; leave the column out if its values are not unique")
    }
  }

  /// A fingerprint of all values of a row, each with its length, so that shifted bytes never look the same. Blanks around
  /// identifiers say nothing.
  static func content(_ batch: borrowing RecordBatch, _ row: Int) -> UInt64 {
    var hasher = Hasher()
    for column in UsageColumn.allCases {
      let field = batch.field(row, column.rawValue)
      let isIdentifier = column.identifies != nil || column == .id || column == .taxCode
      let bytes = isIdentifier ? field.present?.trimmed?.bytes ?? Field.missing.bytes : field.bytes
      hasher.combine(bytes.count)
      hasher.combine(bytes: UnsafeRawBufferPointer(bytes))
    }
    return UInt64(bitPattern: Int64(hasher.finalize()))
  }

  private static func hash(_ bytes: UnsafeBufferPointer<UInt8>, seed: UInt64) -> UInt64 {
    var hasher = Hasher()
    hasher.combine(seed)
    hasher.combine(bytes: UnsafeRawBufferPointer(bytes))
    return UInt64(bitPattern: Int64(hasher.finalize()))
  }
}
