/// A whole JSON document, with its numbers as they are written and its members in their order.
public enum JSONValue: Sendable {
  case null
  case bool(Bool)
  case number(String)
  case string(String)
  case array([JSONValue])
  case object([(key: String, value: JSONValue)])

  /// Reads a document strictly: one value, UTF-8 without a byte order mark, no key twice in an object, at most
  /// 128 levels.
  public init(parsing bytes: [UInt8]) throws(JSONSyntaxError) {
    var result: Result<JSONValue, JSONSyntaxError> = .success(.null)
    let padded = bytes + [UInt8](repeating: 0, count: JSONScanner.reach)
    padded.withUnsafeBufferPointer { result = Self.parse($0.extracting(..<bytes.count)) }
    self = try result.get()
  }

  public init(parsing text: String) throws(JSONSyntaxError) { try self.init(parsing: Array(text.utf8)) }

  private static func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> Result<JSONValue, JSONSyntaxError> {
    guard let text = bytes.baseAddress else {
      return .failure(JSONSyntaxError(line: 1, column: 1, message: JSONFault.Problem.end.message))
    }
    var scanner = JSONScanner(text, from: 0, to: bytes.count, isEnd: true)
    var scratch = ByteArena()
    do throws(JSONFault) {
      scanner.skipSpace()
      let value = try scanner.value(depth: 0, scratch: &scratch)
      scanner.skipSpace()
      if scanner.at < scanner.end { throw JSONFault(problem: .textAfterEnd, offset: scanner.at) }
      if let duplicate = scanner.duplicate { throw duplicate }
      return .success(value)
    } catch {
      let place = TextPosition().advanced(over: text, count: error.offset)
      return .failure(JSONSyntaxError(line: place.line, column: place.column, message: error.problem.message))
    }
  }
}

extension JSONScanner {
  /// Takes one value; `depth` arrays and objects are open around it.
  fileprivate mutating func value(depth: Int, scratch: inout ByteArena) throws(JSONFault) -> JSONValue {
    switch try kind() {
    case .null:
      _ = try word()
      return .null
    case .bool:
      return .bool(try word().count == 4)
    case .number:
      let range = try number()
      let digits = UnsafeBufferPointer(start: text + range.lowerBound, count: range.count)
      return .number(String(decoding: digits, as: UTF8.self))
    case .string:
      let token = try string()
      return .string(take(token, scratch: &scratch))
    case .array:
      try open(depth: depth)
      var elements: [JSONValue] = []
      while try nextElement(first: elements.isEmpty) {
        elements.append(try value(depth: depth + 1, scratch: &scratch))
      }
      return .array(elements)
    case .object:
      try open(depth: depth)
      var members: [(key: String, value: JSONValue)] = []
      var names = NameTable()
      while let key = try nextKey(first: members.isEmpty) {
        let name = bytes(of: key, scratch: &scratch)
        if !names.number(name).isNew { noteDuplicate(key, name) }
        let text = String(decoding: name, as: UTF8.self)
        scratch.removeAll()
        members.append((text, try value(depth: depth + 1, scratch: &scratch)))
      }
      return .object(members)
    }
  }

  private func take(_ token: JSONString, scratch: inout ByteArena) -> String {
    defer { scratch.removeAll() }
    return String(decoding: bytes(of: token, scratch: &scratch), as: UTF8.self)
  }
}

extension JSONValue: Equatable {
  /// Members count in their order, numbers as they are written.
  public static func == (a: JSONValue, b: JSONValue) -> Bool {
    switch (a, b) {
    case (.null, .null): true
    case (.bool(let x), .bool(let y)): x == y
    case (.number(let x), .number(let y)), (.string(let x), .string(let y)): x == y
    case (.array(let x), .array(let y)): x == y
    case (.object(let x), .object(let y)): x.elementsEqual(y) { $0.key == $1.key && $0.value == $1.value }
    default: false
    }
  }
}
