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
}
