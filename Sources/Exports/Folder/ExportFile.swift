import Glibc

/// One file of an exports folder.
public struct ExportFile: Sendable, Hashable {
  /// The path to open.
  public var path: String
  /// The name in messages: the folder as it was given, then the path below it (`exports/usage.csv`).
  public var name: String
  public var kind: ExportKind
  public var format: ExportFormat
  /// Whether it is packed with gzip.
  public var isPacked: Bool

  public init(path: String, name: String, kind: ExportKind, format: ExportFormat, isPacked: Bool = false) {
    self.path = path
    self.name = name
    self.kind = kind
    self.format = format
    self.isPacked = isPacked
  }

  /// Its text, unpacked on the way where it is packed; `onRead` is told how many bytes of the file itself each read
  /// gave.
  public func open(onRead: (@Sendable (Int) -> Void)? = nil) throws(InputError) -> any ByteSource {
    let file = try FileSource(path: path, name: name, onRead: onRead)
    return isPacked ? try GzipSource(file, size: file.size(), name: name) : file
  }

  /// How many bytes it has, as it stands on disk; 0 where nobody can tell.
  public var size: Int {
    var info = stat()
    return stat(path, &info) == 0 ? Int(info.st_size) : 0
  }
}
