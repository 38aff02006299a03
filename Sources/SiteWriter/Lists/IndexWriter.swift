import Billing
import Diagnostics
import Ledger
import Markdown
import Pages
import Paths
import Publishing
import Settings
import SiteFormat
import Threads

/// Writes the pages that list documents: a history per workspace, a page per period, the receivables and the finance
/// index.
package struct IndexWriter: Sendable {
  /// What the pages are made of.
  package struct Contents: Sendable {
    package var configuration: Configuration
    package var asOf: Day
    /// What earlier runs left.
    package var output: OutputFolder
    /// All documents of the site.
    package var published: [LedgerEntry]
    /// The months of the site as it was.
    package var formerMonths: Set<Month>
    /// The documents of the exports and of the site: accounts do not end at a period.
    package var known: [LedgerEntry]
    /// The numbers of documents that are not among these, as no run has published them: lists leave out what was paid for
    /// them.
    package var unlisted: Set<Identifier>
    package var accounts: Accounts
    package var reconciliations: [Month: MonthReconciliation]
    /// Those of the same months, where there is a month before.
    package var comparisons: [Month: MonthComparison]
    package var findings: [Finding]
    /// Where opening balances are taken.
    package var since: Day?
    /// The page of what the last run changed.
    package var changes: String?

    package init(
      configuration: Configuration, asOf: Day, output: OutputFolder, published: [LedgerEntry], formerMonths: Set<Month>,
      known: [LedgerEntry], unlisted: Set<Identifier>, accounts: Accounts,
      reconciliations: [Month: MonthReconciliation], comparisons: [Month: MonthComparison], findings: [Finding],
      since: Day? = nil, changes: String? = nil
    ) {
      self.configuration = configuration
      self.asOf = asOf
      self.output = output
      self.published = published
      self.formerMonths = formerMonths
      self.known = known
      self.unlisted = unlisted
      self.accounts = accounts
      self.reconciliations = reconciliations
      self.comparisons = comparisons
      self.findings = findings
      self.since = since
      self.changes = changes
    }
  }

  /// Buffers of one thread, used again for every page.
  private final class Buffers {
    let page = ByteBuffer(capacity: 1 << 16)
    let content = ByteBuffer(capacity: 1 << 16)
  }

  /// What the page of a workspace leaves for the pages of all of them.
  private struct WorkspaceSums: Sendable {
    var receivables: [ReceivablesView.Row] = []
    var parts: [IndexView.Part] = []
  }

  private let pages: SitePages
  private let publication: Publication
  private let contents: Contents
  private let asOf: Day
  private let configuration: Configuration
  private let site: DocumentRows.Site
  private let groups: WorkspaceGroups
  /// What payments did, by the month they are dated in.
  private let activities: [Month: [PaymentActivity]]

  package init(pages: SitePages, publication: Publication, contents: Contents) {
    self.pages = pages
    self.publication = publication
    self.contents = contents
    asOf = contents.asOf
    configuration = contents.configuration
    site = DocumentRows.Site(
      documents: contents.published, hasCSV: configuration.formats.contains(.csv),
      payLink: configuration.invoice.payURL.map { PayLink($0) })
    groups = WorkspaceGroups(contents)
    activities = PaymentActivity.byMonth(contents.accounts.payments.put, asOf: contents.asOf)
  }

  /// - Parameters:
  ///   - workspaces: those whose history may have changed.
  ///   - jobs: how many threads there are to write with.
  package func write(workspaces: Set<Identifier>, jobs: Int) throws {
    let sums = try Parallel.map(count: groups.count, jobs: jobs, chunk: 16) {
      Buffers()
    } body: { range, buffers in
      try range.map { try writeHistory($0, isChanged: workspaces.contains(groups.id($0)), buffers) }
    }.flatMap(\.self)
    let lists = lists(sums)
    _ = try Parallel.map(count: lists.count, jobs: jobs, chunk: 1) {
      Buffers()
    } body: { range, buffers in
      for list in range { try lists[list](buffers) }
    }
  }

  /// The pages over all workspaces, the longest first.
  private func lists(_ sums: [WorkspaceSums]) -> [@Sendable (Buffers) throws -> Void] {
    let months = Dictionary(
      uniqueKeysWithValues: groups.newest.chunks { site.documents[$0].month == site.documents[$1].month }
        .map { (site.documents[$0[$0.startIndex]].month, $0) })
    let periods = months.keys.sorted(by: >).flatMap { month in
      parts(months[month] ?? []).map {
        IndexView.Part(name: "\(month)", id: "\(month)", page: SiteLayout.period(month), totals: $0)
      }
    }
    let workspaces = sums.flatMap(\.parts).sorted(by: IndexView.Part.isListedBefore)
    let receivables = sums.flatMap(\.receivables).sorted(by: ReceivablesView.Row.isListedBefore)
    var lists: [@Sendable (Buffers) throws -> Void] = [
      { try writeIndex(periods, workspaces, $0) }, { try writeReceivables(receivables, $0) },
    ]
    // A month whose documents all moved elsewhere has a page all the same.
    for month in Set(months.keys).union(contents.formerMonths).sorted() {
      lists.append { try writePeriod(month, months[month] ?? [], $0) }
    }
    for (month, reconciliation) in contents.reconciliations {
      lists.append { try writeReconciliation(month, reconciliation, $0) }
    }
    return lists
  }

  private func totals(_ order: ArraySlice<Int>) -> [CurrencyTotals] {
    CurrencyTotals.of(site.documents, at: order)
  }

  /// What the documents of a month come to; drafts alone come to nothing, and the month has its line all the same.
  private func parts(_ order: ArraySlice<Int>) -> [CurrencyTotals] {
    let totals = totals(order)
    return totals.isEmpty ? Set(order.map { site.documents[$0].currency }).sorted().map { CurrencyTotals($0) } : totals
  }

  private func writeHistory(_ group: Int, isChanged: Bool, _ buffers: Buffers) throws -> WorkspaceSums {
    let id = groups.id(group)
    let order = groups.published(group)
    let statements = groups.statements(group, contents)
    let folder = order.first.map { site.documents[$0].workspaceFolder }
    let page = folder.map { "\(Link.encoded($0))/\(SiteLayout.index)" }
    var sums = WorkspaceSums()
    let name = groups.name(group, contents) ?? (id.text.isEmpty ? "No workspace" : id.text)
    sums.receivables = statements.map { statement in
      ReceivablesView.Row(
        name: name, id: id.text, page: page.map { "../\($0)" }, currency: statement.currency,
        movements: statement.movements(from: contents.since), closing: statement.closing, due: statement.due,
        onAccount: statement.onAccount, writtenOff: statement.writtenOff, ageing: statement.ageing)
    }
    guard let newest = order.first, let page, let folder else { return sums }
    let shownName = site.documents[newest].workspaceName
    sums.parts = parts(order).map { IndexView.Part(name: shownName, id: id.text, page: page, totals: $0) }
    guard isChanged else { return sums }
    // A workspace of which nothing is issued yet has a history all the same: its account, and nothing of the drafts.
    let rows = order.contains { site.documents[$0].isApart } ? order.filter { !site.documents[$0].isApart }[...] : order
    let view = HistoryView(
      name: shownName, id: id.text, totals: totals(order), rows: DocumentRows(site, order: rows, on: .history),
      statements: statements.map { StatementView(statement: $0) },
      statementCSV: site.hasCSV ? SiteLayout.statement : nil,
      asOf: asOf)
    try publish("\(folder)/\(SiteLayout.index)", buffers) {
      pages.history(view, content: buffers.content, into: buffers.page)
    }
    if site.hasCSV {
      try publish("\(folder)/\(SiteLayout.statement)", buffers) { StatementCSV.append(statements, to: buffers.page) }
    }
    return sums
  }

  private func writePeriod(_ month: Month, _ order: ArraySlice<Int>, _ buffers: Buffers) throws {
    // A month that was not asked for keeps the page of the run that reconciled it.
    let reconciliation = SiteLayout.reconciliation(of: month)
    let isReconciled = try contents.reconciliations[month] != nil || contents.output.holds(reconciliation)
    let view = PeriodView(
      month: month, totals: totals(order), rows: DocumentRows(site, order: order, on: .period),
      activities: activities[month] ?? [], reconciliation: isReconciled ? "../../\(reconciliation)" : nil)
    try publish(SiteLayout.period(month), buffers) {
      pages.period(view, home: Self.home, content: buffers.content, into: buffers.page)
    }
  }

  private func writeReconciliation(
    _ month: Month, _ reconciliation: MonthReconciliation, _ buffers: Buffers
  ) throws {
    let view = ReconciliationView(
      month: month, asOf: asOf,
      rows: ReconciliationView.Rows(
        read: reconciliation.rows.read, billed: reconciliation.billedRows, uncounted: reconciliation.uncountedRows,
        other: reconciliation.otherRows, repeated: reconciliation.rows.repeated,
        unbilled: reconciliation.rows.unbilled),
      parts: reconciliation.currencies, comparison: contents.comparisons[month], findings: contents.findings)
    try publish(SiteLayout.reconciliation(of: month), buffers) {
      pages.reconciliation(view, home: Self.home, content: buffers.content, into: buffers.page)
    }
  }

  private func writeReceivables(_ rows: [ReceivablesView.Row], _ buffers: Buffers) throws {
    let totals = Dictionary(grouping: rows.indices, by: { rows[$0].currency }).sorted { $0.key < $1.key }
      .map { currency, indices in ReceivablesView.Row(totalOf: indices.lazy.map { rows[$0] }, in: currency) }
    let view = ReceivablesView(asOf: asOf, since: contents.since, totals: totals, rows: rows)
    try publish(SiteLayout.receivablesPage, buffers) {
      pages.receivables(
        view, home: .init(label: "All invoices", href: "../index.html"), content: buffers.content, into: buffers.page)
    }
    try publish(SiteLayout.receivablesCSV, buffers) { ReceivablesCSV.append(rows, to: buffers.page) }
  }

  private func writeIndex(
    _ periods: [IndexView.Part], _ workspaces: [IndexView.Part], _ buffers: Buffers
  ) throws {
    let view = IndexView(
      totals: totals(groups.newest[...]), periods: periods, workspaces: workspaces,
      rows: DocumentRows(site, order: groups.newest[...], on: .index), changes: contents.changes)
    try publish(SiteLayout.index, buffers) { pages.index(view, content: buffers.content, into: buffers.page) }
  }

  private static let home = SitePages.Crumb(label: "All invoices", href: "../../index.html")

  private func publish(_ path: String, _ buffers: Buffers, _ write: () -> Void) throws {
    buffers.page.removeAll()
    write()
    try buffers.page.withBytes { bytes in _ = try publication.write(path, UnsafeRawBufferPointer(bytes)) }
  }
}

extension Array {
  /// The runs of elements that lie together by `isSame`.
  fileprivate func chunks(_ isSame: (Element, Element) -> Bool) -> [ArraySlice<Element>] {
    var chunks: [ArraySlice<Element>] = []
    var start = startIndex
    for index in indices where index + 1 == endIndex || !isSame(self[index], self[index + 1]) {
      chunks.append(self[start...index])
      start = index + 1
    }
    return chunks
  }
}
