import Billing

/// Which published documents are written again though they stand where they stood.
package struct Renewal: Sendable {
  /// Templates, configuration or version are others than those of the last run: every page may look different.
  package let isRestyled: Bool
  /// The numbers of invoices on which payments or credit notes are listed that were not, or otherwise.
  private let touched: Set<Identifier>
  /// What is dated later counts on one of the two days alone: that of the last run, and that of this one.
  private let since: Day?

  /// - Parameters:
  ///   - former: the day whose state the last run showed.
  ///   - asOf: the day whose state this run shows; it may be the earlier one.
  package init(_ accounts: Accounts, isRestyled: Bool, from former: Day?, to asOf: Day) {
    self.isRestyled = isRestyled
    guard let former else {
      touched = accounts.touched
      since = nil
      return
    }
    let since = min(former, asOf)
    let later =
      accounts.all.lazy.filter { max($0.date, $0.reversed ?? $0.date) > since }.compactMap(\.invoice)
      + accounts.notes.lazy.filter { $0.issueDate > since }.map(\.invoice)
    touched = accounts.touched.union(later)
    self.since = since
  }

  package func renews(_ number: Identifier, issued: Day?) -> Bool {
    if isRestyled || touched.contains(number) { return true }
    guard let since, let issued else { return false }
    return issued > since
  }
}
