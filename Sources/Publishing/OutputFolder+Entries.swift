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

    public var name: String
    public var kind: Kind
  }

  /// What a folder of the output holds, in no order; nothing where there is no such folder.
  ///
  /// - Parameter folder: by its path from the root of the output; empty for that itself.
  public func entries(of folder: String) throws(PublishingError) -> [Entry] {
    try Files.entries(of: folder.isEmpty ? path : "\(path)/\(folder)").map { name, kind in
      switch kind {
      case .file: Entry(name: name, kind: .file)
      case .folder: Entry(name: name, kind: .folder)
      case .link: Entry(name: name, kind: .link)
      case .other: Entry(name: name, kind: .other)
      }
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
