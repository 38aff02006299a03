/// A style sheet without what only people read: comments, indentation, spaces that mean nothing.
///
/// Strings, addresses in `url()` and escapes stay as they are, and so does every space that may mean something: one
/// remains wherever there were some, but for the ends of rules, selectors and declarations, around commas, braces and
/// the colon of a declaration, and around `>`, `+` and `~` between selectors.
///
/// In a scope also without the rules that find nothing there, and without the selectors of others that do not.
struct StyleSheet {
  /// A rule or an at-rule that is not closed yet.
  private struct Opening {
    /// Where in `written` it begins, and what is in it.
    var start: Int
    var body: Int
    /// Whether a rule in it was left out.
    var isThinned = false
  }

  private let css: [UInt8]
  private let scope: StyleScope?
  private var at = 0
  /// What is finished, up to the last brace or semicolon.
  private var written: [UInt8] = []
  /// The selector, declaration or at-rule that is being read.
  private var piece: [UInt8] = []
  /// Whether a space is due before what comes next, if it means something there.
  private var space = false
  /// Whether a comment is all that keeps two tokens apart.
  private var comment = false
  private var parentheses = 0
  private var open: [Opening] = []
  /// How many braces are open from that of a rule that is left out.
  private var skipped = 0

  static func minified(_ css: String, in scope: StyleScope? = nil) -> [UInt8] {
    var sheet = StyleSheet(css: Array(css.utf8), scope: scope)
    sheet.read()
    return sheet.written
  }

  private init(css: [UInt8], scope: StyleScope?) {
    self.css = css
    self.scope = scope
  }

  private mutating func read() {
    while at < css.count {
      let byte = css[at]
      switch byte {
      case UInt8(ascii: " "), 0x09, 0x0A, 0x0C, 0x0D:
        space = true
        at += 1
      case UInt8(ascii: "/") where follows("*"): skipComment()
      case UInt8(ascii: "\""), UInt8(ascii: "'"): copy(to: endOfString(byte))
      case UInt8(ascii: "\\"): copy(to: endOfEscape())
      case UInt8(ascii: "{"): finish(byte)
      case UInt8(ascii: ";"), UInt8(ascii: "}"):
        if parentheses > 0 { copy(to: at + 1) } else { finish(byte) }
      default:
        if byte == UInt8(ascii: "(") { parentheses += 1 }
        if byte == UInt8(ascii: ")") { parentheses = max(0, parentheses - 1) }
        copy(to: isAddress ? endOfAddress() : at + 1)
      }
    }
    finish(nil)
  }

  private func follows(_ character: Unicode.Scalar) -> Bool {
    at + 1 < css.count && css[at + 1] == UInt8(ascii: character)
  }

  private mutating func skipComment() {
    at += 2
    while at < css.count, !(css[at] == UInt8(ascii: "*") && follows("/")) { at += 1 }
    at = min(at + 2, css.count)
    comment = true
  }

  /// Adds what no space is taken out of, with what is due before it.
  private mutating func copy(to end: Int) {
    if space {
      if !piece.isEmpty, !isTight(piece.last), !isTight(css[at]) { piece.append(UInt8(ascii: " ")) }
    } else if comment, !piece.isEmpty {
      piece += Array("/**/".utf8)
    }
    (space, comment) = (false, false)
    piece += css[at..<end]
    at = end
  }

  private func isTight(_ byte: UInt8?) -> Bool { byte == UInt8(ascii: ",") }

  /// Ends a selector by `{`, a declaration or an at-rule by `;`, a rule by `}`, and the sheet by nothing.
  private mutating func finish(_ sign: UInt8?) {
    at += 1
    (space, comment, parentheses) = (false, false, 0)
    defer { piece = [] }
    switch sign {
    case UInt8(ascii: "{"): begin()
    case UInt8(ascii: "}"): end()
    default:
      if skipped > 0 { return }
      written += Self.declaration(piece)
      if sign != nil, !piece.isEmpty { written.append(UInt8(ascii: ";")) }
    }
  }

