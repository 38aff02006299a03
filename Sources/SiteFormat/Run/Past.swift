import Billing
import Diagnostics
import Exports
import Paths
import Publishing

/// What earlier runs left in the output: what is published, what it was issued with, and what was paid.
package struct Past: Sendable {
  package let output: OutputFolder
  /// What stands for all of it.
  package let papers: SitePapers
  /// The paths of the files that were held against the checksums.
  package let proved: Set<String>
  package private(set) var published: PublishedRecords
  package private(set) var kept: KeptAccounts
  package let archive: IssuedArchive
  /// The content of drafts and scheduled documents.
  package let drafts: IssuedArchive
  /// Nil where there was no run, or what it said of itself cannot be read.
  package let run: FormerRun?
  /// Whether the run reads the exports: one that does not leaves what is scheduled as it is, for they may say another
  /// thing of it by now.
  package var readsExports = true
  /// The numbers of documents that are known to be issued, though no record here says so.
  package var issued: Set<Identifier> = []

  /// What the site calls its workspaces, documents and payments.
  package var known: KnownIdentifiers {
    KnownIdentifiers(
      workspaces: Set(published.entries.lazy.map(\.workspace)).union(kept.parts.compactMap(\.payment.workspace))
        .union(kept.creditNotes.values.lazy.compactMap(\.workspace)).sorted(),
      documents: published.entries.map(\.number)
        + kept.creditNotes.keys.filter { published.positions[$0] == nil }.sorted(),
      payments: kept.payments.keys.sorted())
  }

  /// Reads and proves what a folder holds: nothing where there is no site in it.
  ///
  /// - Throws: `Refusal`, `ChangedKeptFiles` or `RecordError` where it is not what was published, `NewerSite` where a later
  ///   version published it, `ChangedSite` where a run came between.
  package init(_ folder: String, jobs: Int) throws {
    output = OutputFolder(folder)
    // A run that writes has finished what was left.
    try output.requireFinished()
    do {
      papers = try SitePapers(output)
    } catch PublishingError.inTheWay(let path, let found, _) {
      throw Refusal(
        findings: Findings([.manifest("\(path) is \(found)", because: "it stands where a site has a file of its own")]))
    }
    run = try FormerRun(output)
    proved = try KeptFiles.prove(papers, jobs: jobs)
    published = try PublishedRecords(output, jobs: jobs)
    try KeptFiles.prove(published, papers, jobs: jobs)
    kept = try KeptAccounts(output)
    archive = IssuedArchive(output)
    drafts = IssuedArchive(output, folder: SiteLayout.unissued)
    if papers.manifest != nil, run == nil {
      throw Refusal(
        findings: Findings([.manifest("\(Manifest.file) is not whole", because: "a run goes on from what it says")]))
    }
    // Of a site that changed in between, parts of two were read.
    try papers.requireUnchanged()
  }

  /// As if some documents had never been published.
  ///
  /// - Parameter withdrawn: their numbers.
  package func without(_ withdrawn: Set<Identifier>, jobs: Int) throws -> Past {
    var past = self
    past.published = try PublishedRecords(output, jobs: jobs, without: withdrawn)
    past.kept = try KeptAccounts(output, without: withdrawn)
    try papers.requireUnchanged()
    return past
  }

  /// Whether a run has issued a document.
  package func wasIssued(_ number: Identifier) -> Bool {
    issued.contains(number) || published.positions[number].map { published.details[$0].issued != nil } ?? false
  }

  /// Whether a day lies before the one that the site shows.
  package func isFormer(_ day: Day) -> Bool { run.map { day < $0.asOf } ?? false }
}
