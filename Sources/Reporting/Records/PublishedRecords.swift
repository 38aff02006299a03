import Billing
import Exports
import Publishing

/// The records an output folder holds: what earlier runs published.
struct PublishedRecords {
  struct Entry {
    var entry: LedgerEntry
    /// The line as it stands in the file, its newline included.
    var line: ArraySlice<UInt8>
  }

  static let folder = "finance/records"

  private(set) var entries: [Entry] = []

  /// The workspace of each document by its number.
  var workspaces: [String: String] {
    Dictionary(entries.map { ($0.entry.number, $0.entry.workspace) }, uniquingKeysWith: { first, _ in first })
  }

  /// The numbers of invoices by what they are for, as far as they begin like those drawn up from usage.
  func drawnUpNumbers(prefix: String) -> [InvoiceSlot: String] {
    var numbers: [InvoiceSlot: String] = [:]
    for record in entries where record.entry.type == .invoice {
      let entry = record.entry
      guard entry.number.hasPrefix("\(prefix)\(entry.month)-\(entry.workspace)") else { continue }
      numbers[InvoiceSlot(workspace: entry.workspace, month: entry.month, currency: entry.currency)] = entry.number
    }
    return numbers
  }

  /// Reads all records. A record this version cannot read is an error: it must not vanish from the history.
  init(_ output: OutputFolder) throws {
    for name in try output.names(in: Self.folder) where name.hasSuffix(".jsonl") {
      let path = "\(Self.folder)/\(name)"
      guard let bytes = try output.read(path), let month = Month(name.dropLast(6)) else { continue }
      var number = 0
      for line in bytes.split(separator: UInt8(ascii: "\n")) {
        number += 1
        guard let value = try? JSONValue(parsing: Array(line)),
          let entry = LedgerEntry(value, month: month)
        else {
          throw RecordError(file: "\(output.path)/\(path)", line: number)
        }
        entries.append(Entry(entry: entry, line: bytes[line.startIndex..<min(line.endIndex + 1, bytes.endIndex)]))
      }
    }
  }
}

/// A record of the output that cannot be read back.
public struct RecordError: Error, Sendable, CustomStringConvertible {
  var file: String
  var line: Int

  public var description: String {
    """
    \(file):\(line): error: this is no record that this version can read
      fix: restore the file from a backup of the output, or publish into a new folder
    """
  }
}

extension LedgerEntry {
  fileprivate init?(_ value: JSONValue, month: Month) {
    guard let number = value["invoice_number"]?.text, let type = value.word("document_type", DocumentType.self),
      let workspace = value["workspace_id"]?.text, let name = value["workspace_name"]?.text,
      let start = value["billing_period_start"]?.text.flatMap({ Day($0) }),
      let end = value["billing_period_end"]?.text.flatMap({ Day($0) }),
      let period = BillingPeriod(from: start, until: end),
      let currency = value["currency"]?.text.flatMap({ Currency($0) }),
      let services = value["services"]?.whole, let status = value.word("status", Status.self),
      case .array(let flagValues)? = value["flags"], let page = value["page"]?.text
    else { return nil }
    func amount(_ key: String) -> Amount? {
      value[key]?.text.flatMap { try? ExactDecimal($0) }.flatMap { Amount(exactly: $0, in: currency) }
    }
    guard let subtotal = amount("subtotal"), let discount = amount("discount"), let tax = amount("tax"),
      let credited = amount("credited"), let paid = amount("paid"), let pending = amount("pending"),
      let refunded = amount("refunded"), let due = amount("due"), let credit = amount("credit")
    else { return nil }
    var totals = Totals()
    totals.subtotal = subtotal
    totals.discount = discount
    totals.gross = subtotal + discount
    totals.tax = tax
    self.init(
      number: number, type: type, workspace: workspace, workspaceName: name, period: period, month: month,
      issueDate: value["issue_date"]?.text.flatMap { Day($0) }, dueDate: value["due_date"]?.text.flatMap { Day($0) },
      corrects: value["corrects"]?.text, currency: currency, services: services, totals: totals, credited: credited,
      paid: paid, pending: pending,
      refunded: refunded, due: due, credit: credit, status: status,
      flags: flagValues.compactMap { $0.text.flatMap(StatusFlag.init) }, page: page)
  }
}

extension JSONValue {
  fileprivate subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  fileprivate var text: String? { if case .string(let text) = self { text } else { nil } }

  fileprivate var whole: Int? { if case .number(let digits) = self { Int(digits) } else { nil } }

  fileprivate func word<Word: RawRepresentable>(_ key: String, _: Word.Type) -> Word? where Word.RawValue == String {
    self[key]?.text.flatMap(Word.init)
  }
}
