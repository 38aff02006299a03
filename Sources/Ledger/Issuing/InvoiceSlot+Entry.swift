import Billing

extension InvoiceSlot {
  /// What a published document is for.
  init(_ entry: LedgerEntry) {
    self.init(workspace: entry.workspace, month: entry.month, currency: entry.currency)
  }
}
