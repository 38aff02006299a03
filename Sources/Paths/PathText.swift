/// Paths taken apart at their slashes.
///
/// A slash is a byte. As a `Character` it is not found where a combining mark follows it, which then makes one character
/// with it: in `sites/\u{301}out` there is no character `/`.
public enum PathText {
  private static let slash = UInt8(ascii: "/")

  /// What stands before the last slash, without it; nil for a name alone.
  public static func folder(_ path: String) -> String? {
    path.utf8.lastIndex(of: slash).map { String(path[..<$0]) }
  }

  /// What stands behind the last slash: all of a name alone.
  public static func name(_ path: String) -> String {
    path.utf8.lastIndex(of: slash).map { String(path[path.utf8.index(after: $0)...]) } ?? path
  }

  /// The names in a path, without empty ones.
  public static func names(_ path: String) -> [String] {
    path.utf8.split(separator: slash).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The path without the slashes it ends in; one that is nothing else stays as it is.
  public static func withoutEndingSlashes(_ path: String) -> String {
    guard let last = path.utf8.lastIndex(where: { $0 != slash }) else { return path }
    return String(path[..<path.utf8.index(after: last)])
  }

  /// Whether a path is another one, or leads below it.
  public static func lies(_ path: String, in folder: String) -> Bool {
    guard path.utf8.starts(with: folder.utf8) else { return false }
    let rest = path.utf8.dropFirst(folder.utf8.count)
    return rest.isEmpty || rest.first == slash || folder.utf8.last == slash
  }
}
