import Billing
import Diagnostics

/// Places in files, each in twelve bytes.
public struct Places: Sendable, RandomAccessCollection {
  private struct Entry {
    var file: UInt32
    var line: UInt32
    var column: UInt32
  }

  private var files: [String] = []
  private var entries: [Entry] = []

  public var startIndex: Int { 0 }
  public var endIndex: Int { entries.count }

  public subscript(index: Int) -> Place {
    let entry = entries[index]
    return Place(file: files[Int(entry.file)], line: Int(entry.line), column: Int(entry.column))
  }

  /// Adds a place that has a line and a column.
  mutating func append(_ place: Place) {
    if files.last.map({ !isSame($0, place.file) }) ?? true { files.append(place.file) }
    entries.append(
      Entry(
        file: UInt32(files.count - 1), line: UInt32(clamping: place.line ?? 1),
        column: UInt32(clamping: place.column ?? 1)))
  }
}
