/// Links between pages of the output.
package enum Link {
  /// A path as it stands in an address: names hold percent signs of their own.
  package static func encoded(_ path: some StringProtocol) -> String {
    path.contains("%")
      ? path.split(separator: "%", omittingEmptySubsequences: false).joined(separator: "%25") : "\(path)"
  }

  /// A path without its last component.
  package static func folder(_ path: String) -> Substring {
    path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path[..<$0] } ?? path[...]
  }

  /// The last component of a path.
  package static func name(_ path: String) -> Substring {
    path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path[path.utf8.index(after: $0)...] } ?? path[...]
  }
}
