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
    var plain = 0
    for at in text.indices where !isPlain(text[at], form) {
      buffer.append(UnsafeBufferPointer(rebasing: text[plain..<at]))
      escape(text[at], buffer, form)
      plain = at + 1
    }
    buffer.append(UnsafeBufferPointer(rebasing: text[plain...]))
  }

  /// Whether an address needs neither cleaning nor escaping in HTML.
  public static func isPlain(_ text: UnsafeBufferPointer<UInt8>, isStart: Bool) -> Bool {
    text.allSatisfy { isPlain($0, .html) } && (!isStart || isAllowed(text))
  }

  /// Whether an address names no scheme (no colon before the first `/`, `?` or `#`) or an allowed one.
  public static func isAllowed(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let isEnd: (UInt8) -> Bool = { byte in
      byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#")
    }
    guard let end = text.firstIndex(where: { isEnd($0) || $0 == UInt8(ascii: ":") }), !isEnd(text[end]) else {
      return true
    }
    let scheme = text[..<end].lazy.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    return scheme.elementsEqual("https".utf8) || scheme.elementsEqual("http".utf8)
      || scheme.elementsEqual("mailto".utf8)
  }

  /// Whether a byte is written as it is.
  private static func isPlain(_ byte: UInt8, _ form: Form) -> Bool {
    switch Unicode.Scalar(byte) {
    case "0"..."9", "A"..."Z", "a"..."z", "-", ".", "/", ":", "?", "@", "$", "+", ",", ";", "=", "%": true
    case "_", "~", "!", "#", "(", ")", "*": form != .markdown
    case "[", "]", "&", "'": form == .plain
    default: false
    }
  }

  private static func escape(_ byte: UInt8, _ buffer: ByteBuffer, _ form: Form) {
    switch (Unicode.Scalar(byte), form) {
    // As libcmark writes them, so that both forms of a page agree.
    case ("&", .html): buffer.append("&amp;")
    case ("'", .html): buffer.append("&#x27;")
    case ("&", .markdown), ("'", .markdown), ("(", .markdown), (")", .markdown), ("*", .markdown), ("_", .markdown),
      ("[", .markdown), ("]", .markdown), ("!", .markdown), ("#", .markdown), ("~", .markdown):
      buffer.append(UInt8(ascii: "\\"))
      buffer.append(byte)
    default: buffer.append(percentEncoded: byte)
    }
  }
}

extension ByteBuffer {
  public func append(percentEncoded byte: UInt8) {
    func hex(_ digit: UInt8) -> UInt8 { digit < 10 ? 0x30 + digit : 0x37 + digit }
    append(UInt8(ascii: "%"))
    append(hex(byte >> 4))
    append(hex(byte & 15))
  }
}
