import Billing
import Diagnostics
import Exports
import Markdown

/// The documents of the exports, checked: every one that is asked for can be worked out.
struct Ledger: Sendable {
  let biller: Biller
  let findings: Findings
  let summary: Summary
  /// All documents of the exports, asked for or not: accounts do not end at a period. Their pages are not set.
  let entries: [LedgerEntry]
  /// How usage became balances, for each month that is asked for.
  let reconciliations: [Month: MonthReconciliation]
  /// The usage rows themselves, where invoices are to list them.
  let usageRows: UsageSpool?
  /// The positions of the documents that are asked for, by month and number.
  private let selected: [Int]

  init(_ contents: ExportContents, _ options: Options) throws {
    let biller = Biller(contents, configuration: options.configuration, asOf: options.asOf)
    let order = (0..<biller.count).sorted { a, b in
      let (x, y) = (biller.header(a), biller.header(b))
      return x.month != y.month ? x.month < y.month : x.number.utf8.lexicographicallyPrecedes(y.number.utf8)
    }
    let parts = try Parallel.map(count: order.count, jobs: options.jobs) {
    } body: { range, _ in
      LedgerPart(order[range], biller, options)
    }
    var findings = contents.findings
    findings.add(biller.accounts.findings)
    var reconciliations: [Month: MonthReconciliation] = [:]
    for part in parts {
      findings.add(part.findings)
      for (month, reconciliation) in part.reconciliations {
        reconciliations[month, default: MonthReconciliation()].add(reconciliation)
      }
    }
    let chosen = parts.flatMap(\.selected)
    let entries = parts.flatMap(\.entries)
    let selectedEntries = parts.flatMap(\.selectedEntries)
    let billed = Set(selectedEntries.map(\.workspace))
    for finding in LedgerChecks.workspaces(biller, billed: billed, listed: contents.listsWorkspaces) {
      findings.add(finding)
    }
    if !contents.isDrawnUp {
      for finding in LedgerChecks.gaps(biller.headers.map(\.number)) { findings.add(finding) }
    }
    if contents.usage.unbilledRows > 0 { findings.add(.unbilled(contents.usage.unbilledRows)) }

    let usage = RowCounts(
      read: contents.usage.rows, repeated: contents.usage.repeatedRows, unbilled: contents.usage.unbilledRows)
    self.biller = biller
    self.findings = findings
    self.entries = entries
    usageRows = contents.usageRows
    self.reconciliations = reconciliations.mapValues { $0.tied(to: usage) }
    selected = chosen
    var summary = Summary(period: options.period, asOf: options.asOf)
    summary.invoices = selectedEntries.count { $0.type == .invoice }
    summary.workspaces = billed.count
    summary.usageRows = reconciliations.values.reduce(0) { $0 + $1.rowsOfMonth }
    summary.totals = CurrencyTotals.of(selectedEntries)
    summary.statuses = Status.allCases.map { status in
      (status, selectedEntries.count { $0.type == .invoice && $0.status == status })
    }
    summary.findings = findings
    self.summary = summary
  }

  /// Whether no document is asked for.
  var isEmpty: Bool { selected.isEmpty }

  /// Where the page of each document goes: by position (empty for those not asked for) and by number.
  func paths(_ names: inout SiteNames) -> (all: [String], byNumber: [String: String]) {
    var all = [String](repeating: "", count: biller.count)
    var byNumber: [String: String] = [:]
    for index in selected {
      let header = biller.header(index)
      all[index] = names.page(of: header.number, in: header.workspace)
      byNumber[header.number] = all[index]
    }
    return (all, byNumber)
  }

  /// Everything known: the documents of the exports, and published ones that the exports no longer hold.
  func entries(and published: [LedgerEntry]) -> [LedgerEntry] {
    let exported = Set(entries.map(\.number))
    return entries + published.filter { !exported.contains($0.number) }
  }

  /// Writes all documents that are asked for and returns their records in order.
  func writeDocuments(_ writer: DocumentWriter, jobs: Int) throws -> [WrittenRecord] {
    let selected = selected
    let parts = try Parallel.map(count: selected.count, jobs: jobs) {
      DocumentWriter.Workspace()
    } body: { range, workspace in
      try selected[range].map { try writer.write($0, workspace) }
    }
    return parts.flatMap(\.self)
  }
}

/// What one thread found out about a run of documents.
private struct LedgerPart: Sendable {
  private(set) var entries: [LedgerEntry] = []
  private(set) var selectedEntries: [LedgerEntry] = []
  private(set) var selected: [Int] = []
  private(set) var findings = Findings()
  private(set) var reconciliations: [Month: MonthReconciliation] = [:]

  init(_ indices: ArraySlice<Int>, _ biller: Biller, _ options: Options) {
    for index in indices {
      do {
        add(try biller.document(index), index, biller, options)
      } catch {
        findings.add(biller.finding(index, error))
      }
    }
  }

  private mutating func add(_ document: Document, _ index: Int, _ biller: Biller, _ options: Options) {
    let header = document.invoice.header
    let entry = LedgerEntry(
      Record(
        document.invoice, workspaceName: biller.displayName(header.workspace), balance: document.balance,
        standing: document.standing, page: ""))
    entries.append(entry)
    guard options.period.contains(header.month),
      options.workspaces.isEmpty || options.workspaces.contains(header.workspace)
    else { return }
    selected.append(index)
    selectedEntries.append(entry)
    for finding in biller.findings(index, document) { findings.add(finding) }
    reconciliations[header.month, default: MonthReconciliation()].add(document, entry)
  }
}

extension Finding {
  fileprivate static func unbilled(_ rows: Int) -> Finding {
    Finding(
      .unbilledUsage, "\(rows) usage rows outside the asked-for period belong to no invoice yet",
      remedy: "nothing, if their invoices are still to come")
  }
}
