import Billing
import Exports
import Publishing

/// What earlier runs left in the output: what is published, what it was issued with, and what was paid.
struct Past: Sendable {
  let output: OutputFolder
  let published: PublishedRecords
  let kept: KeptAccounts
  let archive: IssuedArchive
  /// Nil where there was no run, or what it said of itself cannot be read.
  let run: FormerRun?

  /// What the site calls its workspaces, documents and payments.
  var known: KnownIdentifiers {
    KnownIdentifiers(
      workspaces: Set(published.entries.lazy.map(\.workspace)).union(kept.parts.compactMap(\.payment.workspace))
        .union(kept.creditNotes.values.lazy.compactMap(\.workspace)).sorted(),
      documents: published.entries.map(\.number)
        + kept.creditNotes.keys.filter { published.positions[$0] == nil }.sorted(),
      payments: kept.payments.keys.sorted())
  }

  /// - Parameter withdrawn: the numbers of documents that are taken back: they were never published.
  init(_ options: Options, without withdrawn: Set<Identifier> = []) throws {
    try Publication.finish(options.output, jobs: options.jobs)
    output = OutputFolder(options.output)
    run = try FormerRun(output)
    try KeptFiles.check(output, jobs: options.jobs)
    published = try PublishedRecords(output, jobs: options.jobs, without: withdrawn)
    kept = try KeptAccounts(output, without: withdrawn)
    archive = IssuedArchive(output)
  }
}
