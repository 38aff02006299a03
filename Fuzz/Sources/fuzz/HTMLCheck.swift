/// HTML as pages may have it: known elements, each closed in its turn, addresses that run nothing.
enum HTMLCheck {
  private static let elements: Set<String> = [
    "a", "blockquote", "code", "div", "em", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ol", "p", "pre", "span",
    "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
  ]
  private static let empty: Set<String> = ["br", "hr", "img"]
  private static let attributes: Set<String> = ["alt", "class", "href", "src", "start", "title"]

  static func check(_ bytes: [UInt8]) {
    guard let html = String(validating: bytes, as: UTF8.self) else { fatalError("the HTML is not UTF-8") }
    expect(!html.unicodeScalars.contains { $0.value == 0xFDD0 }, "a mark is left in \(html)")
    // By scalars: what combines with a bracket must not hide it.
    var rest = html.unicodeScalars[...]
    var open: [String] = []
    while let start = rest.firstIndex(of: "<") {
      rest = rest[start...].dropFirst()
      if rest.starts(with: "!-- raw HTML omitted -->".unicodeScalars) { continue }
      guard let end = rest.firstIndex(of: ">") else { fatalError("a tag is not closed in \(html)") }
      let tag = rest[..<end]
      rest = rest[end...].dropFirst()
      if tag.first == "/" {
        expect(open.popLast() == String(tag.dropFirst()), "<\(tag)> closes nothing in \(html)")
        continue
      }
      let name = String(tag.prefix { $0.properties.isAlphabetic || $0.properties.numericType != nil })
      checkAttributes(tag.dropFirst(name.unicodeScalars.count), html)
      if empty.contains(name) { continue }
      expect(elements.contains(name), "<\(name)> in \(html)")
      open.append(name)
    }
    expect(open.isEmpty, "\(open) are not closed in \(html)")
  }

  private static func checkAttributes(_ text: Substring.UnicodeScalarView, _ html: String) {
    var rest = text
    while true {
      rest = rest.drop { $0 == " " || $0 == "/" }
      guard !rest.isEmpty else { return }
      let name = String(rest.prefix { $0.properties.isAlphabetic })
      expect(attributes.contains(name), "attribute \(name) in \(html)")
      rest = rest.dropFirst(name.unicodeScalars.count)
      expect(rest.starts(with: "=\"".unicodeScalars), "attribute \(name) without a value in \(html)")
      let value = rest.dropFirst(2).prefix { $0 != "\"" }
      rest = rest.dropFirst(value.count + 3)
      guard name == "href" || name == "src" else { continue }
      let address = String(value).lowercased()
      for scheme in ["javascript:", "vbscript:", "file:"] {
        expect(!address.hasPrefix(scheme), "\(scheme) in \(html)")
      }
    }
  }
}
