import Glibc

extension OutputFolder {
  /// Something in a folder.
  public struct Entry: Sendable {
    public enum Kind: Sendable {
      case file, folder
      /// A symbolic link, which is never followed.
      case link
      /// A pipe, a socket or a device.
      case other
    }

    /// As messages show it where it is no text.
    public var name: String
    public var kind: Kind
    /// Whether a run may have given the name. Others are nobody's that the site knows: see `RawPath.published`.
    public var isOwn: Bool
  }

  /// What a folder of the output holds, in no order; nothing where there is no such folder.
  ///
  /// - Parameter folder: by its path from the root of the output; empty for that itself.
  public func entries(of folder: String) throws(PublishingError) -> [Entry] {
    try Files.entries(of: RawPath(folder.isEmpty ? path : "\(path)/\(folder)")).map { name, kind in
      let kind: Entry.Kind =
        switch kind {
        case .file: .file
        case .folder: .folder
        case .link: .link
        case .other: .other
        }
      return Entry(name: name.shown, kind: kind, isOwn: name.published != nil)
    }
  }

  /// Whether there is a folder, by way of a link or not.
  public var isFolder: Bool {
    var info = stat()
    return stat(path, &info) == 0 && info.st_mode & S_IFMT == S_IFDIR
  }

  /// The size and hash of a file, read in blocks.
  public func digest(of file: String) throws(PublishingError) -> (bytes: Int, digest: SHA256Digest) {
    try Files.digest(of: "\(path)/\(file)")
  }
}
