/// What an invoice drawn up from usage is for: there is one for each.
public struct InvoiceSlot: Sendable, Hashable {
  public var workspace: Identifier
  public var month: Month
  public var currency: Currency

  public init(workspace: Identifier, month: Month, currency: Currency) {
    self.workspace = workspace
    self.month = month
    self.currency = currency
  }

  /// What a published document is for.
  public init(_ entry: LedgerEntry) {
    self.init(workspace: entry.workspace, month: entry.month, currency: entry.currency)
  }
}
