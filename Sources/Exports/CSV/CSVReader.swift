import Diagnostics

/// Reads a CSV file (RFC 4180; UTF-8; LF or CR LF; one header).
///
/// A completely empty line is skipped, except in a file of one column, where it is a row without a value.
struct CSVReader: ~Copyable {
  let file: String
  let schema: ExportSchema
  let delimiter: UInt8
  let limit: Int
  /// No record takes the plain way.
  let isStrict: Bool
  var window: ByteWindow
  /// The line that starts at the window's start.
  private(set) var line = 1

  init(
    _ file: String, _ schema: ExportSchema, delimiter: UInt8, limit: Int, isStrict: Bool = false,
    _ window: consuming ByteWindow
  ) {
    self.file = file
    self.schema = schema
    self.delimiter = delimiter
    self.limit = limit
    self.isStrict = isStrict
    self.window = window
  }

  /// What names the faults of this file.
  var faults: CSVFindings { CSVFindings(file: file, delimiter: delimiter, limit: limit) }

  mutating func read<Sink: RecordSink & ~Copyable>(findings: inout Findings, into sink: inout Sink) throws {
    guard let header = try readHeader(findings: &findings) else { return }
    let faults = faults
    var rows = CSVRows(file, header, delimiter: delimiter, limit: limit, isStrict: isStrict)
    rows.line = line
    var length = CSVRows.slice
    while true {
      let available = window.count
      if available == 0, window.isAtEnd { return }
      length = min(length, available)
      let isEnd = window.isAtEnd && length == available
      let start = window.start
      rows.begin(window.base)
      let progress = rows.take(window.base, from: start, length: length, isEnd: isEnd)
      for fault in rows.faults {
        let finding = faults.refusal(
          window.base, from: fault.record, to: start + length, isEnd: isEnd, line: fault.line, width: header.width)
        if let finding { findings.add(finding) }
      }
      if rows.batch.count > 0 { try sink.receive(rows.batch) }
      window.start = progress.end
      if progress.isTooLong {
        findings.add(faults.tooLong(window.base, from: progress.end, line: rows.line))
        return
      }
      if progress.end > start {
        length = CSVRows.slice
      } else if length < available {
        length *= 2
      } else if available > limit + 2 {
        findings.add(faults.tooLong(window.base, from: start, line: rows.line))
        return
      } else {
        try window.readMore()
        length = window.count
      }
    }
  }

  /// Reads the first record that is not empty. Nil, with findings, where the file cannot be read under it.
  mutating func readHeader(findings: inout Findings) throws(InputError) -> CSVHeader? {
    let faults = faults
    var parser = CSVRecordParser(delimiter: delimiter)
    var arena = ByteArena()
    while true {
      if window.count == 0, window.isAtEnd {
        findings.add(ExportReader.emptyFile(file))
        return nil
      }
      let start = window.start
      let outcome = parser.parse(window.base, from: start, to: window.end, isEnd: window.isAtEnd, arena: &arena)
      switch outcome {
      case .needsMore:
        if window.count > limit + 2 {
          findings.add(faults.tooLong(window.base, from: start, line: line))
          return nil
        }
        try window.readMore()
      case .record(start, let end):
        window.start = end
        line += 1
      case .record(_, let end), .refused(_, _, let end):
        if outcome.contentEnd(window.base, from: start) - start > limit {
          findings.add(faults.tooLong(window.base, from: start, line: line))
          return nil
        }
        if let finding = faults.refusal(
          window.base, from: start, to: window.end, isEnd: window.isAtEnd, line: line, width: nil)
        {
          findings.add(finding)
          return nil
        }
        if parser.count > ColumnFindings.most {
          findings.add(ColumnFindings.tooMany(at: Place(file: file, line: line, column: 1)))
          return nil
        }
        let header = header(start: start, parser.fields, arena, findings: &findings)
        line = TextPosition(line: line).advanced(over: window.base + start, count: end - start).line
        window.start = end
        return header
      }
    }
  }

  private func header(
    start: Int, _ fields: [Cell], _ arena: borrowing ByteArena, findings: inout Findings
  ) -> CSVHeader? {
    var names: [String] = []
    var places: [Place] = []
    var position = TextPosition(line: line)
    var counted = start
    for cell in fields {
      let base = cell.inArena ? UnsafePointer(arena.base) : UnsafePointer(window.base)
      names.append(
        String(decoding: UnsafeBufferPointer(start: base + cell.offset, count: cell.length), as: UTF8.self))
      let source = (cell.inArena ? arena.source(of: cell.offset) : cell.offset) - (cell.isQuoted ? 1 : 0)
      position = position.advanced(over: window.base + counted, count: source - counted)
      counted = source
      places.append(Place(file: file, line: position.line, column: position.column))
    }
    return CSVHeader(names, places: places, schema: schema, file: file, findings: &findings)
  }
}
