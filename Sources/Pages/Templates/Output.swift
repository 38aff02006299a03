import Markdown

/// Where a value writes itself. It knows where in the page the tag stands and escapes for that place.
public struct Output {
  let buffer: ByteBuffer
  let context: Context

  /// Text from anywhere.
  public func text(_ text: String) {
    TextCleaning.withClean(text) { escape($0) }
  }

  /// Digits, and what else a formatter makes of a number, written straight to the page.
  ///
  ///     out.number { money.write(to: $0) }
  public func number(_ write: (ByteBuffer) -> Void) {
    let start = buffer.count
    write(buffer)
    let isPlain = buffer.withBytes { Self.isPlainNumber(UnsafeBufferPointer(rebasing: $0[start...])) }
    if isPlain { return }
    let written = buffer.withBytes { String(decoding: $0[start...], as: UTF8.self) }
    buffer.truncate(to: start)
    text(written)
  }

  public func number(_ number: Int) { self.number { $0.append(String(number)) } }

  /// What the tool itself marks up, such as a status as a badge: `html` between the tags of a page, `text` in Markdown,
  /// in attributes and in addresses.
  public func markup(html: StaticString, text: String) {
    if context == .htmlText { buffer.append(html) } else { self.text(text) }
  }

  private func escape(_ bytes: UnsafeBufferPointer<UInt8>) {
    switch context {
    case .htmlText: HTMLEscape.append(bytes, to: buffer)
    case .htmlAttribute: HTMLEscape.appendAttribute(bytes, to: buffer)
    case .htmlURL(let isStart): URLEscape.append(bytes, to: buffer, as: .html, isStart: isStart)
    case .markdownText: MarkdownEscape.append(bytes, to: buffer)
    case .markdownAttribute: MarkdownEscape.appendAttribute(bytes, to: buffer)
    case .markdownURL(let isStart): URLEscape.append(bytes, to: buffer, as: .markdown, isStart: isStart)
    }
  }

  /// Whether bytes mean nothing but themselves in every place: a digit, then digits, points and commas up to a digit.
  private static func isPlainNumber(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = bytes.first, let last = bytes.last, isDigit(first), isDigit(last) else { return false }
    return bytes.allSatisfy { isDigit($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",") }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}

/// The places a value can stand in, in either form of a page.
enum Context: Sendable, Equatable {
  case htmlText, htmlAttribute
  case htmlURL(isStart: Bool)
  case markdownText, markdownAttribute
  case markdownURL(isStart: Bool)

  /// The same place of the Markdown form.
  var inMarkdown: Context {
    switch self {
    case .htmlText, .markdownText: .markdownText
    case .htmlAttribute, .markdownAttribute: .markdownAttribute
    case .htmlURL(let isStart), .markdownURL(let isStart): .markdownURL(isStart: isStart)
    }
  }
}
