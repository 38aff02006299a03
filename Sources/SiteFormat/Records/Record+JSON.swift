import Billing
import Markdown

extension Record {
  /// Appends the record as one line: its keys in their fixed order, amounts as strings with the currency's digits.
  package func appendJSON(to buffer: ByteBuffer) {
    let currency = header.currency
    JSONText.object(buffer) { json in
      json.text("invoice_number", header.number)
      json.text("document_type", header.type.rawValue)
      json.text("corrects", header.corrects)
      json.text("workspace_id", header.workspace)
      json.text("workspace_name", workspaceName)
      let period = header.statesPeriod ? header.period : nil
      json.text("billing_period_start", period?.start.description)
      json.text("billing_period_end", period?.end.description)
      json.text("issue_date", header.issueDate?.description)
      json.text("due_date", header.dueDate?.description)
      json.text("tax_point", header.taxPoint.description)
      json.text("tax_country", taxCountry)
      json.text("currency", currency.code)
      json.number("services", services)
      json.number("lines", lines)
      json.number("usage_rows", usageRows)
      json.amount("subtotal", totals.subtotal, currency)
      json.amount("discount", totals.discount, currency)
      json.amount("tax", totals.tax, currency)
      json.amount("total", totals.total, currency)
      json.amount("credited", balance.credited, currency)
      json.amount("paid", balance.paid, currency)
      json.amount("written_off", balance.writtenOff, currency)
      json.amount("pending", balance.pending, currency)
      json.amount("refunded", balance.refunded, currency)
      json.amount("due", balance.due, currency)
      json.amount("credit", balance.credit, currency)
      json.text("status", standing.status.rawValue)
      json.array("flags", standing.flags) { JSONText.string($0.rawValue, to: $1) }
      json.array("tax_breakdown", taxes) { $0.appendJSON(currency, to: $1) }
      json.array("service_totals", serviceTotals) { total, buffer in
        JSONText.object(buffer) { json in
          json.text("service", total.service)
          json.amount("amount", total.amount, currency)
        }
      }
      appendDeclared(to: &json)
      json.text("page", page)
      json.text("issued_sha256", issuedSHA256)
      json.text("state_since", standing.since?.description)
    }
    buffer.append(UInt8(ascii: "\n"))
  }

  private func appendDeclared(to json: inout JSONText) {
    if let declaredJSON { return json.raw("declared", declaredJSON) }
    let declared = header.declared
    if declared.isEmpty { return json.null("declared") }
    func text(_ value: ExactDecimal?) -> String? {
      value.map { Amount(exactly: $0, in: header.currency)?.text(in: header.currency) ?? $0.description }
    }
    json.object("declared") { json in
      json.text("subtotal", text(declared.subtotal))
      json.text("tax", text(declared.tax))
      json.text("total", text(declared.total))
      json.text("amount_paid", text(declared.amountPaid))
      json.text("amount_due", text(declared.amountDue))
      json.text("status", declared.status)
    }
  }
}

extension TaxSubtotal {
  package func appendJSON(_ currency: Currency, to buffer: ByteBuffer) {
    JSONText.object(buffer) { json in
      json.text("name", tax.name)
      json.text("category", tax.category)
      json.decimal("rate", tax.rate?.fraction)
      json.amount("taxable", taxable, currency)
      json.amount("amount", amount, currency)
    }
  }
}
