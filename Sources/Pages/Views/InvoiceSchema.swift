import Billing

/// The names `invoice.md` may use.
enum InvoiceSchema {
  static let text = Schema<String> { value("text") { $1.text($0) } }

  static let line = Schema<LineView> {
    names(at: { $0.line }) {
      value("service") { $1.text($0.service) }
      value("description") { line, out in
        if line.description != nil { out.optionalLines(line.description) } else { out.text(line.resource ?? "Usage") }
      }
      value("resource") { $1.optional($0.resource) }
      value("quantity") { $1.decimal($0.quantity) }
      value("unit") { $1.optional($0.unit) }
      value("tax") { line, out in out.text { $0.append(line.tax) } }
      condition("has_line_period") { $0.period != nil }
      value("line_period") { line, out in
        if let period = line.period { out.text { $0.append(period) } }
      }
      condition("has_discount") { !$0.discount.isZero }
      value("usage_rows") { $1.number($0.rows) }
    }
    value("unit_price") { view, out in lend(view.line) { out.price($0.unitPrice, view.currency) } }
    value("amount") { $1.amount($0.amount, $0.currency) }
    value("gross") { $1.amount($0.line.pointee.gross, $0.currency) }
    value("discount") { $1.amount($0.line.pointee.discount, $0.currency) }
    condition("as_billed") { $0.isAsBilled }
    value("break") { _, out in out.lineBreak() }
  }

  static let service = Schema<ServiceView> {
    names(at: { $0.first }) {
      value("service") { $1.text($0.service) }
    }
    value("category") { view, out in
      if view.hasCategory { lend(view.first) { out.optional($0.category) } }
    }
    condition("has_category") { $0.hasCategory }
    value("amount") { $1.amount($0.amount, $0.currency) }
    list("lines", line) { _ in
      false
    } each: {
      $0.forEachLine($1)
    }
  }

  static let tax = Schema<TaxView> {
    names(at: { $0.subtotal }) {
      value("name") { $1.text($0.tax.name) }
      value("rate") { subtotal, out in
        if let rate = subtotal.tax.rate { out.text { $0.append(rate) } }
      }
      value("reason") { $1.optional($0.tax.reason) }
      condition("has_reason") { $0.tax.reason != nil }
    }
    value("taxable") { view, out in
      if let taxable = view.subtotal.pointee.taxable { out.amount(taxable, view.currency) }
    }
    condition("has_taxable") { $0.subtotal.pointee.taxable != nil }
    value("amount") { $1.amount($0.subtotal.pointee.amount, $0.currency) }
  }

  static let methodLine = Schema<MethodLine> {
    value("text") { line, out in out.text { line.write(to: $0) } }
  }

  static let payment = Schema<Payment> {
    value("date") { $1.day($0.date) }
    value("kind") { $1.text(Badge.kind($0.kind)) }
    value("method") { $1.optional($0.method) }
    value("reference") { $1.optional($0.reference) }
    value("status") { $1.badge(Badge.payment($0.state)) }
    value("reversed") { $1.day($0.reversed) }
    condition("has_reversed") { $0.reversed != nil }
    value("amount") { $1.amount($0.amount, $0.currency) }
  }

  static let creditNote = Schema<InvoiceView.CreditNoteLink> {
    value("number") { $1.text($0.note.number) }
    value("page") { $1.optional($0.page) }
    condition("has_page") { $0.page != nil }
    value("date") { $1.day($0.note.issueDate) }
    value("amount") { $1.amount($0.note.amount, $0.note.currency) }
    value("tax") { link, out in
      if let tax = link.note.tax { out.amount(tax, link.note.currency) }
    }
    condition("has_tax") { $0.note.tax != nil }
    value("reason") { $1.optional($0.note.reason) }
    condition("has_reason") { $0.note.reason != nil }
  }

  static let invoice = Schema<InvoiceView> {
    value("document") { $1.text($0.invoice.header.type.label) }
    value("number") { $1.text($0.invoice.header.number) }
    value("status") {
      $1.badge(
        Badge.status($0.standing.status, isCleared: $0.standing.isCleared))
    }
    value("flags") { $1.flags($0.standing.flags, isCleared: $0.standing.isCleared, isForCustomers: true) }
    condition("has_flags") { view in view.standing.flags.contains { !$0.isForFinance } }
    condition("overdue") { $0.standing.flags.contains(.overdue) }
    condition("draft") { $0.standing.status == .draft }
    condition("scheduled") { $0.standing.status == .scheduled }
    condition("unissued") { $0.isUnissued }
    condition("void") { $0.standing.status == .void }
    condition("has_void_since") { $0.voidSince != nil }
    value("void_since") { $1.day($0.voidSince) }
    condition("is_credit_note") { $0.isCreditNote }
    condition("preview") { $0.isPreview }
    revisions
    parties
    dates
    charges
    totals
    afterwards
  }

