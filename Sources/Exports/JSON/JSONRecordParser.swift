import Diagnostics

/// Turns one JSON object after the other into rows.
struct JSONRecordParser: ~Copyable {
  private struct Member {
    var name: Int
    var match: ExportSchema.Match
    var offset: Int
    /// Set where the value is an array or object.
    var nested: JSONScanner.Kind?
  }

  private let file: String
  private let schema: ExportSchema
  private var keys: JSONKeys
  /// Nil where every record is to be read strictly.
  private var frames: JSONFrames?
  /// Where the values of the record at hand are, and the column that each is for.
  private var values: [(range: Range<Int>, column: Int?)] = []
  /// The members of the record at hand that stand for a column.
  private var members: [Member] = []
  /// Whether each column has one value at most in it, and none is nested.
  private var isPlain = true
  private var unnoted: [Int] = []
  /// For each column the rank of the name whose value counts so far.
  private let ranks: UnsafeMutablePointer<Int>
  private let columns: Int
  /// The columns whose choice among several names has been told.
  private var told: [Bool]
  /// Whether any object so far has had each column.
  private var isThere: [Bool]
  /// Where the first object stands.
  private var first: Place?
  /// The columns of needs that no object so far has met.
  private(set) var awaited: Set<Int>
  private var scratch = ByteArena()

  init(_ file: String, _ schema: ExportSchema, isStrict: Bool = false) {
    frames = isStrict ? nil : JSONFrames()
    self.file = file
    self.schema = schema
    keys = JSONKeys(schema)
    columns = schema.columns.count
    ranks = .allocate(capacity: max(1, columns))
    ranks.initialize(repeating: .max, count: columns)
    told = Array(repeating: false, count: schema.columns.count)
    isThere = Array(repeating: false, count: schema.columns.count)
    awaited = Set(schema.needs.flatMap { $0.choices.joined() })
  }

  deinit { ranks.deallocate() }

  /// Every column has its cell in a row: an object may hold any of them.
  static func slots(_ schema: ExportSchema) -> [Int?] { Array(schema.columns.indices) }

  /// Takes the object whose brace is at the scanner, which stands at `start`, and adds its row to the batch, or
  /// findings where it is JSON and yet no record. An object longer than `limit` throws a fault behind it.
  mutating func parse(
    _ scanner: inout JSONScanner, at start: TextPosition, depth: Int, limit: Int,
    _ batch: inout RecordBatch, findings: inout Findings
  ) throws(JSONFault) {
    let offset = scanner.at
    let mark = batch.arena.count
    let cells = batch.append(line: start.line, offset: offset, column: start.column)
    for column in 0..<columns { cells[column] = .missing }
    if frames?.take(&scanner, into: cells, depth: depth, limit: limit, &batch.arena, &scratch) ?? false { return }
    do throws(JSONFault) {
      try readMembers(&scanner, cells, depth: depth, &batch.arena)
      if scanner.at - offset > limit { throw JSONFault(problem: .end, offset: scanner.at) }
    } catch {
      batch.removeLast()
      batch.arena.truncate(to: mark)
      throw error
    }
    for name in unnoted { keys.note(name) }
    noteColumns(at: start)
    if isPlain, scanner.duplicate == nil {
      learnFrame(scanner.text, offset..<scanner.at)
      return
    }
    let text = scanner.text
    let file = file
    let isRecord = report(findings: &findings, duplicate: scanner.duplicate) { at in
      let place = start.advanced(over: text + offset, count: at - offset)
      return Place(file: file, line: place.line, column: place.column)
    }
    if !isRecord {
      batch.removeLast()
      batch.arena.truncate(to: mark)
    }
  }

  /// Remembers all of a plain record but its values.
  private mutating func learnFrame(_ text: UnsafePointer<UInt8>, _ record: Range<Int>) {
    let values = values
    frames?.learn { frame in
      var from = record.lowerBound
      for (range, column) in values {
        frame.add(text + from, count: range.lowerBound - from, column: column)
        from = range.upperBound
      }
      frame.end(text + from, count: record.upperBound - from)
    }
  }

