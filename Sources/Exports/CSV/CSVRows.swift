import Diagnostics
import Glibc

/// Takes the records of a CSV text in memory apart: into the rows of a batch, and faults.
struct CSVRows: ~Copyable {
  /// How much is indexed at once: little enough to stay in the cache between the index and the rows.
  static let slice = 1 << 17

  /// A record that is refused, to be named later: how many lines a text begins with may not be known yet.
  struct Fault {
    var record: Int
    /// Counted like the lines of the rows.
    var line: Int
  }

  /// How far a pass over a text came.
  struct Progress {
    /// Where the first record starts that was not used.
    var end: Int
    /// Whether that record is over the limit, so that a finding says so and reading ends.
    var isTooLong = false
  }

  private let header: CSVHeader
  private let delimiter: UInt8
  private let limit: Int
  /// No record takes the plain way.
  private let isStrict: Bool
  private var index = CSVIndex()
  private var parser: CSVRecordParser
  /// For each field of a record the cell of a row that it goes into; the one behind all cells where none holds it.
  private let targets: UnsafeMutablePointer<Int>
  var batch: RecordBatch
  private(set) var faults: [Fault] = []
  /// The line on which the next record starts.
  var line = 0

  init(_ file: String, _ header: CSVHeader, delimiter: UInt8, limit: Int, isStrict: Bool) {
    self.header = header
    self.delimiter = delimiter
    self.limit = limit
    self.isStrict = isStrict
    parser = CSVRecordParser(delimiter: delimiter)
    targets = .allocate(capacity: header.width)
    targets.initialize(repeating: header.sources.count, count: header.width)
    for (cell, field) in header.sources.enumerated() { targets[field] = cell }
    batch = RecordBatch(file: file, slots: header.slots)
  }

  deinit { targets.deallocate() }

  /// Forgets all rows and faults; those of `text` are next.
  mutating func begin(_ text: UnsafePointer<UInt8>) {
    batch.begin(text)
    faults.removeAll(keepingCapacity: true)
  }

  /// Takes the records of a slice of the text that `begin` was called with: all that are complete within `length` bytes
  /// from `start`; `isEnd` where the file ends there.
  mutating func take(_ text: UnsafePointer<UInt8>, from start: Int, length: Int, isEnd: Bool) -> Progress {
    index.scan(text, from: start, length: length, delimiter: delimiter)
    let limit = isEnd ? start + length : index.endOfLastLine(text) ?? start
    return rows(text, from: start, to: limit, isEnd: isEnd)
  }

  /// A record without quoted line breaks, of the right width, in text known to be valid goes straight from the index
  /// into cells; every other one goes through the parser. Both ways give the same row for the same record.
  @inline(never)
  private mutating func rows(_ text: UnsafePointer<UInt8>, from start: Int, to limit: Int, isEnd: Bool) -> Progress {
    let entries = UnsafePointer(index.entries)
    let entryCount = index.count
    let width = header.width
    let isSuspect = isStrict || index.hasHighBytes && !TextEncoding.isValid(text + start, count: limit - start)
    var record = start
    var entry = 0

    return header.sources.withUnsafeBufferPointer { sources in
      while record < limit {
        let mark = batch.arena.count
        if !isSuspect {
          let cells = batch.append(line: line, offset: record)
          if let end = plain(text, entries + entry, entryCount - entry, from: record, into: cells),
            end.next <= limit, end.content - record <= self.limit, end.content > record || width == 1
          {
            line &+= 1
            entry &+= end.entries
            record = end.next
            continue
          }
          batch.removeLast()
          batch.arena.truncate(to: mark)
        }

        if text[record] == 0x0A, width > 1 {
          line &+= 1
          record &+= 1
          if entry < entryCount, Int(entries[entry]) < record { entry &+= 1 }
          continue
        }
        let outcome = parser.parse(text, from: record, to: limit, isEnd: isEnd, arena: &batch.arena)
        let next: Int
        switch outcome {
        case .needsMore:
          batch.arena.truncate(to: mark)
          return Progress(end: record)
        case .record(_, let end), .refused(_, _, let end):
          next = end
        }
        let contentEnd = outcome.contentEnd(text, from: record)
        if contentEnd - record > self.limit {
          batch.arena.truncate(to: mark)
          return Progress(end: record, isTooLong: true)
        }
        let isBlank = width > 1 && contentEnd == record
        if !isBlank, isRefused(outcome, text, from: record) {
          faults.append(Fault(record: record, line: line))
          batch.arena.truncate(to: mark)
        } else if !isBlank {
          let cells = batch.append(line: line, offset: record)
          for slot in 0..<sources.count { cells[slot] = parser.fields[sources[slot]] }
        }
        line = TextPosition(line: line).advanced(over: text + record, count: next - record).line
        record = next
        while entry < entryCount, Int(entries[entry]) < record { entry += 1 }
      }
      return Progress(end: record)
    }
  }

