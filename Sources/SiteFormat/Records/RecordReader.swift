import Billing
import Exports
import Publishing

/// Reads back the records that `Record.appendJSON` writes, and those of earlier versions: members that came later are taken
/// to say nothing there.
package struct RecordReader {
  private var line: LineScanner
  /// The hash of the issued content; nil for a draft, and before `entry` was read.
  package private(set) var issued: SHA256Digest?
  /// The declared figures as they stand in the record; nil where there are none, and before `entry` was read.
  package private(set) var declared: [UInt8]?
  /// Since when it stands where it stands; nil before `entry` was read.
  package private(set) var since: Day?

  /// - Parameter line: one record, without its newline.
  package init(_ line: UnsafeBufferPointer<UInt8>) {
    self.line = LineScanner(line)
  }

  /// Nil for what is no record.
  package mutating func entry(month: Month) -> LedgerEntry? {
    guard line.skip("{"), let number = line.text("invoice_number").map({ Identifier($0) }),
      let type = line.text("document_type").flatMap({ DocumentType(rawValue: $0) }),
      let corrects = line.optionalText("corrects"),
      let workspace = line.text("workspace_id").map({ Identifier($0) }),
      let name = line.text("workspace_name"),
      let start = line.optionalText("billing_period_start"), let end = line.optionalText("billing_period_end"),
      let issued = line.optionalText("issue_date"), let dueDate = line.optionalText("due_date"),
      let currency = line.text("currency").flatMap({ Currency($0) }), let services = line.whole("services"),
      line.whole("lines") != nil, let usageRows = line.whole("usage_rows")
    else { return nil }
    let issueDate = issued.value.flatMap { Day($0) }
    guard let period = Self.period(start.value, end.value) ?? issueDate.map(BillingPeriod.init(of:)) else { return nil }
    var totals = Totals()
    guard let subtotal = line.amount("subtotal", currency), let discount = line.amount("discount", currency),
      let tax = line.amount("tax", currency), let total = line.amount("total", currency),
      let credited = line.amount("credited", currency), let paid = line.amount("paid", currency),
      let writtenOff = line.amount("written_off", currency, orAbsent: .zero),
      let pending = line.amount("pending", currency), let refunded = line.amount("refunded", currency),
      let due = line.amount("due", currency), let credit = line.amount("credit", currency),
      let status = line.text("status").flatMap({ Status(rawValue: $0) }), let flags = flags(),
      let declared = line.optionalValue("declared"),
      let page = line.text("page"), let sha256 = line.optionalText("issued_sha256"),
      let since = line.optionalText("state_since"), line.isWhole()
    else { return nil }
    self.issued = sha256.value.flatMap { SHA256Digest(hexadecimal: Array($0.utf8)) }
    // Without the hash of what it was issued with, it would be issued anew, with other figures.
    guard self.issued != nil || status.isUnissued else { return nil }
    if !declared.isEmpty { self.declared = declared }
    totals.subtotal = subtotal
    totals.discount = discount
    totals.gross = subtotal + discount
    totals.tax = tax
    guard totals.total == total else { return nil }
    self.since = since.value.flatMap { Day($0) }
    return LedgerEntry(
      number: number, type: type, workspace: workspace, workspaceName: name, period: period,
      statesPeriod: start.value != nil, month: month, issueDate: issueDate,
      dueDate: dueDate.value.flatMap { Day($0) }, corrects: corrects.value.map { Identifier($0) }, currency: currency,
      services: services, usageRows: usageRows, totals: totals, credited: credited, paid: paid, writtenOff: writtenOff,
      pending: pending, refunded: refunded, due: due, credit: credit, status: Self.status(status, of: type),
      flags: flags, isUncollectible: isUncollectible, page: page)
  }

  /// Format 1 called credit notes that count “paid”.
  package static func status(_ status: Status, of type: DocumentType) -> Status {
    type == .creditNote && status == .paid ? .issued : status
  }

  private static func period(_ start: String?, _ end: String?) -> BillingPeriod? {
    guard let start = start.flatMap({ Day($0) }), let end = end.flatMap({ Day($0) }) else { return nil }
    return BillingPeriod(from: start, until: end)
  }

  /// Whether the export declared it uncollectible.
  private var isUncollectible: Bool {
    guard let declared, let json = try? JSONValue(parsing: declared) else { return false }
    return json["status"]?.text.map { isSame($0, Declared.uncollectible) } ?? false
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
