/// The bytes that carry tables through libcmark. Valid UTF-8 contains none of them, and libcmark writes none of its own,
/// so no text can forge one.
enum Mark {
  /// Begins a table (then one letter per column and a `row`) and ends it.
  static let table: UInt8 = 0xFB
  static let cell: UInt8 = 0xFC
  static let row: UInt8 = 0xFD
}

/// U+FDD0, a noncharacter, stands between a backslash and the `|`, `-` or `:` it escapes. Both neighbours stay what they
/// are for libcmark's rules of emphasis, which see punctuation on either side. It has to be valid UTF-8: libcmark reads
/// no title or address with other bytes. In the input it is repaired to U+FFFD.
enum EscapeMark {
  static let bytes: [UInt8] = [0xEF, 0xB7, 0x90]
  static let value: UInt32 = 0xFDD0

  /// Whether the mark begins at an index.
  static func begins(_ text: UnsafePointer<UInt8>, _ at: Int) -> Bool {
    // Text from C ends in a zero, which stops the comparison.
    text[at] == 0xEF && text[at + 1] == 0xB7 && text[at + 2] == 0x90
  }

  /// Whether the mark ends just before an index.
  static func ends(_ text: UnsafePointer<UInt8>, before at: Int) -> Bool {
    at >= 3 && text[at - 1] == 0x90 && text[at - 2] == 0xB7 && text[at - 3] == 0xEF
  }
}
