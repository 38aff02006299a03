import Billing
import Diagnostics
import Ledger
import Publishing
import SiteFormat

extension Report {
  /// What the last run said, where everything that went into it and everything that came out is as it was.
  ///
  /// - Parameter found: what there is to say of the files in the exports folder: those that are not read are no part of
  ///   the run's description.
  func upToDate(
    _ run: RunDescription, _ found: Findings, _ past: Past, _ publication: Publication
  ) throws -> Summary? {
    // A run over some workspaces keeps findings of others, so its own cannot be told from what is kept.
    guard options.workspaces.isEmpty, let former = past.run, let controls = former.controls,
      try run.isSame(as: former)
    else { return nil }
    let known = try KnownFindings(past.output, exports: options.exports)
    guard found.all.allSatisfy(known.contains),
      found.all.count == known.findings.count(where: { $0.kind == .ignoredFile })
    else { return nil }
    var findings = Findings()
    for finding in known.findings { findings.add(finding) }
    let entries = past.published.entries
    var summary = Summary(options, entries.lazy.filter { options.period.contains($0.month) }, findings: findings)
    // A run that saw other documents or more findings than are on record came to something else.
    guard
      let counts = try publication.upToDate(
        with: run.manifest(
          Outcome(summary), controls, options, after: past.papers.history.history, entry: []), former.counts,
        proved: past.proved)
    else { return nil }
    try run.checkUnchanged()
    summary.known = known
    summary.published = counts
    summary.unchanged = entries.count
    summary.unapplied =
      AccountChecks(
        entries, past.kept.parts.lazy.map { (payment: $0.payment, isApplied: $0.isSettled) },
        touching: options.workspaces, asOf: options.asOf
      ).unapplied
    summary.held = options.held.count
    return summary
  }
}
