import Markdown

/// Where a value writes itself. It knows where in the page the tag stands and escapes for that place.
public struct Output {
  let buffer: ByteBuffer
  let context: Context

  /// Text from anywhere.
  public func text(_ text: borrowing String) {
    lendBytes(of: text) { self.text($0) }
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
    case .markdownText: PlainText.isNumber(bytes) || MarkdownEscape.isPlain(bytes)
    case .markdownAttribute, .markdownURL: PlainText.isNumber(bytes)
    }
  }

  private func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    let isWritten =
      switch context {
      case .htmlText: PlainText.append(bytes, quoted: false, to: buffer)
      case .htmlAttribute: PlainText.append(bytes, quoted: true, to: buffer)
      case .htmlURL, .markdownText, .markdownAttribute, .markdownURL: appendIfPlain(bytes)
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
      case .markdownText: MarkdownEscape.append(bytes, to: buffer)
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
  case markdownURL(isStart: Bool)

  var isHTML: Bool {
    switch self {
    case .htmlText, .htmlAttribute, .htmlURL: true
    case .markdownText, .markdownAttribute, .markdownURL: false
    }
  }

  /// The same place of the Markdown form.
  var inMarkdown: Context {
    switch self {
    case .htmlText, .markdownText: .markdownText
    case .htmlAttribute, .markdownAttribute: .markdownAttribute
    case .htmlURL(let isStart), .markdownURL(let isStart): .markdownURL(isStart: isStart)
    }
  }
}
