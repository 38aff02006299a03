/// What stands for a tag while a template goes through Markdown: characters of private use around its number. To
/// Markdown they are letters; an address has them percent-encoded.
enum TagMark {
  static let scalars: [Unicode.Scalar] = ["\u{E000}", "\u{E001}"]

  /// The first byte of both, and of others.
  static let lead: UInt8 = 0xEE

  static func text(_ number: Int) -> String { "\u{E000}\(number)\u{E001}" }

  /// The marks in rendered HTML, in their order.
  static func find(in html: [UInt8]) -> [(number: Int, range: Range<Int>)] {
    var found: [(number: Int, range: Range<Int>)] = []
    var at = 0
    while at < html.count {
      let plain = html[at] == lead && match(html, at, plainOpening)
      guard plain || (html[at] == 0x25 && match(html, at, encodedOpening)) else {
        at += 1
        continue
      }
      let opening = plain ? plainOpening : encodedOpening
      let closing = plain ? plainClosing : encodedClosing
      var end = at + opening.count
      var number = 0
      while end < html.count, (0x30...0x39).contains(html[end]) {
        number = number &* 10 &+ Int(html[end] - 0x30)
        end += 1
      }
      if match(html, end, closing) {
        end += closing.count
        found.append((number, at..<end))
      }
      at = end
    }
    return found
  }

  private static let plainOpening = Array("\u{E000}".utf8)
  private static let plainClosing = Array("\u{E001}".utf8)
  private static let encodedOpening = Array("%EE%80%80".utf8)
  private static let encodedClosing = Array("%EE%80%81".utf8)

  private static func match(_ html: [UInt8], _ at: Int, _ pattern: [UInt8]) -> Bool {
    at + pattern.count <= html.count && html[at..<(at + pattern.count)].elementsEqual(pattern)
  }
}
