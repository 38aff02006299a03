import Diagnostics

/// Cuts a template into lines and tags.
struct TagScanner {
  private let file: String
  private(set) var errors: [TemplateError] = []
  private var lines: [TemplateLine] = []
  private var line = TemplateLine()
  private var number = 1
  private var column = 1

  private init(file: String) { self.file = file }

  static func scan(_ source: String, file: String) -> (lines: [TemplateLine], errors: [TemplateError]) {
    var scanner = TagScanner(file: file)
    scanner.scan(source)
    return (scanner.lines, scanner.errors)
  }

  private mutating func scan(_ source: String) {
    var rest = Substring(source)
    if rest.first == "\u{FEFF}" { rest.removeFirst() }
    while let first = rest.first {
      if Self.endsLine(first) {
        endLine()
        rest.removeFirst()
      } else if rest.hasPrefix("{{") {
        tag(&rest)
      } else {
        text(&rest)
      }
    }
    if !line.pieces.isEmpty { endLine() }
  }

  private mutating func endLine() {
    lines.append(line)
    line = TemplateLine()
    number += 1
    column = 1
  }

  private mutating func text(_ rest: inout Substring) {
    var end = rest.startIndex
    while end < rest.endIndex, !rest[end...].hasPrefix("{{"), !Self.endsLine(rest[end]) { end = rest.index(after: end) }
    let text = rest[..<end]
    if text.unicodeScalars.contains(where: { TagMark.scalars.contains($0) }) {
      report("a character of private use, U+E000 or U+E001, stands here", "take it out; it is the tool's own mark")
    }
    line.pieces.append(.text(String(text)))
    column += text.count
    rest = rest[end...]
  }

  private mutating func tag(_ rest: inout Substring) {
    var end = rest.startIndex
    let isComment = rest.dropFirst(2).first == "!"
    while end < rest.endIndex, !rest[end...].hasPrefix("}}"), isComment || !Self.endsLine(rest[end]) {
      end = rest.index(after: end)
    }
    let inner = rest[..<end].dropFirst(2)
    guard rest[end...].hasPrefix("}}") else {
      report("this tag is not closed", "write }} behind it, on the same line")
      column += rest[..<end].count
      rest = rest[end...]
      return
    }
    if let tag = tag(inner) { line.pieces.append(.tag(tag)) }
    var after = rest.index(end, offsetBy: 2)
    if inner.first == "{", rest[after...].first == "}" { after = rest.index(after: after) }
    for character in rest[..<after] {
      (number, column) = Self.endsLine(character) ? (number + 1, 1) : (number, column + 1)
    }
    rest = rest[after...]
  }

  private mutating func tag(_ inner: Substring) -> Tag? {
    let kinds: [Character: Tag.Kind] = [
      "#": .section, "^": .inverted, "/": .close, ">": .partial, "!": .comment,
    ]
    switch inner.first {
    case "{", "&":
      report("a value cannot be written unescaped", "write {{name}}; it is escaped for the place it stands in")
      return nil
    case "=":
      report("the delimiters of tags cannot be changed", "write tags as {{name}}")
      return nil
    default: break
    }
    let kind = inner.first.flatMap { kinds[$0] } ?? .variable
    let name = String((kind == .variable ? inner : inner.dropFirst()).trimmingSpaces)
    if kind == .comment { return Tag(kind: kind, name: "", place: place) }
    guard !name.isEmpty, name.utf8.allSatisfy(Self.isNameByte) else {
      report(
        name.isEmpty ? "this tag has no name" : "'\(name)' is no name",
        "a name is made of the letters a to z, digits, '_', '-' and '.'")
      return nil
    }
    return Tag(kind: kind, name: name, place: place)
  }

  private var place: Place { Place(file: file, line: number, column: column) }

  private mutating func report(_ message: String, _ remedy: String) {
    errors.append(TemplateError(at: place, message, remedy: remedy))
  }

  private static func endsLine(_ character: Character) -> Bool {
    character == "\n" || character == "\r\n" || character == "\r"
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
    default: false
    }
  }
}

extension Substring {
  fileprivate var trimmingSpaces: Substring {
    var text = drop(while: \.isWhitespace)
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}
