/// A block of a PEM file (RFC 7468): a label and the bytes it stands for.
struct PEM: Equatable {
  var label: String
  var bytes: [UInt8]

  init(label: String, bytes: [UInt8]) {
    self.label = label
    self.bytes = bytes
  }

  /// The first block of a text; what stands before it explains and says nothing. Nil where there is no whole block.
  init?(parsing text: [UInt8]) {
    let lines = text.split(whereSeparator: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") })
    guard let begin = lines.firstIndex(where: { $0.starts(with: Self.begin.utf8) && $0.count > 16 }),
      let label = String(validating: lines[begin].dropFirst(Self.begin.utf8.count).dropLast(5), as: UTF8.self),
      let end = lines[begin...].firstIndex(where: { $0.elementsEqual("-----END \(label)-----".utf8) }),
      let bytes = Base64.decoded(lines[(begin + 1)..<end].joined())
    else { return nil }
    self.init(label: label, bytes: bytes)
  }

  /// The block as a file, in lines of 64 characters.
  var text: String {
    var text = "\(Self.begin)\(label)-----\n"
    var rest = Base64.encoded(bytes)[...]
    while !rest.isEmpty {
      text += "\(rest.prefix(64))\n"
      rest = rest.dropFirst(64)
    }
    return text + "-----END \(label)-----\n"
  }

  private static let begin = "-----BEGIN "
}

/// Bytes as text (RFC 4648, section 4), with padding.
private enum Base64 {
  private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  static func encoded(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for digit in 0..<4 {
        text.append(digit > group.count ? UInt8(ascii: "=") : digits[bits >> (18 - 6 * digit) & 63])
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Nil for what is no Base64.
  static func decoded(_ text: some Sequence<UInt8>) -> [UInt8]? {
    let text = Array(text)
    guard text.count % 4 == 0 else { return nil }
    let padding = text.suffix(2).reversed().prefix { $0 == UInt8(ascii: "=") }.count
    var bytes: [UInt8] = []
    var bits = 0
    for (index, byte) in text.dropLast(padding).enumerated() {
      guard let digit = digits.firstIndex(of: byte) else { return nil }
      bits = bits << 6 | digit
      if index % 4 > 0 { bytes.append(UInt8(truncatingIfNeeded: bits >> (6 - 2 * (index % 4)))) }
    }
    return bytes
  }
}
