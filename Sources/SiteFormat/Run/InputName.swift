import Paths

/// What a manifest calls a file that went into a site.
package enum InputName {
  /// The path relative to the folder that the file lies in: where that lies on one machine is nobody else's business.
  package static func of(_ path: String, in folder: String) -> String {
    guard PathText.lies(path, in: folder) else { return path }
    return PathText.names(String(path.utf8.dropFirst(folder.utf8.count)) ?? path).joined(separator: "/")
  }
}
