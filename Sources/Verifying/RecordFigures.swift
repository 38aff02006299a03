import Billing
import Diagnostics
import SiteFormat

/// What holds between the figures of one record, whatever else the site says.
enum RecordFigures {
  static func findings(_ record: SiteRecord, file: String) -> [Finding] {
    problems(record).map { problem in
      Finding(
        .figuresDiffer, at: Place(file: file, line: record.line), "“\(record.entry.number)”: \(problem)",
        remedy: Remedy.restore)
    }
  }

  private static func problems(_ record: SiteRecord) -> [String] {
    let entry = record.entry
    let totals = entry.totals
    var problems: [String] = []
    /// - Parameter parts: what must come to `whole`.
    func check(_ parts: String, _ sum: Amount, _ name: String, _ whole: Amount) {
      guard sum != whole else { return }
      problems.append("\(parts) is \(record.text(sum)), and \(name) is \(record.text(whole))")
    }
    check("subtotal + tax", totals.total, "total", record.total)
    check("the sum of tax_breakdown", record.taxes.reduce(.zero) { $0 + $1.amount }, "tax", totals.tax)
    check("the sum of service_totals", record.services.reduce(.zero) { $0 + $1.amount }, "subtotal", totals.subtotal)
    if record.services.count != entry.services {
      problems.append("service_totals has \(record.services.count) services, and services is \(entry.services)")
    }
    let owes = entry.type == .invoice && entry.counts
    let open = owes ? record.total - entry.credited - entry.paid : .zero
    check(
      owes ? "what total − credited − paid leaves due" : "due of what is never due", max(.zero, open), "due", entry.due)
    check(
      owes ? "what is paid beyond the total" : "credit of what is never overpaid", max(.zero, -open), "credit",
      entry.credit)
    if let status = status(entry, open), !status.contains(entry.status) {
      problems.append(
        "its figures make it \(status.map(\.rawValue).joined(separator: " or ")), and status is \(entry.status.rawValue)"
      )
    }
    if !months(entry).contains(entry.month) {
      problems.append("it belongs to \(months(entry)[0]), and is filed under \(entry.month)")
    }
    return problems
  }

  /// What figures alone can tell: a failed attempt to pay leaves no trace in them.
  private static func status(_ entry: LedgerEntry, _ open: Amount) -> [Status]? {
    guard entry.counts else { return nil }
    if entry.type == .creditNote { return [.issued] }
    if open <= .zero { return [.paid] }
    return entry.pending >= open ? [.processing] : [.failed, .due]
  }

  /// The month it belongs to, and the one that format 1 filed it under: what was published stays where it is.
  private static func months(_ entry: LedgerEntry) -> [Month] {
    var header = InvoiceHeader(entry)
    header.publishedMonth = nil
    return entry.type == .creditNote ? [header.month] : [header.month, entry.period.month]
  }
}
