import Billing
import Diagnostics

/// What one thread found out about a run of documents.
struct LedgerPart: Sendable {
  private(set) var entries: [LedgerEntry] = []
  /// Those of the months and workspaces that are asked for.
  private(set) var requested: [LedgerEntry] = []
  private(set) var requestedRows = 0
  /// Those that are written: requested, or published and still exported.
  private(set) var selected: [Int] = []
  private(set) var months: Set<Month> = []
  private(set) var findings = Findings()
  private(set) var reconciliations: [Month: MonthReconciliation] = [:]

  init(_ indices: ArraySlice<Int>, _ biller: Biller, _ options: Options, _ published: [String: String]) {
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
    let entry = LedgerEntry(
      Record(
        document.invoice, workspaceName: biller.displayName(header.workspace), balance: document.balance,
        standing: document.standing, page: ""))
    entries.append(entry)
    let isPublished = published[header.number] != nil
    let isTouched = options.workspaces.isEmpty || options.workspaces.contains(header.workspace)
    let isRequested = isTouched && options.period.contains(header.month)
    // A month is reconciled as a whole, other workspaces' published documents included.
    guard isRequested || isPublished else { return }
    reconciliations[header.month, default: MonthReconciliation()].add(document, entry)
    guard isTouched else { return }
    selected.append(index)
    months.insert(header.month)
    for finding in biller.findings(index, document) { findings.add(finding) }
    guard isRequested else { return }
    requested.append(entry)
    requestedRows += document.invoice.usageRows
  }
}
