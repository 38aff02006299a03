import Billing
import Pages
import Paths

/// A page that lists documents: which of them it must link to, and which totals it must show.
struct DocumentList: Sendable {
  /// Pages that it must link to, by path.
  private var pages: [String] = []
  private var totals: [CurrencyTotals] = []

  /// All lists that a site with these records must have, by their paths.
  static func all(of records: SiteRecords) -> [String: DocumentList] {
    var folders: [String: [SiteRecord]] = [:]
    var months: [Month: [SiteRecord]] = [:]
    for record in records.all {
      // Where only drafts are, which a customer does not see, there is a history all the same.
      folders[record.entry.workspaceFolder, default: []] += record.entry.isApart ? [] : [record]
      months[record.entry.month, default: []].append(record)
    }
    var lists: [String: DocumentList] = [:]
    for (folder, members) in folders { lists["\(folder)/\(SiteLayout.index)"] = DocumentList(members) }
    for (month, members) in months { lists[SiteLayout.period(month)] = DocumentList(members) }
    guard !records.all.isEmpty else { return lists }
    var index = DocumentList(records.all)
    // Beyond so many it leaves the documents to the other lists.
    if records.all.count > IndexView.most { index.pages = [] }
    index.pages += lists.keys.sorted()
    lists[SiteLayout.index] = index
    return lists
  }

  private init(_ records: [SiteRecord]) {
    pages = records.map(\.entry.page)
    totals = CurrencyTotals.of(records.lazy.map(\.entry))
  }

  /// What the page does not say.
  ///
  /// - Parameter linked: the pages that it links to.
  func problems(_ text: PageText, _ linked: Set<String>) -> [String] {
    var problems: [String] = []
    for total in totals {
      for (name, amount) in [("total", total.total), ("amount due", total.due)] {
        let figure = amount.text(in: total.currency)
        if !text.shows(figure) { problems.append("does not show the \(name) of \(figure) \(total.currency)") }
      }
    }
    let missing = pages.filter { !linked.contains($0) }
    if let first = missing.first {
      problems.append("does not link to \(first)\(missing.count > 1 ? ", and \(missing.count - 1) more" : "")")
    }
    return problems
  }
}
