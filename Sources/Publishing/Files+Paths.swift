import Glibc
import Paths

/// Paths as texts, and what they come to.
extension Files {
  static func parent(_ path: String) -> String {
    guard let folder = PathText.folder(path) else { return "." }
    return folder.isEmpty ? "/" : folder
  }

  static func name(_ path: String) -> String {
    PathText.names(path).last ?? path
  }

  /// The path from the root, links followed as far as it exists.
  static func resolved(_ path: String) -> String {
    if let real = realpath(path, nil) {
      defer { free(real) }
      return String(cString: real)
    }
    let path = PathText.withoutEndingSlashes(path)
    let parent = Files.parent(path)
    guard parent != path, let name = PathText.names(path).last else { return path }
    let folder = resolved(parent)
    return folder == "/" ? "/\(name)" : "\(folder)/\(name)"
  }

  static func lies(_ a: String, in b: String) -> Bool {
    PathText.lies(a, in: b)
  }
}
