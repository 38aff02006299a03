import Billing
import Diagnostics
import Exports
import Synchronization
import Threads

/// The documents of the exports and those that left them, worked out and checked.
struct Ledger: Sendable {
  /// All documents by month and number, asked for or not: accounts do not end at a period.
  let entries: [LedgerEntry]
  let findings: Findings
  let summary: Summary
  /// How usage became balances, for each month that is asked for.
  let reconciliations: [Month: MonthReconciliation]
  /// How months compare with the ones before them: those with a reconciliation, and the last that is asked for.
  let comparisons: [Month: MonthComparison]
  /// What is otherwise in documents that were issued again, by number.
  let reissued: [Identifier: [IssuedDifference]]
  /// What was written of them.
  let files: DocumentFiles?

  /// Works out every document once, and writes it at once where there is a writer: into the stage, which is given up if
  /// a later document turns out wrong.
  ///
  /// - Throws: what keeps documents from being written, unless one of them is wrong: that is to be mended first.
  init(
    _ plan: Plan, _ options: Options, _ issuance: Issuance, _ renewal: Renewal, _ writer: DocumentWriter? = nil,
    _ files: DocumentFiles? = nil
  ) throws {
    struct Total {
      var part: LedgerPart
      var files: DocumentFiles?
    }
    let total = Total(part: LedgerPart(capacity: plan.documents.count), files: files)
    let writing = Writing()
    options.progress?.begin(writer == nil ? .billing : .writing, total: plan.documents.count)
    var all = try Parallel.fold(total, count: plan.documents.count, jobs: options.jobs) {
      DocumentWriter.Workspace()
    } body: { range, workspace in
      defer { options.progress?.advance(by: range.count) }
      var part = LedgerPart(capacity: range.count)
      for document in plan.documents[range] {
        switch try part.add(document, issuance, renewal, workspace.issuance) {
        case .work(let work): if let writer { writing.attempt { try writer.write(work, workspace) } }
        case .refused: writing.stop()
        case .nothing: break
        }
      }
      return (part, workspace.takeLines())
    } combine: { all, result in
      all.part.append(result.0)
      writing.attempt { try all.files?.add(result.1) }
    }
    writing.attempt { try all.files?.finish() }

    var findings = plan.findings
    findings.add(all.part.findings)
    if let failure = writing.failure, !findings.hasErrors { throw failure }
    let requested = zip(all.part.entries, all.part.isRequested).lazy.filter { $0.1 }.map { $0.0 }
    let accounts = AccountChecks(
      all.part.entries, plan.biller.accounts.payments.put, touching: options.workspaces, asOf: options.asOf)
    // Months of which nothing is written, or of which part is not exported any more, keep the page they have.
    let months = plan.writtenMonths.subtracting(plan.monthsInPart)
    reconciliations = all.part.reconciliations.filter { months.contains($0.key) }.mapValues { $0.tied(to: plan.usage) }
    let last = requested.lazy.map { $0.month }.max()
    let comparisons = MonthComparison.all(
      of: Set(reconciliations.keys).union(last.map { [$0] } ?? []), all.part.entries,
      limit: options.configuration.change, absent: plan.heldWorkspaces.merging(all.part.refused) { $0.union($1) })
    self.comparisons = comparisons
    let comparison = last.flatMap { comparisons[$0] }
    for finding in LedgerChecks.findings(plan, all.part, requested, accounts, comparison, options) {
      findings.add(finding)
    }
    var summary = Summary(options, requested, findings: findings)
    summary.comparison = comparison
    summary.held = plan.held.count
    summary.unapplied = accounts.unapplied
    summary.reissued = all.part.reissued.count
    reissued = all.part.reissued
    self.summary = summary
    entries = all.part.entries
    self.findings = findings
    self.files = all.files
  }

  /// The documents that are written.
  var written: some Sequence<LedgerEntry> { entries.lazy.filter { !$0.page.isEmpty } }
}

/// Writing on several threads, until one of them finds that nothing is to be published.
private final class Writing: Sendable {
  private let goesOn = Atomic(true)
  private let failed = Locked<(any Error)?>(nil)

  /// The first thing that could not be written.
  var failure: (any Error)? { failed.withLock { $0 } }

  func stop() { goesOn.store(false, ordering: .relaxed) }

  /// Writes something, unless writing has stopped. If it fails, nothing more is written.
  func attempt(_ write: () throws -> Void) {
    guard goesOn.load(ordering: .relaxed) else { return }
    do {
      try write()
    } catch {
      stop()
      failed.withLock { $0 = $0 ?? error }
    }
  }
}
