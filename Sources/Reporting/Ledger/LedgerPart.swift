import Billing
import Diagnostics

/// What one thread found out about a run of documents, and what several found out together.
struct LedgerPart: Sendable {
  /// In the order of months and numbers.
  private(set) var entries: [LedgerEntry] = []
  /// What each of them is to the run.
  private(set) var places: [Ledger.Place] = []
  private(set) var findings = Findings()
  private(set) var reconciliations: [Month: MonthReconciliation] = [:]

  init(capacity: Int) {
    entries.reserveCapacity(capacity)
    places.reserveCapacity(capacity)
  }

  init(_ indices: ArraySlice<Int>, _ biller: Biller, _ options: Options, _ published: [String: String]) {
    self.init(capacity: indices.count)
    for index in indices {
      do {
        add(try biller.document(index), index, biller, options, published)
      } catch {
        findings.add(biller.finding(index, error))
      }
    }
  }

  /// Adds what was found out about the documents after these.
  mutating func append(_ next: LedgerPart) {
    entries += next.entries
    places += next.places
    findings.add(next.findings)
    for (month, reconciliation) in next.reconciliations {
      reconciliations[month, default: MonthReconciliation()].add(reconciliation)
    }
  }

  private mutating func add(
    _ document: Document, _ index: Int, _ biller: Biller, _ options: Options, _ published: [String: String]
  ) {
    let header = document.invoice.header
    let isPublished = published[header.number] != nil
    let isTouched = options.workspaces.isEmpty || options.workspaces.contains(header.workspace)
    let isRequested = isTouched && options.period.contains(header.month)
    let entry = LedgerEntry(
      Record(
        document.invoice, workspaceName: biller.displayName(header.workspace), balance: document.balance,
        standing: document.standing, page: ""))
    entries.append(entry)
    places.append(
      Ledger.Place(
        index: Int32(index), isRequested: isRequested, isWritten: isTouched && (isRequested || isPublished)))
    // A month is reconciled as a whole, other workspaces' published documents included.
    guard isRequested || isPublished else { return }
    reconciliations[header.month, default: MonthReconciliation()].add(document, entry)
    guard isTouched else { return }
    for finding in biller.findings(index, document) { findings.add(finding) }
  }
}