  /// Begins a rule or an at-rule.
  private mutating func begin() {
    let start = written.count
    if skipped > 0 || !writePrelude() {
      skipped += 1
      if !open.isEmpty { open[open.count - 1].isThinned = true }
      return
    }
    written.append(UInt8(ascii: "{"))
    open.append(Opening(start: start, body: written.count))
  }

  /// Writes what stands in front of a brace; false where nothing may match it.
  private mutating func writePrelude() -> Bool {
    if piece.first == UInt8(ascii: "@") {
      written += piece
      return true
    }
    let selector = Self.selector(piece)
    guard let scope else {
      written += selector
      return true
    }
    let selectors = StyleScope.parts(of: selector[...], at: ",").filter(scope.mayMatch)
    written += selectors.joined(separator: [UInt8(ascii: ",")])
    return !selectors.isEmpty
  }

  /// Ends a rule, or an at-rule, which goes as well if no rule is left in it.
  private mutating func end() {
    if skipped > 0 {
      skipped -= 1
      return
    }
    written += Self.declaration(piece)
    if written.last == UInt8(ascii: ";") { written.removeLast() }
    let rule = open.popLast()
    if let rule, rule.isThinned, written.count == rule.body {
      written.removeLast(written.count - rule.start)
      if !open.isEmpty { open[open.count - 1].isThinned = true }
    } else {
      written.append(UInt8(ascii: "}"))
    }
  }

  /// Without the spaces around `>`, `+` and `~`; in parentheses and brackets they may be something else.
  private static func selector(_ piece: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var depth = 0
    var at = 0
    while at < piece.count {
      let byte = piece[at]
      if byte == UInt8(ascii: "(") || byte == UInt8(ascii: "[") { depth += 1 }
      if byte == UInt8(ascii: ")") || byte == UInt8(ascii: "]") { depth -= 1 }
      if depth == 0, byte == UInt8(ascii: " "), at + 2 < piece.count, ">+~".utf8.contains(piece[at + 1]),
        piece[at + 2] == UInt8(ascii: " ")
      {
        result.append(piece[at + 1])
        at += 3
      } else {
        result.append(byte)
        at += 1
      }
    }
    return result
  }

  /// Without the spaces around its first colon.
  private static func declaration(_ piece: [UInt8]) -> [UInt8] {
    guard piece.first != UInt8(ascii: "@"), let colon = piece.firstIndex(of: UInt8(ascii: ":")) else { return piece }
    let name = piece[..<colon]
    let value = piece[(colon + 1)...]
    return Array(name.last == UInt8(ascii: " ") ? name.dropLast() : name) + [UInt8(ascii: ":")]
      + (value.first == UInt8(ascii: " ") ? value.dropFirst() : value)
  }

  private func endOfString(_ quote: UInt8) -> Int {
    var end = at + 1
    while end < css.count, css[end] != quote { end += css[end] == UInt8(ascii: "\\") ? 2 : 1 }
    return min(end + 1, css.count)
  }

  /// A backslash with its character; or with up to six hexadecimal digits and the space that ends them.
  private func endOfEscape() -> Int {
    var end = at + 1
    while end < css.count, end < at + 7, Unicode.Scalar(css[end]).properties.isASCIIHexDigit { end += 1 }
    if end == at + 1 || (end < css.count && [0x20, 0x09, 0x0A].contains(css[end])) { end += 1 }
    return min(end, css.count)
  }

  /// Whether `url(` begins here with an address that is no string.
  private var isAddress: Bool {
    guard css[at] | 0x20 == UInt8(ascii: "u"), css[at...].prefix(4).elementsEqual("url(".utf8, by: { $0 | 0x20 == $1 })
    else { return false }
    let first = css[(at + 4)...].first { ![0x20, 0x09, 0x0A, 0x0C, 0x0D].contains($0) }
    return first != UInt8(ascii: "\"") && first != UInt8(ascii: "'")
  }

  private func endOfAddress() -> Int {
    var end = at
    while end < css.count, css[end] != UInt8(ascii: ")") { end += css[end] == UInt8(ascii: "\\") ? 2 : 1 }
    return min(end + 1, css.count)
  }
}
