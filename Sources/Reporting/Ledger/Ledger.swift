import Billing
import Diagnostics
import Exports
import Markdown

/// The documents a run is asked for, checked: every one of them can be worked out.
struct Ledger: Sendable {
  let biller: Biller
  let findings: Findings
  let summary: Summary
  /// The positions of the documents that are asked for, by month and number.
  private let selected: [Int]

  init(_ contents: ExportContents, _ options: Options) throws {
    let biller = Biller(contents, configuration: options.configuration, asOf: options.asOf)
    let selected = (0..<biller.count).filter { index in
      let header = biller.header(index)
      return options.period.contains(header.month)
        && (options.workspaces.isEmpty || options.workspaces.contains(header.workspace))
    }
    .sorted { a, b in
      let (x, y) = (biller.header(a), biller.header(b))
      return x.month != y.month ? x.month < y.month : x.number.utf8.lexicographicallyPrecedes(y.number.utf8)
    }
    var findings = contents.findings
    findings.add(biller.accounts.findings)
    let parts = try Parallel.map(count: selected.count, jobs: options.jobs, workspace: {}) { range, _ in
      Self.check(selected[range], biller)
    }
    for part in parts { findings.add(part.findings) }
    let entries = parts.flatMap(\.entries)
    let billed = Set(entries.map(\.workspace))
    for finding in LedgerChecks.workspaces(biller, billed: billed, listed: contents.listsWorkspaces) {
      findings.add(finding)
    }
    if !contents.isDrawnUp {
      for finding in LedgerChecks.gaps(biller.headers.map(\.number)) { findings.add(finding) }
    }
    if contents.usage.unbilledRows > 0 { findings.add(.unbilled(contents.usage.unbilledRows)) }

    self.biller = biller
    self.findings = findings
    self.selected = selected
    var summary = Summary(period: options.period, asOf: options.asOf)
    summary.invoices = entries.count { $0.type == .invoice }
    summary.workspaces = billed.count
    summary.usageRows = entries.reduce(0) { $0 + $1.usageRows }
    summary.totals = CurrencyTotals.of(entries.map(\.entry))
    summary.statuses = Status.allCases.map { status in
      (status, entries.count { $0.type == .invoice && $0.entry.status == status })
    }
    summary.findings = findings
    self.summary = summary
  }

  private struct Checked: Sendable {
    var entry: LedgerEntry
    var usageRows: Int
    var type: DocumentType { entry.type }
    var workspace: String { entry.workspace }
  }

  private static func check(_ indices: ArraySlice<Int>, _ biller: Biller) -> (entries: [Checked], findings: Findings) {
    var entries: [Checked] = []
    var findings = Findings()
    for index in indices {
      do {
        let document = try biller.document(index)
        for finding in biller.findings(index, document) { findings.add(finding) }
        let record = Record(
          document.invoice, workspaceName: biller.displayName(document.invoice.header.workspace),
          balance: document.balance, standing: document.standing, page: "")
        entries.append(Checked(entry: LedgerEntry(record), usageRows: record.usageRows))
      } catch {
        findings.add(biller.finding(index, error))
      }
    }
    return (entries, findings)
  }

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

  /// Writes all documents and returns their records in order.
  func writeDocuments(_ writer: DocumentWriter, jobs: Int) throws -> [WrittenRecord] {
    let selected = selected
    return try Parallel.map(count: selected.count, jobs: jobs, workspace: { DocumentWriter.Workspace() }) {
      range, workspace in
      try selected[range].map { try writer.write($0, workspace) }
    }
    .flatMap(\.self)
  }
}

extension Finding {
  fileprivate static func unbilled(_ rows: Int) -> Finding {
    Finding(
      .unbilledUsage, "\(rows) usage rows outside the asked-for period belong to no invoice yet",
      remedy: "nothing, if their invoices are still to come")
  }
}
