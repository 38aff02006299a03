// What every file of a kind needs beyond its required columns: without it no row could be billed.

extension InvoiceColumn {
  /// - Parameter hasCurrency: the configuration states a currency for exports that have none.
  static func needs(hasCurrency: Bool) -> [ExportSchema.Need] {
    (hasCurrency ? [] : [need("currency", [.currency])])
      + [
        need(
          "billing_period, or billing_period_start and billing_period_end, or issue_date", [.period],
          [.periodStart, .periodEnd], [.issueDate])
      ]
  }
}

extension UsageColumn {
  /// - Parameters:
  ///   - drawsUp: there is no invoices export, so that usage alone says whom it is for, and when.
  ///   - hasCurrency: a currency is stated somewhere else.
  static func needs(drawsUp: Bool, hasCurrency: Bool) -> [ExportSchema.Need] {
    let charge = need("amount, or quantity and unit_price", [.amount], [.quantity, .unitPrice])
    guard drawsUp else {
      return [
        charge,
        need(
          "invoice_number, or workspace_id with billing_period, timestamp, or billing_period_start and "
            + "billing_period_end",
          [.invoice], [.workspace, .period], [.workspace, .timestamp], [.workspace, .periodStart, .periodEnd]),
      ]
    }
    return [
      charge, need("workspace_id", [.workspace]),
      need(
        "billing_period, timestamp, or billing_period_start and billing_period_end", [.period], [.timestamp],
        [.periodStart, .periodEnd]),
    ] + (hasCurrency ? [] : [need("currency", [.currency])])
  }
}
