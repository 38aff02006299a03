import Billing
import Diagnostics
import Exports

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

  /// - Parameter published: the workspace of each published document by its number. Those that the exports still hold
  ///   are worked out again, whatever month is asked for: their payments go on.
  init(_ contents: ExportContents, _ options: Options, published: [String: String]) throws {
    let biller = Biller(
      contents, configuration: options.configuration, published: published, asOf: options.asOf)
    let order = (0..<biller.count).sorted { a, b in
      let (x, y) = (biller.header(a), biller.header(b))
      return x.month != y.month ? x.month < y.month : x.number.utf8.lexicographicallyPrecedes(y.number.utf8)
    }
    let parts = try Parallel.map(count: order.count, jobs: options.jobs) {
    } body: { range, _ in
      LedgerPart(order[range], biller, options, published)
    }
    var findings = contents.findings
    findings.add(biller.findings)
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
    let requested = parts.flatMap(\.requested)
    let billed = Set(requested.map(\.workspace))
    let paying = Set(biller.accounts.all.compactMap(\.workspace))
    for finding in LedgerChecks.workspaces(
      biller, billed: billed, paying: paying.subtracting(entries.map(\.workspace)), listed: contents.listsWorkspaces)
    {
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
    // Months of which nothing is written keep the page they have.
    let months = Set(parts.flatMap(\.months))
    self.reconciliations = reconciliations.filter { months.contains($0.key) }.mapValues { $0.tied(to: usage) }
    selected = chosen
    summary = Summary(
      options, requested, usageRows: parts.reduce(0) { $0 + $1.requestedRows }, findings: findings)
  }

  /// Where the page of each document goes: by position (empty for those not written) and by number, published ones
  /// included.
  func paths(
    _ names: inout SiteNames, published: some Sequence<LedgerEntry>
  ) -> (all: [String], byNumber: [String: String]) {
    var all = [String](repeating: "", count: biller.count)
    var byNumber = Dictionary(
      published.map { ($0.number, String($0.page.dropLast(".html".count))) }, uniquingKeysWith: { first, _ in first })
    for index in selected {
      let header = biller.header(index)
      all[index] = names.page(of: header.number, in: header.workspace)
      byNumber[header.number] = all[index]
    }
    return (all, byNumber)
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

extension Finding {
  fileprivate static func unbilled(_ rows: Int) -> Finding {
    Finding(
      .unbilledUsage, "usage rows outside the asked-for period that belong to no invoice yet: \(rows)",
      remedy: "nothing, if their invoices are still to come")
  }
}

extension Summary {
  /// Of the documents that were asked for.
  fileprivate init(_ options: Options, _ requested: [LedgerEntry], usageRows: Int, findings: Findings) {
    self.init(period: options.period, asOf: options.asOf)
    let invoices = requested.filter { $0.type == .invoice }
    documents = requested.count
    self.invoices = invoices.count
    workspaces = Set(requested.map(\.workspace)).count
    self.usageRows = usageRows
    totals = CurrencyTotals.of(requested)
    statuses = Status.allCases.map { status in (status, invoices.count { $0.status == status }) }
    self.findings = findings
  }
}
