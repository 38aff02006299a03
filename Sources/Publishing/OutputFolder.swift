/// The output folder as earlier runs left it, for reading.
public struct OutputFolder: Sendable {
  public let path: String

  public init(_ path: String) {
    self.path = path
  }

  /// Says that no publication was interrupted when part of it was in place: what is there then is no site.
  ///
  /// - Throws: `openJournal`
  public func requireFinished() throws(PublishingError) {
    if try Journal.isOpen(in: path) { throw .openJournal(path: path) }
  }

  /// The bytes of a file, by its path from the root of the output; nil where there is none.
  public func read(_ file: String) throws(PublishingError) -> [UInt8]? {
    try Files.read("\(path)/\(file)")
  }

  /// The hash of a file, by its path from the root of the output; nil where there is none.
  public func digest(of file: String) throws(PublishingError) -> SHA256Digest? {
    guard try Files.kind("\(path)/\(file)") == .file else { return nil }
    return try Files.digest(of: "\(path)/\(file)").digest
  }

  /// Whether there is a file at a path from the root of the output.
  public func holds(_ file: String) throws(PublishingError) -> Bool { try Files.kind("\(path)/\(file)") == .file }

  /// Whether something is a link, by its path from the root of the output.
  public func isLink(_ path: String) throws(PublishingError) -> Bool {
    try Files.kind("\(self.path)/\(path)") == .link
  }

  /// The names in a folder of the output, sorted; none where there is no such folder.
  public func names(in folder: String) throws(PublishingError) -> [String] {
    try Files.names(in: "\(path)/\(folder)")
  }
}
