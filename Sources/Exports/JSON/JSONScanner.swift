/// Strict JSON (RFC 8259), token by token, over bytes in memory. Every function throws at the first offset that breaks
/// a rule, or `needsMore` where the bytes end and the input may go on.
///
/// Invariants: `at <= end`, the bytes `text[..<end]` do not change while the scanner is in use, and `reach` more can be
/// read behind them.
struct JSONScanner {
  /// How many arrays and objects may be open inside each other.
  static let deepest = 128

  /// How far a scan in wide steps runs over.
  static let reach = 16

  enum Kind {
    case object, array, string, number, bool, null
  }

  let text: UnsafePointer<UInt8>
  var at: Int
  let end: Int
  /// Whether the input ends at `end`.
  let isEnd: Bool
  /// The first key met that stood in its object before. Scanning goes on behind it, for the text is JSON otherwise.
  private(set) var duplicate: JSONFault?

  init(_ text: UnsafePointer<UInt8>, from at: Int, to end: Int, isEnd: Bool) {
    self.text = text
    self.at = at
    self.end = end
    self.isEnd = isEnd
  }

  mutating func skipSpace() {
    while at < end, text[at] == 0x20 || text[at] == 0x0A || text[at] == 0x0D || text[at] == 0x09 { at += 1 }
  }

  /// What kind of value starts here, as its first byte tells.
  func kind() throws(JSONFault) -> Kind {
    guard at < end else { throw ended }
    switch text[at] {
    case UInt8(ascii: "{"): return .object
    case UInt8(ascii: "["): return .array
    case UInt8(ascii: "\""): return .string
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number
    case UInt8(ascii: "t"), UInt8(ascii: "f"): return .bool
    case UInt8(ascii: "n"): return .null
    case UInt8(ascii: "+"), UInt8(ascii: "."): throw JSONFault(problem: .number, offset: at)
    case UInt8(ascii: "}"), UInt8(ascii: "]"): throw JSONFault(problem: .unexpected("a value"), offset: at)
    default: throw unexpected("a value")
    }
  }

  /// Steps into an array or object that starts here; `depth` are open already.
  mutating func open(depth: Int) throws(JSONFault) {
    if depth >= Self.deepest { throw JSONFault(problem: .tooDeep, offset: at) }
    at += 1
  }

  /// Steps to the next element of an array, `first` right behind its bracket; false behind the closing one.
  mutating func nextElement(first: Bool) throws(JSONFault) -> Bool {
    guard let comma = try separator(first: first, closing: UInt8(ascii: "]"), "a comma or ]") else { return false }
    if let comma, at < end, text[at] == UInt8(ascii: "]") {
      throw JSONFault(problem: .trailingComma, offset: comma)
    }
    if at >= end { throw ended }
    return true
  }

  /// Steps to the value of the next member of an object, `first` right behind its brace, and returns its key; nil
  /// behind the closing brace.
  mutating func nextKey(first: Bool) throws(JSONFault) -> JSONString? {
    guard let comma = try separator(first: first, closing: UInt8(ascii: "}"), "a comma or }") else { return nil }
    guard at < end else { throw ended }
    if let comma, text[at] == UInt8(ascii: "}") { throw JSONFault(problem: .trailingComma, offset: comma) }
    guard text[at] == UInt8(ascii: "\"") else { throw unexpected("a key in double quotes") }
    let key = try string()
    skipSpace()
    guard at < end else { throw ended }
    guard text[at] == UInt8(ascii: ":") else { throw unexpected("a colon") }
    at += 1
    skipSpace()
    return key
  }

  /// Takes a value of one column as a cell, unescaped into the arena where it has escapes; nil, without taking it, where
  /// it is an array or object.
  @inline(__always)
  mutating func scalar(_ arena: inout ByteArena) throws(JSONFault) -> Cell? {
    switch try kind() {
    case .string:
      let value = try string()
      if !value.isEscaped { return Cell(value.start, value.end - value.start, isQuoted: true) }
      let entry = arena.begin(source: value.start)
      unescape(value, into: &arena)
      return Cell(entry, arena.count - entry, isQuoted: true, inArena: true)
    case .number:
      let range = try number()
      return Cell(range.lowerBound, range.count, .number)
    case .bool:
      let range = try word()
      return Cell(range.lowerBound, range.count, .bool)
    case .null: return Cell(try word().lowerBound, 0, .missing)
    case .array, .object: return nil
    }
  }

  /// Steps over one value of any kind, checking all of it; `depth` arrays and objects are open around it. The depth
  /// bounds the recursion.
  mutating func skipValue(depth: Int, scratch: inout ByteArena) throws(JSONFault) {
    switch try kind() {
    case .string: _ = try string()
    case .number: _ = try number()
    case .bool, .null: _ = try word()
    case .array:
      try open(depth: depth)
      var first = true
      while try nextElement(first: first) {
        first = false
        try skipValue(depth: depth + 1, scratch: &scratch)
      }
    case .object:
      try open(depth: depth)
      var names = NameTable()
      var first = true
      while let key = try nextKey(first: first) {
        first = false
        let mark = scratch.count
        let name = bytes(of: key, scratch: &scratch)
        if !names.number(name).isNew { noteDuplicate(key, name) }
        try checkCount(names.count, key)
        scratch.truncate(to: mark)
        try skipValue(depth: depth + 1, scratch: &scratch)
      }
    }
  }

  /// Refuses an object with more keys than any has.
  func checkCount(_ count: Int, _ key: JSONString) throws(JSONFault) {
    if count > ColumnFindings.most { throw JSONFault(problem: .tooManyKeys, offset: key.start - 1) }
  }

  /// Remembers a key that stands in its object a second time.
  mutating func noteDuplicate(_ key: JSONString, _ name: UnsafeBufferPointer<UInt8>) {
    if duplicate != nil { return }
    duplicate = JSONFault(problem: .duplicateKey(String(decoding: name, as: UTF8.self)), offset: key.start - 1)
  }

  /// The fault of a text that ends here.
  var ended: JSONFault { JSONFault(problem: isEnd ? .end : .needsMore, offset: end) }

  /// The fault of a byte that cannot stand here, named after what was probably meant.
  func unexpected(_ expected: String) -> JSONFault {
    let problem: JSONFault.Problem
    switch text[at] {
    case 0: problem = .nul
    case UInt8(ascii: "/"), UInt8(ascii: "#"): problem = .comment
    case UInt8(ascii: "'"): problem = .singleQuote
    case 0x80...:
      let length = TextEncoding.characterLength(text + at, available: end - at)
      if length < 0, !isEnd { return ended }
      problem = length <= 0 ? .invalidUTF8 : .unexpected(expected)
    default: problem = .unexpected(expected)
    }
    return JSONFault(problem: problem, offset: at)
  }

  /// Steps over space and the comma before the next element or member. The outer nil says the container was closed;
  /// the inner value is the offset of the comma, nil before the first.
  private mutating func separator(first: Bool, closing: UInt8, _ expected: String) throws(JSONFault) -> Int?? {
    skipSpace()
    guard at < end else { throw ended }
    if text[at] == closing {
      at += 1
      return nil
    }
    if first { return .some(nil) }
    guard text[at] == UInt8(ascii: ",") else { throw unexpected(expected) }
    let comma = at
    at += 1
    skipSpace()
    return .some(comma)
  }
}
