import Diagnostics

/// Names what is wrong with records of a CSV file, by reading them once more.
struct CSVFindings {
  let file: String
  let delimiter: UInt8
  let limit: Int

  /// The finding for the record at `start`, which is on `line`; nil where nothing is wrong with it.
  ///
  /// - Parameters:
  ///   - width: how many fields it must have; nil where any number will do.
  ///   - end: where the text in memory ends, and with `isEnd` the file.
  func refusal(
    _ text: UnsafePointer<UInt8>, from start: Int, to end: Int, isEnd: Bool, line: Int, width: Int?
  ) -> Finding? {
    var parser = CSVRecordParser(delimiter: delimiter)
    var arena = ByteArena()
    let outcome = parser.parse(text, from: start, to: end, isEnd: isEnd, arena: &arena)
    let content = start..<outcome.contentEnd(text, from: start)
    if let problem = TextEncoding.firstProblem(text, in: content) {
      switch problem {
      case .nul(let at): return finding(.nul, text, at, from: start, line)
      case .invalid(let at): return finding(.invalidUTF8, text, at, from: start, line)
      }
    }
    if case .refused(let fault, let at, _) = outcome { return finding(fault, text, at, from: start, line) }
    guard let width, parser.count != width else { return nil }
    return finding(.width(expected: width, found: parser.count), text, start, from: start, line)
  }

  /// The finding for the record at `start`, of which more than `limit` bytes are in memory. Where an open quote is what
  /// makes it long, that is said: it decides on the first `limit` bytes alone, so that it does not depend on how much
  /// was read.
  func tooLong(_ text: UnsafePointer<UInt8>, from start: Int, line: Int) -> Finding {
    var parser = CSVRecordParser(delimiter: delimiter)
    var arena = ByteArena()
    let outcome = parser.parse(text, from: start, to: start + limit, isEnd: true, arena: &arena)
    if case .refused(.unterminatedQuote, let at, _) = outcome {
      return ExportReader.recordTooLong(
        limit: limit, because: "the quote that opens here is not closed within that length",
        remedy: "close the field with a double quote", at: place(text, at, from: start, line))
    }
    return ExportReader.recordTooLong(
      limit: limit, because: "no record of an export is that long; the line breaks may be missing",
      remedy: "end each record with a line feed", at: Place(file: file, line: line, column: 1))
  }

  func place(_ text: UnsafePointer<UInt8>, _ offset: Int, from start: Int, _ line: Int) -> Place {
    let position = TextPosition(line: line).advanced(over: text + start, count: offset - start)
    return Place(file: file, line: position.line, column: position.column)
  }

  private func finding(
    _ fault: CSVFault, _ text: UnsafePointer<UInt8>, _ offset: Int, from start: Int, _ line: Int
  ) -> Finding {
    fault.finding(at: place(text, offset, from: start, line), delimiter: delimiter)
  }
}

extension CSVRecordParser.Outcome {
  /// Where the content of the record ends, which is what the limit counts.
  func contentEnd(_ text: UnsafePointer<UInt8>, from start: Int) -> Int {
    switch self {
    case .record(let contentEnd, _): contentEnd
    case .refused(_, _, let end): end - (end > start && text[end - 1] == 0x0A ? 1 : 0)
    case .needsMore: start
    }
  }
}
