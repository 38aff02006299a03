import Diagnostics
import Publishing

/// Whether a folder holds the files that were published, and no others.
enum FolderChecks {
  /// The files that no checksum is listed for.
  private static let unlisted: Set<String> = [Manifest.file, Manifest.signature, Checksums.file]

  static func findings(
    _ manifest: SiteManifest?, _ sums: [UInt8]?, _ listed: ListedFiles, _ inventory: Inventory
  ) -> [Finding] {
    var findings = self.manifest(manifest, sums, listed, inventory) + listed.flaws.map(Finding.init)
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
  static func finding(_ manifest: SiteManifest, _ records: SiteRecords) -> Finding? {
    let count = records.all.count { manifest.covers($0.entry) }
    guard manifest.documents > count else { return nil }
    return Finding(
      .manifestDiffers,
      "\(Manifest.file) says documents: \(manifest.documents) for \(manifest.period), and there are \(count) records",
      remedy: Remedy.restore)
  }

  private static func manifest(
    _ manifest: SiteManifest?, _ sums: [UInt8]?, _ listed: ListedFiles, _ inventory: Inventory
  ) -> [Finding] {
    guard inventory.holds(Manifest.file) else { return [.missing(Manifest.file)] }
    guard let manifest else {
      return [
        Finding(
          .manifestDiffers, "\(Manifest.file) is none that this version can read",
          because: "without its as-of date, payments and balances cannot be checked", remedy: Remedy.restore)
      ]
    }
    guard let sums else { return [.missing(Checksums.file)] }
    var findings: [Finding] = []
    if SHA256Digest(of: sums).hexadecimal != manifest.sums {
      findings.append(
        Finding(
          .manifestDiffers, "\(Checksums.file) is not the one that \(Manifest.file) stands for",
          because: "its hash is not the one that \(Manifest.file) states",
          remedy: Remedy.restore))
    }
    if manifest.files > listed.digests.count {
      findings.append(
        Finding(
          .manifestDiffers,
          "\(Manifest.file) says files: \(manifest.files), and \(Checksums.file) lists \(listed.digests.count)",
          remedy: Remedy.restore))
    }
    return findings
  }
}

extension Finding {
  fileprivate init(_ flaw: ListedFiles.Flaw) {
    let message =
      switch flaw.reason {
      case .noChecksum: "this is no checksum: “\(flaw.name.prefix(80))”"
      case .leadsOut: "“\(flaw.name)” leads out of the site"
      case .twice: "“\(flaw.name)” is listed twice"
      }
    self.init(
      .badChecksumLine, at: Place(file: Checksums.file, line: flaw.line), message,
      because: "the line is not followed", remedy: Remedy.restore)
  }

  fileprivate static func unknown(_ path: String) -> Finding {
    Inventory.isGenerated(path)
      ? Finding(
        .fileExtra, "\(path) is not on the list of published files",
        because: "whoever reads the site takes it for one of them", remedy: "remove it, or publish it from elsewhere")
      : Finding(.foreignFile, "\(path) was not published by this tool", remedy: "nothing, if you put it there")
  }
}
