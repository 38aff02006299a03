import Billing
import SiteFormat

/// A record as it stands in a site, with all that other parts of the site are held against. It is large and looked at
/// from many places, so it is not copied.
package final class SiteRecord: Sendable {
  package struct Tax: Sendable, Equatable {
    package var name: String
    var category: String?
    package var rate: String?
    /// Nil for a tax as given, whose base nobody stated.
    var taxable: Amount?
    package var amount: Amount
  }

  struct Service: Sendable, Equatable {
    var name: String
    var amount: Amount
  }

  /// What lists show of it.
  package let entry: LedgerEntry
  /// As it is written: the entry works its own out.
  package let total: Amount
  package let lines: Int
  let taxes: [Tax]
  let services: [Service]
  /// Whether an export declared figures of it.
  let isDeclared: Bool
  let issuedSHA256: String?
  package let since: Day?
  /// Where it stands, from 1.
  package let line: Int

  package var currency: Currency { entry.currency }

  package func text(_ amount: Amount) -> String { amount.text(in: currency) }

  /// Reads a line of a records file.
  package init(_ bytes: [UInt8], month: Month, line: Int) throws(JSONMembers.Flaw) {
    var json = try JSONMembers(parsing: bytes)
    let number = try json.identifier("invoice_number")
    let type = try json.word("document_type", DocumentType.self)
    let corrects = try json.optionalIdentifier("corrects")
    let workspace = try json.identifier("workspace_id")
    let workspaceName = try json.text("workspace_name")
    let start = try json.optionalDay("billing_period_start")
    let end = try json.optionalDay("billing_period_end")
    let issueDate = try json.optionalDay("issue_date")
    let dueDate = try json.optionalDay("due_date")
    let period: BillingPeriod
    if let start, let end, let stated = BillingPeriod(from: start, until: end) {
      period = stated
    } else if start == nil, end == nil, let issueDate {
      period = BillingPeriod(of: issueDate)
    } else {
      throw JSONMembers.Flaw(key: "billing_period_end", wanted: "a date after billing_period_start")
    }
    let currency = try json.currency("currency")
    let services = try json.whole("services")
    lines = try json.whole("lines")
    let usageRows = try json.whole("usage_rows")
    var totals = Totals()
    totals.subtotal = try json.amount("subtotal", currency)
    totals.discount = try json.amount("discount", currency)
    totals.gross = totals.subtotal + totals.discount
    totals.tax = try json.amount("tax", currency)
    total = try json.amount("total", currency)
    let credited = try json.amount("credited", currency)
    let paid = try json.amount("paid", currency)
    let writtenOff = try json.optionalAmount("written_off", currency) ?? .zero
    let pending = try json.amount("pending", currency)
    let refunded = try json.amount("refunded", currency)
    let due = try json.amount("due", currency)
    let credit = try json.amount("credit", currency)
    let status = try json.word("status", Status.self)
    let flags = try json.words("flags", StatusFlag.self)
    taxes = try json.objects("tax_breakdown") { (tax) throws(JSONMembers.Flaw) in try Tax(&tax, currency) }
    self.services = try json.objects("service_totals") { (service) throws(JSONMembers.Flaw) in
      Service(name: try service.text("service"), amount: try service.amount("amount", currency))
    }
    var declared = try json.optionalObject("declared")
    isDeclared = declared != nil
    let isUncollectible = try declared?.optionalText("status").map { isSame($0, Declared.uncollectible) } ?? false
    let page = try json.text("page")
    issuedSHA256 = try json.optionalText("issued_sha256")
    since = try json.optionalDay("state_since")
    self.line = line
    entry = LedgerEntry(
      number: number, type: type, workspace: workspace, workspaceName: workspaceName, period: period,
      statesPeriod: start != nil, month: month,
      issueDate: issueDate, dueDate: dueDate, corrects: corrects, currency: currency, services: services,
      usageRows: usageRows, totals: totals, credited: credited, paid: paid, writtenOff: writtenOff, pending: pending,
      refunded: refunded,
      due: due, credit: credit, status: RecordReader.status(status, of: type), flags: flags,
      isUncollectible: isUncollectible, page: page)
  }
}

extension SiteRecord.Tax {
  package init(_ json: inout JSONMembers, _ currency: Currency) throws(JSONMembers.Flaw) {
    name = try json.text("name")
    category = try json.optionalText("category")
    rate = try json.optionalText("rate")
    taxable = try json.optionalAmount("taxable", currency)
    amount = try json.amount("amount", currency)
  }
}
