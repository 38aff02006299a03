import Billing

/// A workspace's account in one currency, with links from the page it stands on.
public struct StatementView: Sendable {
  public var statement: Statement

  public init(statement: Statement) {
    self.statement = statement
  }

  struct MonthRow {
    let month: Month
    let movements: Movements
    let currency: Currency
  }

  /// Newest first, as everything on a history is.
  var months: [MonthRow] {
    statement.months.reversed().map {
      MonthRow(month: $0.month, movements: $0.movements, currency: statement.currency)
    }
  }
}

/// What workspaces owe, as of a day.
public struct ReceivablesView: Sendable {
  /// One workspace, or all of them, in one currency.
  public struct Row: Sendable {
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
    public var ageing: Ageing

    public init(
      name: String, id: String, page: String?, currency: Currency, movements: Movements, closing: Amount,
      due: Amount,
      onAccount: Amount, ageing: Ageing
    ) {
      self.name = name
      self.id = id
      self.page = page
      self.currency = currency
      self.movements = movements
      self.closing = closing
      self.due = due
      self.onAccount = onAccount
      self.ageing = ageing
    }

    /// Whether opening + invoiced − credited − received + refunded is what the account comes to, and that is what open
    /// invoices less money on account leave.
    var ties: Bool { movements.closing == closing && ageing.total == due && due - onAccount == closing }

    /// All rows of a currency together.
    public init(totalOf rows: [Row], in currency: Currency) {
      self.init(
        name: currency.code, id: currency.code, page: nil, currency: currency, movements: Movements(), closing: .zero,
        due: .zero,
        onAccount: .zero, ageing: Ageing())
      for row in rows {
        movements = movements + row.movements
        closing += row.closing
        due += row.due
        onAccount += row.onAccount
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
    value("month") { $1.text($0.month.description) }
    movements(\.movements, \.currency)
  }

  static let statement = Schema<StatementView> {
    value("currency") { $1.text($0.statement.currency.code) }
    value("closing") { $1.amount($0.statement.closing, $0.statement.currency) }
    value("open") { $1.amount($0.statement.due, $0.statement.currency) }
    value("on_account") { $1.amount($0.statement.onAccount, $0.statement.currency) }
    condition("has_on_account") { !$0.statement.onAccount.isZero }
    list("months", month) { $0.months }
    ageing(\.statement.ageing, \.statement.currency)
    condition("has_open") { !$0.statement.due.isZero }
  }

  static let row = Schema<ReceivablesView.Row> {
    value("name") { $1.text($0.name) }
    value("id") { $1.text($0.id) }
    value("page") { $1.optional($0.page) }
    condition("has_page") { $0.page != nil }
    value("currency") { $1.text($0.currency.code) }
    movements(\.movements, \.currency)
    value("due") { $1.amount($0.due, $0.currency) }
    value("on_account") { $1.amount($0.onAccount, $0.currency) }
    condition("ties") { $0.ties }
    ageing(\.ageing, \.currency)
  }

  static let receivables = Schema<ReceivablesView> {
    value("as_of") { $1.text($0.asOf.description) }
    value("since") { $1.optional($0.since?.description) }
    condition("has_since") { $0.since != nil }
    list("totals", row) { $0.totals }
    list("rows", row) { $0.rows }
    condition("has_rows") { !$0.rows.isEmpty }
  }

  private static func movements<View>(
    _ movements: @escaping @Sendable (View) -> Movements, _ currency: @escaping @Sendable (View) -> Currency
  ) -> [Field<View>] {
    func amount(_ name: String, _ amount: @escaping @Sendable (Movements) -> Amount) -> Field<View> {
      value(name) { view, out in out.amount(amount(movements(view)), currency(view)) }
    }
    return [
      amount("opening", \.opening), amount("invoiced", \.invoiced), amount("credited", \.credited),
      amount("received", \.received), amount("refunded", \.refunded), amount("closing", \.closing),
    ]
  }

  private static func ageing<View>(
    _ ageing: @escaping @Sendable (View) -> Ageing, _ currency: @escaping @Sendable (View) -> Currency
  ) -> [Field<View>] {
    func band(_ name: String, _ band: Ageing.Band) -> Field<View> {
      value(name) { view, out in out.amount(ageing(view)[band], currency(view)) }
    }
    return [
      band("current", .current), band("days_30", .upTo30), band("days_60", .upTo60), band("days_90", .upTo90),
      band("days_over_90", .over90),
    ]
  }
}
