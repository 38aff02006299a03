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
  /// The runs before this one.
  let history: RunHistory
  /// What the history says of this run, as JSON members.
  let entry: [UInt8]

  /// - Parameters:
  ///   - run: the members that describe the run, as JSON, with nothing in them that changes from one run on the same inputs
  ///     to the next.
  ///   - history: the runs that the site was made by up to now.
  ///   - entry: the members that the history keeps of this run, where it changes anything.
  public init(run: [UInt8], after history: RunHistory, entry: [UInt8]) {
    (self.run, self.history, self.entry) = (run, history, entry)
  }

  /// - Parameters:
  ///   - counts: the files of the run, but for the history, the checksums and the manifest.
  ///   - checksums: the hash of `SHA256SUMS`.
  ///   - history: with this run.
  ///   - signer: whose signature lies beside it.
  func bytes(
    _ counts: Publication.Counts, checksums: SHA256Digest, history: RunHistory, signer: PublicKey?
  ) -> [UInt8] {
    let signer = signer.map { "\"\($0.hexadecimal)\"" } ?? "null"
    return Array("{".utf8) + run
      + Array(",\"files\":\(counts.files),\"bytes\":\(counts.bytes),\"run\":\(history.runs)".utf8)
      + Array(",\"former_manifest_sha256\":\(history.former.text)".utf8)
      + Array(",\"history_sha256\":\"\(history.digest.hexadecimal)\",\"signed_by\":\(signer)".utf8)
      + Self.end(checksums)
  }

  /// Whether the bytes of a manifest stand for a file of checksums.
  static func stands(_ manifest: [UInt8], for checksums: SHA256Digest) -> Bool {
    manifest.reversed().starts(with: end(checksums).reversed())
  }

  /// Who signs by the bytes of a manifest; nil for nobody, and in format 1. Within texts a quote is escaped, so that the
  /// member cannot be part of one.
  static func signer(of manifest: [UInt8]) -> PublicKey? {
    let parts = String(decoding: manifest, as: UTF8.self).split(separator: ",\"signed_by\":\"")
    return parts.count == 2 ? PublicKey(hexadecimal: String(parts[1].prefix(64))) : nil
  }

  /// What every manifest ends with, those of former versions as well.
  private static func end(_ checksums: SHA256Digest) -> [UInt8] {
    Array(",\"sha256sums\":\"\(checksums.hexadecimal)\"}\n".utf8)
  }
}

extension Manifest.Source {
  /// Reads and hashes a file.
  public init(_ path: String, name: String) throws(PublishingError) {
    (bytes, digest) = try Files.digest(of: path, followsLinks: true)
    self.name = name
  }
}
