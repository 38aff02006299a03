import Billing

/// The names `history.md`, `period.md` and `index.md` may use.
enum IndexSchemas {
  static let totals = Schema<CurrencyTotals> { sums { $0 } }

  static let row = Schema<RowView> {
    value("period") { $1.text($0.entry.period.shortText) }
    value("document") { $1.text($0.entry.type.label) }
    value("number") { $1.text($0.entry.number) }
    value("page") { $1.text($0.page) }
    value("workspace_name") { $1.text($0.entry.workspaceName) }
    value("workspace_page") { $1.text($0.workspacePage) }
    value("services") { $1.number($0.entry.services) }
    value("currency") { $1.text($0.entry.currency.code) }
    value("subtotal") { $1.amount($0.entry.totals.subtotal, $0.entry.currency) }
    value("tax") { $1.amount($0.entry.totals.tax, $0.entry.currency) }
    value("total") { $1.amount($0.entry.totals.total, $0.entry.currency) }
    value("paid") { $1.amount($0.entry.paid, $0.entry.currency) }
    value("due") { $1.amount($0.entry.due, $0.entry.currency) }
    value("status") { $1.badge(Badge.status($0.entry.status, isCleared: $0.entry.isCleared)) }
    value("flags") { $1.flags($0.entry.flags) }
    condition("has_flags") { !$0.entry.flags.isEmpty }
    value("csv") { $1.optional($0.csv) }
    condition("has_csv") { $0.csv != nil }
    value("pay_url") { $1.optional($0.payURL) }
    condition("payable") { $0.payURL != nil && $0.entry.isPayable }
  }

  static let history = Schema<HistoryView> {
    value("workspace_name") { $1.text($0.name) }
    value("workspace_id") { $1.text($0.id) }
    list("totals", totals) { $0.totals }
    list("rows", row) { $0.rows }
    condition("has_rows") { !$0.rows.isEmpty }
    list("statements", AccountSchemas.statement) { $0.statements }
    condition("has_statements") { !$0.statements.isEmpty }
    value("as_of") { $1.text($0.asOf.description) }
    value("statement_csv") { $1.text("statement.csv") }
  }

  static let statusCount = Schema<StatusCount> {
    value("status") { $1.badge(Badge.status($0.status, isCleared: $0.isCleared)) }
    value("count") { $1.number($0.count) }
  }

  static let period = Schema<PeriodView> {
    value("period") { $1.text($0.month.description) }
    list("totals", totals) { $0.totals }
    list("statuses", statusCount) { $0.statuses }
    list("rows", row) { $0.rows }
    condition("has_rows") { !$0.rows.isEmpty }
    list("activities", activity) { $0.activities }
    condition("has_activities") { !$0.activities.isEmpty }
    value("reconciliation") { $1.optional($0.reconciliation) }
    condition("has_reconciliation") { $0.reconciliation != nil }
  }

  static let activity = Schema<PaymentActivity> {
    value("currency") { $1.text($0.currency.code) }
    value("received_count") { $1.number($0.received.count) }
    value("received") { $1.amount($0.received.amount, $0.currency) }
    value("processing_count") { $1.number($0.processing.count) }
    value("processing") { $1.amount($0.processing.amount, $0.currency) }
    value("failed_count") { $1.number($0.failed.count) }
    value("failed") { $1.amount($0.failed.amount, $0.currency) }
    value("returned_count") { $1.number($0.returned.count) }
    value("returned") { $1.amount($0.returned.amount, $0.currency) }
    value("applied_count") { $1.number($0.applied.count) }
    value("applied") { $1.amount($0.applied.amount, $0.currency) }
    value("unapplied_count") { $1.number($0.unapplied.count) }
    value("unapplied") { $1.amount($0.unapplied.amount, $0.currency) }
  }

  static let part = Schema<IndexView.Part> {
    value("period") { $1.text($0.name) }
    value("name") { $1.text($0.name) }
    value("id") { $1.text($0.id) }
    value("page") { $1.text($0.page) }
    sums { $0.totals }
  }

  static let index = Schema<IndexView> {
    list("totals", totals) { $0.totals }
    list("periods", part) { $0.periods }
    list("workspaces", part) { $0.workspaces }
    list("rows", row) { $0.rows }
    condition("has_rows") { !$0.rows.isEmpty }
    value("receivables") { $1.text("finance/receivables.html") }
  }

  /// The sums of one currency, found in a view by `totals`.
  private static func sums<View>(_ totals: @escaping @Sendable (View) -> CurrencyTotals) -> [Field<View>] {
    func amount(_ name: String, _ amount: @escaping @Sendable (CurrencyTotals) -> Amount) -> Field<View> {
      value(name) { view, out in
        let totals = totals(view)
        out.amount(amount(totals), totals.currency)
      }
    }
    return [
      value("currency") { $1.text(totals($0).currency.code) },
      value("invoices") { $1.number(totals($0).invoices) },
      value("credit_notes") { $1.number(totals($0).creditNotes) },
      condition("has_credit_notes") { totals($0).creditNotes > 0 },
      amount("credit_note_total", \.creditNoteTotal), amount("subtotal", \.subtotal), amount("discount", \.discount),
      amount("tax", \.tax), amount("total", \.total), amount("invoiced", \.total), amount("credited", \.credited),
      amount("paid", \.paid), amount("pending", \.pending), amount("refunded", \.refunded), amount("due", \.due),
      amount("credit", \.credit),
    ]
  }
}
