import Foundation

/// An HTML page taken apart, strictly: what is not written the way this tool writes pages is a problem.
struct Page {
  /// Elements with the attributes they have: `td`, `a[href]`.
  private(set) var elements: Set<String> = []
  private(set) var links: [String] = []
  private(set) var problems: [String] = []

  private static let void: Set<String> = ["meta", "hr", "br"]
  private static let entities: Set<String> = ["amp", "lt", "gt", "quot", "#39"]

  init(_ text: String) {
    let doctype = "<!DOCTYPE html>"
    guard text.hasPrefix(doctype) else {
      problems = ["no doctype"]
      return
    }
    var rest = text.utf8.dropFirst(doctype.utf8.count)
    var open: [String] = []
    while let tag = rest.firstIndex(of: UInt8(ascii: "<")) {
      check(rest[..<tag])
      guard let end = rest[tag...].firstIndex(of: UInt8(ascii: ">")) else {
        problems.append("a tag without an end")
        return
      }
      let inside = String(rest[rest.index(after: tag)..<end]) ?? ""
      rest = rest[rest.index(after: end)...]
      if inside.hasPrefix("/") {
        let name = String(inside.dropFirst())
        if open.popLast() != name { problems.append("</\(name)> where it does not belong") }
        continue
      }
      let name = readTag(inside)
      if !Self.void.contains(name) { open.append(name) }
      // A style holds no tags, only its end.
      if name == "style" {
        guard let close = rest.firstRange(of: "</style>".utf8) else {
          problems.append("a style without an end")
          return
        }
        rest = rest[close.lowerBound...]
      }
    }
    check(rest)
    if !open.isEmpty { problems.append("not closed: \(open)") }
  }

  /// Reads `name key="value" …` and returns the name.
  private mutating func readTag(_ text: String) -> String {
    guard let match = text.wholeMatch(of: #/([a-z][a-z0-9]*)((?: [a-z-]+="[^"<]*")*)/#) else {
      problems.append("not a tag: <\(text)>")
      return text
    }
    var element = String(match.1)
    for attribute in match.2.matches(of: #/ ([a-z-]+)="([^"]*)"/#) {
      element += "[\(attribute.1)]"
      check(attribute.2.utf8)
      if attribute.1 == "href" { links.append(attribute.2.replacingOccurrences(of: "&amp;", with: "&")) }
    }
    elements.insert(element)
    return String(match.1)
  }

  /// Each ampersand must begin one of the references this tool writes.
  private mutating func check(_ text: Substring.UTF8View) {
    var rest = text
    while let start = rest.firstIndex(of: UInt8(ascii: "&")) {
      rest = rest[rest.index(after: start)...]
      let name = String(rest.prefix(6).prefix { $0 != UInt8(ascii: ";") }) ?? ""
      if !Self.entities.contains(name) { problems.append("&\(name) is no reference that is written here") }
    }
  }

  /// Where a link leads, without leaving the file system's root; nil for a link out of it.
  static func target(of link: String, on page: String) -> String? {
    var parts = page.split(separator: "/").dropLast().map(String.init)
    for part in link.split(separator: "/", omittingEmptySubsequences: false) {
      guard let name = String(part).removingPercentEncoding, !name.isEmpty, name != ".", !name.contains("/") else {
        return nil
      }
      if name == ".." {
        if parts.popLast() == nil { return nil }
      } else {
        parts.append(name)
      }
    }
    return parts.joined(separator: "/")
  }
}
