import Billing

/// Reads back the records that `Record.appendJSON` writes: the same keys in the same order, and nothing else. A general
/// JSON reader would accept more than this tool ever wrote, at many times the cost.
struct RecordReader {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var at = 0

  /// - Parameter line: one record, without its newline.
  init(_ line: UnsafeBufferPointer<UInt8>) {
    bytes = line
  }

  /// Nil for what is no record.
  mutating func entry(month: Month) -> LedgerEntry? {
    guard skip("{"), let number = text("invoice_number"),
      let type = text("document_type").flatMap({ DocumentType(rawValue: $0) }),
      let corrects = optionalText("corrects"), let workspace = text("workspace_id"), let name = text("workspace_name"),
      let start = text("billing_period_start").flatMap({ Day($0) }),
      let end = text("billing_period_end").flatMap({ Day($0) }), let period = BillingPeriod(from: start, until: end),
      let issueDate = optionalText("issue_date"), let dueDate = optionalText("due_date"),
      let currency = text("currency").flatMap({ Currency($0) }), let services = whole("services"),
      whole("lines") != nil, let usageRows = whole("usage_rows")
    else { return nil }
    var totals = Totals()
    guard let subtotal = amount("subtotal", currency), let discount = amount("discount", currency),
      let tax = amount("tax", currency), let total = amount("total", currency),
      let credited = amount("credited", currency), let paid = amount("paid", currency),
      let pending = amount("pending", currency), let refunded = amount("refunded", currency),
      let due = amount("due", currency), let credit = amount("credit", currency),
      let status = text("status").flatMap({ Status(rawValue: $0) }), let flags = flags(), skipValue("tax_breakdown"),
      skipValue("service_totals"), skipValue("declared"), let page = text("page"),
      optionalText("issued_sha256") != nil, optionalText("state_since") != nil, skip("}"), at == bytes.count
    else { return nil }
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

  /// The number of a record, which stands first.
  mutating func number() -> String? {
    skip("{") ? text("invoice_number") : nil
  }

  private struct Optional {
    var value: String?
  }

  private mutating func skip(_ text: StaticString) -> Bool {
    text.withUTF8Buffer { expected in
      guard bytes.count - at >= expected.count,
        zip(expected, bytes[at...]).allSatisfy({ $0 == $1 })
      else { return false }
      at += expected.count
      return true
    }
  }

  /// Steps over a key and its colon, and the comma before it.
  private mutating func key(_ name: StaticString) -> Bool {
    if at > 1, !skip(",") { return false }
    return skip("\"") && skip(name) && skip("\":")
  }

  private mutating func text(_ name: StaticString) -> String? { key(name) ? string() : nil }

  private mutating func optionalText(_ name: StaticString) -> Optional? {
    guard key(name) else { return nil }
    if skip("null") { return Optional() }
    return string().map { Optional(value: $0) }
  }

  private mutating func whole(_ name: StaticString) -> Int? {
    guard key(name) else { return nil }
    let start = at
    while at < bytes.count, bytes[at] != UInt8(ascii: ",") { at += 1 }
    return Int(String(decoding: bytes[start..<at], as: UTF8.self))
  }

  private mutating func amount(_ name: StaticString, _ currency: Currency) -> Amount? {
    guard key(name), let digits = rawString(), let value = try? ExactDecimal(parsing: digits) else { return nil }
    return Amount(exactly: value, in: currency)
  }

  private mutating func flags() -> [StatusFlag]? {
    guard key("flags"), skip("[") else { return nil }
    var flags: [StatusFlag] = []
    while !skip("]") {
      if !flags.isEmpty, !skip(",") { return nil }
      guard let flag = string().flatMap({ StatusFlag(rawValue: $0) }) else { return nil }
      flags.append(flag)
    }
    return flags
  }

  /// Steps over a value of any shape.
  private mutating func skipValue(_ name: StaticString) -> Bool {
    guard key(name) else { return false }
    var depth = 0
    while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: "\""):
        if rawString() == nil { return false }
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth == 0 { return true }
        depth -= 1
      case UInt8(ascii: ",") where depth == 0: return true
      default: break
      }
      at += 1
    }
    return false
  }

  /// The bytes between two quotes, escapes as they stand.
  private mutating func rawString() -> UnsafeBufferPointer<UInt8>? {
    guard skip("\"") else { return nil }
    let start = at
    while at < bytes.count, bytes[at] != UInt8(ascii: "\"") { at += bytes[at] == UInt8(ascii: "\\") ? 2 : 1 }
    guard at < bytes.count else { return nil }
    at += 1
    return UnsafeBufferPointer(rebasing: bytes[start..<at - 1])
  }

  private mutating func string() -> String? {
    guard let raw = rawString() else { return nil }
    guard raw.contains(UInt8(ascii: "\\")) else { return String(validating: raw, as: UTF8.self) }
    return Self.unescaped(raw)
  }

  /// The escapes are those that `JSONText.string` writes.
  private static func unescaped(_ raw: UnsafeBufferPointer<UInt8>) -> String? {
    var text: [UInt8] = []
    var index = 0
    while index < raw.count {
      let byte = raw[index]
      index += 1
      guard byte == UInt8(ascii: "\\") else {
        text.append(byte)
        continue
      }
      guard index < raw.count else { return nil }
      index += 1
      switch raw[index - 1] {
      case UInt8(ascii: "\""): text.append(UInt8(ascii: "\""))
      case UInt8(ascii: "\\"): text.append(UInt8(ascii: "\\"))
      case UInt8(ascii: "n"): text.append(0x0A)
      case UInt8(ascii: "r"): text.append(0x0D)
      case UInt8(ascii: "t"): text.append(0x09)
      case UInt8(ascii: "u"):
        guard raw.count - index >= 4,
          let code = UInt8(String(decoding: raw[index..<index + 4], as: UTF8.self), radix: 16)
        else { return nil }
        text.append(code)
        index += 4
      default: return nil
      }
    }
    return String(validating: text, as: UTF8.self)
  }
}
