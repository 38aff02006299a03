/// What lists of invoices show of a document: enough for every index and total, small enough to hold all of them.
public struct LedgerEntry: Sendable {
  public var number: Identifier
  public var type: DocumentType
  public var workspace: Identifier
  public var workspaceName: String
  public var period: BillingPeriod
  /// False where no export states one and the period was taken from the issue date.
  public var statesPeriod: Bool
  /// What it is filed under.
  public var month: Month
  public var issueDate: Day?
  public var dueDate: Day?
  /// The invoice that a credit note lowers.
  public var corrects: Identifier?
  public var currency: Currency
  public var services: Int
  public var usageRows: Int
  public var totals: Totals
  public var credited: Amount
  public var paid: Amount
  /// What finance does not expect to be paid any more: of `due`, which it leaves as it is.
  public var writtenOff: Amount
  public var pending: Amount
  public var refunded: Amount
  public var due: Amount
  public var credit: Amount
  public var status: Status
  public var flags: [StatusFlag]
  /// Whether an export called it uncollectible.
  public var isUncollectible = false
  /// Where its page is, from the root of the output.
  public var page: String

  public init(
    number: Identifier, type: DocumentType, workspace: Identifier, workspaceName: String, period: BillingPeriod,
    statesPeriod: Bool,
    month: Month, issueDate: Day?, dueDate: Day?, corrects: Identifier?, currency: Currency, services: Int,
    usageRows: Int,
    totals: Totals,
    credited: Amount, paid: Amount, writtenOff: Amount, pending: Amount,
    refunded: Amount, due: Amount, credit: Amount, status: Status, flags: [StatusFlag], page: String
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
    self.page = page
  }

  public init(_ record: Record) {
    self.init(
      number: record.header.number, type: record.header.type, workspace: record.header.workspace,
      workspaceName: record.workspaceName, period: record.header.period,
      statesPeriod: record.header.statesPeriod, month: record.header.month,
      issueDate: record.header.issueDate, dueDate: record.header.dueDate, corrects: record.header.corrects,
      currency: record.header.currency, services: record.services, usageRows: record.usageRows, totals: record.totals,
      credited: record.balance.credited, paid: record.balance.paid,
      writtenOff: record.balance.writtenOff, pending: record.balance.pending,
      refunded: record.balance.refunded, due: record.balance.due, credit: record.balance.credit,
      status: record.standing.status, flags: record.standing.flags, page: record.page)
    isUncollectible = record.header.isUncollectible
  }

  /// The same document, where it stands now.
  public func standing(_ balance: Balance, _ standing: Standing) -> LedgerEntry {
    var entry = self
    entry.credited = balance.credited
    entry.paid = balance.paid
    entry.writtenOff = balance.writtenOff
    entry.pending = balance.pending
    entry.refunded = balance.refunded
    entry.due = balance.due
    entry.credit = balance.credit
    entry.status = standing.status
    entry.flags = standing.flags
    return entry
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
