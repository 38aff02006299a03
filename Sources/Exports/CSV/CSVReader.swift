import Diagnostics

/// Reads a CSV file (RFC 4180; UTF-8; LF or CR LF; one header).
///
/// A completely empty line is skipped, except in a file of one column, where it is a row without a value.
struct CSVReader: ~Copyable {
  /// How much is indexed at once: little enough to stay in the cache between the index and the rows.
  static let slice = 1 << 17

  let file: String
  let schema: ExportSchema
  let delimiter: UInt8
  let limit: Int
  var window: ByteWindow
  var index = CSVIndex()
  var parser: CSVRecordParser
  /// The line that starts at the window's start.
  var line = 1

  init(_ file: String, _ schema: ExportSchema, delimiter: UInt8, limit: Int, _ window: consuming ByteWindow) {
    self.file = file
    self.schema = schema
    self.delimiter = delimiter
    self.limit = limit
    self.window = window
    parser = CSVRecordParser(delimiter: delimiter)
  }

  mutating func read<Sink: RecordSink & ~Copyable>(findings: inout Findings, into sink: inout Sink) throws {
    guard let header = try readHeader(findings: &findings) else { return }
    var batch = RecordBatch(file: file, slots: header.slots)
    var length = Self.slice
    while true {
      let available = window.count
      if available == 0, window.isAtEnd { return }
      length = min(length, available)
      let isEnd = window.isAtEnd && length == available
      let start = window.start
      index.scan(window.base, from: start, length: length, delimiter: delimiter)
      let end = isEnd ? start + length : index.endOfLastLine(window.base) ?? start
      batch.begin(window.base)
      let progress = rows(from: start, to: end, isEnd: isEnd, header, &batch, findings: &findings)
      if batch.count > 0 { try sink.receive(batch) }
      window.start = progress.end
      if progress.isTooLong { return }
      if progress.end > start {
        length = Self.slice
      } else if length < available {
        length *= 2
      } else if available > limit + 2 {
        findings.add(tooLong(from: start, line: line))
        return
      } else {
        try window.readMore()
        length = window.count
      }
    }
  }
}

extension CSVReader {
  /// Reads the first record that is not empty. Nil, with findings, where the file cannot be read under it.
  private mutating func readHeader(findings: inout Findings) throws(InputError) -> CSVHeader? {
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
          findings.add(tooLong(from: start, line: line))
          return nil
        }
        try window.readMore()
      case .record(start, let end):
        window.start = end
        line += 1
      case .record(_, let end), .refused(_, _, let end):
        if contentEnd(outcome, start) - start > limit {
          findings.add(tooLong(from: start, line: line))
          return nil
        }
        if let finding = refusal(outcome, from: start, line: line, width: nil, checksText: true) {
          findings.add(finding)
          return nil
        }
        let header = header(start: start, arena, findings: &findings)
        line = TextPosition(line: line).advanced(over: window.base + start, count: end - start).line
        window.start = end
        return header
      }
    }
  }

  private func header(start: Int, _ arena: borrowing ByteArena, findings: inout Findings) -> CSVHeader? {
    var names: [String] = []
    var places: [Place] = []
    for cell in parser.fields {
      let base = cell.inArena ? UnsafePointer(arena.base) : UnsafePointer(window.base)
      names.append(
        String(decoding: UnsafeBufferPointer(start: base + cell.offset, count: cell.length), as: UTF8.self))
      let source = (cell.inArena ? arena.source(of: cell.offset) : cell.offset) - (cell.isQuoted ? 1 : 0)
      places.append(place(source, from: start, line: line))
    }
    return CSVHeader(names, places: places, schema: schema, file: file, findings: &findings)
  }

  /// Where the content of a record ends, which is what the limit counts.
  func contentEnd(_ outcome: CSVRecordParser.Outcome, _ start: Int) -> Int {
    switch outcome {
    case .record(let contentEnd, _): contentEnd
    case .refused(_, _, let end): end - (end > start && window.base[end - 1] == 0x0A ? 1 : 0)
    case .needsMore: start
    }
  }

  /// The finding for the record the parser read last, nil where nothing is wrong with it.
  func refusal(
    _ outcome: CSVRecordParser.Outcome, from start: Int, line: Int, width: Int?, checksText: Bool
  ) -> Finding? {
    if checksText, let problem = TextEncoding.firstProblem(window.base, in: start..<contentEnd(outcome, start)) {
      switch problem {
      case .nul(let at): return CSVFault.nul.finding(at: place(at, from: start, line: line), delimiter: delimiter)
      case .invalid(let at):
        return CSVFault.invalidUTF8.finding(at: place(at, from: start, line: line), delimiter: delimiter)
      }
    }
    if case .refused(let fault, let at, _) = outcome {
      return fault.finding(at: place(at, from: start, line: line), delimiter: delimiter)
    }
    guard let width, parser.fields.count != width else { return nil }
    return CSVFault.width(expected: width, found: parser.fields.count)
      .finding(at: Place(file: file, line: line, column: 1), delimiter: delimiter)
  }

  func place(_ offset: Int, from start: Int, line: Int) -> Place {
    let position = TextPosition(line: line).advanced(over: window.base + start, count: offset - start)
    return Place(file: file, line: position.line, column: position.column)
  }

  /// The finding for the record at `start`. Where an open quote is what makes it long, that is said: it decides on the
  /// first `limit` bytes alone, so that it does not depend on how much was read.
  func tooLong(from start: Int, line: Int) -> Finding {
    var parser = CSVRecordParser(delimiter: delimiter)
    var arena = ByteArena()
    let outcome = parser.parse(window.base, from: start, to: start + limit, isEnd: true, arena: &arena)
    if case .refused(.unterminatedQuote, let at, _) = outcome {
      return ExportReader.recordTooLong(
        limit: limit, because: "the quote that opens here is not closed within that length",
        remedy: "close the field with a double quote", at: place(at, from: start, line: line))
    }
    return ExportReader.recordTooLong(
      limit: limit, because: "no record of an export is that long; the line breaks may be missing",
      remedy: "end each record with a line feed", at: Place(file: file, line: line, column: 1))
  }
}
