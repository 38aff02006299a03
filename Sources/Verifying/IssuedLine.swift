import Billing
import Exports
import SiteFormat

/// The issued content of a document as it stands in a site, as far as a record can be held against it.
struct IssuedLine {
  let number: Identifier
  let type: DocumentType
  let corrects: Identifier?
  let workspace: Identifier
  let periodStart: Day
  let periodEnd: Day
  let issueDate: Day?
  let dueDate: Day?
  let currency: Currency
  let prices: BillingPolicy.Prices
  /// Nets by service, in the order of the lines.
  let services: [SiteRecord.Service]
  let lines: Int
  let usageRows: Int
  /// Of the lines: rows that bill tax are none of theirs.
  let rowSum: Int
  let taxIsGiven: Bool
  /// Of the lines.
  let netSum: Amount
  let discountSum: Amount
  let taxes: [SiteRecord.Tax]
  let subtotal: Amount
  let discount: Amount
  let tax: Amount
  let total: Amount
  /// The hash of the content that this one replaced; nil for what was issued once.
  let formerSHA256: String?
  /// Of a credit note: what is wrong with the bases of its taxes. Those of format 1 did not add up.
  let baseProblems: [String]

  /// Reads a line of an issued file.
  init(_ bytes: [UInt8]) throws(JSONMembers.Flaw) {
    var json = try JSONMembers(parsing: bytes)
    number = try json.identifier("invoice_number")
    type = try json.word("document_type")
    corrects = try json.optionalIdentifier("corrects")
    workspace = try json.identifier("workspace_id")
    periodStart = try json.day("billing_period_start")
    periodEnd = try json.day("billing_period_end")
    issueDate = try json.optionalDay("issue_date")
    dueDate = try json.optionalDay("due_date")
    let currency = try json.currency("currency")
    self.currency = currency
    prices = try json.word("prices")
    taxIsGiven = json.flag("tax_given")
    var services: [SiteRecord.Service] = []
    var rowSum = 0
    var netSum = Amount.zero
    var discountSum = Amount.zero
    lines = try json.objects("lines") { (line) throws(JSONMembers.Flaw) in
      let service = try line.text("service")
      rowSum += try line.whole("usage_rows")
      discountSum += try line.amount("discount", currency)
      let net = try line.amount("net", currency)
      netSum += net
      if let last = services.last, isSame(last.name, service) {
        services[services.count - 1].amount += net
      } else {
        services.append(SiteRecord.Service(name: service, amount: net))
      }
    }.count
    (self.services, self.rowSum, self.netSum, self.discountSum) = (services, rowSum, netSum, discountSum)
    taxes = try json.objects("tax_breakdown") { (tax) throws(JSONMembers.Flaw) in try SiteRecord.Tax(&tax, currency) }
    usageRows = try json.whole("usage_rows")
    subtotal = try json.amount("subtotal", currency)
    discount = try json.amount("discount", currency)
    tax = try json.amount("tax", currency)
    total = try json.amount("total", currency)
    if var revision = try json.optionalObject("revision") {
      formerSHA256 = try revision.text("former_sha256")
    } else {
      formerSHA256 = nil
    }
    baseProblems = type == .creditNote ? Self.baseProblems(bytes, currency) : []
  }

  private static func baseProblems(_ bytes: [UInt8], _ currency: Currency) -> [String] {
    guard let content = (try? JSONValue(parsing: bytes)).flatMap(IssuedContent.init),
      case .additive = content.source.usage
    else { return [] }
    return content.invoice.taxesOnOtherBases.map { tax, lines in
      "\(tax.tax.text) is on \(tax.taxable?.text(in: currency) ?? "nothing"), and its lines come to "
        + lines.text(in: currency)
    }
  }

  /// What does not hold between its own figures.
  var problems: [String] {
    var problems = baseProblems
    func check(_ parts: String, _ sum: Amount, _ name: String, _ whole: Amount) {
      guard sum != whole else { return }
      problems.append("\(parts) is \(sum.text(in: currency)), and \(name) is \(whole.text(in: currency))")
    }
    check("the sum of its nets", netSum, "subtotal", subtotal)
    check("the sum of its discounts", discountSum, "discount", discount)
    check("the sum of tax_breakdown", taxes.reduce(.zero) { $0 + $1.amount }, "tax", tax)
    check("subtotal + tax", subtotal + tax, "total", total)
    if taxIsGiven ? rowSum > usageRows : rowSum != usageRows {
      problems.append("its lines have \(rowSum) usage rows, and usage_rows is \(usageRows)")
    }
    return problems
  }

  /// What a record says otherwise, by the names of its members.
  func differences(from record: SiteRecord) -> [String] {
    let entry = record.entry
    let pairs: [(name: String, isSame: Bool)] = [
      ("document_type", type == entry.type), ("corrects", corrects == entry.corrects),
      ("workspace_id", workspace == entry.workspace), ("billing_period_start", periodStart == entry.period.start),
      ("billing_period_end", periodEnd == entry.period.end), ("issue_date", issueDate == entry.issueDate),
      ("due_date", dueDate == entry.dueDate), ("currency", currency == entry.currency),
      ("services", services.count == entry.services), ("lines", lines == record.lines),
      ("usage_rows", usageRows == entry.usageRows), ("subtotal", subtotal == entry.totals.subtotal),
      ("discount", discount == entry.totals.discount), ("tax", tax == entry.totals.tax),
      ("total", total == record.total),
      ("tax_breakdown", taxes == record.taxes), ("service_totals", services == record.services),
    ]
    return pairs.filter { !$0.isSame }.map(\.name)
  }
}
