/// What kind of document an invoice number stands for.
public enum DocumentType: String, Sendable, Hashable, CaseIterable {
  case invoice
  case creditNote = "credit_note"
}

/// What an export says the state of an invoice is, as far as it changes how the invoice is treated.
public enum Lifecycle: String, Sendable, Hashable {
  case draft, open, void
}

/// Figures that an export states for an invoice: checked, never trusted.
public struct Declared: Sendable, Hashable {
  public var subtotal: ExactDecimal?
  public var tax: ExactDecimal?
  public var total: ExactDecimal?
  public var amountPaid: ExactDecimal?
  public var amountDue: ExactDecimal?
  /// A status other than draft, open and void, in the export's own words.
  public var status: String?

  public init() {}

  public var isEmpty: Bool {
    subtotal == nil && tax == nil && total == nil && amountPaid == nil && amountDue == nil && status == nil
  }
}

/// An invoice as exported, or as drawn up from usage, before its lines are known.
public struct InvoiceHeader: Sendable, Equatable {
  public var number: String
  public var workspace: String
  public var type: DocumentType = .invoice
  public var lifecycle: Lifecycle = .open
  public var period: BillingPeriod
  /// False where the export states none and the period was taken from the issue date.
  public var statesPeriod = true
  public var issueDate: Day?
  public var dueDate: Day?
  public var currency: Currency
  public var corrects: String?
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

  public init(number: String, workspace: String, period: BillingPeriod, currency: Currency) {
    self.number = number
    self.workspace = workspace
    self.period = period
    self.currency = currency
  }

  /// The head of a document as far as its record tells.
  public init(_ entry: LedgerEntry) {
    self.init(number: entry.number, workspace: entry.workspace, period: entry.period, currency: entry.currency)
    type = entry.type
    lifecycle = entry.status == .void ? .void : entry.status == .draft ? .draft : .open
    issueDate = entry.issueDate
    dueDate = entry.dueDate
    corrects = entry.corrects
  }

  /// The month its record and its finance page are filed under: that of the period's last day; of the issue date for a
  /// credit note.
  public var month: Month {
    if type == .creditNote, let issueDate { return issueDate.month }
    return period.month
  }
}
