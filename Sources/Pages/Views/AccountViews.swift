import Billing

/// A workspace's account in one currency, with links from the page it stands on.
public struct StatementView: Sendable {
  public var statement: Statement

  public init(statement: Statement) {
    self.statement = statement
  }

  struct MonthRow: MovementsView {
    let month: Month
    let movements: Movements
    let currency: Currency
  }
}

/// What moved on an account.
protocol MovementsView: Sendable {
  var movements: Movements { get }
  var currency: Currency { get }
}

/// What workspaces owe, as of a day.
public struct ReceivablesView: Sendable {
  /// One workspace, or all of them, in one currency.
  public struct Row: MovementsView, ListedByName, Sendable {
    public var name: String
    public var id: String
    /// Nil where the workspace has no page.
    public var page: String?
    public var currency: Currency
    public var movements: Movements
    /// The sum of all entries of the account, to hold the movements against.
    public var closing: Amount
    public var due: Amount
    public var onAccount: Amount
    /// Of `due`.
    public var writtenOff: Amount
    public var ageing: Ageing

    public init(
      name: String, id: String, page: String?, currency: Currency, movements: Movements, closing: Amount,
      due: Amount,
      onAccount: Amount, writtenOff: Amount, ageing: Ageing
    ) {
      self.name = name
      self.id = id
      self.page = page
      self.currency = currency
      self.movements = movements
      self.closing = closing
      self.due = due
      self.onAccount = onAccount
      self.writtenOff = writtenOff
      self.ageing = ageing
    }

    /// Whether opening + invoiced − credited − received + refunded is what the account comes to, and that is what open
    /// invoices less money on account leave.
    var ties: Bool { movements.closing == closing && ageing.total == due && due - onAccount == closing }

    /// All rows of a currency together.
    public init(totalOf rows: some Sequence<Row>, in currency: Currency) {
      self.init(
        name: currency.code, id: currency.code, page: nil, currency: currency, movements: Movements(), closing: .zero,
        due: .zero,
        onAccount: .zero, writtenOff: .zero, ageing: Ageing())
      for row in rows {
        movements = movements + row.movements
        closing += row.closing
        due += row.due
        onAccount += row.onAccount
        writtenOff += row.writtenOff
        ageing = ageing + row.ageing
      }
    }
  }

  public var asOf: Day
  /// Where the opening balances are taken; nil for the very beginning.
  public var since: Day?
  /// By currency.
  public var totals: [Row]
  /// By workspace and currency.
  public var rows: [Row]

  public init(asOf: Day, since: Day?, totals: [Row], rows: [Row]) {
    self.asOf = asOf
    self.since = since
    self.totals = totals
    self.rows = rows
  }
}

/// The names `receivables.md` and the statement on `history.md` may use.
enum AccountSchemas {
  static let month = Schema<StatementView.MonthRow> {
    value("month") { $1.month($0.month) }
    movements()
  }

  static let statement = Schema<StatementView> {
    value("currency") { $1.text($0.statement.currency.code) }
    value("closing") { $1.amount($0.statement.closing, $0.statement.currency) }
    value("open") { $1.amount($0.statement.due, $0.statement.currency) }
    value("on_account") { $1.amount($0.statement.onAccount, $0.statement.currency) }
    condition("has_on_account") { !$0.statement.onAccount.isZero }
    // Newest first, as everything on a history is.
    list("months", month) {
      $0.statement.entries.isEmpty
    } each: { view, body in
      let currency = view.statement.currency
      for (month, movements) in view.statement.months.reversed() {
        body(StatementView.MonthRow(month: month, movements: movements, currency: currency))
      }
    }
    value("current") { $1.amount($0.statement.ageing[.current], $0.statement.currency) }
    value("days_30") { $1.amount($0.statement.ageing[.upTo30], $0.statement.currency) }
    value("days_60") { $1.amount($0.statement.ageing[.upTo60], $0.statement.currency) }
    value("days_90") { $1.amount($0.statement.ageing[.upTo90], $0.statement.currency) }
    value("days_over_90") { $1.amount($0.statement.ageing[.over90], $0.statement.currency) }
    condition("has_open") { !$0.statement.due.isZero }
  }

  static let row = Schema<ReceivablesView.Row> {
    value("name") { $1.text($0.name) }
    value("id") { $1.text($0.id) }
    value("page") { $1.optional($0.page) }
    condition("has_page") { $0.page != nil }
    value("currency") { $1.text($0.currency.code) }
    movements()
    value("due") { $1.amount($0.due, $0.currency) }
    value("on_account") { $1.amount($0.onAccount, $0.currency) }
    value("written_off") { $1.amount($0.writtenOff, $0.currency) }
    condition("has_written_off") { !$0.writtenOff.isZero }
    condition("ties") { $0.ties }
    value("current") { $1.amount($0.ageing[.current], $0.currency) }
    value("days_30") { $1.amount($0.ageing[.upTo30], $0.currency) }
    value("days_60") { $1.amount($0.ageing[.upTo60], $0.currency) }
    value("days_90") { $1.amount($0.ageing[.upTo90], $0.currency) }
    value("days_over_90") { $1.amount($0.ageing[.over90], $0.currency) }
  }

  static let receivables = Schema<ReceivablesView> {
    value("as_of") { $1.day($0.asOf) }
    value("since") { $1.day($0.since) }
    condition("has_since") { $0.since != nil }
    list("totals", row) { $0.totals }
    list("rows", row) { $0.rows }
    condition("has_rows") { !$0.rows.isEmpty }
  }

  @SchemaBuilder<View> private static func movements<View: MovementsView>() -> [Field<View>] {
    value("opening") { $1.amount($0.movements.opening, $0.currency) }
    value("invoiced") { $1.amount($0.movements.invoiced, $0.currency) }
    value("credited") { $1.amount($0.movements.credited, $0.currency) }
    value("received") { $1.amount($0.movements.received, $0.currency) }
    value("refunded") { $1.amount($0.movements.refunded, $0.currency) }
    value("closing") { $1.amount($0.movements.closing, $0.currency) }
  }
}
