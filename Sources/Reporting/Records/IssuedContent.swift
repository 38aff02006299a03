import Billing
import Markdown
import Publishing

/// What is fixed on the day a document is issued, in a canonical form: parties, dates, lines, tax and totals, and no
/// payment. `issued_sha256` is the hash of these bytes.
struct IssuedContent {
  let invoice: Invoice
  let buyerName: String
  let buyer: Workspace?
  let seller: SellerContent
  let policy: BillingPolicy

  /// SHA-256 of the canonical bytes, in hexadecimal. `buffer` is emptied and used for the work.
  func sha256(using buffer: ByteBuffer) -> String {
    buffer.removeAll()
    appendJSON(to: buffer)
    return buffer.withBytes { SHA256Digest(of: UnsafeRawBufferPointer($0)).hexadecimal }
  }

  func appendJSON(to buffer: ByteBuffer) {
    let header = invoice.header
    let currency = header.currency
    JSONText.object(buffer) { json in
      json.text("invoice_number", header.number)
      json.text("document_type", header.type.rawValue)
      json.text("corrects", header.corrects)
      json.text("workspace_id", header.workspace)
      json.text("billing_period_start", header.period.start.description)
      json.text("billing_period_end", header.period.end.description)
      json.text("issue_date", header.issueDate?.description)
      json.text("due_date", header.dueDate?.description)
      json.text("currency", currency.code)
      json.text("purchase_order", header.purchaseOrder)
      json.text("note", header.note)
      json.text("prices", invoice.prices.rawValue)
      json.text("rounding", policy.rounding.rawValue)
      json.text("rounding_mode", policy.mode.rawValue)
      json.raw("seller", seller.json)
      json.object("buyer", appendBuyer)
      appendLines(to: &json)
      json.array("tax_breakdown", invoice.taxes) { $0.appendJSON(currency, to: $1) }
      json.amount("subtotal", invoice.totals.subtotal, currency)
      json.amount("discount", invoice.totals.discount, currency)
      json.amount("tax", invoice.totals.tax, currency)
      json.amount("total", invoice.totals.total, currency)
    }
  }

  private func appendLines(to json: inout JSONText) {
    var tax: (code: TaxCode, text: String)?
    json.array("lines", invoice.lines.indices) { index, buffer in
      let code = invoice.lines[index].tax
      // Most lines of an invoice bear one tax.
      if tax?.code != code { tax = (code, code.text) }
      invoice.lines[index].appendJSON(invoice.header.currency, tax: tax?.text, to: buffer)
    }
  }

  private func appendBuyer(_ json: inout JSONText) {
    json.text("name", buyerName)
    json.text("legal_name", buyer?.legalName)
    json.text("email", buyer?.email)
    json.text("address", buyer?.address)
    json.text("city", buyer?.city)
    json.text("postal_code", buyer?.postalCode)
    json.text("region", buyer?.region)
    json.text("country", buyer?.country)
    json.text("tax_id", buyer?.taxID)
    json.text("reference", buyer?.reference)
  }
}

extension Line {
  fileprivate func appendJSON(_ currency: Currency, tax: String?, to buffer: ByteBuffer) {
    JSONText.object(buffer) { json in
      json.text("service", service)
      json.text("category", category)
      json.text("description", description)
      json.text("resource", resource)
      json.decimal("quantity", quantity)
      json.text("unit", unit)
      json.decimal("unit_price", unitPrice)
      json.number("usage_rows", rows)
      json.amount("gross", gross, currency)
      json.amount("discount", discount, currency)
      json.amount("net", net, currency)
      json.text("tax", tax)
    }
  }
}

/// The seller's part of the content: the same for all documents of a run, so it is written once.
struct SellerContent: Sendable {
  let json: [UInt8]

  init(_ seller: Configuration.Seller) {
    let buffer = ByteBuffer()
    JSONText.object(buffer) { json in
      json.text("name", seller.name)
      json.text("legal_name", seller.legalName)
      json.text("address", seller.address)
      json.text("city", seller.city)
      json.text("postal_code", seller.postalCode)
      json.text("country", seller.country)
      json.text("tax_id", seller.taxID)
      json.text("email", seller.email)
      json.text("iban", seller.iban)
      json.text("bic", seller.bic)
      json.text("bank_name", seller.bankName)
    }
    json = buffer.bytes
  }
}
