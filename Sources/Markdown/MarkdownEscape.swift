/// Export text in Markdown, so that none of it takes effect: no emphasis, link, HTML, heading, list, table or entity.
public enum MarkdownEscape {
  /// Text for a paragraph, a heading, a list item, a cell of a table, emphasis or the text of a link.
  public static func text(_ text: String) -> String { escaped(text, append) }

  /// Text for what a link has in quotes (its title) and for the description of an image.
  public static func attribute(_ text: String) -> String { escaped(text, appendAttribute) }

  private static func escaped(_ text: String, _ append: (UnsafeBufferPointer<UInt8>, ByteBuffer) -> Void) -> String {
    let buffer = ByteBuffer(capacity: text.utf8.count * 2)
    TextCleaning.withClean(text) { append($0, buffer) }
    return buffer.string
  }

  /// Whether text needs neither cleaning nor escaping, as far as a quick look can tell: ASCII from a letter to a letter
  /// or digit, without signs of Markdown.
  public static func isPlain(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = text.first, let last = text.last, isLetter(first), isLetter(last) || isDigit(last) else {
      return false
    }
    return text.allSatisfy { (0x20..<0x7F).contains($0) && !isSpecial($0) }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

  /// Escapes cleaned text. What matters at the start of a line is escaped at the start of the text, wherever it
  /// stands; `!` at its end, where a link could follow.
  public static func append(_ text: UnsafeBufferPointer<UInt8>, to buffer: ByteBuffer) {
    guard let first = text.first else { return }
    var at = 0
    if isSpecialFirst(first) {
      buffer.append(backslash)
      buffer.append(first)
      at = 1
    } else if isDigit(first) {
      while at < text.count, isDigit(text[at]) { at += 1 }
      buffer.append(UnsafeBufferPointer(rebasing: text[..<at]))
      if at < text.count, text[at] == UInt8(ascii: ".") || text[at] == UInt8(ascii: ")"),
        at + 1 == text.count || text[at + 1] == 0x20
      {
        buffer.append(backslash)
        buffer.append(text[at])
        at += 1
      }
    }
    var plain = at
    while at < text.count {
      let isLast = at == text.count - 1
      if isSpecial(text[at]) || (isLast && text[at] == UInt8(ascii: "!")) {
        buffer.append(UnsafeBufferPointer(rebasing: text[plain..<at]))
        buffer.append(backslash)
        plain = at
      }
      at += 1
    }
    buffer.append(UnsafeBufferPointer(rebasing: text[plain...]))
  }

  /// Escapes every ASCII punctuation of cleaned text.
  public static func appendAttribute(_ text: UnsafeBufferPointer<UInt8>, to buffer: ByteBuffer) {
    for byte in text {
      if isPunctuation(byte) { buffer.append(backslash) }
      buffer.append(byte)
    }
  }

  private static let backslash = UInt8(ascii: "\\")

  private static func isSpecial(_ byte: UInt8) -> Bool {
    switch Unicode.Scalar(byte) {
    case "#", "&", "*", "<", ">", "[", "\\", "]", "_", "`", "|": true
    default: false
    }
  }

  private static func isSpecialFirst(_ byte: UInt8) -> Bool {
    switch Unicode.Scalar(byte) {
    case "+", "-", "=", "~", ":", ".", ")", "(", "!": true
    default: isSpecial(byte)
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func isPunctuation(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
    default: false
    }
  }
}