  /// Where a record ends: its content, where the next one starts, and how many entries it has.
  private struct End {
    var content: Int
    var next: Int
    var entries: Int
  }

  /// Writes the cells of a record whose next entries are delimiters, quotes around whole fields with delimiters and
  /// doubled quotes between them, and then a line break; nil for any other record.
  @inline(__always)
  private mutating func plain(
    _ text: UnsafePointer<UInt8>, _ entries: UnsafePointer<UInt32>, _ count: Int, from record: Int,
    into cells: UnsafeMutablePointer<Cell>
  ) -> End? {
    let delimiter = delimiter
    let targets = targets
    let last = header.width &- 1
    var at = record
    var k = 0
    var field = 0
    while k < count {
      var end = Int(entries[k])
      if text[at] == 0x22 {
        var isDoubled = false
        while true {
          repeat { k &+= 1 } while k < count && text[Int(entries[k])] == delimiter
          guard k &+ 1 < count else { return nil }
          let quote = Int(entries[k])
          k &+= 1
          end = Int(entries[k])
          guard text[quote] == 0x22, end == quote &+ 1 else { return nil }
          if text[end] != 0x22 { break }
          isDoubled = true
        }
        cells[targets[field]] =
          isDoubled ? undoubled(text, at &+ 1, end &- 1) : Cell(at &+ 1, end &- at &- 2, isQuoted: true)
      } else {
        cells[targets[field]] = Cell(at, end &- at)
      }
      if field == last { return lineBreak(text, entries, k, count) }
      guard text[end] == delimiter else { return nil }
      at = end &+ 1
      k &+= 1
      field &+= 1
    }
    return nil
  }

  /// The cell of a field that has doubled quotes from `start` to `end`, with each of them once.
  @inline(never)
  private mutating func undoubled(_ text: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Cell {
    let entry = batch.arena.begin(source: start)
    var from = start
    while let found = memchr(text + from, 0x22, end - from) {
      let quote = UnsafeRawPointer(found) - UnsafeRawPointer(text)
      batch.arena.append(text + from, count: quote + 1 - from)
      from = quote + 2
    }
    batch.arena.append(text + from, count: end - from)
    return Cell(entry, batch.arena.count - entry, isQuoted: true, inArena: true)
  }

  /// The end of a record whose line break is at an entry; nil where none is there.
  @inline(__always)
  private func lineBreak(
    _ text: UnsafePointer<UInt8>, _ entries: UnsafePointer<UInt32>, _ k: Int, _ count: Int
  ) -> End? {
    let last = Int(entries[k])
    if text[last] == 0x0A { return End(content: last, next: last &+ 1, entries: k &+ 1) }
    guard text[last] == 0x0D, k &+ 1 < count, Int(entries[k &+ 1]) == last &+ 1, text[last &+ 1] == 0x0A else {
      return nil
    }
    return End(content: last, next: last &+ 2, entries: k &+ 2)
  }

  private func isRefused(_ outcome: CSVRecordParser.Outcome, _ text: UnsafePointer<UInt8>, from record: Int) -> Bool {
    if case .refused = outcome { return true }
    if parser.count != header.width { return true }
    return TextEncoding.firstProblem(text, in: record..<outcome.contentEnd(text, from: record)) != nil
  }
}
