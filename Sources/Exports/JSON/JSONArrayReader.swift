import Diagnostics

/// Reads a `.json` export: an array of objects, or an object with exactly one array, whose other members are checked
/// and ignored. Goes through the file value by value, so that a file of any size takes the memory of one block.
struct JSONArrayReader: ~Copyable {
  private enum State: Equatable {
    case start
    case elements(first: Bool)
    case element
    case members(first: Bool)
    case member(key: String)
    case tail
    case done
  }

  private let file: String
  private let limit: Int
  private var window: ByteWindow
  private var parser: JSONRecordParser
  private var batch: RecordBatch
  private var scratch = ByteArena()
  private var memberNames = NameTable()
  private var state = State.start
  /// The position of the window's start.
  private var position = TextPosition()
  private var isInObject = false
  private var hasArray = false
  /// Whether a member says that there is another page.
  private var saysItGoesOn = false

  init(_ file: String, _ schema: ExportSchema, limit: Int, isStrict: Bool, _ window: consuming ByteWindow) {
    self.file = file
    self.limit = limit
    self.window = window
    parser = JSONRecordParser(file, schema, isStrict: isStrict)
    batch = RecordBatch(file: file, slots: JSONRecordParser.slots(schema))
  }

  mutating func read<Sink: RecordSink & ~Copyable>(findings: inout Findings, into sink: inout Sink) throws {
    batch.begin(window.base)
    var isWhole = true
    while state != .done {
      guard let fault = advance(findings: &findings) else { continue }
      let length = fault.offset - window.start
      if length > limit {
        findings.add(tooLong)
        isWhole = false
        break
      }
      if fault.problem != .needsMore {
        findings.add(fault.problem.finding(at: place(fault.offset)))
        isWhole = false
        break
      }
      batch.awaited = parser.awaited
      if batch.count > 0 { try sink.receive(batch) }
      try window.readMore()
      batch.begin(window.base)
    }
    batch.awaited = parser.awaited
    if batch.count > 0 { try sink.receive(batch) }
    sink.endFile(missing: parser.finish(isWhole: isWhole, findings: &findings))
  }
}

extension JSONArrayReader {
  /// Takes the next piece of the file, if all of it is in memory; otherwise, and where it is not JSON, the fault.
  private mutating func advance(findings: inout Findings) -> JSONFault? {
    var scanner = JSONScanner(window.base, from: window.start, to: window.end, isEnd: window.isAtEnd)
    scanner.skipSpace()
    use(to: scanner.at)
    do throws(JSONFault) {
      switch state {
      case .start: try start(&scanner, findings: &findings)
      case .elements(let first):
        state = try scanner.nextElement(first: first) ? .element : isInObject ? .members(first: false) : .tail
      case .element:
        try element(&scanner, findings: &findings)
      case .members(let first): try members(&scanner, first: first, findings: &findings)
      case .member(let key): try member(key, &scanner, findings: &findings)
      case .tail:
        if scanner.at < scanner.end { throw JSONFault(problem: .textAfterEnd, offset: scanner.at) }
        if !scanner.isEnd { throw scanner.ended }
        state = .done
      case .done: break
      }
    } catch {
      return error
    }
    use(to: scanner.at)
    return nil
  }

  private mutating func start(_ scanner: inout JSONScanner, findings: inout Findings) throws(JSONFault) {
    if scanner.at == scanner.end, scanner.isEnd {
      findings.add(ExportReader.emptyFile(file))
      state = .done
      return
    }
    switch try scanner.kind() {
    case .array:
      scanner.at += 1
      state = .elements(first: true)
    case .object:
      scanner.at += 1
      isInObject = true
      state = .members(first: true)
    case let kind:
      let place = place(scanner.at)
      try scanner.skipValue(depth: 0, scratch: &scratch)
      findings.add(JSONShape.notRecords(kind, at: place))
      state = .tail
    }
  }

  private mutating func element(_ scanner: inout JSONScanner, findings: inout Findings) throws(JSONFault) {
    let start = scanner.at
    let place = place(start)
    let depth = isInObject ? 2 : 1
    let kind = try scanner.kind()
    if kind == .object {
      try parser.parse(&scanner, at: position, depth: depth, limit: limit, &batch, findings: &findings)
    } else {
      try scanner.skipValue(depth: depth, scratch: &scratch)
      // Over the limit whatever it is; that comes first, as it does where the end is not in memory yet.
      if scanner.at - start > limit { throw JSONFault(problem: .end, offset: scanner.at) }
      findings.add(JSONShape.notAnObject(kind, at: place))
    }
    state = .elements(first: false)
  }

  private mutating func members(
    _ scanner: inout JSONScanner, first: Bool, findings: inout Findings
  ) throws(JSONFault) {
    guard let key = try scanner.nextKey(first: first) else {
      if !hasArray { findings.add(JSONShape.noArray(at: place(scanner.at - 1))) }
      state = .tail
      return
    }
    scratch.removeAll()
    let name = scanner.bytes(of: key, scratch: &scratch)
    if !memberNames.number(name).isNew { scanner.noteDuplicate(key, name) }
    try scanner.checkCount(memberNames.count, key)
    if let duplicate = scanner.duplicate {
      findings.add(duplicate.problem.finding(at: place(duplicate.offset)))
    }
    state = .member(key: String(decoding: name, as: UTF8.self))
  }

  private mutating func member(
    _ key: String, _ scanner: inout JSONScanner, findings: inout Findings
  ) throws(JSONFault) {
    if try scanner.kind() == .array {
      if hasArray {
        findings.add(JSONShape.secondArray(key, at: place(scanner.at)))
        state = .done
        return
      }
      hasArray = true
      scanner.at += 1
      state = .elements(first: true)
      return
    }
    let start = scanner.at
    try scanner.skipValue(depth: 1, scratch: &scratch)
    if !saysItGoesOn, JSONContinuation.concerns(key),
      let value = try? JSONValue(
        parsing: Array(UnsafeBufferPointer(start: window.base + start, count: scanner.at - start))),
      let sign = JSONContinuation.sign(key, value)
    {
      saysItGoesOn = true
      findings.add(JSONContinuation.finding(sign, at: place(start)))
    }
    if let duplicate = scanner.duplicate {
      findings.add(duplicate.problem.finding(at: place(duplicate.offset)))
    }
    state = .members(first: false)
  }

  /// Moves the window's start, and its position with it.
  private mutating func use(to offset: Int) {
    position = position.advanced(over: window.base + window.start, count: offset - window.start)
    window.start = offset
  }

  private func place(_ offset: Int) -> Place {
    let place = position.advanced(over: window.base + window.start, count: offset - window.start)
    return Place(file: file, line: place.line, column: place.column)
  }

  private var tooLong: Finding {
    ExportReader.recordTooLong(
      limit: limit, because: "no record of an export is that long",
      remedy: "export the records as an array of objects: [{…}, {…}]", at: place(window.start))
  }
}
