import Glibc

/// One file of an exports folder.
public struct ExportFile: Sendable, Hashable {
  /// The path to open; of a file in a zip that of the zip.
  public var path: String
  /// The name in messages: the folder as it was given, then the path below it (`exports/usage.csv`,
  /// `exports/may.zip/usage.csv`).
  public var name: String
  public var kind: ExportKind
  public var format: ExportFormat
  /// How it is packed; nil where it is not.
  public var packing: Packing?
  /// The file in a zip that it is; nil where it is a file of its own.
  public var member: ZipMember?

  public init(
    path: String, name: String, kind: ExportKind, format: ExportFormat, packing: Packing? = nil,
    member: ZipMember? = nil
  ) {
    self.path = path
    self.name = name
    self.kind = kind
    self.format = format
    self.packing = packing
    self.member = member
  }

  /// Whether its size on disk is another one than that of its text.
  var isPacked: Bool { packing != nil || member != nil }

  /// Its text, unpacked on the way where it is packed; `onRead` is told how many bytes of the file on disk each read
  /// gave.
  public func open(onRead: (@Sendable (Int) -> Void)? = nil) throws(InputError) -> any ByteSource {
    let (bytes, size) = try FoundFile.open(path, member, name: name, onRead: onRead)
    guard let packing else { return bytes }
    return try UnpackedSource(bytes, packing, size: size, name: name)
  }

  /// How many bytes it takes on disk; 0 where nobody can tell.
  public var size: Int {
    if let member { return member.packedSize }
    var info = stat()
    return stat(path, &info) == 0 ? Int(info.st_size) : 0
  }
}
