import Billing
import Publishing

/// Reads back the records that `Record.appendJSON` writes.
struct RecordReader {
  private var line: LineScanner
  /// The hash of the issued content; nil for a draft, and before `entry` was read.
  private(set) var issued: SHA256Digest?
  /// The declared figures as they stand in the record; nil where there are none, and before `entry` was read.
  private(set) var declared: [UInt8]?

  /// - Parameter line: one record, without its newline.
  init(_ line: UnsafeBufferPointer<UInt8>) {
    self.line = LineScanner(line)
  }

  /// Nil for what is no record.
  mutating func entry(month: Month) -> LedgerEntry? {
    guard line.skip("{"), let number = line.text("invoice_number"),
      let type = line.text("document_type").flatMap({ DocumentType(rawValue: $0) }),
      let corrects = line.optionalText("corrects"), let workspace = line.text("workspace_id"),
      let name = line.text("workspace_name"),
      let start = line.text("billing_period_start").flatMap({ Day($0) }),
      let end = line.text("billing_period_end").flatMap({ Day($0) }),
      let period = BillingPeriod(from: start, until: end),
      let issueDate = line.optionalText("issue_date"), let dueDate = line.optionalText("due_date"),
      let currency = line.text("currency").flatMap({ Currency($0) }), let services = line.whole("services"),
      line.whole("lines") != nil, let usageRows = line.whole("usage_rows")
    else { return nil }
    var totals = Totals()
    guard let subtotal = line.amount("subtotal", currency), let discount = line.amount("discount", currency),
      let tax = line.amount("tax", currency), let total = line.amount("total", currency),
      let credited = line.amount("credited", currency), let paid = line.amount("paid", currency),
      let pending = line.amount("pending", currency), let refunded = line.amount("refunded", currency),
      let due = line.amount("due", currency), let credit = line.amount("credit", currency),
      let status = line.text("status").flatMap({ Status(rawValue: $0) }), let flags = flags(),
      line.skipValue("tax_breakdown"),
      line.skipValue("service_totals"), line.key("declared"), let declared = line.value(),
      let page = line.text("page"), let issued = line.optionalText("issued_sha256"),
      line.optionalText("state_since") != nil, line.skip("}"), line.isAtEnd
    else { return nil }
    self.issued = issued.value.flatMap { SHA256Digest(hexadecimal: Array($0.utf8)) }
    if declared.count != "null".utf8.count { self.declared = Array(declared) }
    totals.subtotal = subtotal
    totals.discount = discount
    totals.gross = subtotal + discount
    totals.tax = tax
    guard totals.total == total else { return nil }
    return LedgerEntry(
      number: number, type: type, workspace: workspace, workspaceName: name, period: period, month: month,
      issueDate: issueDate.value.flatMap { Day($0) }, dueDate: dueDate.value.flatMap { Day($0) },
      corrects: corrects.value, currency: currency, services: services, usageRows: usageRows,
      totals: totals, credited: credited, paid: paid,
      pending: pending, refunded: refunded, due: due, credit: credit, status: status, flags: flags, page: page)
  }

  private mutating func flags() -> [StatusFlag]? {
    guard line.key("flags"), line.skip("[") else { return nil }
    var flags: [StatusFlag] = []
    while !line.skip("]") {
      if !flags.isEmpty, !line.skip(",") { return nil }
      guard let flag = line.string().flatMap({ StatusFlag(rawValue: $0) }) else { return nil }
      flags.append(flag)
    }
    return flags
  }
}
