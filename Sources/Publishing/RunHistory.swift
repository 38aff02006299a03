/// The runs that made a site, a line each.
///
/// A line holds the hash of the manifest that its run went on from, and a manifest holds the hash of the history up to its
/// own run. So whoever kept one manifest can tell whether a site goes on from it, and whether the runs before it are still
/// told as they were then.
public struct RunHistory: Sendable, Equatable {
  /// Of a site that no run with a history has published.
  public static let none = RunHistory(bytes: [], runs: 0, former: nil)

  public let bytes: [UInt8]
  /// How many lines there are.
  public let runs: Int
  /// What the last line holds: the hash of the manifest before, nil where there was none.
  public let former: SHA256Digest?

  public init(bytes: [UInt8], runs: Int, former: SHA256Digest?) {
    (self.bytes, self.runs, self.former) = (bytes, runs, former)
  }

  public var digest: SHA256Digest { SHA256Digest(of: bytes) }

  /// The history with one run more.
  ///
  /// - Parameters:
  ///   - run: what there is to say of it, as JSON members.
  ///   - manifest: the hash of the manifest that it goes on from.
  func adding(_ run: [UInt8], from manifest: SHA256Digest?) -> RunHistory {
    let line =
      Array("{\"run\":\(runs + 1),".utf8) + run
      + Array(",\"former_manifest_sha256\":\(manifest.text)}\n".utf8)
    return RunHistory(bytes: bytes + line, runs: runs + 1, former: manifest)
  }
}

extension SHA256Digest? {
  /// As JSON.
  var text: String { map { "\"\($0.hexadecimal)\"" } ?? "null" }
}
