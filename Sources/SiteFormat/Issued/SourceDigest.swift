import Billing
import Exports
import Glibc
import Markdown
import Publishing

/// What the exports say of a document, whatever configuration and workspaces make of it: so a changed export is told
/// from a changed setting.
package struct SourceDigest: Sendable, Equatable {
  /// Of usage, by the format of the site that the document was issued in.
  package enum Usage: Sendable, Equatable {
    /// Format 1: of the usage as lines were grouped on that day.
    case grouped(SHA256Digest)
    /// Since format 2: additive, whatever lines are grouped by; and what an invoice without usage declares, where that is
    /// what is billed.
    case additive(UsageDigest, declared: SHA256Digest?)
  }

  /// Of the row of the invoice: its own words, dates, discount and tax.
  package var invoice: SHA256Digest
  package var usage: Usage
  package var rows: Int
  /// The exact sum of the usage.
  package var amount: ExactDecimal

  /// Whether the exports say the same, for two of one format.
  ///
  /// - Parameter isGroupedAlike: where it is not, groups of format 1 cannot be compared, and their sum has to do.
  package func isSame(as other: SourceDigest, isGroupedAlike: Bool) -> Bool {
    invoice == other.invoice && hasSameUsage(as: other, isGroupedAlike: isGroupedAlike)
  }

  /// The same of usage alone.
  package func hasSameUsage(as other: SourceDigest, isGroupedAlike: Bool) -> Bool {
    guard rows == other.rows, amount == other.amount else { return false }
    if case .grouped = other.usage, !isGroupedAlike { return true }
    return usage == other.usage
  }

  /// Whether a line of issued content is of format 1, by the name of a member. No text of an export looks like one: its
  /// quotes are escaped.
  package static func isFormatOne(_ line: ArraySlice<UInt8>) -> Bool {
    line.firstRange(of: #""usage_sha256":"#.utf8) != nil
  }

  package func append(to json: inout JSONText) {
    json.number("usage_rows", rows)
    json.decimal("amount", amount)
    json.text("invoice_sha256", invoice.hexadecimal)
    switch usage {
    case .grouped(let digest): json.text("usage_sha256", digest.hexadecimal)
    case .additive(let digest, let declared):
      json.text("usage_digest", digest.hexadecimal)
      json.optional("declared_sha256", declared?.hexadecimal)
    }
  }
}

extension SourceDigest {
  /// - Parameters:
  ///   - header: as exported: what configuration adds to it is none of the export's.
  ///   - groups: its usage.
  ///   - usage: that of its usage rows.
  ///   - declaredLines: the invoice has no usage, and its lines are what it declares.
  ///   - buffer: emptied and used for the work.
  package init(
    _ header: InvoiceHeader, usage groups: [UsageGroup], _ usage: UsageDigest, declaredLines: Bool,
    using buffer: ByteBuffer
  ) {
    self.init(header, usage: groups, using: buffer) { buffer in
      let declared = declaredLines && groups.isEmpty ? Self.declared(header, using: buffer) : nil
      return .additive(usage, declared: declared)
    }
  }

  /// Of a credit note of the credit notes export: also what it says it takes back.
  package init(_ header: InvoiceHeader, of note: CreditNote, usage groups: [UsageGroup], using buffer: ByteBuffer) {
    var header = header
    header.tax = note.taxReference
    self.init(header, of: note, usage: groups, using: buffer) { _ in .additive(UsageDigest(), declared: nil) }
  }

  /// As format 1 had it.
  ///
  /// - Parameter grouping: what `groups` are grouped by.
  package init(
    formatOne header: InvoiceHeader, usage groups: [UsageGroup], _ grouping: LineGrouping, declaredLines: Bool,
    using buffer: ByteBuffer
  ) {
    var header = header
    header.statedTaxPoint = nil
    let groups = grouping.withoutDates(groups)
    self.init(header, usage: groups, using: buffer) { buffer in
      if declaredLines, groups.isEmpty { return .grouped(Self.declared(header, using: buffer)) }
      buffer.removeAll()
      Self.append(groups, to: buffer)
      return .grouped(buffer.withBytes { SHA256Digest(of: UnsafeRawBufferPointer($0)) })
    }
  }

  private init(
    _ header: InvoiceHeader, of note: CreditNote? = nil, usage groups: [UsageGroup], using buffer: ByteBuffer,
    _ usage: (ByteBuffer) -> Usage
  ) {
    buffer.removeAll()
    header.appendSource(of: note, to: buffer)
    invoice = buffer.withBytes { SHA256Digest(of: UnsafeRawBufferPointer($0)) }
    rows = groups.reduce(0) { $0 + $1.rows }
    amount = groups.reduce(.zero) { $1.isTax ? $0 : $0 + $1.amount }
    self.usage = usage(buffer)
  }

  private static func declared(_ header: InvoiceHeader, using buffer: ByteBuffer) -> SHA256Digest {
    buffer.removeAll()
    JSONText.object(buffer) { json in
      json.decimal("subtotal", header.declared.subtotal)
      json.decimal("tax", header.declared.tax)
      json.decimal("total", header.declared.total)
    }
    return buffer.withBytes { SHA256Digest(of: UnsafeRawBufferPointer($0)) }
  }

  /// A line for each group, sorted by bytes: which group was met first says nothing.
  private static func append(_ groups: [UsageGroup], to buffer: ByteBuffer) {
    let line = ByteBuffer()
    var lines = groups.map { group in
      line.removeAll()
      group.appendJSON(to: line)
      return line.bytes
    }
    lines.sort { $0.lexicographicallyPrecedes($1) }
    for line in lines { buffer.append(line) }
  }
}

extension InvoiceHeader {
  fileprivate func appendSource(of credit: CreditNote?, to buffer: ByteBuffer) {
    JSONText.object(buffer) { json in
      json.text("invoice_number", number)
      json.text("document_type", type.rawValue)
      json.optional("corrects", corrects)
      json.text("workspace_id", workspace)
      json.text("billing_period_start", period.start.description)
      json.text("billing_period_end", period.end.description)
      json.optional("issue_date", issueDate?.description)
      json.optional("due_date", dueDate?.description)
      json.optional("tax_point", statedTaxPoint?.description)
      json.text("currency", currency.code)
      json.optional("purchase_order", purchaseOrder)
      json.optional("note", note)
      tax.append(to: &json)
      discount?.append(to: &json)
      if let tax = credit?.tax { json.amount("tax", tax, currency) }
      json.optional("service", credit?.service)
    }
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
