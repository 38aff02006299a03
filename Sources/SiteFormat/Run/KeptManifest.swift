import Diagnostics
import Paths
import Publishing

/// A manifest of an earlier state of a site, or its hash alone, that somebody kept apart from it. It tells whether a site goes
/// on from that state: one that was put back to an older state does not, and neither does one whose history was written anew.
public struct KeptManifest: Sendable {
  private let digest: SHA256Digest
  /// Nil where the hash alone was kept.
  private let chain: ManifestChain?

  /// - Parameter text: 64 hexadecimal digits, or the path of a file.
  /// - Throws: `NoManifest`
  public init(_ text: String) throws(NoManifest) {
    if let digest = SHA256Digest(hexadecimal: text.lowercased().utf8) {
      self.digest = digest
      chain = nil
      return
    }
    guard let bytes = try? SmallFile.read(text) else { throw NoManifest(path: text, isThere: SmallFile.isThere(text)) }
    guard let chain = ManifestChain(bytes) else { throw NoManifest(path: text, isThere: true) }
    digest = SHA256Digest(of: bytes)
    self.chain = chain
  }

  /// What is to be said where a site does not go on from it.
  package func finding(of papers: SitePapers) -> Finding? {
    if papers.digest == digest { return nil }
    let history = papers.history
    guard let next = history.formers.firstIndex(of: digest) else {
      if let run = chain?.run, run > history.runs {
        return .notAContinuation("the site is of run \(history.runs), and the manifest that was kept of run \(run)")
      }
      return .notAContinuation("no run of the site went on from the manifest \(digest.hexadecimal)")
    }
    // The line after that of the kept manifest's run names it. One of format 1 has no run.
    if let kept = chain?.history, history.digest(after: next).hexadecimal != kept {
      return .notAContinuation(
        "the first \(next) runs of the history are not told as they were when the manifest was kept")
    }
    return nil
  }
}

/// Something that is given for a kept manifest and is none.
public struct NoManifest: Error, Sendable, CustomStringConvertible {
  public var path: String
  /// Whether there is a file.
  public var isThere: Bool

  public var description: String {
    isThere
      ? """
      “\(path)” is no manifest of a site
        fix: name a manifest.json that was kept of this site, or write its SHA-256
      """
      : """
      the manifest “\(path)” cannot be read
        fix: check the path and that you may read it, or write the SHA-256 of the manifest
      """
  }
}

extension Finding {
  fileprivate static func notAContinuation(_ message: String) -> Finding {
    Finding(
      .notAContinuation, message,
      because: "it was put back to an older state, or its history was written anew, or it is another site",
      remedy: Remedy.restore)
  }
}
