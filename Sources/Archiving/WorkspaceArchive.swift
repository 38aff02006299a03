import Billing
import Diagnostics
import Pages
import Paths
import Publishing
import SiteFormat
import Verifying

/// What an archive holds of one workspace and month, and nothing of any other workspace: its documents, what they lead
/// to, what is kept of them, and a page to read it by.
package struct WorkspaceArchive: Sendable {
  package let folder: String
  /// Those that its customer may see.
  package let documents: [LedgerEntry]
  let entries: [ZipEntry]

  /// - Parameters:
  ///   - folder: that of the workspace, from the root of the site.
  ///   - all: its documents, at least one.
  package init(
    _ folder: String, _ all: [LedgerEntry], of month: ArchivedMonth, in site: ArchivedSite,
    _ pages: ArchivePages, _ tally: inout Tally
  ) throws {
    let documents = all.filter { !$0.isApart }
    for document in all where document.workspace != all[0].workspace { tally.findings.add(.misplaced(document)) }
    self.folder = folder
    self.documents = documents
    let files = Self.files(of: documents, folder, site, &tally)
    let enclosed = LinkedFiles(files, besides: ["\(folder)/\(SiteLayout.index)"], of: site, &tally) {
      $0.hasPrefix("\(folder)/")
    }
    let style = site.style(of: "\(folder)/\(SiteLayout.index)", &tally)
    var entries = try enclosed.paths.map { try site.entry($0, as: String($0.dropFirst(folder.utf8.count + 1))) }
    let kept = ArchivedMonth.Kept.allCases.map { (kept: $0, bytes: month.lines($0, of: documents)) }
      .filter { !$0.bytes.isEmpty }
    for (kept, bytes) in kept { entries.append(try ZipEntry(kept.file, .bytes(bytes))) }

    let own = Set(documents.map(\.page))
    let others = enclosed.paths.subtracting(own).filter { $0.hasSuffix(".html") }.map { String(Link.name($0)) }.sorted()
    let view = WorkspaceArchiveView(
      name: all[0].workspaceName, id: all[0].workspace.text, month: month.month,
      totals: CurrencyTotals.of(documents), rows: DocumentRows(Self.site(of: documents, site), on: .history),
      files: others.map { WorkspaceArchiveView.File($0, "what a document above refers to") }
        + kept.map { WorkspaceArchiveView.File($0.kept.file, $0.kept.text) } + [.checksums])
    entries.append(try ZipEntry(SiteLayout.index, .bytes(pages.workspace(view, style: style))))
    entries.append(try entries.checksums())
    self.entries = entries
  }

  /// Documents as lists show them.
  package static func site(of documents: [LedgerEntry], _ site: ArchivedSite) -> DocumentRows.Site {
    let hasCSV = documents.allSatisfy { site.lists("\($0.page.dropLast(".html".count)).csv") }
    return DocumentRows.Site(
      documents: documents.sorted(by: LedgerEntry.isListedBefore), hasCSV: hasCSV, payLink: nil)
  }

  private static func files(
    of documents: [LedgerEntry], _ folder: String, _ site: ArchivedSite, _ tally: inout Tally
  ) -> [String] {
    var files: [String] = []
    for document in documents {
      let parts = document.page.split(separator: "/", omittingEmptySubsequences: false)
      guard parts.count == 3, parts[0] == SiteLayout.workspaces, document.page.hasSuffix(".html"),
        document.workspace == documents[0].workspace
      else {
        tally.findings.add(.misplaced(document))
        continue
      }
      guard site.lists(document.page) else {
        tally.findings.add(.missing(document.page))
        continue
      }
      let name = document.page.dropLast(".html".count)
      files += DocumentEnding.all.map { "\(name)\($0)" }.filter(site.lists)
    }
    return files
  }
}

extension DocumentRows {
  /// All documents, in their order.
  package init(_ site: Site, on place: Place) {
    self.init(site, order: Array(site.documents.indices)[...], on: place)
  }
}

extension WorkspaceArchiveView.File {
  static let checksums = Self(Checksums.file, "the SHA-256 of every file here")
}

extension Finding {
  fileprivate static func misplaced(_ document: LedgerEntry) -> Finding {
    Finding(
      .pageDiffers, "the record of “\(document.number)” names “\(document.page)” as its page",
      because: "pages of documents lie in \(SiteLayout.workspaces)/, each workspace's in a folder of its own",
      remedy: Remedy.restore)
  }
}
