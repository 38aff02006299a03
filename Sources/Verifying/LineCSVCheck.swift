import Billing
import Diagnostics

/// The lines of a document as its CSV file has them, held against its record.
enum LineCSVCheck {
  /// What does not agree; nothing where all does.
  ///
  /// - Parameter prices: whether the amounts of the lines contain tax; nil where nobody knows.
  static func problems(_ bytes: [UInt8], _ record: SiteRecord, prices: BillingPolicy.Prices?) -> [String] {
    guard let rows = rows(bytes), let head = rows.first, let column = head.firstIndex(of: "amount"),
      rows.allSatisfy({ $0.count == head.count })
    else { return ["it is no CSV of lines"] }
    var problems: [String] = []
    if rows.count - 1 != record.lines {
      problems.append("lines is \(rows.count - 1), and the record says \(record.lines)")
    }
    var sum = Amount.zero
    for row in rows.dropFirst() {
      guard let number = try? ExactDecimal(row[column]), let amount = Amount(exactly: number, in: record.currency)
      else {
        return problems + ["“\(row[column])” is no amount of \(record.currency)"]
      }
      sum += amount
    }
    let wholes: [Amount] =
      switch prices {
      case .exclusive: [record.entry.totals.subtotal]
      case .inclusive: [record.total]
      case nil: [record.entry.totals.subtotal, record.total]
      }
    if !wholes.contains(sum) {
      let wholes = Set(wholes).sorted().map(record.text).joined(separator: " or ")
      problems.append("its lines add up to \(record.text(sum)), and the record says \(wholes)")
    }
    return problems
  }

  /// RFC 4180; nil for a quote that is never closed.
  private static func rows(_ bytes: [UInt8]) -> [[String]]? {
    var rows: [[String]] = []
    var row: [String] = []
    var field: [UInt8] = []
    var isQuoted = false
    func end() -> String {
      defer { field.removeAll(keepingCapacity: true) }
      return String(decoding: field, as: UTF8.self)
    }
    for byte in bytes where byte != UInt8(ascii: "\r") || isQuoted {
      switch byte {
      // The second of two quotes opens again what the first closed: a quote in the text.
      case UInt8(ascii: "\""):
        isQuoted.toggle()
      case UInt8(ascii: ",") where !isQuoted: row.append(end())
      case UInt8(ascii: "\n") where !isQuoted:
        rows.append(row + [end()])
        row.removeAll(keepingCapacity: true)
      default: field.append(byte)
      }
    }
    return isQuoted || !field.isEmpty || !row.isEmpty ? nil : rows
  }
}
