import Billing
import Pages
import Paths
import Publishing
import SiteFormat
import Verifying

/// What an archive holds of a whole month: the archives of all workspaces, unpacked, and finance's own pages.
struct MonthArchive: Sendable {
  let entries: [ZipEntry]

  init(
    _ month: ArchivedMonth, _ workspaces: [WorkspaceArchive], _ exports: [ZipEntry], in site: ArchivedSite,
    _ pages: ArchivePages, _ tally: inout Tally
  ) throws {
    let period = SiteLayout.period(month.month)
    let made = Set([SiteLayout.index] + workspaces.map { "\($0.folder)/\(SiteLayout.index)" })
    let enclosed = LinkedFiles(
      [period].filter(site.lists), besides: made.union(Self.pages(workspaces)), of: site, &tally
    ) {
      // A draft leads to what its customer sees, whatever month that is of.
      $0.hasPrefix("\(SiteLayout.finance)/") || SiteLayout.isForCustomers($0)
    }
    let style = site.style(of: period, &tally)
    var entries = try workspaces.flatMap { workspace in
      try workspace.entries.map { try $0.moved(to: workspace.folder) }
    }
    entries += try enclosed.paths.map { try site.entry($0, as: $0) }
    for kept in ArchivedMonth.Kept.allCases where site.lists(kept.path(month.month)) {
      let path = kept.path(month.month)
      site.files.check(path, &tally)
      // All that is paid lies in one file; the others are of a month.
      entries.append(
        kept == .payments
          ? try ZipEntry(path, .bytes(month.lines(kept, of: month.documents))) : try site.entry(path, as: path))
    }
    entries += try site.statements().map { try $0.moved(to: "site") } + exports

    let documents = WorkspaceArchive.site(of: month.documents, site)
    let view = MonthArchiveView(
      month: month.month, totals: CurrencyTotals.of(month.documents),
      workspaces: workspaces.flatMap(Self.parts).sorted(by: IndexView.Part.isListedBefore),
      rows: DocumentRows(documents, on: .index), files: Self.files(entries))
    entries.append(try ZipEntry(SiteLayout.index, .bytes(pages.month(view, style: style))))
    entries.append(try entries.checksums())
    self.entries = entries
  }

  private static func pages(_ workspaces: [WorkspaceArchive]) -> Set<String> {
    Set(workspaces.flatMap { workspace in workspace.entries.map { "\(workspace.folder)/\($0.path)" } })
  }

  private static func parts(_ workspace: WorkspaceArchive) -> [IndexView.Part] {
    CurrencyTotals.of(workspace.documents).map {
      IndexView.Part(
        name: workspace.documents[0].workspaceName, id: workspace.documents[0].workspace.text,
        page: "\(Link.encoded(workspace.folder))/\(SiteLayout.index)", totals: $0)
    }
  }

  /// Finance's own, as the page lists them.
  private static func files(_ entries: [ZipEntry]) -> [WorkspaceArchiveView.File] {
    let own = entries.map(\.path).filter { !SiteLayout.isForCustomers($0) }.sorted()
    return own.map { WorkspaceArchiveView.File($0, text($0)) } + [.checksums]
  }

  private static func text(_ path: String) -> String {
    if path.hasPrefix("\(SiteLayout.periods)/") { return "invoices, sums and payments" }
    if path.hasPrefix("\(SiteLayout.reconciliation)/") {
      return "usage, lines, tax, totals, payments, balance; and every finding"
    }
    if path.hasPrefix("exports/") { return "an export that the site was made from" }
    if let kept = ArchivedMonth.Kept.allCases.first(where: { path.hasPrefix("\(SiteLayout.finance)/\($0)") }) {
      return kept.text
    }
    switch path {
    case "site/\(Manifest.file)": return "what the site was made from"
    case "site/\(Checksums.file)": return "the SHA-256 of every file of the site"
    default: return "the signature of the manifest"
    }
  }
}
