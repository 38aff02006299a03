import Billing

/// A document as a row of an index; links are relative to the page the row stands on.
public struct RowView: Sendable {
  public var entry: LedgerEntry
  public var page: String
  public var csv: String?
  public var workspacePage: String
  public var payURL: String?

  public init(entry: LedgerEntry, page: String, csv: String?, workspacePage: String, payURL: String?) {
    self.entry = entry
    self.page = page
    self.csv = csv
    self.workspacePage = workspacePage
    self.payURL = payURL
  }
}

/// The billing history of one workspace.
public struct HistoryView: Sendable {
  public var name: String
  public var id: String
  public var totals: [CurrencyTotals]
  public var rows: [RowView]
  public var statements: [StatementView]
  public var asOf: Day

  public init(
    name: String, id: String, totals: [CurrencyTotals], rows: [RowView], statements: [StatementView], asOf: Day
  ) {
    self.name = name
    self.id = id
    self.totals = totals
    self.rows = rows
    self.statements = statements
    self.asOf = asOf
  }
}

/// All documents of one month.
public struct PeriodView: Sendable {
  public var month: Month
  public var totals: [CurrencyTotals]
  public var rows: [RowView]
  /// What payments did in the month.
  public var activities: [PaymentActivity]
  /// The reconciliation of the month, where there is one.
  public var reconciliation: String?

  public init(
    month: Month, totals: [CurrencyTotals], rows: [RowView], activities: [PaymentActivity], reconciliation: String?
  ) {
    self.month = month
    self.totals = totals
    self.rows = rows
    self.activities = activities
    self.reconciliation = reconciliation
  }

  /// How many documents there are of each status, in the order of the statuses.
  var statuses: [StatusCount] {
    var counts: [StatusCount] = []
    for status in Status.allCases.reversed() {
      for isCleared in [false, true] {
        let count = rows.count { $0.entry.status == status && $0.entry.isCleared == isCleared }
        if count > 0 { counts.append(StatusCount(status: status, isCleared: isCleared, count: count)) }
      }
    }
    return counts
  }
}

struct StatusCount {
  let status: Status
  let isCleared: Bool
  let count: Int
}

/// Everything there is: the page finance starts from.
public struct IndexView: Sendable {
  /// What one period or workspace comes to in one currency.
  public struct Part: Sendable {
    public var name: String
    public var id: String
    public var page: String
    public var totals: CurrencyTotals

    public init(name: String, id: String, page: String, totals: CurrencyTotals) {
      self.name = name
      self.id = id
      self.page = page
      self.totals = totals
    }
  }

  public var totals: [CurrencyTotals]
  public var periods: [Part]
  public var workspaces: [Part]
  public var rows: [RowView]

  public init(totals: [CurrencyTotals], periods: [Part], workspaces: [Part], rows: [RowView]) {
    self.totals = totals
    self.periods = periods
    self.workspaces = workspaces
    self.rows = rows
  }
}
