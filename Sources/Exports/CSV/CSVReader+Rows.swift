import Diagnostics

extension CSVReader {
  /// How far a pass over a stretch came.
  struct Progress {
    /// Where the first record starts that was not used.
    var end: Int
    /// Whether that record is over the limit, so that a finding says so and reading ends.
    var isTooLong = false
  }

  /// Turns the records between `start` and `limit` into rows or findings, all those that are complete.
  ///
  /// A record without quotes, of the right width, in text known to be valid goes straight from the index into cells;
  /// every other one goes through the parser. Both ways give the same row for the same record.
  @inline(never)
  mutating func rows(
    from start: Int, to limit: Int, isEnd: Bool, _ header: CSVHeader, _ batch: inout RecordBatch,
    findings: inout Findings
  ) -> Progress {
    let text = UnsafePointer(window.base)
    let entries = UnsafePointer(index.entries)
    let entryCount = index.count
    let width = header.width
    let isSuspect =
      index.hasNUL || (index.hasHighBytes && !TextEncoding.isValid(text + start, count: limit - start))
    var record = start
    var entry = 0

    return header.sources.withUnsafeBufferPointer { sources in
      while record < limit {
        if !isSuspect, entry + width <= entryCount,
          let end = plainEnd(text, entries + entry, entryCount - entry, width), end.next <= limit,
          end.content - record <= self.limit, end.content > record || width == 1
        {
          let cells = batch.append(line: line, offset: record)
          for slot in 0..<sources.count {
            let source = sources[slot]
            let from = source == 0 ? record : Int(entries[entry &+ source &- 1]) &+ 1
            let to = Int(entries[entry &+ source])
            cells[slot] = Cell(from, to &- from)
          }
          line &+= 1
          entry &+= end.entries
          record = end.next
          continue
        }

        let mark = batch.arena.count
        let outcome = parser.parse(text, from: record, to: limit, isEnd: isEnd, arena: &batch.arena)
        let next: Int
        switch outcome {
        case .needsMore:
          batch.arena.truncate(to: mark)
          return Progress(end: record)
        case .record(_, let end), .refused(_, _, let end):
          next = end
        }
        if contentEnd(outcome, record) - record > self.limit {
          findings.add(tooLong(from: record, line: line))
          return Progress(end: record, isTooLong: true)
        }
        let isBlank = width > 1 && contentEnd(outcome, record) == record
        if let finding = isBlank
          ? nil : refusal(outcome, from: record, line: line, width: width, checksText: isSuspect)
        {
          findings.add(finding)
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

  /// Where a record ends whose next `width` entries are delimiters and then a line break; nil for any other.
  @inline(__always)
  private func plainEnd(
    _ text: UnsafePointer<UInt8>, _ entries: UnsafePointer<UInt32>, _ count: Int, _ width: Int
  ) -> (content: Int, next: Int, entries: Int)? {
    var odd: UInt8 = 0
    for k in 0..<(width &- 1) { odd |= text[Int(entries[k])] ^ delimiter }
    if odd != 0 { return nil }
    let last = Int(entries[width &- 1])
    if text[last] == 0x0A { return (last, last &+ 1, width) }
    guard text[last] == 0x0D, width < count, Int(entries[width]) == last &+ 1, text[last &+ 1] == 0x0A else {
      return nil
    }
    return (last, last &+ 2, width &+ 1)
  }
}
