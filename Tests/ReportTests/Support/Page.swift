import Foundation

/// An HTML page taken apart, strictly: what is not written the way this tool writes pages is a problem.
struct Page {
  /// Elements with the attributes they have: `td`, `a[href]`.
  private(set) var elements: Set<String> = []
  private(set) var links: [String] = []
  private(set) var problems: [String] = []
  private var open: [String] = []

  private static let void: Set<String> = ["meta", "hr"]
  private static let references = ["&amp;", "&lt;", "&gt;", "&quot;", "&#39;"].map { Array($0.utf8) }

  init(_ page: some Sequence<UInt8>) {
    let bytes = Array(page)
    guard bytes.starts(with: "<!DOCTYPE html>".utf8) else {
      problems = ["no doctype"]
      return
    }
    var position = "<!DOCTYPE html>".utf8.count
    while let tag = Self.find("<", in: bytes, from: position) {
      check(bytes[position..<tag])
      guard let end = Self.find(">", in: bytes, from: tag) else {
        problems.append("a tag without an end")
        return
      }
      read(String(decoding: bytes[tag + 1..<end], as: UTF8.self))
      position = end + 1
      // A style holds no tags, only its end.
      if open.last == "style" { position = Self.find("<", in: bytes, from: position) ?? bytes.count }
    }
    check(bytes[position...])
    if !open.isEmpty { problems.append("not closed: \(open)") }
  }

  /// `name`, `/name`, `name /` or `name key="value" …`.
  private mutating func read(_ tag: String) {
    if tag.hasPrefix("/") {
      if open.popLast() != String(tag.dropFirst()) { problems.append("<\(tag)> where it does not belong") }
      return
    }
    let isVoid = tag == "hr /"
    let tag = isVoid ? String(tag.dropLast(2)) : tag
    var parts = tag.split(separator: "\"", omittingEmptySubsequences: false)
    let first = parts.removeFirst().split(separator: " ", omittingEmptySubsequences: false)
    let name = String(first[0])
    var element = name
    // What follows are pairs: ` key=` and the value between its quotes.
    var key = first.count > 1 ? " " + first[1...].joined(separator: " ") : ""
    while key.hasPrefix(" "), key.hasSuffix("="), !parts.isEmpty {
      let value = parts.removeFirst()
      element += "[\(key.dropFirst().dropLast())]"
      check(Array(value.utf8)[...])
      if key == " href=" { links.append(value.replacingOccurrences(of: "&amp;", with: "&")) }
      key = parts.isEmpty ? " no closing quote" : String(parts.removeFirst())
    }
    if !key.isEmpty { problems.append("not a tag: <\(tag)>") }
    elements.insert(element)
    if !isVoid, !Self.void.contains(name) { open.append(name) }
  }

  /// Each ampersand must begin one of the references this tool writes.
  private mutating func check(_ text: ArraySlice<UInt8>) {
    guard text.contains(UInt8(ascii: "&")) else { return }
    for start in text.indices where text[start] == UInt8(ascii: "&") {
      if !Self.references.contains(where: { text[start...].starts(with: $0) }) {
        problems.append("not a reference: \(String(decoding: text[start...].prefix(8), as: UTF8.self))")
      }
    }
  }

  private static func find(_ character: Unicode.Scalar, in bytes: [UInt8], from start: Int) -> Int? {
    bytes.withUnsafeBytes { all in
      guard start < all.count, let base = all.baseAddress,
        let found = memchr(base + start, Int32(character.value), all.count - start)
      else { return nil }
      return UnsafeRawPointer(found) - base
    }
  }

  /// Where a link leads, by its path from the root of the output; nil for a link out of it.
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
