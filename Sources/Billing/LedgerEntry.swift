/// What lists of invoices show of a document: enough for every index and total, small enough to hold all of them.
///
/// A value that never changes. It is shared and not copied, because a dozen lists hold every one of them.
public final class LedgerEntry: Sendable {
  public let number: Identifier
  public let type: DocumentType
  public let workspace: Identifier
  public let workspaceName: String
  public let period: BillingPeriod
  /// False where no export states one and the period was taken from the issue date.
  public let statesPeriod: Bool
  /// What it is filed under.
  public let month: Month
  public let issueDate: Day?
  public let dueDate: Day?
  /// The invoice that a credit note lowers.
  public let corrects: Identifier?
  public let currency: Currency
  public let services: Int
  public let usageRows: Int
  public let totals: Totals
  public let credited: Amount
  public let paid: Amount
  /// What finance does not expect to be paid any more: of `due`, which it leaves as it is.
  public let writtenOff: Amount
  public let pending: Amount
  public let refunded: Amount
  public let due: Amount
  public let credit: Amount
  public let status: Status
  public let flags: [StatusFlag]
  /// Whether an export called it uncollectible.
  public let isUncollectible: Bool
  /// Where its page is, from the root of the output.
  public let page: String

  public init(
    number: Identifier, type: DocumentType, workspace: Identifier, workspaceName: String, period: BillingPeriod,
    statesPeriod: Bool,
    month: Month, issueDate: Day?, dueDate: Day?, corrects: Identifier?, currency: Currency, services: Int,
    usageRows: Int,
    totals: Totals,
    credited: Amount, paid: Amount, writtenOff: Amount, pending: Amount,
    refunded: Amount, due: Amount, credit: Amount, status: Status, flags: [StatusFlag], isUncollectible: Bool = false,
    page: String
  ) {
    self.number = number
    self.type = type
    self.workspace = workspace
    self.workspaceName = workspaceName
    self.period = period
    self.statesPeriod = statesPeriod
    self.month = month
    self.issueDate = issueDate
    self.dueDate = dueDate
    self.corrects = corrects
    self.currency = currency
    self.services = services
    self.usageRows = usageRows
    self.totals = totals
    self.credited = credited
    self.paid = paid
    self.writtenOff = writtenOff
    self.pending = pending
    self.refunded = refunded
    self.due = due
    self.credit = credit
    self.status = status
    self.flags = flags
    self.isUncollectible = isUncollectible
    self.page = page
  }

  public convenience init(_ record: Record) {
    self.init(
      number: record.header.number, type: record.header.type, workspace: record.header.workspace,
      workspaceName: record.workspaceName, period: record.header.period,
      statesPeriod: record.header.statesPeriod, month: record.header.month,
      issueDate: record.header.issueDate, dueDate: record.header.dueDate, corrects: record.header.corrects,
      currency: record.header.currency, services: record.services, usageRows: record.usageRows, totals: record.totals,
      credited: record.balance.credited, paid: record.balance.paid,
      writtenOff: record.balance.writtenOff, pending: record.balance.pending,
      refunded: record.balance.refunded, due: record.balance.due, credit: record.balance.credit,
      status: record.standing.status, flags: record.standing.flags,
      isUncollectible: record.header.isUncollectible, page: record.page)
  }

  /// The same document, where it stands now.
  public func standing(_ balance: Balance, _ standing: Standing) -> LedgerEntry {
    LedgerEntry(
      number: number, type: type, workspace: workspace, workspaceName: workspaceName, period: period,
      statesPeriod: statesPeriod, month: month, issueDate: issueDate, dueDate: dueDate, corrects: corrects,
      currency: currency, services: services, usageRows: usageRows, totals: totals, credited: balance.credited,
      paid: balance.paid, writtenOff: balance.writtenOff, pending: balance.pending, refunded: balance.refunded,
      due: balance.due, credit: balance.credit, status: standing.status, flags: standing.flags,
      isUncollectible: isUncollectible, page: page)
  }

  /// The same document, with its page at another place.
  public func moved(to page: String) -> LedgerEntry {
    if page == self.page { return self }
    return LedgerEntry(
      number: number, type: type, workspace: workspace, workspaceName: workspaceName, period: period,
      statesPeriod: statesPeriod, month: month, issueDate: issueDate, dueDate: dueDate, corrects: corrects,
      currency: currency, services: services, usageRows: usageRows, totals: totals, credited: credited, paid: paid,
      writtenOff: writtenOff, pending: pending, refunded: refunded, due: due, credit: credit, status: status,
      flags: flags, isUncollectible: isUncollectible, page: page)
  }

  /// Whether a document stands where it stood.
  public func hasSameState(as other: LedgerEntry) -> Bool {
    (credited, paid, writtenOff, pending) == (other.credited, other.paid, other.writtenOff, other.pending)
      && (refunded, due, credit) == (other.refunded, other.due, other.credit) && status == other.status
      && flags == other.flags
  }

  /// Credit notes alone cleared it: shown as Credited, not as Paid.
  public var isCleared: Bool { status == .paid && flags.contains(.credited) && paid.isZero }

  /// Drafts, scheduled and void documents are listed but not added up.
  public var counts: Bool { !status.isUnissued && status != .void }

  /// What a customer is still asked for: due, and not under way yet.
  public var leftToPay: Amount { max(.zero, due - pending) }

  public var isPayable: Bool { type == .invoice && leftToPay > .zero }

  /// By month, the newest first, and within a month by number.
  public static func isListedBefore(_ a: LedgerEntry, _ b: LedgerEntry) -> Bool {
    a.month != b.month ? a.month > b.month : NumberOrder.precedes(a.number, b.number)
  }
}
