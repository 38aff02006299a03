import Markdown

/// Where a value writes itself. It knows where in the page the tag stands and escapes for that place.
public struct Output {
  let buffer: ByteBuffer
  let context: Context

  /// Text from anywhere.
  public func text(_ text: borrowing String) {
    lendBytes(of: text) { self.text($0) }
  }

  /// Text of one or several lines, whose breaks stay.
  public func lines(_ text: borrowing String) {
    lendBytes(of: text) { bytes in
      var start = 0
      var end = bytes.count
      while start < end, Self.isSpace(bytes[start]) { start += 1 }
      while start < end, Self.isSpace(bytes[end - 1]) { end -= 1 }
      var at = start
      while at < end {
        guard bytes[at] == 0x0A || bytes[at] == 0x0D else {
          at += 1
          continue
        }
        self.text(UnsafeBufferPointer(rebasing: bytes[start..<at]))
        lineBreak()
        // A carriage return and a line feed are one break.
        at += bytes[at] == 0x0D && bytes[at + 1] == 0x0A ? 2 : 1
        start = at
      }
      self.text(UnsafeBufferPointer(rebasing: bytes[start..<end]))
    }
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  /// Ends a line in the middle of a paragraph or of a cell. Where nothing can, it is a space.
  public func lineBreak() {
    switch context {
    case .htmlText, .markdownCell: buffer.append("<br>")
    case .markdownText: buffer.append("\\\n")
    case .htmlAttribute, .htmlURL, .markdownAttribute, .markdownURL: buffer.append(" ")
    }
  }

  /// Text put together from pieces, written straight to the page.
  ///
  ///     out.text { line in
  ///       line.append("Total ")
  ///       line.append(decimal: total)
  ///     }
  public func text(_ write: (ByteBuffer) -> Void) {
    let start = buffer.count
    write(buffer)
    escape(from: start)
  }

  /// Escapes what was written behind `start`.
  func escape(from start: Int) {
    if buffer.withBytes({ isPlain(UnsafeBufferPointer(rebasing: $0[start...])) }) { return }
    let written = buffer.withBytes { Array($0[start...]) }
    buffer.truncate(to: start)
    written.withUnsafeBufferPointer { escape($0) }
  }

  /// A number without a sign is the same in every place.
  public func number(_ number: Int) {
    if number >= 0 || context.isHTML { buffer.append(decimal: number) } else { text { $0.append(decimal: number) } }
  }

  /// What the tool itself marks up, such as a status as a badge: `html` between the tags of a page, `text` in Markdown,
  /// in attributes and in addresses.
  public func markup(html: StaticString, text: String) {
    if context == .htmlText { buffer.append(html) } else { self.text(text) }
  }

  /// Whether text needs neither cleaning nor escaping here, as far as a quick look can tell.
  private func isPlain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    switch context {
    case .htmlText: PlainText.isPlain(bytes, quoted: false)
    case .htmlAttribute: PlainText.isPlain(bytes, quoted: true)
    case .htmlURL(let isStart): URLEscape.isPlain(bytes, isStart: isStart)
    case .markdownText, .markdownCell: PlainText.isNumber(bytes) || MarkdownEscape.isPlain(bytes)
    case .markdownAttribute, .markdownURL: PlainText.isNumber(bytes)
    }
  }

  private func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    let isWritten =
      switch context {
      case .htmlText: PlainText.append(bytes, quoted: false, to: buffer)
      case .htmlAttribute: PlainText.append(bytes, quoted: true, to: buffer)
      case .htmlURL, .markdownText, .markdownCell, .markdownAttribute, .markdownURL: appendIfPlain(bytes)
      }
    if !isWritten { escape(bytes) }
  }

  private func appendIfPlain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard isPlain(bytes) else { return false }
    buffer.append(bytes)
    return true
  }

  private func escape(_ bytes: UnsafeBufferPointer<UInt8>) {
    TextCleaning.withClean(bytes) { bytes in
      switch context {
      case .htmlText: HTMLEscape.append(bytes, to: buffer)
      case .htmlAttribute: HTMLEscape.appendAttribute(bytes, to: buffer)
      case .htmlURL(let isStart): URLEscape.append(bytes, to: buffer, as: .html, isStart: isStart)
      case .markdownText, .markdownCell: MarkdownEscape.append(bytes, to: buffer)
      case .markdownAttribute: MarkdownEscape.appendAttribute(bytes, to: buffer)
      case .markdownURL(let isStart): URLEscape.append(bytes, to: buffer, as: .markdown, isStart: isStart)
      }
    }
  }
}

/// The places a value can stand in, in either form of a page.
enum Context: Sendable, Equatable {
  case htmlText, htmlAttribute
  case htmlURL(isStart: Bool)
  case markdownText, markdownAttribute
  /// Text of a row of a table, which is one line.
  case markdownCell
  case markdownURL(isStart: Bool)

  var isHTML: Bool {
    switch self {
    case .htmlText, .htmlAttribute, .htmlURL: true
    case .markdownText, .markdownCell, .markdownAttribute, .markdownURL: false
    }
  }

  /// The same place of the Markdown form.
  var inMarkdown: Context {
    switch self {
    case .htmlText, .markdownText: .markdownText
    case .markdownCell: .markdownCell
    case .htmlAttribute, .markdownAttribute: .markdownAttribute
    case .htmlURL(let isStart), .markdownURL(let isStart): .markdownURL(isStart: isStart)
    }
  }
}
