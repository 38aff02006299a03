import Billing

/// Invoices drawn up from usage where there is no invoice export: one per workspace, month and currency.
struct DrawnUpInvoices {
  private struct Key: Hashable {
    var workspace: String
    var month: Month
    var currency: Currency
  }

  private struct Draft {
    var key: Key
    var period: BillingPeriod
  }

  private var drafts: [Draft] = []
  private var positions: [Key: Int] = [:]

  /// The invoice of a row; `period` is what the row states, or the month of its timestamp.
  mutating func invoice(workspace: String, period: BillingPeriod, currency: Currency) -> Int {
    let key = Key(workspace: workspace, month: period.month, currency: currency)
    if let position = positions[key] {
      drafts[position].period = drafts[position].period.union(period)
      return position
    }
    positions[key] = drafts.count
    drafts.append(Draft(key: key, period: period))
    return drafts.count - 1
  }

  /// The headers, in the order in which `invoice` numbered them.
  func headers(prefix: String) -> [InvoiceHeader] {
    var currencies: [String: Set<Currency>] = [:]
    for draft in drafts {
      currencies["\(draft.key.month)-\(draft.key.workspace)", default: []].insert(draft.key.currency)
    }
    return drafts.map { draft in
      let key = draft.key
      var number = "\(prefix)\(key.month)-\(key.workspace)"
      if currencies["\(key.month)-\(key.workspace)", default: []].count > 1 { number += "-\(key.currency)" }
      var header = InvoiceHeader(
        number: number, workspace: key.workspace, period: draft.period, currency: key.currency)
      header.issueDate = draft.period.end
      return header
    }
  }
}
