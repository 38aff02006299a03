/// `manifest.json`: what a site was made from, and the one hash that stands for all of its files.
public struct Manifest: Sendable {
  public static let file = "manifest.json"
  /// The signature of its bytes: 64 bytes of Ed25519. It stands in no list, as it is made last.
  public static let signature = "manifest.json.sig"

  /// A file that went into a site.
  public struct Source: Sendable {
    /// Relative to its folder: where that lies on one machine is nobody else's business.
    public var name: String
    public var bytes: Int
    public var digest: SHA256Digest
  }

  /// What the run was asked for, as JSON members in their order: `"period":"2024-05",…`.
  private let run: [UInt8]

  /// - Parameter run: the members that describe the run, as JSON, with nothing in them that changes from one run on the
  ///   same inputs to the next.
  public init(run: [UInt8]) {
    self.run = run
  }

  /// - Parameters:
  ///   - counts: the files of the run, but for the checksums and the manifest.
  ///   - checksums: the hash of `SHA256SUMS`.
  func bytes(_ counts: Publication.Counts, checksums: SHA256Digest) -> [UInt8] {
    Array("{".utf8) + run
      + Array(",\"files\":\(counts.files),\"bytes\":\(counts.bytes)".utf8)
      + Array(",\"sha256sums\":\"\(checksums.hexadecimal)\"}\n".utf8)
  }
}

extension Manifest.Source {
  /// Reads and hashes a file.
  public init(_ path: String, name: String) throws(PublishingError) {
    (bytes, digest) = try Files.digest(of: path)
    self.name = name
  }
}
