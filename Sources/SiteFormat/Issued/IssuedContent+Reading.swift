import Billing
import Exports
import Publishing
import Settings

extension IssuedContent {
  /// Reads a canonical line back. Nil for what this tool did not write, or what does not add up.
  package init?(_ json: JSONValue) {
    guard let header = InvoiceHeader(issued: json), let frame = IssuedFrame(issued: json),
      let name = json["buyer"]?["name"]?.text, let source = json["source"].flatMap(SourceDigest.init),
      let invoice = Invoice(issued: json, header)
    else { return nil }
    self.init(
      invoice: invoice, buyer: Buyer(name: name, facts: json["buyer"].map { Workspace(header.workspace, issued: $0) }),
      frame: frame, source: source)
    guard let revision = json["revision"] else { return }
    guard let read = Revision(revision) else { return nil }
    self.revision = read
  }
}

extension IssuedContent.Revision {
  fileprivate init?(_ json: JSONValue) {
    guard let number = json["number"]?.whole, let date = json["date"]?.text.flatMap({ Day($0) }),
      let reason = json["reason"]?.text, let sha256 = json["former_sha256"]?.text,
      let page = json["former_page"]?.text
    else { return nil }
    self.init(number: number, date: date, reason: reason, formerSHA256: sha256, formerPage: page)
  }
}

extension IssuedFrame {
  fileprivate init?(issued json: JSONValue) {
    guard let party = json["seller"], let settings = json["settings"],
      let rounding = settings["rounding"]?.text.flatMap({ BillingPolicy.Rounding(rawValue: $0) }),
      let mode = settings["rounding_mode"]?.text.flatMap({ RoundingMode(rawValue: $0) }),
      let perLine = settings["tax_per_line"]?.flag,
      let source = settings["lines_from"]?.text.flatMap({ BillingPolicy.LineSource(rawValue: $0) }),
      let prices = json["prices"]?.text.flatMap({ BillingPolicy.Prices(rawValue: $0) }),
      let columns = settings["group_by"]?.elements
    else { return nil }
    var seller = Configuration.Seller()
    seller.name = party["name"]?.text
    seller.legalName = party["legal_name"]?.text
    seller.address = party["address"]?.text
    seller.city = party["city"]?.text
    seller.postalCode = party["postal_code"]?.text
    seller.country = party["country"]?.text
    seller.taxID = party["tax_id"]?.text
    seller.email = party["email"]?.text
    seller.iban = party["iban"]?.text
    seller.bic = party["bic"]?.text
    seller.bankName = party["bank_name"]?.text
    var policy = BillingPolicy()
    policy.rounding = rounding
    policy.mode = mode
    policy.prices = prices
    policy.taxPerLine = perLine
    policy.lineSource = source
    policy.grouping = LineGrouping(Set(columns.compactMap { $0.text.flatMap { LineGrouping.Column(rawValue: $0) } }))
    self.init(seller: seller, terms: json["terms"]?.text, footer: json["footer"]?.text, policy: policy)
  }
}

extension SourceDigest {
  fileprivate init?(_ json: JSONValue) {
    guard let rows = json["usage_rows"]?.whole, let amount = ExactDecimal(json["amount"]),
      let invoice = json["invoice_sha256"]?.text.flatMap({ SHA256Digest(hexadecimal: Array($0.utf8)) }),
      let usage = Usage(issued: json)
    else { return nil }
    self.init(invoice: invoice, usage: usage, rows: rows, amount: amount)
  }
}

extension SourceDigest.Usage {
  /// By the member that is there: each format has one of its own.
  fileprivate init?(issued json: JSONValue) {
    func sha256(_ key: String) -> SHA256Digest? {
      json[key]?.text.flatMap { SHA256Digest(hexadecimal: Array($0.utf8)) }
    }
    if let digest = json["usage_digest"]?.text.flatMap({ UsageDigest(hexadecimal: $0) }) {
      self = .additive(digest, declared: sha256("declared_sha256"))
    } else if let digest = sha256("usage_sha256") {
      self = .grouped(digest)
    } else {
      return nil
    }
  }
}

extension Workspace {
  fileprivate init(_ id: Identifier, issued json: JSONValue) {
    self.init(id: id)
    legalName = json["legal_name"]?.text
    email = json["email"]?.text
    address = json["address"]?.text
    city = json["city"]?.text
    postalCode = json["postal_code"]?.text
    region = json["region"]?.text
    country = json["country"]?.text
    taxID = json["tax_id"]?.text
    reference = json["reference"]?.text
    locale = json["locale"]?.text
    emailCC = json["email_cc"]?.text
    legalID = json["legal_id"]?.text
    endpoint = json["endpoint"]?.text
    buyerReference = json["buyer_reference"]?.text
  }
}

