/// A file in a zip, as the directory at the zip's end describes it (APPNOTE 6.3, section 4.3.12).
public struct ZipMember: Sendable, Hashable {
  /// The path in the zip; bytes that are not UTF-8 as `\xE9`.
  public var path: String
  /// The bytes of the path.
  var name: [UInt8]
  /// Where the header in front of its data begins.
  var header: Int
  /// How many bytes its data takes.
  var packedSize: Int
  /// How many bytes it unpacks to.
  var size: Int
  var sum: UInt32
  /// How it is packed: see `ZipMemberSource`.
  var method: UInt16
  var isEncrypted: Bool
  var isLink: Bool

  var isFolder: Bool { name.last == UInt8(ascii: "/") }

  /// Whether the path is relative, leads nowhere else, and means the same on every system.
  var isSafe: Bool {
    var parts = name.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    if isFolder { parts.removeLast() }
    return parts.allSatisfy { !$0.isEmpty && !$0.elementsEqual(".".utf8) && !$0.elementsEqual("..".utf8) }
      && name.allSatisfy { $0 >= 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "\\") && $0 != UInt8(ascii: ":") }
  }
}
