/// How what workspaces are billed in a month compares with the month before: who is gone, who is new, and whose amounts
/// changed much.
public struct MonthComparison: Sendable {
  public enum Change: String, Sendable, CaseIterable {
    /// Billed in the month before, and nothing in this one.
    case gone
    case new
    /// Billed in the month before; there is an invoice, and it comes to nothing.
    case zero = "at zero"
    case changed
  }

  /// One workspace in one currency.
  public struct Row: Sendable {
    public var workspace: Identifier
    public var name: String
    public var currency: Currency
    public var change: Change
    /// Subtotals of its invoices; nil where it has none.
    public var before: Amount?
    public var now: Amount?
    /// Whether it has an invoice in this month at all, in whatever currency.
    public var isBilled: Bool

    public var difference: Amount { (now ?? .zero) - (before ?? .zero) }
  }

  public let month: Month
  /// Those that are gone first, then the others in the order of `Change`; by workspace and currency.
  public let rows: [Row]
  /// How many workspaces are billed about what they were.
  public let steady: Int

  /// Workspaces that were billed in the month before and have nothing in this one.
  public var gone: [Row] { rows.filter { $0.change == .gone && !$0.isBilled } }

  public var before: Month { month.previous }
}

extension MonthComparison {
  private struct Key: Hashable {
    var workspace: Identifier
    var currency: Currency
  }

  private struct Sums {
    var subtotals: [Key: Amount] = [:]
    var names: [Identifier: String] = [:]

    mutating func add(_ entry: LedgerEntry) {
      guard entry.type == .invoice, entry.status != .void else { return }
      let key = Key(workspace: entry.workspace, currency: entry.currency)
      subtotals[key] = (subtotals[key] ?? .zero) + entry.totals.subtotal
      names[entry.workspace] = entry.workspaceName
    }
  }

  /// Compares months with the ones before them, drafts and what is scheduled included; void invoices and credit notes are
  /// left out. A month whose month before has no invoice is compared with nothing.
  ///
  /// - Parameters:
  ///   - entries: documents of all months.
  ///   - limit: a change of more than this share of the month before is listed.
  ///   - absent: workspaces of which documents are held back, wrong or left unpublished, by month: they are not gone.
  public static func all(
    of months: Set<Month>, _ entries: [LedgerEntry], limit: Rate, absent: [Month: Set<Identifier>] = [:]
  ) -> [Month: MonthComparison] {
    let needed = months.union(months.map(\.previous))
    var sums: [Month: Sums] = [:]
    for entry in entries where needed.contains(entry.month) {
      sums[entry.month, default: Sums()].add(entry)
    }
    var comparisons: [Month: MonthComparison] = [:]
    for month in months {
      guard let now = sums[month], let before = sums[month.previous], !before.subtotals.isEmpty else { continue }
      comparisons[month] = MonthComparison(month, before, now, limit: limit, absent: absent[month] ?? [])
    }
    return comparisons
  }

  private init(_ month: Month, _ before: Sums, _ now: Sums, limit: Rate, absent: Set<Identifier>) {
    self.month = month
    var rows: [Row] = []
    var changed: Set<Identifier> = []
    for key in Set(before.subtotals.keys).union(now.subtotals.keys) {
      let (old, new) = (before.subtotals[key], now.subtotals[key])
      guard let change = Self.change(old, new, limit, key.currency) else { continue }
      if change == .gone, absent.contains(key.workspace) { continue }
      changed.insert(key.workspace)
      rows.append(
        Row(
          workspace: key.workspace, name: now.names[key.workspace] ?? before.names[key.workspace] ?? key.workspace.text,
          currency: key.currency, change: change, before: old, now: new, isBilled: now.names[key.workspace] != nil))
    }
    self.rows = rows.sorted { a, b in
      if a.change != b.change { return a.change.rank < b.change.rank }
      return a.workspace != b.workspace ? a.workspace < b.workspace : a.currency < b.currency
    }
    steady = now.names.keys.count { !changed.contains($0) }
  }

  private static func change(_ before: Amount?, _ now: Amount?, _ limit: Rate, _ currency: Currency) -> Change? {
    guard let before else { return .new }
    guard let now else { return before.isZero ? nil : .gone }
    if before.isZero { return now.isZero ? nil : .changed }
    if now.isZero { return .zero }
    let difference = Amount(minorUnits: (now - before).minorUnits.magnitude.asInt128)
    let most = Amount(minorUnits: before.minorUnits.magnitude.asInt128).decimal(in: currency) * limit.fraction
    return difference.decimal(in: currency) > most ? .changed : nil
  }
}

extension MonthComparison.Change {
  fileprivate var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

extension UInt128 {
  /// Amounts are far below the largest 128-bit number.
  fileprivate var asInt128: Int128 { Int128(clamping: self) }
}

extension Month {
  public var previous: Month { firstDay.adding(-1).month }
}
