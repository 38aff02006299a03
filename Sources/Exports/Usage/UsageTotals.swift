import Billing

/// All usage of the exports, summed: what a run keeps of however many rows there were.
public struct UsageTotals: Sendable {
  /// Rows read, repeats and rows without an invoice included.
  public internal(set) var rows = 0
  /// Rows counted once already.
  public internal(set) var repeatedRows = 0
  /// Rows outside the asked-for period that belong to no invoice yet.
  public internal(set) var unbilledRows = 0
  /// Names of workspaces that the rows state.
  public internal(set) var workspaceNames: [String: String] = [:]

  /// Sorted by invoice; `starts[i]` is where those of invoice `i` begin.
  private var groups: [UsageGroup] = []
  private var starts: [Int] = [0]

  init() {}

  /// - Parameter groups: for each group the invoice it belongs to.
  init(_ groups: [(invoice: Int, group: UsageGroup)], invoices: Int) {
    var starts = [Int](repeating: 0, count: invoices + 1)
    for entry in groups { starts[entry.invoice + 1] += 1 }
    for index in 1..<starts.count { starts[index] += starts[index - 1] }
    self.starts = starts
    self.groups = groups.sorted { ($0.invoice, $0.group.order) < ($1.invoice, $1.group.order) }.map(\.group)
  }

  /// The usage of one invoice, by its position among the invoices.
  public func groups(of invoice: Int) -> ArraySlice<UsageGroup> {
    guard invoice + 1 < starts.count else { return [] }
    return groups[starts[invoice]..<starts[invoice + 1]]
  }
}