extension InvoiceHeader {
  fileprivate init?(issued json: JSONValue) {
    guard let number = json["invoice_number"]?.text.map({ Identifier($0) }),
      let workspace = json["workspace_id"]?.text.map({ Identifier($0) }),
      let type = json["document_type"]?.text.flatMap({ DocumentType(rawValue: $0) }),
      let start = json["billing_period_start"]?.text.flatMap({ Day($0) }),
      let end = json["billing_period_end"]?.text.flatMap({ Day($0) }),
      let period = BillingPeriod(from: start, until: end),
      let currency = json["currency"]?.text.flatMap({ Currency($0) })
    else { return nil }
    self.init(number: number, workspace: workspace, period: period, currency: currency)
    self.type = type
    statesPeriod = json["billing_period_stated"]?.flag ?? true
    issueDate = json["issue_date"]?.text.flatMap { Day($0) }
    dueDate = json["due_date"]?.text.flatMap { Day($0) }
    statedTaxPoint = json["tax_point"]?.text.flatMap { Day($0) }
    corrects = json["corrects"]?.text.map { Identifier($0) }
    purchaseOrder = json["purchase_order"]?.text
    note = json["note"]?.text
  }
}

extension Invoice {
  fileprivate init?(issued json: JSONValue, _ header: InvoiceHeader) {
    let currency = header.currency
    guard let codes = json["tax_codes"]?.elements, let lines = json["lines"]?.elements,
      let taxes = json["tax_breakdown"]?.elements, let rows = json["usage_rows"]?.whole,
      let prices = json["prices"]?.text.flatMap({ BillingPolicy.Prices(rawValue: $0) }),
      let subtotal = Amount(json["subtotal"], in: currency), let discount = Amount(json["discount"], in: currency),
      let tax = Amount(json["tax"], in: currency), let total = Amount(json["total"], in: currency)
    else { return nil }
    let taxCodes = codes.compactMap { code in
      code.elements.map { TaxCode(rates: $0.compactMap(TaxRate.init)) }
    }
    let issued = lines.compactMap { Line(issued: $0, taxCodes, currency) }
    let subtotals = taxes.compactMap { TaxSubtotal(issued: $0, currency) }
    guard issued.count == lines.count, subtotals.count == taxes.count else { return nil }
    var totals = Totals()
    totals.gross = issued.reduce(.zero) { $0 + $1.gross }
    totals.discount = discount
    totals.subtotal = subtotal
    totals.tax = tax
    guard totals.total == total else { return nil }
    self.init(
      issued: header, lines: issued, taxes: subtotals, totals: totals, prices: prices,
      taxIsGiven: json["tax_given"]?.flag ?? false, usageRows: rows)
  }
}

extension Line {
  fileprivate init?(issued json: JSONValue, _ codes: [TaxCode], _ currency: Currency) {
    guard let service = json["service"]?.text, let rows = json["usage_rows"]?.whole,
      let exact = ExactDecimal(json["exact"]), let gross = Amount(json["gross"], in: currency),
      let discount = Amount(json["discount"], in: currency), let net = Amount(json["net"], in: currency),
      let code = json["tax_code"]?.whole, codes.indices.contains(code)
    else { return nil }
    self.init(issued: service, rows: rows, exact: exact, tax: codes[code])
    category = json["category"]?.text
    description = json["description"]?.text
    resource = json["resource"]?.text
    if let start = json["period_start"]?.text.flatMap({ Day($0) }),
      let end = json["period_end"]?.text.flatMap({ Day($0) })
    {
      period = BillingPeriod(from: start, until: end)
    }
    unit = json["unit"]?.text
    quantity = ExactDecimal(json["quantity"])
    unitPrice = ExactDecimal(json["unit_price"])
    self.gross = gross
    self.discount = discount
    self.net = net
  }
}

extension TaxRate {
  fileprivate init?(_ json: JSONValue) {
    guard let name = json["name"]?.text else { return nil }
    // A bare share over 1 is refused by `Rate`, and a tax may be over 100 %.
    let rate = ExactDecimal(json["rate"]).flatMap { try? Rate("\($0 * ExactDecimal(100, scale: 0))%") }
    self.init(name: name, rate: rate, category: json["category"]?.text, reason: json["reason"]?.text)
  }
}

extension TaxSubtotal {
  /// The base of a tax as given is null where nobody stated it.
  fileprivate init?(issued json: JSONValue, _ currency: Currency) {
    guard let tax = TaxRate(json), let amount = Amount(json["amount"], in: currency) else { return nil }
    self.init(tax: tax, taxable: Amount(json["taxable"], in: currency), amount: amount)
  }
}

extension ExactDecimal {
  fileprivate init?(_ json: JSONValue?) {
    guard let text = json?.text, let value = try? ExactDecimal(text, mostDigits: Self.mostComputedDigits) else {
      return nil
    }
    self = value
  }
}

extension Amount {
  fileprivate init?(_ json: JSONValue?, in currency: Currency) {
    guard let value = ExactDecimal(json) else { return nil }
    self.init(exactly: value, in: currency)
  }
}
