import Billing

/// Reads back lines of JSON that this tool wrote, member by member in their order. Members that it is not asked for are
/// passed over, since another version may have written more, or fewer. A general JSON reader would accept other spellings
/// than were ever written, at many times the cost.
package struct LineScanner {
  package let bytes: UnsafeBufferPointer<UInt8>
  package private(set) var at = 0

  /// - Parameter line: one object, without its newline.
  package init(_ line: UnsafeBufferPointer<UInt8>) {
    bytes = line
  }

  var isAtEnd: Bool { at == bytes.count }

  package struct Optional {
    package var value: String?
  }

  package mutating func skip(_ text: StaticString) -> Bool {
    text.withUTF8Buffer { expected in
      guard bytes.count - at >= expected.count,
        zip(expected, bytes[at...]).allSatisfy({ $0 == $1 })
      else { return false }
      at += expected.count
      return true
    }
  }

  /// Steps to the value of a member, over members that stand before it. Where there is none of this name behind the last
  /// one that was read, nothing moves.
  package mutating func key(_ name: StaticString) -> Bool {
    let start = at
    while at < bytes.count, bytes[at] != UInt8(ascii: "}") {
      if at > 1, !skip(",") { break }
      let key = at
      if skip("\""), skip(name), skip("\":") { return true }
      at = key
      guard rawString() != nil, skip(":"), value() != nil else { break }
    }
    at = start
    return false
  }

  /// Whether the rest of the object is well formed, and nothing stands behind it.
  package mutating func isWhole() -> Bool {
    while at < bytes.count, bytes[at] != UInt8(ascii: "}") {
      guard skip(","), rawString() != nil, skip(":"), value() != nil else { return false }
    }
    return skip("}") && isAtEnd
  }

  package mutating func text(_ name: StaticString) -> String? { key(name) ? string() : nil }

  /// Nothing for an absent member, and for null; nil where it is no text.
  package mutating func optionalText(_ name: StaticString) -> Optional? {
    guard key(name) else { return Optional() }
    if skip("null") { return Optional() }
    return string().map { Optional(value: $0) }
  }

  package mutating func whole(_ name: StaticString) -> Int? {
    guard key(name) else { return nil }
    let start = at
    while at < bytes.count, bytes[at] != UInt8(ascii: ","), bytes[at] != UInt8(ascii: "}") { at += 1 }
    return Count.read(String(decoding: bytes[start..<at], as: UTF8.self))
  }

  package mutating func amount(_ name: StaticString, _ currency: Currency) -> Amount? {
    guard key(name), let digits = rawString(), let value = try? ExactDecimal(parsing: digits) else { return nil }
    return Amount(exactly: value, in: currency)
  }

  /// An amount that earlier versions did not write.
  package mutating func amount(_ name: StaticString, _ currency: Currency, orAbsent: Amount) -> Amount? {
    let start = at
    guard key(name) else { return orAbsent }
    at = start
    return amount(name, currency)
  }

  /// The bytes of a value of any shape, as they stand: none for an absent member, and for null; nil where it is no value.
  mutating func optionalValue(_ name: StaticString) -> [UInt8]? {
    guard key(name) else { return [] }
    if skip("null") { return [] }
    return value().map(Array.init)
  }

  /// The bytes of a value of any shape, as they stand.
  package mutating func value() -> UnsafeBufferPointer<UInt8>? {
    let start = at
    var depth = 0
    while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: "\""):
        if rawString() == nil { return nil }
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth == 0 { return UnsafeBufferPointer(rebasing: bytes[start..<at]) }
        depth -= 1
      case UInt8(ascii: ",") where depth == 0: return UnsafeBufferPointer(rebasing: bytes[start..<at])
      default: break
      }
      at += 1
    }
    return nil
  }

  /// The bytes between two quotes, escapes as they stand.
  mutating func rawString() -> UnsafeBufferPointer<UInt8>? {
    guard skip("\"") else { return nil }
    let start = at
    while at < bytes.count, bytes[at] != UInt8(ascii: "\"") { at += bytes[at] == UInt8(ascii: "\\") ? 2 : 1 }
    guard at < bytes.count else { return nil }
    at += 1
    return UnsafeBufferPointer(rebasing: bytes[start..<at - 1])
  }

  package mutating func string() -> String? {
    guard let raw = rawString() else { return nil }
    guard raw.contains(UInt8(ascii: "\\")) else { return String(validating: raw, as: UTF8.self) }
    return Self.unescaped(raw)
  }

  /// The escapes are those that `JSONText.string` writes.
  private static func unescaped(_ raw: UnsafeBufferPointer<UInt8>) -> String? {
    var text: [UInt8] = []
    var index = 0
    while index < raw.count {
      let byte = raw[index]
      index += 1
      guard byte == UInt8(ascii: "\\") else {
        text.append(byte)
        continue
      }
      guard index < raw.count else { return nil }
      index += 1
      switch raw[index - 1] {
      case UInt8(ascii: "\""): text.append(UInt8(ascii: "\""))
      case UInt8(ascii: "\\"): text.append(UInt8(ascii: "\\"))
      case UInt8(ascii: "n"): text.append(0x0A)
      case UInt8(ascii: "r"): text.append(0x0D)
      case UInt8(ascii: "t"): text.append(0x09)
      case UInt8(ascii: "u"):
        guard raw.count - index >= 4,
          let code = UInt8(String(decoding: raw[index..<index + 4], as: UTF8.self), radix: 16)
        else { return nil }
        text.append(code)
        index += 4
      default: return nil
      }
    }
    return String(validating: text, as: UTF8.self)
  }
}
