import Billing

/// The names `invoice.md` may use.
enum InvoiceSchema {
  static let text = Schema<String> { value("text") { $1.text($0) } }

  static let line = Schema<LineView> {
    value("service") { $1.text($0.line.service) }
    value("description") { $1.text($0.line.description ?? $0.line.resource ?? "Usage") }
    value("resource") { $1.optional($0.line.resource) }
    value("quantity") { $1.quantity($0.line.quantity) }
    value("unit") { $1.optional($0.line.unit) }
    value("unit_price") { $1.price($0.line.unitPrice, $0.currency) }
    value("tax") { $1.text($0.line.tax.text) }
    value("amount") { $1.amount($0.line.amount, $0.currency) }
    value("gross") { $1.amount($0.line.gross, $0.currency) }
    value("discount") { $1.amount($0.line.discount, $0.currency) }
    condition("has_discount") { !$0.line.discount.isZero }
    value("usage_rows") { $1.number($0.line.rows) }
    condition("as_billed") { $0.isAsBilled }
  }

  static let service = Schema<ServiceView> {
    value("service") { $1.text($0.service) }
    value("category") { $1.optional($0.category) }
    condition("has_category") { $0.category != nil }
    value("amount") { $1.amount($0.amount, $0.currency) }
    list("lines", line) { $0.lines }
  }

  static let tax = Schema<TaxView> {
    value("name") { $1.text($0.subtotal.tax.name) }
    value("rate") { $1.text($0.subtotal.tax.rate?.percent ?? "") }
    value("taxable") { $1.amount($0.subtotal.taxable, $0.currency) }
    value("amount") { $1.amount($0.subtotal.amount, $0.currency) }
    value("reason") { $1.optional($0.subtotal.tax.reason) }
    condition("has_reason") { $0.subtotal.tax.reason != nil }
  }

  static let payment = Schema<Payment> {
    value("date") { $1.text($0.date.description) }
    value("kind") { $1.text(Badge.kind($0.kind)) }
    value("method") { $1.optional($0.method) }
    value("reference") { $1.optional($0.reference) }
    value("status") { $1.badge(Badge.payment($0.state)) }
    value("amount") { $1.amount($0.amount, $0.currency) }
  }

  static let creditNote = Schema<InvoiceView.CreditNoteLink> {
    value("number") { $1.text($0.note.number) }
    value("page") { $1.optional($0.page) }
    condition("has_page") { $0.page != nil }
    value("date") { $1.text($0.note.issueDate.description) }
    value("amount") { $1.amount($0.note.amount, $0.note.currency) }
    value("reason") { $1.optional($0.note.reason) }
  }

  static let invoice = Schema<InvoiceView> {
    value("document") { $1.text($0.invoice.header.type.label) }
    value("number") { $1.text($0.invoice.header.number) }
    value("status") {
      $1.badge(
        Badge.status($0.standing.status, isCleared: $0.standing.isCleared, of: $0.invoice.header.type))
    }
    value("flags") { $1.flags($0.standing.flags, isCleared: $0.standing.isCleared) }
    condition("has_flags") { !$0.standing.flags.isEmpty }
    condition("overdue") { $0.standing.flags.contains(.overdue) }
    condition("draft") { $0.standing.status == .draft }
    condition("void") { $0.standing.status == .void }
    condition("is_credit_note") { $0.isCreditNote }
    parties
    dates
    charges
    totals
    afterwards
  }

  @SchemaBuilder<InvoiceView> private static var parties: [Field<InvoiceView>] {
    condition("seller") { !$0.issuer.sellerLines.isEmpty }
    list("seller_lines", text) { $0.issuer.sellerLines }
    value("buyer_name") { $1.text($0.buyerName) }
    list("buyer_lines", text) { $0.buyerLines }
    condition("has_bank") { !$0.issuer.bankLines.isEmpty && $0.balance.due > $0.balance.pending }
    list("bank_lines", text) { $0.issuer.bankLines }
    condition("has_terms") { $0.issuer.terms != nil }
    prose("terms") { $0.issuer.terms ?? .empty }
    condition("has_footer") { $0.issuer.footer != nil }
    prose("footer") { $0.issuer.footer ?? .empty }
  }

