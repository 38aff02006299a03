import Billing

/// What all invoices of a run have in common on their pages.
public struct IssuerTexts: Sendable {
  /// Name and address of the seller, a line each.
  public var sellerLines: [String] = []
  /// Where to transfer money to, a line each.
  public var bankLines: [String] = []
  public var terms: Prose?
  public var footer: Prose?

  public init() {}
}

/// An invoice as its page shows it.
public struct InvoiceView: Sendable {
  public var invoice: Invoice
  public var balance: Balance
  public var standing: Standing
  public var issuer: IssuerTexts
  public var buyerName: String
  /// The buyer's address and numbers, a line each.
  public var buyerLines: [String]
  /// By date; those after the as-of date are left out.
  public var payments: [Payment]
  public var creditNotes: [CreditNoteLink]
  /// The page of the invoice that a credit note corrects.
  public var correctedPage: String?
  public var payURL: String?
  /// The lines as CSV, beside the page.
  public var csv: String?
  /// The usage rows as CSV, beside the page.
  public var usageCSV: String?
  public var method: CalculationMethod

  /// A credit note of the invoice, with its page where it has one.
  public struct CreditNoteLink: Sendable {
    public var note: CreditNote
    public var page: String?

    public init(note: CreditNote, page: String?) {
      self.note = note
      self.page = page
    }
  }

  public init(
    invoice: Invoice, balance: Balance, standing: Standing, issuer: IssuerTexts, buyerName: String,
    buyerLines: [String], payments: [Payment], creditNotes: [CreditNoteLink], correctedPage: String?,
    payURL: String?, csv: String?, usageCSV: String?,
    method: CalculationMethod
  ) {
    self.invoice = invoice
    self.balance = balance
    self.standing = standing
    self.issuer = issuer
    self.buyerName = buyerName
    self.buyerLines = buyerLines
    self.payments = payments
    self.creditNotes = creditNotes
    self.correctedPage = correctedPage
    self.payURL = payURL
    self.csv = csv
    self.usageCSV = usageCSV
    self.method = method
  }

  var currency: Currency { invoice.header.currency }
  var isCreditNote: Bool { invoice.header.type == .creditNote }

  /// A Pay link shows only for money that is due and not pending.
  var isPayable: Bool {
    payURL != nil && !isCreditNote && balance.due > .zero && balance.pending < balance.due
  }

  public var title: String { "\(invoice.header.type.label) \(invoice.header.number)" }

  /// The lines by service, each with its sum.
  var services: [ServiceView] {
    var services: [ServiceView] = []
    for line in invoice.lines {
      if !isSame(services.last?.service, line.service) {
        services.append(ServiceView(service: line.service, category: line.category, currency: currency))
      }
      let isAsBilled = line.isAsBilled(in: currency, method.policy.mode)
      services[services.count - 1].add(LineView(line: line, isAsBilled: isAsBilled, currency: currency))
    }
    return services
  }
}

/// The charges of one service.
struct ServiceView {
  let service: String
  /// Present where all lines agree on it.
  private(set) var category: String?
  let currency: Currency
  private(set) var amount: Amount = .zero
  private(set) var lines: [LineView] = []

  init(service: String, category: String?, currency: Currency) {
    self.service = service
    self.category = category
    self.currency = currency
  }

  mutating func add(_ line: LineView) {
    if line.line.category != category { category = nil }
    amount += line.line.amount
    lines.append(line)
  }
}

struct LineView {
  let line: Line
  let isAsBilled: Bool
  let currency: Currency
}

struct TaxView {
  let subtotal: TaxSubtotal
  let currency: Currency
}
