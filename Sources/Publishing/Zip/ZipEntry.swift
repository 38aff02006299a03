/// A file in a zip.
public struct ZipEntry: Sendable {
  public enum Content: Sendable {
    case bytes([UInt8])
    /// A file of the output, by its path from there, that still has to be what was published.
    case published(String, SHA256Digest)
    /// A file elsewhere, links followed, that still has to be what it was.
    case file(String, SHA256Digest)
  }

  /// From the root of the zip: names with `/` between them.
  public let path: String
  public let content: Content

  /// - Throws: `ArchiveError.unsafeName` for a path that leads elsewhere when it is unpacked, on any system.
  public init(_ path: String, _ content: Content) throws(ArchiveError) {
    guard Self.isSafe(path) else { throw .unsafeName(path) }
    self.path = path
    self.content = content
  }

  /// The same file in a folder.
  public func moved(to folder: String) throws(ArchiveError) -> ZipEntry {
    try ZipEntry("\(folder)/\(path)", content)
  }

  var digest: SHA256Digest {
    switch content {
    case .bytes(let bytes): SHA256Digest(of: bytes)
    case .published(_, let digest), .file(_, let digest): digest
    }
  }

  /// Relative, without `.`, `..` and empty names, and without what some system reads as a separator, a drive or an end.
  static func isSafe(_ path: String) -> Bool {
    path.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "\\") && $0 != UInt8(ascii: ":") }
      && path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        .allSatisfy { !$0.isEmpty && !$0.elementsEqual(".".utf8) && !$0.elementsEqual("..".utf8) }
  }
}

extension [ZipEntry] {
  /// `SHA256SUMS` of these files: `sha256sum -c` reads it in the folder they are unpacked to.
  public func checksums() throws(ArchiveError) -> ZipEntry {
    let sums = Checksums(Dictionary(map { ($0.path, $0.digest) }, uniquingKeysWith: { first, _ in first }))
    return try ZipEntry(Checksums.file, .bytes(sums.bytes))
  }
}
