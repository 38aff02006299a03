import Billing
import Diagnostics

/// What one thread found out about a run of documents.
struct LedgerPart: Sendable {
  private(set) var documents: [Ledger.Entry] = []
  private(set) var findings = Findings()
  private(set) var reconciliations: [Month: MonthReconciliation] = [:]

  init(_ indices: ArraySlice<Int>, _ biller: Biller, _ options: Options, _ published: [String: String]) {
    documents.reserveCapacity(indices.count)
    for index in indices {
      do {
        add(try biller.document(index), index, biller, options, published)
      } catch {
        findings.add(biller.finding(index, error))
      }
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
    documents.append(
      Ledger.Entry(
        index: index, entry: entry, isRequested: isRequested, isWritten: isTouched && (isRequested || isPublished)))
    // A month is reconciled as a whole, other workspaces' published documents included.
    guard isRequested || isPublished else { return }
    reconciliations[header.month, default: MonthReconciliation()].add(document, entry)
    guard isTouched else { return }
    for finding in biller.findings(index, document) { findings.add(finding) }
  }
}
