/// The name of a file or folder, in the bytes that the file system or a zip has for it.
struct EntryName {
  let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The name; nil where the bytes are not UTF-8.
  var text: String? { String(validating: bytes, as: UTF8.self) }

  /// The name as messages show it: bytes that are not UTF-8 as `\xE9`.
  var visible: String {
    if let text { return text }
    return bytes.withUnsafeBufferPointer { name in
      guard let start = name.baseAddress else { return "" }
      var text = ""
      var at = 0
      while at < name.count {
        let length = TextEncoding.characterLength(start + at, available: name.count - at)
        if length > 0 {
          text += String(decoding: name[at..<at + length], as: UTF8.self)
        } else {
          let digits = String(name[at], radix: 16, uppercase: true)
          text += "\\x" + (digits.utf8.count < 2 ? "0" : "") + digits
        }
        at += max(1, length)
      }
      return text
    }
  }
}
