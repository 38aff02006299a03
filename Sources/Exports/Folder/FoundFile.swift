import Paths

/// A file below the exports folder, or in a zip there.
struct FoundFile {
  /// The path to open; of a file in a zip that of the zip.
  var path: String
  /// The name in messages: `exports/2024/may.zip/usage.csv`.
  var name: String
  /// Below the exports folder: `2024/may.zip/usage.csv`.
  var below: String
  var member: ZipMember?

  var fileName: String { PathText.name(below) }

  /// Its bytes, and how many they take on disk.
  static func open(
    _ path: String, _ member: ZipMember?, name: String, onRead: (@Sendable (Int) -> Void)? = nil
  ) throws(InputError) -> (bytes: any ByteSource, size: Int) {
    if let member { return (try ZipMemberSource(member, path: path, name: name, onRead: onRead), member.packedSize) }
    let file = try FileSource(path: path, name: name, onRead: onRead)
    return (file, try file.size())
  }

  /// All of its bytes; nil where they are more than `limit`.
  func bytes(atMost limit: Int) throws(InputError) -> [UInt8]? {
    try Self.open(path, member, name: name).bytes.all(atMost: limit)
  }
}
