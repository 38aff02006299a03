/// Follows HTML far enough to know what a byte of it is: text, an attribute, an address, or something no value may
/// stand in; and how many elements are open.
struct HTMLReader {
  enum Position: Equatable {
    case text, code, attribute
    case url(isStart: Bool)
    case forbidden
  }

  private enum State { case text, tagStart, tagName, inTag, attributeName, afterName, value, comment, style }

  private var state = State.text
  private var name: [UInt8] = []
  private var attribute: [UInt8] = []
  private var quote: UInt8 = 0
  private var isClosing = false
  private var isSelfClosing = false
  private var tail: [UInt8] = []
  private var codeDepth = 0
  /// Whether all of an address so far could still be followed by a scheme's colon.
  private(set) var isURLStart = true
  private(set) var depth = 0
  /// The least depth since it was last set.
  var lowest = 0

  var position: Position {
    switch state {
    case .text: codeDepth > 0 ? .code : .text
    // Of the words behind the fence of a code block one is written, as its class.
    case .value where quote != 0 && isCode: .code
    case .value where quote != 0:
      Self.isURL(attribute) ? .url(isStart: isURLStart) : Self.isActive(attribute) ? .forbidden : .attribute
    default: .forbidden
    }
  }

  /// What a hidden section takes with it may have been the scheme.
  mutating func restoreURLStart(_ start: Bool) { isURLStart = isURLStart || start }

  mutating func read(_ bytes: ArraySlice<UInt8>) {
    for byte in bytes { read(byte) }
  }

  private mutating func read(_ byte: UInt8) {
    let character = Unicode.Scalar(byte)
    switch state {
    case .text:
      if character == "<" { begin() }
    case .tagStart, .tagName:
      switch character {
      case "/" where state == .tagStart: isClosing = true
      case ">": end()
      case "/": isSelfClosing = true
      case " ", "\n", "\t", "\r": state = .inTag
      default:
        state = .tagName
        name.append(Self.lower(byte))
        if name.elementsEqual("!--".utf8) { (state, tail) = (.comment, []) }
      }
    case .inTag, .afterName, .attributeName: readInTag(character, byte)
    case .value: readValue(character, byte)
    case .comment:
      tail = tail.suffix(2) + [byte]
      if tail.elementsEqual("-->".utf8) { state = .text }
    case .style:
      tail = tail.suffix(name.count + 1) + [Self.lower(byte)]
      if tail.elementsEqual(Array("</".utf8) + name) { (state, isClosing) = (.tagName, true) }
    }
  }

  private mutating func begin() {
    (name, isClosing, isSelfClosing) = ([], false, false)
    state = .tagStart
  }

  private mutating func readInTag(_ character: Unicode.Scalar, _ byte: UInt8) {
    switch character {
    case ">": end()
    case "/": isSelfClosing = true
    case " ", "\n", "\t", "\r": if state == .attributeName { state = .afterName }
    case "=": (state, quote, isURLStart) = (.value, 0, true)
    default:
      if state != .attributeName { (attribute, isSelfClosing) = ([], false) }
      state = .attributeName
      attribute.append(Self.lower(byte))
    }
  }

  private mutating func readValue(_ character: Unicode.Scalar, _ byte: UInt8) {
    if quote == 0 {
      switch character {
      case "\"", "'": quote = byte
      case ">": end()
      case " ", "\n", "\t", "\r": state = .inTag
      default: break
      }
    } else if byte == quote {
      state = .inTag
    } else if character == ":" || character == "/" || character == "?" || character == "#" {
      isURLStart = false
    }
  }

  private mutating func end() {
    state = .text
    if name.first == UInt8(ascii: "!") || isSelfClosing || Self.void.contains(name) { return }
    if isClosing {
      depth -= 1
      lowest = min(lowest, depth)
      if isCode { codeDepth -= 1 }
    } else {
      depth += 1
      if isCode { codeDepth += 1 }
      if name.elementsEqual("style".utf8) || name.elementsEqual("script".utf8) { (state, tail) = (.style, []) }
    }
  }

  private var isCode: Bool { name.elementsEqual("code".utf8) || name.elementsEqual("pre".utf8) }

  private static let void = Set(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
      .map { Array($0.utf8) })

  private static func isURL(_ attribute: [UInt8]) -> Bool {
    ["href", "src", "action", "formaction", "cite", "poster"].contains { attribute.elementsEqual($0.utf8) }
  }

  /// Attributes whose text is run or styles the page.
  private static func isActive(_ attribute: [UInt8]) -> Bool {
    attribute.starts(with: "on".utf8) || attribute.elementsEqual("style".utf8) || attribute.elementsEqual("srcdoc".utf8)
      || attribute.elementsEqual("srcset".utf8)
  }

  private static func lower(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
}
