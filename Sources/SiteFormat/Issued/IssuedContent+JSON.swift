import Billing
import Markdown
import Publishing

extension IssuedContent {
  /// Appends the canonical line, without its newline.
  package func appendJSON(to buffer: ByteBuffer) {
    let header = invoice.header
    let currency = header.currency
    JSONText.object(buffer) { json in
      json.text("invoice_number", header.number)
      json.text("document_type", header.type.rawValue)
      json.optional("corrects", header.corrects)
      json.text("workspace_id", header.workspace)
      json.text("billing_period_start", header.period.start.description)
      json.text("billing_period_end", header.period.end.description)
      if !header.statesPeriod { json.flag("billing_period_stated", false) }
      json.optional("issue_date", header.issueDate?.description)
      json.optional("due_date", header.dueDate?.description)
      json.optional("tax_point", header.statedTaxPoint?.description)
      json.text("currency", currency.code)
      json.optional("purchase_order", header.purchaseOrder)
      json.optional("note", header.note)
      json.members(frame.json)
      json.object("buyer", appendBuyer)
      json.text("prices", invoice.prices.rawValue)
      if invoice.taxIsGiven { json.flag("tax_given", true) }
      json.object("source") { source.append(to: &$0) }
      appendLines(to: &json)
      json.array("tax_breakdown", invoice.taxes) { tax, buffer in
        JSONText.object(buffer) { json in
          tax.tax.append(to: &json)
          json.amount("taxable", tax.taxable, currency)
          json.amount("amount", tax.amount, currency)
        }
      }
      json.number("usage_rows", invoice.usageRows)
      json.amount("subtotal", invoice.totals.subtotal, currency)
      json.amount("discount", invoice.totals.discount, currency)
      json.amount("tax", invoice.totals.tax, currency)
      json.amount("total", invoice.totals.total, currency)
      if let revision { json.object("revision") { revision.append(to: &$0) } }
    }
  }

  /// The taxes of the lines, each code once, and the lines with the position of theirs.
  private func appendLines(to json: inout JSONText) {
    var codes: [(code: TaxCode, text: String)] = []
    let positions = invoice.lines.map { line in
      // Most lines of an invoice bear one tax.
      if let known = codes.lastIndex(where: { $0.code == line.tax }) { return known }
      codes.append((line.tax, line.tax.text))
      return codes.count - 1
    }
    json.array("tax_codes", codes) { code, buffer in
      JSONText.list(buffer, code.code.rates) { rate, buffer in
        JSONText.object(buffer) { rate.append(to: &$0) }
      }
    }
    json.array("lines", invoice.lines.indices) { index, buffer in
      let code = positions[index]
      invoice.lines[index].appendJSON(invoice.header.currency, code: code, tax: codes[code].text, to: buffer)
    }
  }

  private func appendBuyer(_ json: inout JSONText) {
    json.text("name", buyer.name)
    guard let facts = buyer.facts else { return }
    json.optional("legal_name", facts.legalName)
    json.optional("email", facts.email)
    json.optional("address", facts.address)
    json.optional("city", facts.city)
    json.optional("postal_code", facts.postalCode)
    json.optional("region", facts.region)
    json.optional("country", facts.country)
    json.optional("tax_id", facts.taxID)
    json.optional("reference", facts.reference)
    json.optional("locale", facts.locale)
    json.optional("email_cc", facts.emailCC)
    json.optional("legal_id", facts.legalID)
    json.optional("endpoint", facts.endpoint)
    json.optional("buyer_reference", facts.buyerReference)
  }
}

extension IssuedContent {
  /// Whether a canonical line states a total. Looked for from the end, near which it stands. Within texts a quote is
  /// escaped, so that the member cannot be part of one, and lines of an invoice have no total.
  package static func states(_ line: ArraySlice<UInt8>, total: String) -> Bool {
    let key = Array(",\"total\":\"".utf8)
    return line.withUnsafeBytes { bytes in
      var start = bytes.count - key.count
      while start >= 0, !bytes.holds(key, at: start) { start -= 1 }
      return start >= 0 && bytes.holds(Array("\(total)\"".utf8), at: start + key.count)
    }
  }
}

extension IssuedContent.Revision {
  fileprivate func append(to json: inout JSONText) {
    json.number("number", number)
    json.text("date", date.description)
    json.text("reason", reason)
    json.text("former_sha256", formerSHA256)
    json.text("former_page", formerPage)
  }
}

extension TaxRate {
  fileprivate func append(to json: inout JSONText) {
    json.text("name", name)
    json.optional("category", category)
    if let rate { json.decimal("rate", rate.fraction) }
    json.optional("reason", reason)
  }
}

extension Line {
  fileprivate func appendJSON(_ currency: Currency, code: Int, tax: String, to buffer: ByteBuffer) {
    JSONText.object(buffer) { json in
      json.text("service", service)
      json.optional("category", category)
      json.optional("description", description)
      json.optional("resource", resource)
      json.optional("period_start", period?.start.description)
      json.optional("period_end", period?.end.description)
      if let quantity { json.decimal("quantity", quantity) }
      json.optional("unit", unit)
      if let unitPrice { json.decimal("unit_price", unitPrice) }
      json.number("usage_rows", rows)
      json.decimal("exact", exact)
      json.amount("gross", gross, currency)
      json.amount("discount", discount, currency)
      json.amount("net", net, currency)
      json.text("tax", tax)
      json.number("tax_code", code)
    }
  }
}
