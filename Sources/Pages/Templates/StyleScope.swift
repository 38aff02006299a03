/// What a selector may find on pages of one kind, as far as their frame tells.
///
/// The content of a page is Markdown: it has no sections of a page, and no class that is a kind of page. All else it may
/// have, and so may any other page.
struct StyleScope: Hashable {
  /// Elements that only a frame can have.
  private static let sections: Set<String> = ["header", "footer", "main", "nav", "aside", "section", "article"]

  private let kinds: Set<String>
  /// Of `sections` and of `kinds` those that the frame has.
  private var elements: Set<String> = []
  private var classes: Set<String> = []
  private var classesOfBody: Set<String> = []

  /// - Parameters:
  ///   - frame: the page without its content.
  ///   - kinds: the classes that tell pages apart, as far as a style names them.
  init(frame: [UInt8], kinds: Set<String>) {
    self.kinds = kinds
    var at = 0
    while at < frame.count {
      at += 1
      if frame[at - 1] == UInt8(ascii: "<") { at = readTag(frame, from: at) }
    }
  }

  /// The names behind all points of a style, its classes among them.
  static func names(in style: String) -> Set<String> {
    Set(Array(style.utf8).split(separator: UInt8(ascii: ".")).map(name))
  }

  /// Whether there may be a page of the kind on which a selector finds anything. It has no spaces but those that mean
  /// something, as in a `StyleSheet`.
  func mayMatch(_ selector: ArraySlice<UInt8>) -> Bool {
    Self.parts(of: selector, at: " >+~").allSatisfy(mayMatch(compound:))
  }

  /// Takes the part of a selector that is about one element.
  private func mayMatch(compound: ArraySlice<UInt8>) -> Bool {
    let type = Self.name(compound)
    if Self.sections.contains(type), !elements.contains(type) { return false }
    for part in Self.parts(of: compound, at: ".:#", keeping: true) where !part.isEmpty {
      let name = Self.name(part.dropFirst())
      if part.first == UInt8(ascii: "."), kinds.contains(name), !classes.contains(name) { return false }
      if type == "body", part.starts(with: ":not(.".utf8), part.last == UInt8(ascii: ")"),
        classesOfBody.contains(String(decoding: part.dropFirst(6).dropLast(), as: UTF8.self))
      {
        return false
      }
    }
    return true
  }

  /// The parts between signs that stand in no parentheses, brackets or strings.
  static func parts(
    of text: ArraySlice<UInt8>, at signs: StaticString, keeping: Bool = false
  ) -> [ArraySlice<UInt8>] {
    let signs = UnsafeBufferPointer(start: signs.utf8Start, count: signs.utf8CodeUnitCount)
    var parts: [ArraySlice<UInt8>] = []
    var start = text.startIndex
    var depth = 0
    var quote: UInt8?
    var isEscaped = false
    for (index, byte) in zip(text.indices, text) {
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: "(") || byte == UInt8(ascii: "[") {
        depth += 1
      } else if byte == UInt8(ascii: ")") || byte == UInt8(ascii: "]") {
        depth -= 1
      } else if depth == 0, signs.contains(byte) {
        parts.append(text[start..<index])
        start = keeping ? index : index + 1
      }
    }
    return parts + [text[start...]]
  }

  /// The name that a text begins with.
  private static func name(_ text: ArraySlice<UInt8>) -> String {
    String(decoding: text.prefix { $0 == UInt8(ascii: "-") || isWord($0) }, as: UTF8.self)
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "\\"), 0x80...:
      true
    default: false
    }
  }

  /// Reads the tag behind a `<`, and returns where its attributes end.
  private mutating func readTag(_ html: [UInt8], from start: Int) -> Int {
    let element = Self.name(html[start...]).lowercased()
    if element.isEmpty { return start }
    if Self.sections.contains(element) { elements.insert(element) }
    var at = start + element.utf8.count
    func skipSpace() { while at < html.count, Self.isSpace(html[at]) { at += 1 } }
    while at < html.count, html[at] != UInt8(ascii: ">") {
      let attribute = Self.name(html[at...]).lowercased()
      at += max(1, attribute.utf8.count)
      if attribute.isEmpty { continue }
      skipSpace()
      guard at < html.count, html[at] == UInt8(ascii: "=") else { continue }
      at += 1
      skipSpace()
      let quote = at < html.count && (html[at] == UInt8(ascii: "\"") || html[at] == UInt8(ascii: "'")) ? html[at] : nil
      let value =
        quote.map { quote in html[(at + 1)...].prefix { $0 != quote } }
        ?? html[at...].prefix { !Self.isSpace($0) && $0 != UInt8(ascii: ">") }
      at = min(value.endIndex + (quote == nil ? 0 : 1), html.count)
      if attribute == "class" { add(value, toBody: element == "body") }
    }
    return at
  }

  private static func isSpace(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0C, 0x0D].contains(byte) }

  private mutating func add(_ value: ArraySlice<UInt8>, toBody: Bool) {
    for name in value.split(whereSeparator: Self.isSpace) {
      let name = String(decoding: name, as: UTF8.self)
      guard kinds.contains(name) else { continue }
      classes.insert(name)
      if toBody { classesOfBody.insert(name) }
    }
  }
}
