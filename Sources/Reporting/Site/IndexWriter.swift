import Billing
import Diagnostics
import Markdown
import Pages
import Publishing

/// Writes the pages that list documents: a history per workspace, a page per period, the receivables and the finance
/// index.
struct IndexWriter {
  /// What the pages are made of.
  struct Contents {
    var configuration: Configuration
    var asOf: Day
    /// What earlier runs left.
    var output: OutputFolder
    /// All documents of the site.
    var published: [LedgerEntry]
    /// The months of the site as it was.
    var formerMonths: Set<Month>
    /// The documents of the exports, on the site or not: accounts do not end at a period.
    var exported: [LedgerEntry]
    /// A run over some workspaces leaves what concerns all of them as it is.
    var isPartial: Bool
    var accounts: Accounts
    var reconciliations: [Month: MonthReconciliation]
    var findings: [Finding]
    /// Where opening balances are taken.
    var since: Day?
  }

  let pages: SitePages
  let publication: Publication
  private let contents: Contents
  private let asOf: Day
  private let configuration: Configuration
  /// Newest first.
  private let entries: [LedgerEntry]
  private let statements: [String: [Statement]]
  private let page = ByteBuffer(capacity: 1 << 18)
  private let content = ByteBuffer(capacity: 1 << 18)

  init(pages: SitePages, publication: Publication, contents: Contents) {
    self.pages = pages
    self.publication = publication
    self.contents = contents
    asOf = contents.asOf
    configuration = contents.configuration
    entries = contents.published.sorted(by: LedgerEntry.isListedBefore)
    statements = Self.statements(contents)
  }

  /// - Parameter workspaces: those whose history may have changed.
  func write(workspaces: Set<String>) throws {
    let byWorkspace = Dictionary(grouping: entries, by: \.workspace)
    for workspace in byWorkspace.keys.sorted() where workspaces.contains(workspace) {
      try writeHistory(byWorkspace[workspace] ?? [])
    }
    let byMonth = Dictionary(grouping: entries, by: \.month)
    // A month whose documents all moved elsewhere has a page all the same.
    for month in Set(byMonth.keys).union(contents.formerMonths).sorted() {
      try writePeriod(month, byMonth[month] ?? [])
    }
    for (month, reconciliation) in contents.reconciliations.sorted(by: { $0.key < $1.key })
    where !contents.isPartial || !contents.output.holds(Self.reconciliation(month)) {
      try writeReconciliation(month, reconciliation)
    }
    if !contents.isPartial || !contents.output.holds("finance/receivables.html") { try writeReceivables(byWorkspace) }
    try writeIndex(byWorkspace)
  }

  private func writeHistory(_ entries: [LedgerEntry]) throws {
    guard let newest = entries.first else { return }
    let statements = statements[newest.workspace] ?? []
    let view = HistoryView(
      name: newest.workspaceName, id: newest.workspace, totals: CurrencyTotals.of(entries),
      rows: entries.map { row($0, root: nil) }, statements: statements.map { StatementView(statement: $0) },
      statementCSV: configuration.formats.contains(.csv) ? "statement.csv" : nil, asOf: asOf)
    let folder = folder(newest.page)
    try publish("\(folder)/index.html") { pages.history(view, content: content, into: page) }
    if configuration.formats.contains(.csv) {
      try publish("\(folder)/statement.csv") { StatementCSV.append(statements, to: page) }
    }
  }

  private func writePeriod(_ month: Month, _ entries: [LedgerEntry]) throws {
    let activities = PaymentActivity.of(contents.accounts.all, applied: contents.accounts.applied) {
      $0 <= asOf && $0.month == month
    }
    // A month that was not asked for keeps the page of the run that reconciled it.
    let reconciliation = Self.reconciliation(month)
    let isReconciled = contents.reconciliations[month] != nil || contents.output.holds(reconciliation)
    let view = PeriodView(
      month: month, totals: CurrencyTotals.of(entries), rows: entries.map { row($0, root: "../../") },
      activities: activities,
      reconciliation: isReconciled ? "../../\(reconciliation)" : nil)
    try publish("finance/periods/\(month).html") {
      pages.period(view, home: Self.home, content: content, into: page)
    }
  }

  private func writeReconciliation(_ month: Month, _ reconciliation: MonthReconciliation) throws {
    let view = ReconciliationView(
      month: month, asOf: asOf,
      rows: ReconciliationView.Rows(
        read: reconciliation.rows.read, billed: reconciliation.billedRows, uncounted: reconciliation.uncountedRows,
        other: reconciliation.otherRows, repeated: reconciliation.rows.repeated,
        unbilled: reconciliation.rows.unbilled),
      parts: reconciliation.currencies, findings: contents.findings)
    try publish(Self.reconciliation(month)) {
      pages.reconciliation(view, home: Self.home, content: content, into: page)
    }
  }

