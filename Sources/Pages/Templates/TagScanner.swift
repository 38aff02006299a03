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
    var rest = Substring(source).utf8
    if rest.starts(with: "\u{FEFF}".utf8) { rest.removeFirst(3) }
    while let first = rest.first {
      if Self.endsLine(first) {
        endLine()
        rest.removeFirst()
        if first == Self.carriageReturn, rest.first == Self.newline { rest.removeFirst() }
      } else if rest.starts(with: "{{".utf8) {
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

  private mutating func text(_ rest: inout Substring.UTF8View) {
    let end = Self.end(of: rest, before: "{{", acrossLines: false)
    let text = Substring(rest[..<end])
    if text.utf8.contains(TagMark.lead), text.unicodeScalars.contains(where: { TagMark.scalars.contains($0) }) {
      report("a character of private use, U+E000 or U+E001, stands here", "take it out; it is the tool's own mark")
    }
    if let control = text.utf8.first(where: Self.isControl) {
      let code = String(control, radix: 16, uppercase: true)
      report("a control character, U+00\(control < 16 ? "0" : "")\(code), stands here", "take it out; it shows nothing")
    }
    line.pieces.append(.text(String(text)))
    column += text.count
    rest = rest[end...]
  }

  private mutating func tag(_ rest: inout Substring.UTF8View) {
    let isComment = rest.dropFirst(2).first == UInt8(ascii: "!")
    let end = Self.end(of: rest, before: "}}", acrossLines: isComment)
    let inner = Substring(rest[..<end].dropFirst(2))
    guard rest[end...].starts(with: "}}".utf8) else {
      report("this tag is not closed", "write }} behind it, on the same line")
      column += Substring(rest[..<end]).count
      rest = rest[end...]
      return
    }
    if let tag = tag(inner) { line.pieces.append(.tag(tag)) }
    var after = rest.index(end, offsetBy: 2)
    if inner.first == "{", rest[after...].first == UInt8(ascii: "}") { after = rest.index(after: after) }
    for character in Substring(rest[..<after]) {
      (number, column) = character.isNewline ? (number + 1, 1) : (number, column + 1)
    }
    rest = rest[after...]
  }

  /// Where `mark` begins, or the line or the text ends.
  private static func end(
    of text: Substring.UTF8View, before mark: StaticString, acrossLines: Bool
  ) -> Substring.UTF8View.Index {
    let sign = mark.utf8Start.pointee
    var end = text.startIndex
    while let found = text[end...].firstIndex(where: { $0 == sign || (!acrossLines && endsLine($0)) }) {
      if text[found] != sign || text[found...].dropFirst().first == sign { return found }
      end = text.index(after: found)
    }
    return text.endIndex
  }

  private mutating func tag(_ inner: Substring) -> Tag? {
    let kind: Tag.Kind
    switch inner.first {
    case "{", "&":
      report("a value cannot be written unescaped", "write {{name}}; it is escaped for the place it stands in")
      return nil
    case "=":
      report("the delimiters of tags cannot be changed", "write tags as {{name}}")
      return nil
    case "!": return Tag(kind: .comment, name: "", place: place)
    case "#": kind = .section
    case "^": kind = .inverted
    case "/": kind = .close
    case ">": kind = .partial
    default: kind = .variable
    }
    let name = String((kind == .variable ? inner : inner.dropFirst()).trimmingSpaces)
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

  private static let newline = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  private static func endsLine(_ byte: UInt8) -> Bool { byte == newline || byte == carriageReturn }

  /// But for tabs, and for what ends lines.
  private static func isControl(_ byte: UInt8) -> Bool { byte < 0x20 && byte != 0x09 || byte == 0x7F }

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