  private mutating func noteColumns(at start: TextPosition) {
    if first == nil { first = Place(file: file, line: start.line, column: start.column) }
    var isNew = false
    for member in members where !isThere[member.match.column] {
      isThere[member.match.column] = true
      isNew = true
    }
    guard isNew, !awaited.isEmpty else { return }
    awaited = Set(schema.unmet { isThere[$0] }.flatMap { $0.choices.joined() })
  }

  /// Adds what is left to say when the file is read, and returns the columns that are missing.
  ///
  /// - Parameter isWhole: whether it was read to its end; otherwise the rest may have what is missing.
  func finish(isWhole: Bool, findings: inout Findings) -> Set<Int> {
    if isWhole, let first, !awaited.isEmpty {
      let found = schema.columns.indices.filter { isThere[$0] }.map { schema.columns[$0].name } + keys.unknown
      findings.add(
        ColumnFindings.missing(
          schema.unmet { isThere[$0] }, of: schema, found: found, unknown: keys.unknown, at: first))
    }
    if !keys.unknown.isEmpty {
      let absent = zip(schema.columns, isThere).lazy.filter { !$0.1 }.map(\.0)
      findings.add(ColumnFindings.unknown(keys.unknown, absent: absent, at: Place(file: file)))
    }
    return first == nil ? [] : awaited
  }

  private mutating func readMembers(
    _ scanner: inout JSONScanner, _ cells: UnsafeMutablePointer<Cell>, depth: Int, _ arena: inout ByteArena
  ) throws(JSONFault) {
    keys.beginRecord()
    values.removeAll(keepingCapacity: true)
    members.removeAll(keepingCapacity: true)
    unnoted.removeAll(keepingCapacity: true)
    isPlain = true
    let ranks = ranks
    for column in 0..<columns {
      ranks[column] = .max
      cells[column] = .missing
    }
    try scanner.open(depth: depth)
    var count = 0
    while let key = try scanner.nextKey(first: count == 0) {
      count += 1
      scratch.removeAll()
      let name = scanner.bytes(of: key, scratch: &scratch)
      let (number, isRepeated) = keys.number(name)
      if isRepeated { scanner.noteDuplicate(key, name) }
      try scanner.checkCount(count, key)
      let start = scanner.at
      guard let match = keys.match(number) else {
        if keys.isUnnoted(number) { unnoted.append(number) }
        try scanner.skipValue(depth: depth + 1, scratch: &scratch)
        values.append((start..<scanner.at, nil))
        continue
      }
      var member = Member(name: number, match: match, offset: start)
      var cell = Cell.missing
      if let scalar = try scanner.scalar(&arena) {
        cell = scalar
      } else {
        member.nested = try scanner.kind()
        isPlain = false
        try scanner.skipValue(depth: depth + 1, scratch: &scratch)
      }
      values.append((start..<scanner.at, match.column))
      members.append(member)
      if ranks[match.column] != .max { isPlain = false }
      if match.rank < ranks[match.column] {
        ranks[match.column] = match.rank
        cells[match.column] = cell
      }
    }
  }

  /// The rules on the members of one object that is JSON; false where it breaks one.
  private mutating func report(
    findings: inout Findings, duplicate: JSONFault?, place: (Int) -> Place
  ) -> Bool {
    var isRecord = true
    if let duplicate {
      findings.add(duplicate.problem.finding(at: place(duplicate.offset)))
      isRecord = false
    }
    var firsts: [Int: Member] = [:]
    var repeated: Set<Int> = []
    for member in members where member.match.rank == ranks[member.match.column] {
      let column = schema.columns[member.match.column]
      if let first = firsts[member.match.column] {
        guard first.name != member.name, repeated.insert(member.match.column).inserted else { continue }
        findings.add(
          ColumnFindings.duplicate(
            column, as: keys.text(first.name), and: keys.text(member.name), at: place(member.offset)))
        isRecord = false
        continue
      }
      firsts[member.match.column] = member
      if let kind = member.nested {
        findings.add(JSONShape.nested(kind, in: column, at: place(member.offset)))
        isRecord = false
      }
      if told[member.match.column] { continue }
      let others = members.filter { $0.match.column == member.match.column }
      if others.contains(where: { $0.match.rank != member.match.rank }) {
        told[member.match.column] = true
        findings.add(
          ColumnFindings.chosen(
            keys.text(member.name), among: others.map { keys.text($0.name) }, for: column, at: place(member.offset)))
      }
    }
    return isRecord
  }
}
