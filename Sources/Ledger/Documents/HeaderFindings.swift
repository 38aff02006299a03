import Billing
import Diagnostics

// What there is to say about the dates and the sign of an invoice.
extension Biller {
  func headerFindings(_ index: Int, _ document: Document) -> [Finding] {
    let header = document.invoice.header
    guard header.lifecycle != .void else { return [] }
    var name: String { "\(header.type == .invoice ? "invoice" : "credit note") “\(header.number)”" }
    var findings: [Finding] = []
    if let issued = header.issueDate, let due = header.dueDate, due < issued {
      findings.append(
        Finding(
          .dueBeforeIssue, at: place(index), "\(name) is due on \(due), before it is issued on \(issued)",
          because: "it would be overdue on the day it is issued", remedy: "mend the due_date or the issue_date"))
    }
    if let issued = header.issueDate, header.type == .invoice, header.statesPeriod,
      issued >= header.period.lastDay.nextYear || issued.nextYear <= header.period.start
    {
      findings.append(
        Finding(
          .farFromPeriod, at: place(index),
          "\(name) for \(header.period.start) to \(header.period.lastDay) is issued on \(issued), a year or more from it",
          because: "one of the years is most likely mistaken", remedy: "check the issue date and the billing period"))
    }
    return findings
  }
}

extension Day {
  /// The same day a year later; of 29 February the 28th.
  fileprivate var nextYear: Day {
    let (year, month, day) = civil
    return Day(year: year + 1, month: month, day: day) ?? Day(year: year + 1, month: month, day: day - 1) ?? self
  }
}
