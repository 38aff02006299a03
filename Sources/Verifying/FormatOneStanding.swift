import Billing

/// What a record of format 1 says beside its figures: it knew neither disputes nor write-offs, and called overdue what was
/// under way in full.
struct FormatOneStanding {
  let flags: [StatusFlag]
  let since: Day?

  init(_ standing: Standing, _ header: InvoiceHeader, _ balance: Balance, asOf: Day) {
    var flags = standing.flags.filter { $0 != .disputed && $0 != .writtenOff }
    var since = standing.since
    if let dueDate = header.dueDate, !balance.due.isZero, dueDate < asOf, !flags.contains(.overdue) {
      flags.insert(.overdue, at: 0)
      since = max(since ?? dueDate, dueDate.adding(1))
    }
    self.flags = flags
    self.since = since
  }
}
