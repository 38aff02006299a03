import CBytes

/// A string as it stands in the text, without its quotes.
struct JSONString {
  var start: Int
  var end: Int
  var isEscaped: Bool
}

extension JSONScanner {
  /// Takes a string whose quote is here and checks all of it.
  mutating func string() throws(JSONFault) -> JSONString {
    at += 1
    let start = at
    var isEscaped = false
    while at < end {
      skipPlain()
      guard at < end else { break }
      let byte = text[at]
      if byte == UInt8(ascii: "\"") {
        at += 1
        return JSONString(start: start, end: at - 1, isEscaped: isEscaped)
      }
      if byte == UInt8(ascii: "\\") {
        isEscaped = true
        try escape()
      } else if byte >= 0x80 {
        let length = TextEncoding.characterLength(text + at, available: end - at)
        if length < 0, !isEnd { throw ended }
        if length <= 0 { throw JSONFault(problem: .invalidUTF8, offset: at) }
        at += length
      } else if byte < 0x20 {
        throw JSONFault(problem: byte == 0 ? .nul : .control, offset: at)
      } else {
        at += 1
      }
    }
    throw ended
  }

  /// Steps over characters that stand for themselves, 16 bytes at a time: ASCII without controls, `"` and `\`.
  @inline(__always)
  private mutating func skipPlain() {
    while at < end {
      let marks = cbytes_json_marks(text + at)
      at &+= marks == 0 ? 16 : marks.trailingZeroBitCount
      if marks != 0 { break }
    }
    at = min(at, end)
  }

  /// The bytes a string stands for: those of the text, or unescaped ones at the end of `scratch`. They hold until
  /// `scratch` is appended to again.
  func bytes(of string: JSONString, scratch: inout ByteArena) -> UnsafeBufferPointer<UInt8> {
    if !string.isEscaped {
      return UnsafeBufferPointer(start: text + string.start, count: string.end - string.start)
    }
    let from = scratch.count
    unescape(string, into: &scratch)
    return UnsafeBufferPointer(start: scratch.base + from, count: scratch.count - from)
  }

  /// Appends what a checked string stands for.
  func unescape(_ string: JSONString, into arena: inout ByteArena) {
    var at = string.start
    var from = at
    while at < string.end {
      guard text[at] == UInt8(ascii: "\\") else {
        at += 1
        continue
      }
      arena.append(text + from, count: at - from)
      switch text[at + 1] {
      case UInt8(ascii: "b"): arena.append(0x08)
      case UInt8(ascii: "f"): arena.append(0x0C)
      case UInt8(ascii: "n"): arena.append(0x0A)
      case UInt8(ascii: "r"): arena.append(0x0D)
      case UInt8(ascii: "t"): arena.append(0x09)
      case UInt8(ascii: "u"):
        var value = hexadecimal(at + 2) ?? 0
        at += 4
        if value & 0xFC00 == 0xD800 {
          value = 0x10000 + (value & 0x3FF) << 10 + ((hexadecimal(at + 4) ?? 0) & 0x3FF)
          at += 6
        }
        for byte in String(Unicode.Scalar(value) ?? "\u{FFFD}").utf8 { arena.append(byte) }
      default: arena.append(text[at + 1])
      }
      at += 2
      from = at
    }
    arena.append(text + from, count: string.end - from)
  }

  private mutating func escape() throws(JSONFault) {
    let start = at
    guard at + 1 < end else { throw ended }
    switch text[at + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      at += 2
    case UInt8(ascii: "u"):
      let value = try codeUnit()
      if value & 0xFC00 == 0xDC00 { throw JSONFault(problem: .loneSurrogate, offset: start) }
      if value & 0xFC00 != 0xD800 { return }
      // A high surrogate: the low one must follow at once.
      for expected in [UInt8(ascii: "\\"), UInt8(ascii: "u")].enumerated() {
        guard at + expected.offset < end else { throw ended }
        if text[at + expected.offset] != expected.element { throw JSONFault(problem: .loneSurrogate, offset: start) }
      }
      if try codeUnit() & 0xFC00 != 0xDC00 { throw JSONFault(problem: .loneSurrogate, offset: start) }
    default:
      throw JSONFault(problem: .escape, offset: start)
    }
  }

  /// Takes `\uXXXX`.
  private mutating func codeUnit() throws(JSONFault) -> UInt32 {
    guard at + 6 <= end else { throw ended }
    guard let value = hexadecimal(at + 2) else { throw JSONFault(problem: .escape, offset: at) }
    at += 6
    return value
  }

  private func hexadecimal(_ offset: Int) -> UInt32? {
    var value: UInt32 = 0
    for k in offset..<(offset + 4) {
      let digit: UInt8
      switch text[k] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = text[k] - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = text[k] - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = text[k] - UInt8(ascii: "A") + 10
      default: return nil
      }
      value = value << 4 | UInt32(digit)
    }
    return value
  }
}