  @SchemaBuilder<InvoiceView> private static var revisions: [Field<InvoiceView>] {
    condition("reissued") { $0.revision != nil }
    value("reissue_date") { $1.day($0.revision?.date) }
    value("reissue_reason") { $1.optional($0.revision?.reason) }
    value("former_page") { $1.optional($0.revision?.page) }
    condition("replaced") { $0.replacedBy != nil }
    value("replaced_date") { $1.day($0.replacedBy?.date) }
    value("replaced_reason") { $1.optional($0.replacedBy?.reason) }
    value("current_page") { $1.optional($0.replacedBy?.page) }
  }

  @SchemaBuilder<InvoiceView> private static var parties: [Field<InvoiceView>] {
    condition("seller") { !$0.issuer.sellerLines.isEmpty }
    list("seller_lines", text) { $0.issuer.sellerLines }
    value("buyer_name") { $1.text($0.buyerName) }
    list("buyer_lines", text) { $0.buyerLines }
    condition("has_bank") { !$0.issuer.bankLines.isEmpty && !$0.balance.leftToPay.isZero }
    list("bank_lines", text) { $0.issuer.bankLines }
    condition("has_terms") { $0.issuer.terms != nil }
    prose("terms") { $0.issuer.terms ?? .empty }
    condition("has_footer") { $0.issuer.footer != nil }
    prose("footer") { $0.issuer.footer ?? .empty }
  }

  @SchemaBuilder<InvoiceView> private static var dates: [Field<InvoiceView>] {
    value("issue_date") { $1.day($0.invoice.header.issueDate) }
    condition("has_issue_date") { $0.invoice.header.issueDate != nil }
    value("due_date") { $1.day($0.invoice.header.dueDate) }
    condition("has_due_date") { $0.invoice.header.dueDate != nil }
    value("period") { view, out in out.text { $0.append(view.invoice.header.period) } }
    condition("has_period") { $0.invoice.header.statesPeriod }
    value("currency") { $1.text($0.currency.code) }
    value("purchase_order") { $1.optional($0.invoice.header.purchaseOrder) }
    condition("has_purchase_order") { $0.invoice.header.purchaseOrder != nil }
    value("corrects") { $1.optional($0.invoice.header.corrects) }
    condition("has_corrects") { $0.invoice.header.corrects != nil }
    value("corrects_page") { $1.optional($0.correctedPage) }
    condition("has_corrects_page") { $0.correctedPage != nil }
    value("note") { $1.optionalLines($0.invoice.header.note) }
    condition("has_note") { $0.invoice.header.note != nil }
  }

  @SchemaBuilder<InvoiceView> private static var charges: [Field<InvoiceView>] {
    list("services", service) {
      $0.invoice.lines.isEmpty
    } each: {
      ServiceView.forEach(of: $0.invoice.lines, $0.currency, $0.method.mode, $1)
    }
    list("taxes", tax) {
      $0.invoice.taxes.isEmpty
    } each: {
      TaxView.forEach(of: $0.invoice.taxes, $0.currency, $1)
    }
    list("method_lines", methodLine) { _ in
      false
    } each: {
      $0.forEachMethodLine($1)
    }
    value("csv") { view, out in
      if view.hasCSV { out.link(to: view.path, .name, ending: ".csv") }
    }
    condition("has_csv") { $0.hasCSV }
    value("usage_csv") { view, out in
      if view.hasUsageCSV { out.link(to: view.path, .name, ending: ".usage.csv") }
    }
    condition("has_usage_csv") { $0.hasUsageCSV }
    value("history") { $1.text($0.history) }
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
    value("left_to_pay") { $1.amount($0.balance.leftToPay, $0.currency) }
    condition("has_left_to_pay") { !$0.balance.leftToPay.isZero }
    value("credit") { $1.amount($0.balance.credit, $0.currency) }
    condition("has_credit") { !$0.balance.credit.isZero }
    list("payments", payment) { $0.payments }
    condition("has_payments") { !$0.payments.isEmpty }
    list("on_account", payment) { $0.onAccount }
    condition("has_on_account") { !$0.onAccount.isEmpty }
    list("credit_notes", creditNote) { $0.creditNotes }
    condition("has_credit_notes") { !$0.creditNotes.isEmpty }
    value("pay_url") { view, out in
      if let link = view.issuer.payLink {
        out.text { link.write(view.invoice.header.number.text, view.balance.leftToPay, view.currency, to: $0) }
      }
    }
    condition("payable") { $0.isPayable }
  }
}
