import Billing
import Glibc
import Markdown
import Publishing

/// What the exports say of a document, whatever configuration and workspaces make of it: so a changed export is told
/// from a changed setting.
struct SourceDigest: Sendable, Equatable {
  /// Of the row of the invoice: its own words, dates, discount and tax.
  var invoice: SHA256Digest
  /// Of the usage as it is grouped.
  var usage: SHA256Digest
  var rows: Int
  /// The exact sum of the usage.
  var amount: ExactDecimal

  /// Whether the exports say the same.
  ///
  /// - Parameter isGroupedAlike: where it is not, groups cannot be compared, and their sum has to do.
  func isSame(as other: SourceDigest, isGroupedAlike: Bool) -> Bool {
    invoice == other.invoice && rows == other.rows && amount == other.amount
      && (!isGroupedAlike || usage == other.usage)
  }

  func append(to json: inout JSONText) {
    json.number("usage_rows", rows)
    json.decimal("amount", amount)
    json.text("invoice_sha256", invoice.hexadecimal)
    json.text("usage_sha256", usage.hexadecimal)
  }
}

extension SourceDigest {
  /// - Parameters:
  ///   - header: as exported: what configuration adds to it is none of the export's.
  ///   - declaredLines: the invoice has no usage, and its lines are what it declares.
  ///   - buffer: emptied and used for the work.
  init(_ header: InvoiceHeader, usage groups: [UsageGroup], declaredLines: Bool, using buffer: ByteBuffer) {
    buffer.removeAll()
    JSONText.object(buffer) { json in
      json.text("invoice_number", header.number)
      json.text("document_type", header.type.rawValue)
      json.optional("corrects", header.corrects)
      json.text("workspace_id", header.workspace)
      json.text("billing_period_start", header.period.start.description)
      json.text("billing_period_end", header.period.end.description)
      json.optional("issue_date", header.issueDate?.description)
      json.optional("due_date", header.dueDate?.description)
      json.text("currency", header.currency.code)
      json.optional("purchase_order", header.purchaseOrder)
      json.optional("note", header.note)
      header.tax.append(to: &json)
      header.discount?.append(to: &json)
    }
    invoice = buffer.withBytes { SHA256Digest(of: UnsafeRawBufferPointer($0)) }

    buffer.removeAll()
    rows = groups.reduce(0) { $0 + $1.rows }
    amount = groups.reduce(.zero) { $1.isTax ? $0 : $0 + $1.amount }
    if declaredLines, groups.isEmpty {
      JSONText.object(buffer) { json in
        json.decimal("subtotal", header.declared.subtotal)
        json.decimal("tax", header.declared.tax)
        json.decimal("total", header.declared.total)
      }
    } else {
      Self.append(groups, to: buffer)
    }
    usage = buffer.withBytes { SHA256Digest(of: UnsafeRawBufferPointer($0)) }
  }

  /// A line for each group, sorted by bytes: which group was met first says nothing.
  private static func append(_ groups: [UsageGroup], to buffer: ByteBuffer) {
    var ends: [Int] = []
    ends.reserveCapacity(groups.count)
    for group in groups {
      group.appendJSON(to: buffer)
      ends.append(buffer.count)
    }
    guard groups.count > 1 else { return }
    let sorted = buffer.withBytes { bytes in
      var lines = ends.indices.map { UnsafeBufferPointer(rebasing: bytes[($0 == 0 ? 0 : ends[$0 - 1])..<ends[$0]]) }
      if zip(lines, lines.dropFirst()).allSatisfy({ !precedes($1, $0) }) { return [[UInt8]]() }
      lines.sort(by: precedes)
      return lines.map { Array($0) }
    }
    guard !sorted.isEmpty else { return }
    buffer.removeAll()
    for line in sorted { buffer.append(line) }
  }

  private static func precedes(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Bool {
    let order = memcmp(a.baseAddress!, b.baseAddress!, min(a.count, b.count))
    return order == 0 ? a.count < b.count : order < 0
  }
}

extension UsageGroup {
  fileprivate func appendJSON(to buffer: ByteBuffer) {
    JSONText.object(buffer) { json in
      json.text("service", service)
      json.optional("category", category)
      json.optional("description", description)
      json.optional("resource", resource)
      if let quantity { json.decimal("quantity", quantity) }
      json.optional("unit", unit)
      if let unitPrice { json.decimal("unit_price", unitPrice) }
      json.decimal("amount", amount)
      if !discount.isZero { json.decimal("discount", discount) }
      tax.append(to: &json)
      if isTax { json.flag("is_tax", true) }
      json.number("usage_rows", rows)
    }
    buffer.append(UInt8(ascii: "\n"))
  }
}

extension TaxReference {
  fileprivate func append(to json: inout JSONText) {
    json.optional("tax_code", code)
    if let rate { json.decimal("tax_rate", rate.fraction) }
  }
}

extension Discount {
  fileprivate func append(to json: inout JSONText) {
    switch self {
    case .amount(let amount): json.decimal("discount", amount)
    case .percentage(let rate): json.decimal("discount_rate", rate.fraction)
    }
  }
}
