import Glibc

/// One file of an exports folder.
public struct ExportFile: Sendable, Hashable {
  /// The path to open.
  public var path: String
  /// The name in messages: the folder as it was given, then the path below it (`exports/usage.csv`).
  public var name: String
  public var kind: ExportKind
  public var format: ExportFormat

  public init(path: String, name: String, kind: ExportKind, format: ExportFormat) {
    self.path = path
    self.name = name
    self.kind = kind
    self.format = format
  }

  /// How many bytes it has; 0 where nobody can tell.
  public var size: Int {
    var info = stat()
    return stat(path, &info) == 0 ? Int(info.st_size) : 0
  }
}
