import Glibc

/// The site that is there already, and what its checksums tell without reading it.
///
/// A file is taken to be what its checksum says while the system has recorded no change to it since the site was sealed:
/// publishing touches the manifest last of all, and nobody can set the time of a change (`ctime`) by hand. A site that
/// was copied, edited or half linked has later times, and its files are compared byte by byte.
struct FormerSite: Sendable {
  private let output: String
  private let checksums: Checksums
  private let seal: Time?

  private struct Time: Comparable {
    var seconds: Int
    var nanoseconds: Int

    /// When the system last recorded a change of a file.
    init(changeOf info: stat) {
      seconds = info.st_ctim.tv_sec
      nanoseconds = info.st_ctim.tv_nsec
    }

    static func < (a: Time, b: Time) -> Bool { (a.seconds, a.nanoseconds) < (b.seconds, b.nanoseconds) }
  }

  init(_ output: String) throws(PublishingError) {
    self.output = output
    let bytes = try Files.read("\(output)/\(Checksums.file)")
    checksums = bytes.map(Checksums.init(parsing:)) ?? Checksums()
    seal = Self.file("\(output)/\(Manifest.file)").map(Time.init(changeOf:))
  }

  var paths: some Collection<String> { checksums.digests.keys }

  func digest(of path: String) -> SHA256Digest? { checksums.digests[path] }

  /// Whether a file is as it was when the site was sealed.
  func isIntact(_ path: String) -> Bool { intactSize(path) != nil }

  /// The size of a file that is as it was when the site was sealed.
  func intactSize(_ path: String) -> Int? {
    guard let seal, let info = Self.file("\(output)/\(path)"), Time(changeOf: info) <= seal else { return nil }
    return Int(info.st_size)
  }

  /// How a file differs from what is there.
  func difference(of path: String, _ bytes: UnsafeRawBufferPointer, _ digest: SHA256Digest) -> Publication.Change {
    if let known = checksums.digests[path], isIntact(path) { return known == digest ? .unchanged : .updated }
    return Files.difference(of: "\(output)/\(path)", from: bytes)
  }

  /// Marks all that is there as the site that was published. Where that fails, the next run reads the files instead.
  static func seal(_ output: String) {
    let manifest = "\(output)/\(Manifest.file)"
    if let info = file(manifest) { chmod(manifest, info.st_mode & 0o7777) }
  }

  private static func file(_ path: String) -> stat? {
    var info = stat()
    guard lstat(path, &info) == 0, info.st_mode & S_IFMT == S_IFREG else { return nil }
    return info
  }
}
