import Billing
import Exports
import Publishing
import SiteFormat
import Verifying

/// A published site that archives are made of. Every file that is looked at is held against its checksum.
package final class ArchivedSite: Sendable {
  package let output: OutputFolder
  package let files: SiteFiles
  let papers: SitePapers

  package init(_ output: OutputFolder, jobs: Int) throws {
    papers = try SitePapers(output)
    guard let manifest = papers.manifest, papers.sums != nil else {
      throw NothingToArchive.noSite(path: output.path)
    }
    if let manifest = try? JSONValue(parsing: manifest) { _ = try FormatNumber.check(manifest, output.path) }
    self.output = output
    let listed = papers.listed
    files = SiteFiles(
      output: output, inventory: try Inventory(output, listed: listed.digests.keys, jobs: jobs), listed: listed,
      commonStart: CommonStart([]))
  }

  /// Whether a file was published.
  func lists(_ path: String) -> Bool { files.listed.digests[path] != nil }

  /// A published file as it stands, at a place in an archive.
  func entry(_ path: String, as name: String) throws -> ZipEntry {
    guard let digest = files.listed.digests[path] else { preconditionFailure("\(path) was not published") }
    return try ZipEntry(name, .published(path, digest))
  }

  /// The lines of a published file without their newlines; none where there is no such file.
  package func lines(of path: String, _ tally: inout Tally) -> [ArraySlice<UInt8>] {
    lists(path) ? files.read(path, &tally)?.lines ?? [] : []
  }

  /// The style that a published page carries; nothing where it has none.
  func style(of page: String, _ tally: inout Tally) -> [UInt8] {
    guard lists(page), let bytes = files.read(page, &tally) else { return [] }
    return bytes.withUnsafeBytes { page in
      guard let tag = page.firstIndex(of: "<style>".utf8, from: 0),
        let end = page.firstIndex(of: "</style>".utf8, from: tag)
      else { return [] }
      return Array(page[(tag + "<style>".utf8.count)..<end])
    }
  }

  /// What the site says of itself: its manifest and checksums, and the signature where there is one.
  func statements() throws -> [ZipEntry] {
    let files = [
      (Manifest.file, papers.manifest), (Checksums.file, papers.sums), (Manifest.signature, papers.signature),
    ]
    return try files.compactMap { name, bytes in try bytes.map { try ZipEntry(name, .bytes($0)) } }
  }
}
