/// What kind of document an invoice number stands for.
public enum DocumentType: String, Sendable, Hashable, CaseIterable {
  case invoice
  case creditNote = "credit_note"
}

/// How far a document has come, as far as it changes how it is treated.
public enum Lifecycle: String, Sendable, Hashable {
  case draft
  /// Dated after the day that is shown, and never issued before: no export says so, the day does.
  case scheduled
  case open, void

  /// Nobody may see it as an invoice yet: it is no part of any sum, and money for it is on account.
  public var isUnissued: Bool { self == .draft || self == .scheduled }
}

/// Figures that an export states for an invoice: checked, never trusted.
public struct Declared: Sendable, Hashable {
  public var subtotal: ExactDecimal?
  public var tax: ExactDecimal?
  public var total: ExactDecimal?
  public var amountPaid: ExactDecimal?
  public var amountDue: ExactDecimal?
  /// A status other than draft, open and void, in the export's own words; but for `Declared.uncollectible`.
  public var status: String?

  /// The status of what finance does not expect to be paid any more.
  public static let uncollectible = "uncollectible"

  public init() {}

  public var isEmpty: Bool {
    subtotal == nil && tax == nil && total == nil && amountPaid == nil && amountDue == nil && status == nil
  }
}

/// An invoice as exported, or as drawn up from usage, before its lines are known.
public struct InvoiceHeader: Sendable, Equatable {
  public var number: Identifier
  public var workspace: Identifier
  public var type: DocumentType = .invoice
  public var lifecycle: Lifecycle = .open
  public var period: BillingPeriod
  /// False where the export states none and the period was taken from the issue date.
  public var statesPeriod = true
  public var issueDate: Day?
  public var dueDate: Day?
  /// The day the tax is due for, where an export states one: EN 16931 BT-7.
  public var statedTaxPoint: Day?
  /// The month it was published in, which it keeps whatever rule came later.
  public var publishedMonth: Month?
  public var currency: Currency
  public var corrects: Identifier?
  public var purchaseOrder: String?
  public var note: String?
  public var tax = TaxReference()
  private var rareDiscount = OutOfLine<Discount>.none
  private var rareDeclared = OutOfLine<Declared>.none

  public var discount: Discount? {
    get { if case .value(let discount) = rareDiscount { discount } else { nil } }
    set { rareDiscount = newValue.map { .value($0) } ?? .none }
  }

  public var declared: Declared {
    get { if case .value(let declared) = rareDeclared { declared } else { Declared() } }
    set { rareDeclared = OutOfLine(newValue, isNone: newValue.isEmpty) }
  }

  /// Finance does not expect the rest to be paid: it is written off as a whole.
  public var isUncollectible: Bool { declared.status.map { isSame($0, Declared.uncollectible) } ?? false }

  public init(number: Identifier, workspace: Identifier, period: BillingPeriod, currency: Currency) {
    self.number = number
    self.workspace = workspace
    self.period = period
    self.currency = currency
  }

  /// The head of a document as far as its record tells.
  public init(_ entry: LedgerEntry) {
    self.init(number: entry.number, workspace: entry.workspace, period: entry.period, currency: entry.currency)
    type = entry.type
    statesPeriod = entry.statesPeriod
    publishedMonth = entry.month
    if entry.isUncollectible { declared.status = Declared.uncollectible }
    lifecycle =
      switch entry.status {
      case .void: .void
      case .draft: .draft
      case .scheduled: .scheduled
      default: .open
      }
    issueDate = entry.issueDate
    dueDate = entry.dueDate
    corrects = entry.corrects
  }

  /// Whether the period is billed before it begins.
  public var isInAdvance: Bool {
    guard statesPeriod, type == .invoice, let issueDate else { return false }
    return issueDate <= period.start
  }

  /// The month its record and its finance page are filed under: the one it was published in; that of the issue date for a
  /// credit note, of the first day for a period billed in advance, and of the last day for all others.
  public var month: Month {
    if let publishedMonth { return publishedMonth }
    if type == .creditNote, let issueDate { return issueDate.month }
    return isInAdvance ? period.start.month : period.month
  }

  /// The day that decides which tax applies: as stated, else the period's last day, or the issue date of what is billed
  /// in advance.
  public var taxPoint: Day {
    if let statedTaxPoint { return statedTaxPoint }
    if let issueDate, isInAdvance || type == .creditNote { return issueDate }
    return period.lastDay
  }
}
