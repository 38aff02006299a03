@testable import Publishing
@testable import SiteFormat
@testable import Verifying

/// What stands for a site, after anybody edited it: checksums, a manifest, a history. What is read is what is written, and
/// nothing that is read leads out of the site.
enum PaperTarget {
  static func test(_ input: [UInt8]) {
    checksums(input)
    history(input)
    _ = ManifestChain(input)
    _ = SiteManifest(input)
    _ = Manifest.stands(input, for: SHA256Digest(of: input))
  }

  private static func checksums(_ input: [UInt8]) {
    let listed = ListedFiles(parsing: input)
    for path in listed.digests.keys {
      let names = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      expect(
        !names.contains { $0.isEmpty || $0.elementsEqual(".".utf8) || $0.elementsEqual("..".utf8) },
        "\(path) leads out")
    }
    guard listed.flaws.isEmpty else { return }
    let written = Checksums(listed.digests).bytes
    let again = ListedFiles(parsing: written)
    expect(again.flaws.isEmpty, "what was written has flaws: \(again.flaws)")
    expectEqual(again.digests, listed.digests, "checksums again")
  }

  private static func history(_ input: [UInt8]) {
    guard let kept = try? KeptHistory(parsing: input) else { return }
    expectEqual(kept.formers.count, kept.history.runs, "runs")
    expectEqual(kept.digest(after: kept.runs), kept.history.digest, "the hash of the history")
    let next = kept.history.adding(
      Array("\"as_of\":\"9999-12-31\",\"documents\":0,\"signature\":\"removed\"".utf8), from: SHA256Digest(of: input))
    let again = expectNoError("a run more cannot be read") { try KeptHistory(parsing: next.bytes) }
    expectEqual(again.history, next, "a run more")
    expectEqual(again.digest(after: kept.runs), kept.history.digest, "the former history")
  }
}
