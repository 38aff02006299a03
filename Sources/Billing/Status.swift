/// What an invoice is, in one word. The first that holds, in this order.
public enum Status: String, Sendable, Hashable, CaseIterable {
  case void, draft
  /// Dated after the day that is shown, and not issued yet.
  case scheduled
  /// A credit note that counts: it is never paid.
  case issued
  /// Nothing is owed any more.
  case paid
  /// Payments under way cover what is owed.
  case processing
  /// The latest attempt to pay failed.
  case failed
  case due

  /// Nobody may see it as an invoice yet.
  public var isUnissued: Bool { self == .draft || self == .scheduled }
}

/// What else there is to say beside the status, in the order it is listed.
public enum StatusFlag: String, Sendable, Hashable, CaseIterable {
  case overdue
  case partiallyPaid = "partially_paid"
  case pending, refunded
  /// A chargeback stands.
  case disputed
  case credited, overpaid
  case writtenOff = "written_off"
  case declaredDiffers = "declared_differs"

  /// What finance knows and customers are not told.
  public var isForFinance: Bool { self == .disputed || self == .writtenOff }
}

/// The state of an invoice as of a day: status, flags, and since when.
public struct Standing: Sendable, Hashable {
  public let status: Status
  public let flags: [StatusFlag]
  /// The date of the latest event that made this state: issue, payment or its reversal, credit note, the day after the
  /// due date, the day it was written off as uncollectible.
  public let since: Day?
  /// Credit notes alone cleared it: shown as Credited, not Paid.
  public let isCleared: Bool

  /// - Parameter voidSince: when an issued document became void; nil for what was void from the first.
  public init(
    _ header: InvoiceHeader, balance: Balance, payments: [Payment], creditNotes: [CreditNote],
    declaredDiffers: Bool, voidSince: Day? = nil, asOf: Day
  ) {
    let counted = payments.filter { $0.date <= asOf }
    let status = Self.status(header, balance, counted, asOf)
    // Money that is under way in full is not called overdue.
    let isOverdue = !balance.leftToPay.isZero && header.dueDate.map { $0 < asOf } == true
    var flags: [StatusFlag] = []
    if isOverdue { flags.append(.overdue) }
    if !balance.due.isZero, balance.paid > .zero { flags.append(.partiallyPaid) }
    if !balance.pending.isZero { flags.append(.pending) }
    if !balance.refunded.isZero || counted.contains(where: { $0.state(asOf: asOf) == .refunded }) {
      flags.append(.refunded)
    }
    if balance.isDisputed { flags.append(.disputed) }
    if !balance.credited.isZero { flags.append(.credited) }
    if !balance.credit.isZero, balance.paid > .zero { flags.append(.overpaid) }
    if !balance.writtenOff.isZero { flags.append(.writtenOff) }
    if declaredDiffers { flags.append(.declaredDiffers) }

    var since: Day?
    func note(_ event: Day) { since = max(since ?? event, event) }
    if status != .void {
      for payment in counted {
        note(payment.date)
        if let reversed = payment.reversed, reversed <= asOf { note(reversed) }
      }
      for creditNote in creditNotes where creditNote.issueDate <= asOf { note(creditNote.issueDate) }
    }
    if let issued = header.issueDate, issued <= asOf { note(issued) }
    if isOverdue, let dueDate = header.dueDate { note(dueDate.adding(1)) }
    if !balance.writtenOff.isZero, let day = header.uncollectibleSince(counted, asOf: asOf), day <= asOf { note(day) }

    self.status = status
    self.flags = flags
    self.since = status == .void ? voidSince ?? since : since
    isCleared = status == .paid && balance.paid.isZero && !balance.credited.isZero
  }

  private static func status(_ header: InvoiceHeader, _ balance: Balance, _ counted: [Payment], _ asOf: Day) -> Status {
    switch header.lifecycle {
    case .void: return .void
    case .draft: return .draft
    case .scheduled: return .scheduled
    case .open: break
    }
    if header.type == .creditNote { return .issued }
    if balance.open <= .zero { return .paid }
    if balance.pending >= balance.open { return .processing }
    let attempts = counted.filter { $0.kind == .payment && $0.state(asOf: asOf) != .canceled }
    let latest = attempts.max { a, b in
      a.date != b.date ? a.date < b.date : a.state(asOf: asOf).rank < b.state(asOf: asOf).rank
    }
    return latest?.state(asOf: asOf) == .failed ? .failed : .due
  }
}

extension Payment.State {
  /// On one date a success outweighs an attempt under way, which outweighs a failure.
  fileprivate var rank: Int {
    switch self {
    case .failed: 0
    case .processing: 1
    case .canceled: 0
    case .succeeded, .refunded: 2
    }
  }
}
