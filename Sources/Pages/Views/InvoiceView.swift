import Billing
import Paths

/// What all invoices of a run have in common on their pages.
public struct IssuerTexts: Sendable {
  /// Name and address of the seller, a line each.
  public var sellerLines: [String] = []
  /// Where to transfer money to, a line each.
  public var bankLines: [String] = []
  public var terms: Prose?
  public var footer: Prose?
  public var payLink: PayLink?

  public init() {}

  /// The same texts in memory of their own.
  public func copied() -> IssuerTexts {
    var copy = self
    copy.sellerLines = sellerLines.map { $0.copied() }
    copy.bankLines = bankLines.map { $0.copied() }
    copy.terms = terms?.copied()
    copy.footer = footer?.copied()
    copy.payLink = payLink?.copied()
    return copy
  }
}

extension String {
  /// The same text in memory of its own: many threads that use it count no references together.
  func copied() -> String { String(decoding: Array(utf8), as: UTF8.self) }
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
  /// Where its page is, from the root of the output and without its extension.
  public var path: String
  /// Whether the lines stand as CSV beside the page.
  public var hasCSV: Bool
  /// Whether the usage rows stand as CSV beside the page.
  public var hasUsageCSV: Bool
  public var method: CalculationMethod
  /// It shows what would be issued, and is not issued.
  public var isPreview = false
  /// Why it was issued again, with the page of what it said before.
  public var revision: RevisionView?
  /// What replaced it, with the page of that.
  public var replacedBy: RevisionView?
  /// What names a document that is not issued yet: money on account.
  public var onAccount: [Payment] = []
  /// The billing history of its workspace, from its page.
  public var history = SiteLayout.index

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
    buyerLines: [String], payments: [Payment], creditNotes: [CreditNoteLink], correctedPage: String?, path: String,
    hasCSV: Bool, hasUsageCSV: Bool, method: CalculationMethod
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
    self.path = path
    self.hasCSV = hasCSV
    self.hasUsageCSV = hasUsageCSV
    self.method = method
  }

  var currency: Currency { invoice.header.currency }
  var isCreditNote: Bool { invoice.header.type == .creditNote }

  /// A Pay link shows only where something is left to pay.
  var isPayable: Bool { issuer.payLink != nil && !isCreditNote && balance.leftToPay > .zero }

  var isUnissued: Bool { standing.status.isUnissued }

  /// Since when a document is void that was issued; nil where it was void from the first.
  var voidSince: Day? {
    standing.status == .void && standing.since != invoice.header.issueDate ? standing.since : nil
  }
}

/// A document that was issued again: when and why, and where its other version is.
public struct RevisionView: Sendable {
  public var date: Day
  public var reason: String
  /// In the same folder, as it stands in an address.
  public var page: String

  public init(date: Day, reason: String, page: String) {
    self.date = date
    self.reason = reason
    self.page = page
  }
}
