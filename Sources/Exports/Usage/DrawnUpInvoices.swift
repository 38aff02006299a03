import Billing

/// Invoices drawn up from usage where there is no invoice export: one per workspace, month and currency.
struct DrawnUpInvoices {
  private struct Draft {
    var key: InvoiceSlot
    var period: BillingPeriod
  }

  private var drafts: [Draft] = []
  private var positions: [InvoiceSlot: Int] = [:]

  var count: Int { drafts.count }

  /// The invoice of a row; `period` is what the row states, or the month of its timestamp.
  mutating func invoice(workspace: String, period: BillingPeriod, currency: Currency) -> Int {
    let key = InvoiceSlot(workspace: workspace, month: period.month, currency: currency)
    if let position = positions[key] {
      drafts[position].period = drafts[position].period.union(period)
      return position
    }
    positions[key] = drafts.count
    drafts.append(Draft(key: key, period: period))
    return drafts.count - 1
  }

  /// Whether an invoice bills all of a period already.
  func holds(_ invoice: Int, _ period: BillingPeriod) -> Bool {
    drafts[invoice].period.start <= period.start && period.end <= drafts[invoice].period.end
  }

  /// The headers, in the order in which `invoice` numbered them.
  ///
  /// - Parameter published: numbers that are published already; they never change, whatever else the month now holds.
  func headers(prefix: String, published: [InvoiceSlot: String]) -> [InvoiceHeader] {
    struct Month: Hashable {
      var workspace: String
      var month: Billing.Month
    }
    let currencies = Dictionary(grouping: drafts, by: { Month(workspace: $0.key.workspace, month: $0.key.month) })
    return drafts.map { draft in
      let key = draft.key
      let plain = "\(prefix)\(key.month)-\(key.workspace)"
      let isAlone = currencies[Month(workspace: key.workspace, month: key.month)]?.count == 1
      let number = published[key] ?? (isAlone ? plain : "\(plain)-\(key.currency)")
      var header = InvoiceHeader(
        number: number, workspace: key.workspace, period: draft.period, currency: key.currency)
      header.issueDate = draft.period.end
      return header
    }
  }
}
