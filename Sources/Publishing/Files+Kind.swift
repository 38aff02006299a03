import Glibc

extension Files {
  enum Kind: Sendable {
    case file, folder, link, other

    init(_ info: stat) {
      switch info.st_mode & S_IFMT {
      case S_IFREG: self = .file
      case S_IFDIR: self = .folder
      case S_IFLNK: self = .link
      default: self = .other
      }
    }

    /// As messages call it.
    var name: String {
      switch self {
      case .file: "a file"
      case .folder: "a folder"
      case .link: "a symbolic link"
      case .other: "neither a file nor a folder"
      }
    }
  }

  /// What is at `path` itself, links not followed; nil where there is nothing. What cannot be told is not nothing.
  static func kind(_ path: String) throws(PublishingError) -> Kind? { try kind(RawPath(path)) }

  static func kind(_ path: RawPath) throws(PublishingError) -> Kind? {
    var info = stat()
    if path.withCString({ lstat($0, &info) }) == 0 { return Kind(info) }
    if errno == ENOENT || errno == ENOTDIR { return nil }
    throw .inputOutput(path: path.shown, operation: "look at", reason: lastError())
  }

  /// The permissions of a site's files and folders.
  struct Modes: Sendable {
    var file: mode_t
    var folder: mode_t

    /// Those of a site's manifest and of its folder; nil where there is none.
    init?(of output: String) {
      var folder = stat()
      var file = stat()
      guard lstat(output, &folder) == 0, Kind(folder) == .folder, lstat("\(output)/\(Manifest.file)", &file) == 0,
        Kind(file) == .file
      else { return nil }
      self.file = file.st_mode & 0o777
      self.folder = folder.st_mode & 0o7777
    }
  }
}
