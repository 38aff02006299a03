import Paths
import SiteFormat

/// Where a link leads.
package enum LinkTarget: Equatable {
  /// A path from the root of the site.
  case page(String)
  /// Another site, or a mail program.
  case elsewhere
  /// Out of the site, by a way that works on one machine or server alone.
  case outside

  /// - Parameters:
  ///   - link: as it stands in the page.
  ///   - page: the path of the page that it stands on.
  package init(_ link: UnsafeRawBufferPointer, on page: String) {
    let address = Self.unescaped(link)
    if let scheme = Self.scheme(of: address) {
      self = ["http", "https", "mailto", "tel"].contains(scheme) ? .elsewhere : .outside
      return
    }
    let path = address.prefix { $0 != UInt8(ascii: "#") && $0 != UInt8(ascii: "?") }
    guard let first = path.first else {
      self = .page(page)
      return
    }
    guard first != UInt8(ascii: "/"), let target = Self.resolved(path, on: page) else {
      self = .outside
      return
    }
    self = .page(target)
  }

  private static func resolved(_ path: ArraySlice<UInt8>, on page: String) -> String? {
    // Most links lead to a file beside the page.
    if path.allSatisfy({ $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "%") && $0 != 0 }),
      path.first != UInt8(ascii: ".")
    {
      return Link.beside(page, String(decoding: path, as: UTF8.self))
    }
    var parts = page.utf8.split(separator: UInt8(ascii: "/")).dropLast().map { Array($0) }
    let names = path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    for (index, name) in names.enumerated() {
      guard let name = decoded(name), !name.contains(0), !name.contains(UInt8(ascii: "/")) else { return nil }
      switch name {
      case Array("..".utf8):
        guard parts.popLast() != nil else { return nil }
      case Array(".".utf8), []: break
      default:
        parts.append(name)
        continue
      }
      // What ends in a folder shows its index.
      if index == names.count - 1 { parts.append(Array(SiteLayout.index.utf8)) }
    }
    return String(decoding: Array(parts.joined(separator: [UInt8(ascii: "/")])), as: UTF8.self)
  }

  /// In lower case; nil for an address that names none.
  private static func scheme(of address: [UInt8]) -> String? {
    guard let colon = address.firstIndex(of: UInt8(ascii: ":")),
      !address[..<colon].contains(where: { "/?#".utf8.contains($0) })
    else { return nil }
    return String(decoding: address[..<colon], as: UTF8.self).lowercased()
  }

  /// Nil where a percent sign stands for nothing.
  private static func decoded(_ name: ArraySlice<UInt8>) -> [UInt8]? {
    guard name.contains(UInt8(ascii: "%")) else { return Array(name) }
    var bytes: [UInt8] = []
    var at = name.startIndex
    while at < name.endIndex {
      if name[at] == UInt8(ascii: "%") {
        guard at + 2 < name.endIndex,
          let byte = UInt8(String(decoding: name[at + 1...at + 2], as: UTF8.self), radix: 16)
        else { return nil }
        bytes.append(byte)
        at += 3
      } else {
        bytes.append(name[at])
        at += 1
      }
    }
    return bytes
  }

  private static let entities: [(written: [UInt8], meant: UInt8)] = [
    ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'"),
  ].map { (Array($0.0.utf8), Array($0.1.utf8)[0]) }

  /// An attribute's value without the references that pages of this tool have.
  private static func unescaped(_ value: UnsafeRawBufferPointer) -> [UInt8] {
    guard value.contains(UInt8(ascii: "&")) else { return Array(value) }
    var bytes: [UInt8] = []
    var rest = Array(value)[...]
    while let byte = rest.first {
      if byte == UInt8(ascii: "&"), let entity = entities.first(where: { rest.starts(with: $0.written) }) {
        bytes.append(entity.meant)
        rest = rest.dropFirst(entity.written.count)
      } else {
        bytes.append(byte)
        rest = rest.dropFirst()
      }
    }
    return bytes
  }
}

extension Link {
  /// A file in the folder of another.
  fileprivate static func beside(_ path: String, _ name: String) -> String {
    PathText.folder(path) == nil ? name : "\(folder(path))/\(name)"
  }
}
