import Billing
import Diagnostics
import Exports
import Synchronization

/// The documents of the exports, worked out and checked.
struct Ledger: Sendable {
  /// All documents of the exports by month and number, asked for or not: accounts do not end at a period.
  let entries: [LedgerEntry]
  let findings: Findings
  let summary: Summary
  /// How usage became balances, for each month that is asked for.
  let reconciliations: [Month: MonthReconciliation]
  /// What was written of them.
  let records: RecordFiles?

  /// Works out every document once, and writes it at once where there is a writer: into the stage, which is given up if
  /// a later document turns out wrong.
  init(_ plan: Plan, _ options: Options, _ writer: DocumentWriter? = nil, _ records: RecordFiles? = nil) throws {
    struct Total {
      var part: LedgerPart
      var records: RecordFiles?
    }
    let total = Total(part: LedgerPart(capacity: plan.documents.count), records: records)
    let isSound = Flag()
    options.progress?.begin(writer == nil ? .billing : .writing, total: plan.documents.count)
    var all = try Parallel.fold(total, count: plan.documents.count, jobs: options.jobs) {
      DocumentWriter.Workspace()
    } body: { range, workspace in
      defer { options.progress?.advance(by: range.count) }
      var part = LedgerPart(capacity: range.count)
      for document in plan.documents[range] {
        guard let billed = part.add(document, plan.biller) else {
          isSound.lower()
          continue
        }
        if document.isWritten, let writer, isSound.isUp {
          try writer.write(billed.document, billed.record, workspace)
        }
      }
      return (part, workspace.takeRecords())
    } combine: { all, result in
      all.part.append(result.0)
      try all.records?.add(result.1)
    }
    if isSound.isUp { try all.records?.finish(months: plan.writtenMonths) }

    var findings = plan.findings
    findings.add(all.part.findings)
    let requested = zip(all.part.entries, all.part.isRequested).lazy.filter(\.1).map(\.0)
    for finding in LedgerChecks.findings(plan, all.part.entries, requested) { findings.add(finding) }
    // Months of which nothing is written keep the page they have.
    let months = plan.writtenMonths
    reconciliations = all.part.reconciliations.filter { months.contains($0.key) }.mapValues { $0.tied(to: plan.usage) }
    summary = Summary(options, requested, findings: findings)
    entries = all.part.entries
    self.findings = findings
    self.records = all.records
  }

  /// The documents that are written.
  var written: some Sequence<LedgerEntry> { entries.lazy.filter { !$0.page.isEmpty } }
}

/// Something that holds until some thread says otherwise.
private final class Flag: Sendable {
  private let value = Atomic(true)

  var isUp: Bool { value.load(ordering: .relaxed) }

  func lower() { value.store(false, ordering: .relaxed) }
}
