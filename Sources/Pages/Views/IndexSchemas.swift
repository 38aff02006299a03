import Billing
import Paths

/// The names `history.md`, `period.md` and `index.md` may use.
enum IndexSchemas {
  static let totals = Schema<CurrencyTotals> { sums() }

  static let row = Schema<RowView> {
    names(at: { $0.entry }) {
      // A credit note is of its day, not of a period.
      value("period") { entry, out in
        if entry.type == .creditNote { return out.day(entry.issueDate) }
        out.text { $0.append(short: entry.period) }
      }
      value("document") { $1.text($0.type.label) }
      condition("is_credit_note") { $0.type == .creditNote }
      value("number") { $1.text($0.number) }
      value("workspace_name") { $1.text($0.workspaceName) }
      value("services") { $1.number($0.services) }
      value("currency") { $1.text($0.currency.code) }
      value("subtotal") { $1.amount($0.totals.subtotal, $0.currency) }
      value("tax") { $1.amount($0.totals.tax, $0.currency) }
      value("total") { $1.amount($0.totals.total, $0.currency) }
      value("paid") { $1.amount($0.paid, $0.currency) }
      value("due") { $1.amount($0.due, $0.currency) }
      value("status") { $1.badge(Badge.status($0.status, isCleared: $0.isCleared)) }
    }
    value("flags") { row, out in
      lend(row.entry) { out.flags($0.flags, isCleared: $0.isCleared, isForCustomers: row.place == .history) }
    }
    condition("has_flags") { row in
      lend(row.entry) { entry in entry.flags.contains { row.place != .history || !$0.isForFinance } }
    }
    value("page") { $0.writePage(to: $1) }
    value("workspace_page") { $0.writeWorkspacePage(to: $1) }
    value("csv") { $0.writeCSV(to: $1) }
    condition("has_csv") { $0.site.pointee.hasCSV }
    value("pay_url") { $0.writePayLink(to: $1) }
    condition("payable") { row in row.hasPayLink && lend(row.entry) { $0.isPayable } }
  }

  static let history = Schema<HistoryView> {
    value("workspace_name") { $1.text($0.name) }
    value("workspace_id") { $1.text($0.id) }
    list("totals", totals) { $0.totals }
    list("rows", row) {
      $0.rows.isEmpty
    } each: {
      DocumentRows.forEach(of: $0.rows, $1)
    }
    condition("has_rows") { !$0.rows.isEmpty }
    list("statements", AccountSchemas.statement) { $0.statements }
    condition("has_statements") { !$0.statements.isEmpty }
    value("as_of") { $1.day($0.asOf) }
    value("statement_csv") { $1.optional($0.statementCSV) }
    condition("has_statement_csv") { $0.statementCSV != nil }
  }

  static let statusCount = Schema<StatusCount> {
    value("status") { $1.badge(Badge.status($0.status, isCleared: $0.isCleared)) }
    value("count") { $1.number($0.count) }
  }

  static let period = Schema<PeriodView> {
    value("period") { $1.month($0.month) }
    list("totals", totals) { $0.totals }
    list("statuses", statusCount) { $0.statuses }
    list("rows", row) {
      $0.rows.isEmpty
    } each: {
      DocumentRows.forEach(of: $0.rows, $1)
    }
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
    sums()
  }

  static let index = Schema<IndexView> {
    list("totals", totals) { $0.totals }
    list("periods", part) { $0.periods }
    list("workspaces", part) { $0.workspaces }
    list("rows", row) {
      $0.rows?.isEmpty ?? true
    } each: {
      if let rows = $0.rows { DocumentRows.forEach(of: rows, $1) }
    }
    condition("has_rows") { $0.rows?.isEmpty == false }
    condition("has_too_many_rows") { $0.rows == nil }
    value("receivables") { $1.text(SiteLayout.receivablesPage) }
    condition("has_changes") { $0.changes != nil }
    value("changes") { $1.optional($0.changes) }
  }

  /// The sums of one currency.
  @SchemaBuilder<View> private static func sums<View: SumsView>() -> [Field<View>] {
    value("currency") { $1.text($0.totals.currency.code) }
    value("invoices") { $1.number($0.totals.invoices) }
    value("credit_notes") { $1.number($0.totals.creditNotes) }
    condition("has_credit_notes") { $0.totals.creditNotes > 0 }
    value("credit_note_total") { $1.amount($0.totals.creditNoteTotal, $0.totals.currency) }
    value("subtotal") { $1.amount($0.totals.subtotal, $0.totals.currency) }
    value("discount") { $1.amount($0.totals.discount, $0.totals.currency) }
    value("tax") { $1.amount($0.totals.tax, $0.totals.currency) }
    value("total") { $1.amount($0.totals.total, $0.totals.currency) }
    value("invoiced") { $1.amount($0.totals.total, $0.totals.currency) }
    value("credited") { $1.amount($0.totals.credited, $0.totals.currency) }
    value("paid") { $1.amount($0.totals.paid, $0.totals.currency) }
    value("pending") { $1.amount($0.totals.pending, $0.totals.currency) }
    value("refunded") { $1.amount($0.totals.refunded, $0.totals.currency) }
    value("due") { $1.amount($0.totals.due, $0.totals.currency) }
    value("credit") { $1.amount($0.totals.credit, $0.totals.currency) }
    condition("has_discount") { !$0.totals.discount.isZero }
    condition("has_credited") { !$0.totals.credited.isZero }
    condition("has_pending") { !$0.totals.pending.isZero }
    condition("has_refunded") { !$0.totals.refunded.isZero }
    condition("has_credit") { !$0.totals.credit.isZero }
  }
}
