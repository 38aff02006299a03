extension Identifier {
  /// An identifier without the blanks and byte order marks around it; nil where there is nothing else.
  ///
  /// They come from fixed-width columns, from spreadsheets and from files that were put together, and nobody sees them.
  public init?(trimming text: some StringProtocol) {
    var bytes = Array(text.utf8)[...]
    bytes = bytes[BlankBytes.inside(bytes)]
    if bytes.isEmpty { return nil }
    self.init(String(decoding: bytes, as: UTF8.self))
  }

  /// Whether blanks or byte order marks stand around it.
  public var isPadded: Bool {
    let bytes = Array(text.utf8)
    return BlankBytes.inside(bytes) != bytes.indices
  }
}

/// Which characters count as blanks around an identifier, as UTF-8: all of Unicode's white space, and the characters
/// without a width that end up in exports: the byte order mark, the zero-width space and the word joiner.
public enum BlankBytes {
  /// The part of a text between the blanks around it.
  public static func inside<Bytes: RandomAccessCollection>(_ text: Bytes) -> Range<Int>
  where Bytes.Element == UInt8, Bytes.Index == Int {
    var start = text.startIndex
    var end = text.endIndex
    while start < end, let length = leading(text, start, end) { start += length }
    while start < end, let length = trailing(text, start, end) { end -= length }
    return start..<end
  }

  private static func leading<Bytes: RandomAccessCollection>(_ text: Bytes, _ at: Int, _ end: Int) -> Int?
  where Bytes.Element == UInt8, Bytes.Index == Int {
    let length = length(of: text[at])
    return at + length <= end && isBlank(text, at, length) ? length : nil
  }

  private static func trailing<Bytes: RandomAccessCollection>(_ text: Bytes, _ start: Int, _ end: Int) -> Int?
  where Bytes.Element == UInt8, Bytes.Index == Int {
    for length in 1...3 where end - length >= start && self.length(of: text[end - length]) == length {
      return isBlank(text, end - length, length) ? length : nil
    }
    return nil
  }

  /// How many bytes a character takes that begins with this one; 4 for bytes that begin none of the blanks.
  private static func length(of first: UInt8) -> Int {
    switch first {
    case ..<0x80: 1
    case 0xC2: 2
    case 0xE1, 0xE2, 0xE3, 0xEF: 3
    default: 4
    }
  }

  private static func isBlank<Bytes: RandomAccessCollection>(_ text: Bytes, _ at: Int, _ length: Int) -> Bool
  where Bytes.Element == UInt8, Bytes.Index == Int {
    switch length {
    case 1: return text[at] == 0x20 || (0x09...0x0D).contains(text[at])
    // U+0085 and the no-break space.
    case 2: return text[at + 1] == 0x85 || text[at + 1] == 0xA0
    case 3: break
    default: return false
    }
    switch (text[at], text[at + 1], text[at + 2]) {
    case (0xE1, 0x9A, 0x80): return true  // U+1680
    case (0xE2, 0x80, 0x80...0x8B): return true  // U+2000 to U+200B
    case (0xE2, 0x80, 0xA8), (0xE2, 0x80, 0xA9), (0xE2, 0x80, 0xAF): return true  // U+2028, U+2029, U+202F
    case (0xE2, 0x81, 0x9F), (0xE2, 0x81, 0xA0): return true  // U+205F, U+2060
    case (0xE3, 0x80, 0x80): return true  // U+3000
    case (0xEF, 0xBB, 0xBF): return true  // U+FEFF
    default: return false
    }
  }
}