  @SchemaBuilder<InvoiceView> private static var dates: [Field<InvoiceView>] {
    value("issue_date") { $1.optional($0.invoice.header.issueDate?.description) }
    condition("has_issue_date") { $0.invoice.header.issueDate != nil }
    value("due_date") { $1.optional($0.invoice.header.dueDate?.description) }
    condition("has_due_date") { $0.invoice.header.dueDate != nil }
    value("period") { $1.text($0.invoice.header.period.text) }
    condition("has_period") { $0.invoice.header.statesPeriod }
    value("currency") { $1.text($0.currency.code) }
    value("purchase_order") { $1.optional($0.invoice.header.purchaseOrder) }
    condition("has_purchase_order") { $0.invoice.header.purchaseOrder != nil }
    value("corrects") { $1.optional($0.invoice.header.corrects) }
    condition("has_corrects") { $0.invoice.header.corrects != nil }
    value("corrects_page") { $1.optional($0.correctedPage) }
    condition("has_corrects_page") { $0.correctedPage != nil }
    value("note") { $1.optional($0.invoice.header.note) }
    condition("has_note") { $0.invoice.header.note != nil }
  }

  @SchemaBuilder<InvoiceView> private static var charges: [Field<InvoiceView>] {
    list("services", service) { $0.services }
    list("taxes", tax) { view in view.invoice.taxes.map { TaxView(subtotal: $0, currency: view.currency) } }
    list("method_lines", text) { $0.method.lines(for: $0) }
    value("csv") { $1.optional($0.csv) }
    condition("has_csv") { $0.csv != nil }
    value("usage_csv") { $1.optional($0.usageCSV) }
    condition("has_usage_csv") { $0.usageCSV != nil }
    value("history") { $1.text("index.html") }
  }

  @SchemaBuilder<InvoiceView> private static var totals: [Field<InvoiceView>] {
    value("gross") { $1.amount($0.invoice.totals.gross, $0.currency) }
    value("discount") { $1.amount($0.invoice.totals.discount, $0.currency) }
    condition("has_discount") { !$0.invoice.totals.discount.isZero }
    value("subtotal") { $1.amount($0.invoice.totals.subtotal, $0.currency) }
    value("tax") { $1.amount($0.invoice.totals.tax, $0.currency) }
    value("total") { $1.amount($0.invoice.totals.total, $0.currency) }
    condition("tax_included") { $0.invoice.prices == .inclusive }
  }

  @SchemaBuilder<InvoiceView> private static var afterwards: [Field<InvoiceView>] {
    value("credited") { $1.amount($0.balance.credited, $0.currency) }
    condition("has_credited") { !$0.balance.credited.isZero }
    value("paid") { $1.amount($0.balance.paid, $0.currency) }
    value("pending") { $1.amount($0.balance.pending, $0.currency) }
    condition("has_pending") { !$0.balance.pending.isZero }
    value("refunded") { $1.amount($0.balance.refunded, $0.currency) }
    condition("has_refunded") { !$0.balance.refunded.isZero }
    value("due") { $1.amount($0.balance.due, $0.currency) }
    condition("has_due") { !$0.balance.due.isZero }
    value("credit") { $1.amount($0.balance.credit, $0.currency) }
    condition("has_credit") { !$0.balance.credit.isZero }
    list("payments", payment) { $0.payments }
    condition("has_payments") { !$0.payments.isEmpty }
    list("credit_notes", creditNote) { $0.creditNotes }
    condition("has_credit_notes") { !$0.creditNotes.isEmpty }
    value("pay_url") { $1.optional($0.payURL) }
    condition("payable") { $0.isPayable }
  }
}
