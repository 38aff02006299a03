import Billing
import Markdown
import Pages

/// Writes JSON with its keys in the order they are given, always the same bytes for the same values.
package struct JSONText {
  package let buffer: ByteBuffer
  private var isFirst = true

  package init(_ buffer: ByteBuffer) {
    self.buffer = buffer
  }

  /// What `body` writes, without the braces around it.
  package static func members(_ buffer: ByteBuffer, _ body: (inout JSONText) -> Void) {
    var json = JSONText(buffer)
    body(&json)
  }

  /// `{…}` with what `body` writes into it.
  package static func object(_ buffer: ByteBuffer, _ body: (inout JSONText) -> Void) {
    buffer.append(UInt8(ascii: "{"))
    members(buffer, body)
    buffer.append(UInt8(ascii: "}"))
  }

  package mutating func text(_ key: StaticString, _ value: String?) {
    self.key(key)
    if let value { Self.string(value, to: buffer) } else { buffer.append("null") }
  }

  package mutating func text(_ key: StaticString, _ value: Identifier?) { text(key, value?.text) }

  /// Nothing at all for an absent value.
  package mutating func optional(_ key: StaticString, _ value: String?) {
    if let value { text(key, value) }
  }

  package mutating func optional(_ key: StaticString, _ value: Identifier?) { optional(key, value?.text) }

  package mutating func flag(_ key: StaticString, _ value: Bool) {
    self.key(key)
    buffer.append(value ? "true" : "false")
  }

  package mutating func number(_ key: StaticString, _ value: Int) {
    self.key(key)
    buffer.append(decimal: value)
  }

  package mutating func amount(_ key: StaticString, _ value: Amount?, _ currency: Currency) {
    self.key(key)
    guard let value else { return buffer.append("null") }
    buffer.append(UInt8(ascii: "\""))
    buffer.append(value, in: currency)
    buffer.append(UInt8(ascii: "\""))
  }

  /// A number as a string, without trailing zeros: no reader may round it.
  package mutating func decimal(_ key: StaticString, _ value: ExactDecimal?) {
    self.key(key)
    guard let value else { return buffer.append("null") }
    buffer.append(UInt8(ascii: "\""))
    buffer.append(value)
    buffer.append(UInt8(ascii: "\""))
  }

  package mutating func object(_ key: StaticString, _ body: (inout JSONText) -> Void) {
    self.key(key)
    Self.object(buffer, body)
  }

  /// A value that is JSON already.
  package mutating func raw(_ key: StaticString, _ json: [UInt8]) {
    self.key(key)
    buffer.append(json)
  }

  /// One member or several that are JSON already.
  package mutating func members(_ json: [UInt8]) {
    if !isFirst { buffer.append(UInt8(ascii: ",")) }
    isFirst = false
    buffer.append(json)
  }

  package mutating func null(_ key: StaticString) {
    self.key(key)
    buffer.append("null")
  }

  package mutating func array<Element>(
    _ key: StaticString, _ elements: some Sequence<Element>, _ write: (Element, ByteBuffer) -> Void
  ) {
    self.key(key)
    Self.list(buffer, elements, write)
  }

  /// `[…]` with what `write` writes for each element.
  package static func list<Element>(
    _ buffer: ByteBuffer, _ elements: some Sequence<Element>, _ write: (Element, ByteBuffer) -> Void
  ) {
    buffer.append(UInt8(ascii: "["))
    var isFirst = true
    for element in elements {
      if !isFirst { buffer.append(UInt8(ascii: ",")) }
      isFirst = false
      write(element, buffer)
    }
    buffer.append(UInt8(ascii: "]"))
  }

  package mutating func key(_ key: StaticString) {
    if !isFirst { buffer.append(UInt8(ascii: ",")) }
    isFirst = false
    buffer.append(UInt8(ascii: "\""))
    buffer.append(key.utf8Start, count: key.utf8CodeUnitCount)
    buffer.append(UInt8(ascii: "\""))
    buffer.append(UInt8(ascii: ":"))
  }

  /// As `key`, for a key that is data.
  package mutating func key(named key: String) {
    if !isFirst { buffer.append(UInt8(ascii: ",")) }
    isFirst = false
    Self.string(key, to: buffer)
    buffer.append(UInt8(ascii: ":"))
  }

  /// A string with what RFC 8259 demands escaped, and DEL, which no reader should meet bare.
  package static func string(_ text: String, to buffer: ByteBuffer) {
    buffer.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { bytes in
      if isPlain(bytes) { buffer.append(bytes) } else { appendEscaped(bytes, to: buffer) }
    }
    buffer.append(UInt8(ascii: "\""))
  }

  /// Whether no byte needs an escape, eight at a time.
  private static func isPlain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let raw = UnsafeRawBufferPointer(bytes)
    var index = 0
    while index + 8 <= raw.count {
      if needsEscape(eight: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)) { return false }
      index += 8
    }
    while index < raw.count {
      if needsEscape(raw[index]) { return false }
      index += 1
    }
    return true
  }

  /// Whether one of eight bytes needs an escape: less than a space, a quote, a backslash or DEL. A byte's high bit is set
  /// where subtracting borrows from it.
  private static func needsEscape(eight bytes: UInt64) -> Bool {
    let each: UInt64 = 0x0101_0101_0101_0101
    let quotes = bytes ^ (each &* 0x22)
    let backslashes = bytes ^ (each &* 0x5C)
    let deletes = bytes ^ (each &* 0x7F)
    let found =
      (bytes &- each &* 0x20) & ~bytes | (quotes &- each) & ~quotes | (backslashes &- each) & ~backslashes
      | (deletes &- each) & ~deletes
    return found & (each &* 0x80) != 0
  }

  private static func needsEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0x7F
  }

  private static func appendEscaped(_ bytes: UnsafeBufferPointer<UInt8>, to buffer: ByteBuffer) {
    let hex: StaticString = "0123456789abcdef"
    var start = 0
    for (index, byte) in bytes.enumerated() where needsEscape(byte) {
      buffer.append(UnsafeBufferPointer(rebasing: bytes[start..<index]))
      start = index + 1
      switch byte {
      case 0x22: buffer.append("\\\"")
      case 0x5C: buffer.append("\\\\")
      case 0x0A: buffer.append("\\n")
      case 0x0D: buffer.append("\\r")
      case 0x09: buffer.append("\\t")
      default:
        buffer.append("\\u00")
        hex.withUTF8Buffer { digits in
          buffer.append(digits[Int(byte >> 4)])
          buffer.append(digits[Int(byte & 15)])
        }
      }
    }
    buffer.append(UnsafeBufferPointer(rebasing: bytes[start...]))
  }
}
