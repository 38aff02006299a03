import Billing

/// The billing history of one workspace.
public struct HistoryView: Sendable {
  public var name: String
  public var id: String
  public var totals: [CurrencyTotals]
  public var rows: DocumentRows
  public var statements: [StatementView]
  /// The statement as CSV, beside the page.
  public var statementCSV: String?
  public var asOf: Day

  public init(
    name: String, id: String, totals: [CurrencyTotals], rows: DocumentRows, statements: [StatementView],
    statementCSV: String?, asOf: Day
  ) {
    self.name = name
    self.id = id
    self.totals = totals
    self.rows = rows
    self.statements = statements
    self.statementCSV = statementCSV
    self.asOf = asOf
  }
}

/// All documents of one month.
public struct PeriodView: Sendable {
  public var month: Month
  public var totals: [CurrencyTotals]
  public var rows: DocumentRows
  /// What payments did in the month.
  public var activities: [PaymentActivity]
  /// The reconciliation of the month, where there is one.
  public var reconciliation: String?

  public init(
    month: Month, totals: [CurrencyTotals], rows: DocumentRows, activities: [PaymentActivity], reconciliation: String?
  ) {
    self.month = month
    self.totals = totals
    self.rows = rows
    self.activities = activities
    self.reconciliation = reconciliation
  }

  /// How many invoices there are of each status, and how many credit notes that count, in the order of the statuses.
  var statuses: [StatusCount] {
    var counts = [(open: Int, cleared: Int)](repeating: (0, 0), count: Status.allCases.count)
    DocumentRows.forEach(of: rows) { row in
      guard row.entry.pointee.type == .invoice || row.entry.pointee.status == .issued else { return }
      let index = Status.allCases.firstIndex(of: row.entry.pointee.status) ?? 0
      if lend(row.entry, { $0.isCleared }) { counts[index].cleared += 1 } else { counts[index].open += 1 }
    }
    return zip(Status.allCases, counts).reversed().flatMap { status, count in
      [
        StatusCount(status: status, isCleared: false, count: count.open),
        StatusCount(status: status, isCleared: true, count: count.cleared),
      ].filter { $0.count > 0 }
    }
  }
}

struct StatusCount {
  let status: Status
  let isCleared: Bool
  let count: Int
}

/// What has sums in one currency.
protocol SumsView: Sendable {
  var totals: CurrencyTotals { get }
}

extension CurrencyTotals: SumsView {
  var totals: CurrencyTotals { self }
}

/// Everything there is: the page finance starts from.
public struct IndexView: Sendable {
  /// What one period or workspace comes to in one currency.
  public struct Part: SumsView, ListedByName, Sendable {
    public var name: String
    public var id: String
    /// Its page, from the root of the output.
    public var page: String
    public var totals: CurrencyTotals

    public init(name: String, id: String, page: String, totals: CurrencyTotals) {
      self.name = name
      self.id = id
      self.page = page
      self.totals = totals
    }
  }

  /// How many documents one page lists: browsers take seconds over more, and nobody reads them. Beyond it the pages of
  /// the periods and workspaces list theirs.
  public static let most = 5_000

  public var totals: [CurrencyTotals]
  public var periods: [Part]
  public var workspaces: [Part]
  /// None where they are too many.
  public let rows: DocumentRows?
  /// The page of what the last run changed, where one is kept.
  public var changes: String?

  /// - Parameter rows: all documents.
  public init(
    totals: [CurrencyTotals], periods: [Part], workspaces: [Part], rows: DocumentRows, changes: String? = nil
  ) {
    self.changes = changes
    self.totals = totals
    self.periods = periods
    self.workspaces = workspaces
    self.rows = rows.order.count <= Self.most ? rows : nil
  }
}
