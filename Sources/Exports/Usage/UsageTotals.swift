import Billing

/// All usage of the exports, summed: what a run keeps of however many rows there were.
public struct UsageTotals: Sendable {
  /// Rows read, repeats and rows without an invoice included.
  public internal(set) var rows = 0
  /// How many more there are behind those that stand for several.
  var furtherRows = 0
  /// The rows there are once summary rows are taken for what they stand for.
  public var summedRows: Int { rows + furtherRows }
  /// Rows counted once already, likewise.
  public internal(set) var repeatedRows = 0
  /// Rows outside the asked-for period that belong to no invoice yet, likewise.
  public internal(set) var unbilledRows = 0
  /// Names of workspaces that the rows state.
  public internal(set) var workspaceNames: [Identifier: String] = [:]
  var groups: UsageGroups?

  init() {}

  /// What tells whether the usage of one invoice is that of another run, by its position among the invoices.
  public func digest(of invoice: Int) -> UsageDigest { groups?.digest(of: invoice) ?? UsageDigest() }

  /// The usage of one invoice, by its position among the invoices, made on each call.
  public func groups(of invoice: Int) -> [UsageGroup] { groups?.groups(of: invoice) ?? [] }
}
