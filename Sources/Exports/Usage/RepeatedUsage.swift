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

  mutating func beginFile(_ name: String) { files.append(name) }

  mutating func check(id: Field, content: UInt64, line: Int) -> Answer {
    let key = Fingerprint(a: Self.hash(id.bytes, seed: 0), b: Self.hash(id.bytes, seed: 1))
    if let first = seen[key] {
      let place = Place(file: files[Int(first.file)], line: Int(first.line))
      return first.content == content ? .repeated(place) : .different(place)
    }
    seen[key] = Seen(content: content, file: Int32(files.count - 1), line: Int32(clamping: line))
    return .new
  }

  /// A fingerprint of all values of a row, each with its length, so that shifted bytes never look the same.
  static func content(_ batch: borrowing RecordBatch, _ row: Int, columns: Int) -> UInt64 {
    var hasher = Hasher()
    for column in 0..<columns {
      let bytes = batch.field(row, column).bytes
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
