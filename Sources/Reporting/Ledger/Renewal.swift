import Billing

/// Which published documents are written again though they stand where they stood.
struct Renewal: Sendable {
  /// Templates, configuration or version are others than those of the last run: every page may look different.
  let isRestyled: Bool
  /// The numbers of invoices on which payments or credit notes are listed that were not, or otherwise.
  private let touched: Set<String>

  /// - Parameter since: the day whose state the last run showed: what is dated later is new to its pages.
  init(_ accounts: Accounts, isRestyled: Bool, since: Day?) {
    self.isRestyled = isRestyled
    guard let since else {
      touched = accounts.touched
      return
    }
    let later =
      accounts.all.lazy.filter { $0.date > since }.compactMap(\.invoice)
      + accounts.notes.lazy.filter { $0.issueDate > since }.map(\.invoice)
    touched = accounts.touched.union(later)
  }

  func renews(_ number: String) -> Bool { isRestyled || touched.contains(number) }
}
