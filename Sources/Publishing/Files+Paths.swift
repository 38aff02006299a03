import Glibc

/// Paths as texts, and what they come to.
extension Files {
  static func parent(_ path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  static func name(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  /// The path from the root, links followed as far as it exists.
  static func resolved(_ path: String) -> String {
    if let real = realpath(path, nil) {
      defer { free(real) }
      return String(cString: real)
    }
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    let parent = Files.parent(path)
    guard parent != path else { return path }
    let name = path.contains("/") ? path[path.index(after: path.lastIndex(of: "/") ?? path.startIndex)...] : path[...]
    let folder = resolved(parent)
    return folder == "/" ? "/\(name)" : "\(folder)/\(name)"
  }

  static func lies(_ a: String, in b: String) -> Bool {
    a == b || a.hasPrefix(b == "/" ? b : b + "/")
  }
}
