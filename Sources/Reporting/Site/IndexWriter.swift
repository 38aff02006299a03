import Billing
import Markdown
import Pages
import Publishing

/// Writes the pages that list documents: a history per workspace, a page per period, and the finance index.
struct IndexWriter {
  let pages: SitePages
  let configuration: Configuration
  let publication: Publication
  /// All documents ever published, newest first.
  let entries: [LedgerEntry]
  private let page = ByteBuffer(capacity: 1 << 18)
  private let content = ByteBuffer(capacity: 1 << 18)

  init(pages: SitePages, configuration: Configuration, publication: Publication, entries: [LedgerEntry]) {
    self.pages = pages
    self.configuration = configuration
    self.publication = publication
    self.entries = entries.sorted(by: LedgerEntry.isListedBefore)
  }

  /// - Parameter workspaces: those whose history may have changed.
  func write(workspaces: Set<String>) throws {
    var byWorkspace = Dictionary(grouping: entries, by: \.workspace)
    for workspace in byWorkspace.keys.sorted() where workspaces.contains(workspace) {
      try writeHistory(byWorkspace[workspace] ?? [])
    }
    for (month, entries) in Dictionary(grouping: entries, by: \.month).sorted(by: { $0.key < $1.key }) {
      page.removeAll()
      let view = PeriodView(
        month: month, totals: CurrencyTotals.of(entries), rows: entries.map { row($0, root: "../../") })
      pages.period(view, home: .init(label: "All invoices", href: "../../index.html"), content: content, into: page)
      try publish("finance/periods/\(month).html")
    }
    byWorkspace = [:]
    try writeIndex()
  }

  private func writeHistory(_ entries: [LedgerEntry]) throws {
    guard let newest = entries.first else { return }
    page.removeAll()
    let view = HistoryView(
      name: newest.workspaceName, id: newest.workspace, totals: CurrencyTotals.of(entries),
      rows: entries.map { row($0, root: nil) })
    pages.history(view, content: content, into: page)
    try publish("\(folder(newest.page))/index.html")
  }

  private func writeIndex() throws {
    page.removeAll()
    let view = IndexView(
      totals: CurrencyTotals.of(entries), periods: periods(), workspaces: workspaces(),
      rows: entries.map { row($0, root: "") })
    pages.index(view, content: content, into: page)
    try publish("index.html")
  }

  private func periods() -> [IndexView.Part] {
    Dictionary(grouping: entries, by: \.month).sorted { $0.key > $1.key }.flatMap { month, entries in
      CurrencyTotals.of(entries).map {
        IndexView.Part(name: "\(month)", id: "\(month)", page: "finance/periods/\(month).html", totals: $0)
      }
    }
  }

  private func workspaces() -> [IndexView.Part] {
    Dictionary(grouping: entries, by: \.workspace)
      .sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      .flatMap { workspace, entries in
        CurrencyTotals.of(entries).map {
          IndexView.Part(
            name: entries[0].workspaceName, id: workspace,
            page: "\(Link.encoded(folder(entries[0].page)))/index.html", totals: $0)
        }
      }
  }

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

  private func folder(_ page: String) -> String {
    page.lastIndex(of: "/").map { String(page[..<$0]) } ?? page
  }

  private func publish(_ path: String) throws {
    try page.withBytes { bytes in _ = try publication.write(path, UnsafeRawBufferPointer(bytes)) }
  }
}
