import Diagnostics
import Publishing
import SiteFormat

/// Whether a folder holds the files that were published, and no others.
enum FolderChecks {
  /// The files that no checksum is listed for.
  private static let unlisted: Set<String> = [Manifest.file, Manifest.signature, Checksums.file]

  static func findings(
    _ manifest: SiteManifest?, _ papers: SitePapers, _ inventory: Inventory, besidesKey key: Bool
  ) -> [Finding] {
    let listed = papers.listed
    var findings = papers.findings(besidesKey: key)
    if let manifest, papers.sums != nil, manifest.files > listed.digests.count {
      findings.append(
        Finding(
          .manifestDiffers,
          "\(Manifest.file) says files: \(manifest.files), and \(Checksums.file) lists \(listed.digests.count)",
          remedy: Remedy.restore))
    }
    for path in listed.digests.keys.sorted() where !inventory.holds(path) { findings.append(.missing(path)) }
    for path in inventory.files where listed.digests[path] == nil && !unlisted.contains(path) {
      findings.append(.unknown(path))
    }
    for path in inventory.foreignFolders.sorted() + inventory.others.sorted() { findings.append(.unknown(path)) }
    for path in inventory.links.sorted() {
      findings.append(
        Finding(
          .linkedFile, "\(path) is a symbolic link",
          because: "what it leads to was not published, and can change with nobody noticing",
          remedy: "remove it, or put the file itself there"))
    }
    return findings
  }

  /// What a manifest says of documents that no record is of.
  static func findings(_ manifest: SiteManifest, _ papers: SitePapers, _ records: SiteRecords) -> [Finding] {
    var findings: [Finding] = []
    let count = records.all.count { manifest.covers($0.entry) }
    if manifest.documents > count {
      findings.append(
        Finding(
          .manifestDiffers,
          "\(Manifest.file) says documents: \(manifest.documents) for \(manifest.period), and there are \(count) records",
          remedy: Remedy.restore))
    }
    if findings.isEmpty, let documents = papers.history.documents, documents != records.all.count {
      findings.append(.history(documents: documents, records: records.all.count, papers))
    }
    return findings
  }
}

extension Finding {
  fileprivate static func unknown(_ path: String) -> Finding {
    Inventory.isGenerated(path)
      ? Finding(
        .fileExtra, "\(path) is not on the list of published files",
        because: "whoever reads the site takes it for one of them", remedy: "remove it, or publish it from elsewhere")
      : Finding(.foreignFile, "\(path) was not published by this tool", remedy: "nothing, if you put it there")
  }
}
