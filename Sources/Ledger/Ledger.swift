import Billing
import Diagnostics
import Exports
import SiteFormat
import Synchronization
import Threads

/// The documents of the exports and those that left them, worked out and checked.
package struct Ledger: Sendable {
  /// All documents by month and number, asked for or not: accounts do not end at a period.
  package let entries: [LedgerEntry]
  package let findings: Findings
  /// Those that were asked for.
  package let requested: [LedgerEntry]
  /// What lies on account beside open invoices, by currency.
  package let unapplied: [(currency: Currency, amount: Amount)]
  /// How usage became balances, for each month that is asked for.
  package let reconciliations: [Month: MonthReconciliation]
  /// How months compare with the ones before them: those with a reconciliation, and the last that is asked for.
  package let comparisons: [Month: MonthComparison]
  /// Of those, the last month that is asked for.
  package let comparison: MonthComparison?
  /// What is otherwise in documents that were issued again, by number.
  package let reissued: [Identifier: [IssuedDifference]]

  /// Works out every document once, and hands it on at once where there is somebody to write it: into the stage, which is
  /// given up if a later document turns out wrong.
  ///
  /// - Throws: what keeps documents from being written, unless one of them is wrong: that is to be mended first.
  package init<Sink: DocumentSink>(
    _ plan: Plan, _ request: BillingRequest, _ issuance: Issuance, _ renewal: Renewal, into sink: Sink?
  ) throws {
    let writing = Writing()
    request.progress?.begin(sink == nil ? .billing : .writing, total: plan.documents.count)
    let all = try Parallel.fold(
      LedgerPart(capacity: plan.documents.count), count: plan.documents.count, jobs: request.jobs
    ) {
      (buffers: Issuance.Buffers(), scratch: sink?.scratch())
    } body: { range, thread in
      defer { request.progress?.advance(by: range.count) }
      var part = LedgerPart(capacity: range.count)
      for document in plan.documents[range] {
        switch try part.add(document, issuance, renewal, thread.buffers) {
        case .work(let work):
          if let sink, let scratch = thread.scratch {
            writing.attempt { try sink.take(work, thread.buffers, scratch) }
          }
        case .refused: writing.stop()
        case .nothing: break
        }
      }
      return (part: part, piece: thread.scratch.flatMap { sink?.piece($0) })
    } combine: { all, result in
      all.append(result.part)
      if let sink, let piece = result.piece { writing.attempt { try sink.add(piece) } }
    }
    if let sink { writing.attempt { try sink.finish() } }

    var findings = plan.findings
    findings.add(all.findings)
    if let failure = writing.failure, !findings.hasErrors { throw failure }
    let requested = zip(all.entries, all.isRequested).lazy.filter { $0.1 }.map { $0.0 }
    let accounts = AccountChecks(
      all.entries, plan.biller.accounts.payments.put, touching: request.workspaces, asOf: request.asOf)
    // Months of which nothing is written, or of which part is not exported any more, keep the page they have.
    let months = plan.writtenMonths.subtracting(plan.monthsInPart)
    reconciliations = all.reconciliations.filter { months.contains($0.key) }.mapValues { $0.tied(to: plan.usage) }
    let last = requested.lazy.map { $0.month }.max()
    let comparisons = MonthComparison.all(
      of: Set(reconciliations.keys).union(last.map { [$0] } ?? []), all.entries,
      limit: request.configuration.change, absent: plan.absentWorkspaces.merging(all.refused) { $0.union($1) })
    let comparison = last.flatMap { comparisons[$0] }
    (self.comparisons, self.comparison) = (comparisons, comparison)
    for finding in LedgerChecks.findings(plan, all, requested, accounts, comparison, request) {
      findings.add(finding)
    }
    unapplied = accounts.unapplied
    reissued = all.reissued
    entries = all.entries
    self.requested = Array(requested)
    self.findings = findings
  }

  /// Works out every document, and writes nothing.
  package init(_ plan: Plan, _ request: BillingRequest, _ issuance: Issuance, _ renewal: Renewal) throws {
    try self.init(plan, request, issuance, renewal, into: NoSink?.none)
  }

  /// The documents that are written.
  package var written: some Sequence<LedgerEntry> { entries.lazy.filter { !$0.page.isEmpty } }
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
