import Billing
import Diagnostics
import Pages
import Publishing
import SiteFormat
import Threads
import Verifying

/// Packs what is published of a period into zips, one for each workspace and month and one for each month. It needs
/// nothing but the site, and packs nothing that is not as it was published.
public struct Archiving: Sendable {
  private let output: OutputFolder
  private let archive: String
  private let period: PeriodSelection
  private let workspaces: Set<Identifier>
  private let exports: String?
  private let jobs: Int
  private let progress: Progress?

  /// - Parameters:
  ///   - folder: the site.
  ///   - archive: the folder for the zips.
  ///   - workspaces: those to archive, by themselves; all, and each month as a whole, where empty.
  ///   - exports: the folder of the exports, where those are to be packed with each month as a whole.
  public init(
    of folder: String, to archive: String, period: PeriodSelection, workspaces: Set<Identifier> = [],
    withExports exports: String? = nil, jobs: Int = 1, progress: Progress? = nil
  ) {
    output = OutputFolder(folder)
    self.archive = archive
    self.period = period
    self.workspaces = workspaces
    self.exports = exports
    self.jobs = jobs
    self.progress = progress
  }

  /// A zip that is to be written.
  private struct Zip: Sendable {
    var name: String
    var entries: [ZipEntry]
  }

  /// - Throws: `NothingToArchive` where there is no site; `Refusal` where a file is not what was published: then nothing
  ///   is written.
  public func run() throws -> ArchiveSummary {
    try output.requireFinished()
    let site = try ArchivedSite(output, jobs: jobs)
    try refuse(site.papers.findings() + site.papers.linkedFolders)
    let exports = try exports.map { try ArchivedExports($0, of: site) }
    try refuse(exports?.findings ?? [])
    let months = try months(of: site)
    guard !months.isEmpty else {
      var summary = ArchiveSummary(period: period, output: output.path, archive: archive)
      summary.monthsWithDocuments = MonthRanges(ArchivedMonth.months(of: site))
      return summary
    }
    let pages = try ArchivePages()
    var zips: [Zip] = []
    var summary = ArchiveSummary(period: period, output: output.path, archive: archive)
    for month in months {
      let archives = try archives(of: month, in: site, pages)
      if workspaces.isEmpty {
        var tally = Tally()
        let whole = try MonthArchive(month, archives, exports?.entries ?? [], in: site, pages, &tally)
        try refuse(tally)
        zips.append(Zip(name: "\(month.month).zip", entries: whole.entries))
      }
      // A workspace of which nothing is issued has nothing to be given.
      zips += archives.filter { !$0.documents.isEmpty }.map {
        Zip(name: "\(month.month)/\(Link.name($0.folder)).zip", entries: $0.entries)
      }
      summary.add(archives)
    }
    summary.zips = try write(zips, of: site)
    return summary
  }

  /// The months that are asked for; none where no document is of them.
  private func months(of site: ArchivedSite) throws -> [ArchivedMonth] {
    var tally = Tally()
    let published = ArchivedMonth.months(of: site)
    let payments = try PaymentLines(of: site, &tally)
    let months = try published.filter(period.contains).map { try ArchivedMonth($0, of: site, payments, &tally) }
    try refuse(tally)
    let documents = months.lazy.flatMap(\.documents)
    guard !documents.isEmpty else { return [] }
    let known = Set(documents.map(\.workspace))
    let unknown = workspaces.subtracting(known)
    guard unknown.isEmpty else {
      throw NothingToArchive.noWorkspaces(names: unknown.sorted(), period: period, known: known.sorted())
    }
    return months
  }

  private func archives(
    of month: ArchivedMonth, in site: ArchivedSite, _ pages: ArchivePages
  ) throws -> [WorkspaceArchive] {
    let folders = month.byFolder().filter { _, documents in
      workspaces.isEmpty || documents.contains { workspaces.contains($0.workspace) }
    }
    let parts = try Parallel.map(count: folders.count, jobs: jobs, chunk: 16) {
    } body: { range, _ in
      var tally = Tally()
      let archives = try folders[range].map { folder, documents in
        try WorkspaceArchive(folder, documents, of: month, in: site, pages, &tally)
      }
      return (archives: archives, tally: tally)
    }
    var tally = Tally()
    for part in parts { tally.add(part.tally) }
    try refuse(tally)
    return parts.flatMap(\.archives)
  }

  private func write(_ zips: [Zip], of site: ArchivedSite) throws -> ZipFolder.Counts {
    let folder = try ZipFolder(archive, of: output)
    do {
      progress?.begin(.archiving, total: zips.count)
      _ = try Parallel.map(count: zips.count, jobs: jobs, chunk: 1) {
      } body: { range, _ in
        for zip in zips[range] { try folder.write(zip.name, zip.entries) }
        progress?.advance(by: range.count)
      }
      try site.papers.requireUnchanged()
      return try folder.publish()
    } catch {
      folder.discard()
      throw error
    }
  }

  private func refuse(_ tally: Tally) throws { try refuse(tally.findings.all) }

  private func refuse(_ findings: [Finding]) throws {
    guard !findings.isEmpty else { return }
    var all = Findings()
    for finding in findings { all.add(finding) }
    throw Refusal(findings: all)
  }
}
