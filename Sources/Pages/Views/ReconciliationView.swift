import Billing
import Diagnostics

/// How the usage of a month became what is owed for it, step by step.
public struct ReconciliationView: Sendable {
  /// Where the usage rows of the exports went.
  public struct Rows: Sendable {
    public var read: Int
    public var billed: Int
    public var uncounted: Int
    public var other: Int
    public var repeated: Int
    public var unbilled: Int

    public init(read: Int, billed: Int, uncounted: Int, other: Int, repeated: Int, unbilled: Int) {
      self.read = read
      self.billed = billed
      self.uncounted = uncounted
      self.other = other
      self.repeated = repeated
      self.unbilled = unbilled
    }
  }

  public var month: Month
  public var asOf: Day
  public var rows: Rows
  public var parts: [Reconciliation]
  /// With the month before, where that has invoices.
  public var comparison: MonthComparison?
  /// Errors, warnings and notes of the run, in their order.
  public var findings: [Finding]

  public init(
    month: Month, asOf: Day, rows: Rows, parts: [Reconciliation], comparison: MonthComparison?,
    findings: [Finding]
  ) {
    self.month = month
    self.asOf = asOf
    self.rows = rows
    self.parts = parts
    self.comparison = comparison
    self.findings = findings
  }
}

/// The names `reconciliation.md` may use.
enum ReconciliationSchema {
  private struct TaxRow {
    let tax: Reconciliation.Tax
    let currency: Currency
  }

  private static let tax = Schema<TaxRow> {
    value("name") { $1.text($0.tax.tax.name) }
    value("rate") { $1.text($0.tax.tax.rate?.percent ?? "") }
    value("taxable") { row, out in
      if let taxable = row.tax.taxable { out.amount(taxable, row.currency) }
    }
    condition("has_taxable") { $0.tax.taxable != nil }
    value("amount") { $1.amount($0.tax.amount, $0.currency) }
  }

  private static let part = Schema<Reconciliation> {
    value("currency") { $1.text($0.currency.code) }
    value("invoices") { $1.number($0.invoices) }
    value("usage_rows") { $1.number($0.usageRows) }
    value("exact") { $1.text($0.exact.description) }
    value("rounding") { $1.text($0.rounding.description) }
    value("lines") { $1.number($0.lines) }
    value("gross") { $1.amount($0.gross, $0.currency) }
    value("discount") { $1.amount($0.discount, $0.currency) }
    condition("has_discount") { !$0.discount.isZero }
    value("contained") { $1.amount($0.contained, $0.currency) }
    condition("has_contained") { !$0.contained.isZero }
    value("subtotal") { $1.amount($0.subtotal, $0.currency) }
    list("taxes", tax) { part in part.taxes.map { TaxRow(tax: $0, currency: part.currency) } }
    value("tax") { $1.amount($0.tax, $0.currency) }
    value("total") { $1.amount($0.total, $0.currency) }
    value("credited") { $1.amount($0.credited, $0.currency) }
    value("paid") { $1.amount($0.paid, $0.currency) }
    value("balance") { $1.amount($0.balance, $0.currency) }
    value("due") { $1.amount($0.due, $0.currency) }
    value("credit") { $1.amount($0.credit, $0.currency) }
    condition("ties") { $0.ties }
  }

  private static let change = Schema<MonthComparison.Row> {
    value("workspace_name") { $1.text($0.name) }
    value("workspace_id") { $1.text($0.workspace.text) }
    value("currency") { $1.text($0.currency.code) }
    value("change") { $1.text($0.change.rawValue) }
    value("before") { row, out in
      if let before = row.before { out.amount(before, row.currency) }
    }
    value("now") { row, out in
      if let now = row.now { out.amount(now, row.currency) }
    }
    value("difference") { $1.amount($0.difference, $0.currency) }
  }

  private static let finding = Schema<Finding> {
    value("severity") { $1.text($0.severity.rawValue) }
    value("kind") { $1.text($0.kind.rawValue) }
    value("place") { $1.optional($0.place?.description) }
    value("message") { $1.text($0.message) }
    value("reason") { $1.text($0.reason) }
    value("remedy") { $1.text($0.remedy) }
  }

  static let reconciliation = Schema<ReconciliationView> {
    value("period") { $1.text($0.month.description) }
    value("as_of") { $1.text($0.asOf.description) }
    value("rows_read") { $1.number($0.rows.read) }
    value("rows_billed") { $1.number($0.rows.billed) }
    value("rows_uncounted") { $1.number($0.rows.uncounted) }
    value("rows_other") { $1.number($0.rows.other) }
    value("rows_repeated") { $1.number($0.rows.repeated) }
    value("rows_unbilled") { $1.number($0.rows.unbilled) }
    list("parts", part) { $0.parts }
    condition("has_comparison") { $0.comparison != nil }
    value("month_before") { $1.text($0.month.previous.description) }
    list("changes", change) { $0.comparison?.rows ?? [] }
    condition("has_changes") { $0.comparison?.rows.isEmpty == false }
    value("steady") { $1.number($0.comparison?.steady ?? 0) }
    list("findings", finding) { $0.findings }
    condition("has_findings") { !$0.findings.isEmpty }
  }
}
