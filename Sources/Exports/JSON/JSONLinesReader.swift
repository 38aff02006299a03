import Diagnostics

/// Reads JSON Lines: one object a line, blank lines allowed. A line that is refused does not end the reading.
struct JSONLinesReader: ~Copyable {
  private let file: String
  private let limit: Int
  private var window: ByteWindow
  private var parser: JSONRecordParser
  private var batch: RecordBatch
  private var scratch = ByteArena()
  private var line = 1

  init(_ file: String, _ schema: ExportSchema, limit: Int, isStrict: Bool, _ window: consuming ByteWindow) {
    self.file = file
    self.limit = limit
    self.window = window
    parser = JSONRecordParser(file, schema, isStrict: isStrict)
    batch = RecordBatch(file: file, slots: JSONRecordParser.slots(schema))
  }

  mutating func read<Sink: RecordSink & ~Copyable>(findings: inout Findings, into sink: inout Sink) throws {
    batch.begin(window.base)
    var isEmpty = true
    var isWhole = true
    while true {
      let start = window.start
      let found = window.endOfLine()
      let end = found ?? window.end
      if end - start > limit {
        findings.add(
          ExportReader.recordTooLong(
            limit: limit, because: "no record of an export is that long; the line breaks may be missing",
            remedy: "write one object a line", at: Place(file: file, line: line, column: 1)))
        isWhole = false
        break
      }
      if found == nil, !window.isAtEnd {
        batch.awaited = parser.awaited
        if batch.count > 0 { try sink.receive(batch) }
        try window.readMore()
        batch.begin(window.base)
        continue
      }
      if found == nil, start == end { break }
      var scanner = JSONScanner(window.base, from: start, to: end, isEnd: true)
      scanner.skipSpace()
      if scanner.at < end {
        isEmpty = false
        record(&scanner, from: start, findings: &findings)
      }
      line += 1
      window.start = found == nil ? end : end + 1
    }
    batch.awaited = parser.awaited
    if batch.count > 0 { try sink.receive(batch) }
    sink.endFile(missing: parser.finish(isWhole: isWhole, findings: &findings))
    if isEmpty, window.count == 0 { findings.add(ExportReader.emptyFile(file)) }
  }

  /// Reads the one value of a line that is not blank.
  private mutating func record(_ scanner: inout JSONScanner, from start: Int, findings: inout Findings) {
    let text = scanner.text
    let position = TextPosition(line: line).advanced(over: text + start, count: scanner.at - start)
    let count = batch.count
    do throws(JSONFault) {
      let kind = try scanner.kind()
      if kind == .object {
        try parser.parse(&scanner, at: position, depth: 0, limit: limit, &batch, findings: &findings)
      } else {
        try scanner.skipValue(depth: 0, scratch: &scratch)
      }
      scanner.skipSpace()
      if scanner.at < scanner.end { throw JSONFault(problem: .textAfterEnd, offset: scanner.at) }
      if kind != .object { findings.add(JSONShape.notAnObject(kind, at: place(position))) }
    } catch {
      if batch.count > count { batch.removeLast() }
      let at = TextPosition(line: line).advanced(over: text + start, count: error.offset - start)
      findings.add(error.problem.finding(at: place(at)))
    }
  }

  private func place(_ position: TextPosition) -> Place {
    Place(file: file, line: position.line, column: position.column)
  }
}