  private func writeReceivables(_ byWorkspace: [String: [LedgerEntry]]) throws {
    // Newest first: of several names a workspace had, the latest.
    let known = contents.exported.sorted(by: LedgerEntry.isListedBefore) + entries
    let names = Dictionary(known.map { ($0.workspace, $0.workspaceName) }, uniquingKeysWith: { first, _ in first })
    let rows = statements.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.flatMap {
      workspace, statements in
      statements.map { statement in
        ReceivablesView.Row(
          name: names[workspace] ?? (workspace.isEmpty ? "No workspace" : workspace), id: workspace,
          page: byWorkspace[workspace]?.first.map { "../\(Link.encoded(folder($0.page)))/index.html" },
          currency: statement.currency, movements: statement.movements(from: contents.since),
          closing: statement.closing, due: statement.due,
          onAccount: statement.onAccount, ageing: statement.ageing)
      }
    }
    let totals = Dictionary(grouping: rows, by: \.currency).sorted { $0.key < $1.key }
      .map { ReceivablesView.Row(totalOf: $1, in: $0) }
    let view = ReceivablesView(asOf: asOf, since: contents.since, totals: totals, rows: rows)
    try publish("finance/receivables.html") {
      pages.receivables(
        view, home: .init(label: "All invoices", href: "../index.html"), content: content, into: page)
    }
    try publish("finance/receivables.csv") { ReceivablesCSV.append(rows, to: page) }
  }

  private func writeIndex(_ byWorkspace: [String: [LedgerEntry]]) throws {
    let periods = Dictionary(grouping: entries, by: \.month).sorted { $0.key > $1.key }.flatMap { month, entries in
      CurrencyTotals.of(entries).map {
        IndexView.Part(name: "\(month)", id: "\(month)", page: "finance/periods/\(month).html", totals: $0)
      }
    }
    let workspaces = byWorkspace.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      .flatMap { workspace, entries in
        CurrencyTotals.of(entries).map {
          IndexView.Part(
            name: entries[0].workspaceName, id: workspace,
            page: "\(Link.encoded(folder(entries[0].page)))/index.html", totals: $0)
        }
      }
    let view = IndexView(
      totals: CurrencyTotals.of(entries), periods: periods, workspaces: workspaces,
      rows: entries.map { row($0, root: "") })
    try publish("index.html") { pages.index(view, content: content, into: page) }
  }

  /// The accounts of all workspaces: over the documents of the exports, and those that left them. Money that nobody is
  /// named for is under no name.
  private static func statements(_ contents: Contents) -> [String: [Statement]] {
    let exported = Set(contents.exported.map(\.number))
    let left = contents.published.filter { !exported.contains($0.number) }
    let vanished = Set(left.map(\.number))
    // What was paid on a document that left the exports is in its record.
    let payments = contents.accounts.all.filter { payment in payment.invoice.map { !vanished.contains($0) } ?? true }
    let paymentsOf = Dictionary(grouping: payments) { $0.workspace ?? "" }
    let documentsOf = Dictionary(grouping: contents.exported + left, by: \.workspace)
    var statements: [String: [Statement]] = [:]
    for workspace in Set(paymentsOf.keys).union(documentsOf.keys) {
      let documents = documentsOf[workspace] ?? []
      statements[workspace] = Statement.of(
        workspace, documents: documents, payments: paymentsOf[workspace] ?? [],
        settled: Set(documents.map(\.number)).intersection(vanished), asOf: contents.asOf)
    }
    return statements
  }

  private static func reconciliation(_ month: Month) -> String { "finance/reconciliation/\(month).html" }

  private static let home = SitePages.Crumb(label: "All invoices", href: "../../index.html")

  /// - Parameter root: the way from the page to the root of the output; nil on a workspace's own page, whose links
  ///   stay in its folder.
  private func row(_ entry: LedgerEntry, root: String?) -> RowView {
    let file = root == nil ? String(Link.name(entry.page)) : entry.page
    let page = (root ?? "") + Link.encoded(file)
    return RowView(
      entry: entry, page: page,
      csv: configuration.formats.contains(.csv) ? "\(page.dropLast(5)).csv" : nil,
      workspacePage: "\(root ?? "")\(Link.encoded(folder(entry.page)))/index.html",
      payURL: configuration.invoice.payURL(entry.number))
  }

  private func folder(_ page: String) -> String { String(Link.folder(page)) }

  private func publish(_ path: String, _ write: () -> Void) throws {
    page.removeAll()
    write()
    try page.withBytes { bytes in _ = try publication.write(path, UnsafeRawBufferPointer(bytes)) }
  }
}
