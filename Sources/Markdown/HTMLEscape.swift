/// Text in HTML. Between tags the result is what libcmark writes for the same text, byte for byte.
public enum HTMLEscape {
  public static func text(_ text: String) -> String { escaped(text, append) }
  public static func attribute(_ text: String) -> String { escaped(text, appendAttribute) }

  private static func escaped(_ text: String, _ append: (UnsafeBufferPointer<UInt8>, ByteBuffer) -> Void) -> String {
    let buffer = ByteBuffer(capacity: text.utf8.count + 16)
    var text = text
    text.withUTF8 { append($0, buffer) }
    return buffer.string
  }

  /// Between tags: `&`, `<`, `>` and `"`.
  public static func append(_ text: UnsafeBufferPointer<UInt8>, to buffer: ByteBuffer) {
    append(text, to: buffer, quotes: false)
  }

  /// In the quotes of an attribute, single or double: `'` as well.
  public static func appendAttribute(_ text: UnsafeBufferPointer<UInt8>, to buffer: ByteBuffer) {
    append(text, to: buffer, quotes: true)
  }

  private static func append(_ text: UnsafeBufferPointer<UInt8>, to buffer: ByteBuffer, quotes: Bool) {
    var plain = 0
    for at in text.indices {
      let entity: StaticString
      switch text[at] {
      case UInt8(ascii: "&"): entity = "&amp;"
      case UInt8(ascii: "<"): entity = "&lt;"
      case UInt8(ascii: ">"): entity = "&gt;"
      case UInt8(ascii: "\""): entity = "&quot;"
      case UInt8(ascii: "'") where quotes: entity = "&#39;"
      default: continue
      }
      buffer.append(UnsafeBufferPointer(rebasing: text[plain..<at]))
      buffer.append(entity)
      plain = at + 1
    }
    buffer.append(UnsafeBufferPointer(rebasing: text[plain...]))
  }
}
