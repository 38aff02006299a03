/// Addresses. Only `http`, `https`, `mailto` and relative ones are let through; anything else becomes `#`.
public enum URLEscape {
  /// Where an address is written, which decides what more has to be escaped.
  public enum Form { case plain, html, markdown }

  public static func url(_ address: String) -> String {
    let buffer = ByteBuffer(capacity: address.utf8.count * 2)
    TextCleaning.withClean(address) { append($0, to: buffer, as: .plain) }
    return buffer.string
  }

  /// Percent-encodes what no address may hold and keeps `%` and what has a meaning in one.
  ///
  /// - Parameter isStart: whether the text begins the address, so that its scheme has to be an allowed one.
  public static func append(
    _ text: UnsafeBufferPointer<UInt8>, to buffer: ByteBuffer, as form: Form, isStart: Bool = true
  ) {
    if isStart, !isAllowed(text) {
      buffer.append(UInt8(ascii: "#"))
      return
    }
    for byte in text {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A:
        buffer.append(byte)
      default:
        if isKept(byte) { keep(byte, buffer, form) } else { percent(byte, buffer) }
      }
    }
  }

  /// Whether an address names no scheme (no colon before the first `/`, `?` or `#`) or an allowed one.
  public static func isAllowed(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let isEnd: (UInt8) -> Bool = { byte in
      byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#")
    }
    let head = text.prefix { !isEnd($0) && $0 != UInt8(ascii: ":") }
    guard head.count < text.count, text[head.count] == UInt8(ascii: ":") else { return true }
    let scheme = head.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    return ["http", "https", "mailto"].contains { scheme.elementsEqual($0.utf8) }
  }

  private static func isKept(_ byte: UInt8) -> Bool {
    switch Unicode.Scalar(byte) {
    case "-", ".", "_", "~": true
    case ":", "/", "?", "#", "[", "]", "@", "!", "$", "&", "'", "(", ")", "*", "+", ",", ";", "=", "%": true
    default: false
    }
  }

  private static func keep(_ byte: UInt8, _ buffer: ByteBuffer, _ form: Form) {
    switch (Unicode.Scalar(byte), form) {
    // As libcmark writes them, so that both forms of a page agree.
    case ("&", .html): buffer.append("&amp;")
    case ("'", .html): buffer.append("&#x27;")
    case ("[", .html), ("]", .html): percent(byte, buffer)
    case ("&", .markdown), ("'", .markdown), ("(", .markdown), (")", .markdown), ("*", .markdown), ("_", .markdown),
      ("[", .markdown), ("]", .markdown), ("!", .markdown), ("#", .markdown), ("~", .markdown):
      buffer.append(UInt8(ascii: "\\"))
      buffer.append(byte)
    default: buffer.append(byte)
    }
  }

  private static func percent(_ byte: UInt8, _ buffer: ByteBuffer) {
    buffer.append(UInt8(ascii: "%"))
    buffer.append(hex(byte >> 4))
    buffer.append(hex(byte & 15))
  }

  private static func hex(_ digit: UInt8) -> UInt8 { digit < 10 ? 0x30 + digit : 0x37 + digit }
}
