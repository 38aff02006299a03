import Billing
import Exports

/// What there is in the usage of some exports: the result of reading alone.
public struct UsageOverview: Sendable {
  let rows: Int
  let groups: Int
  let invoices: Int
  /// The exact sum of all charges, by currency.
  let amounts: [(currency: Currency, exact: ExactDecimal)]

  init(_ contents: ExportContents) {
    var groups = 0
    var amounts: [Currency: ExactDecimal] = [:]
    for (index, invoice) in contents.invoices.enumerated() {
      for group in contents.usage.groups(of: index) {
        groups += 1
        amounts[invoice.currency, default: .zero] += group.amount
      }
    }
    rows = contents.usage.rows
    invoices = contents.invoices.count
    self.groups = groups
    self.amounts = amounts.sorted { $0.key < $1.key }.map { (currency: $0.key, exact: $0.value) }
  }

  public var text: String {
    (["\(rows) usage rows make \(groups) lines of \(invoices) invoices"]
      + amounts.map { "\($0.currency) \($0.exact)" }).joined(separator: "\n") + "\n"
  }
}
