import Billing
import Markdown
import Publishing

/// What is fixed on the day a document is issued: parties, dates, lines, tax and totals, and no payment.
///
/// Its canonical form is one line of JSON with the members in their order and absent ones left out: one line of
/// `finance/issued/<month>.jsonl`. `issued_sha256` is the hash of that line without its newline.
struct IssuedContent: Sendable {
  var invoice: Invoice
  var buyer: Buyer
  var frame: IssuedFrame
  var source: SourceDigest
  /// Absent for what was issued once.
  var revision: Revision?

  /// Whom a document is for, as it names them.
  struct Buyer: Sendable {
    var name: String
    /// Address, numbers and email; nil where no export knows the workspace.
    var facts: Workspace?
  }

  /// Why a document was issued again, and what it replaces.
  struct Revision: Sendable, Equatable {
    /// 2 for the first reissue.
    var number: Int
    var date: Day
    var reason: String
    /// The hash of the content it replaces.
    var formerSHA256: String
    /// The page of that content, in the same folder.
    var formerPage: String
  }
}

/// What all documents of a run have in common: the seller's side, and the rules figures came about by.
struct IssuedFrame: Sendable {
  let seller: Configuration.Seller
  /// Markdown.
  let terms: String?
  /// Markdown.
  let footer: String?
  let policy: BillingPolicy
  /// The members as they are written, because they are the same in every document.
  let json: [UInt8]

  init(seller: Configuration.Seller, terms: String?, footer: String?, policy: BillingPolicy) {
    self.seller = seller
    self.terms = terms
    self.footer = footer
    self.policy = policy
    let buffer = ByteBuffer()
    JSONText.members(buffer) { json in
      json.object("seller") { json in
        json.optional("name", seller.name)
        json.optional("legal_name", seller.legalName)
        json.optional("address", seller.address)
        json.optional("city", seller.city)
        json.optional("postal_code", seller.postalCode)
        json.optional("country", seller.country)
        json.optional("tax_id", seller.taxID)
        json.optional("email", seller.email)
        json.optional("iban", seller.iban)
        json.optional("bic", seller.bic)
        json.optional("bank_name", seller.bankName)
      }
      json.optional("terms", terms)
      json.optional("footer", footer)
      json.object("settings") { json in
        json.text("rounding", policy.rounding.rawValue)
        json.text("rounding_mode", policy.mode.rawValue)
        json.flag("tax_per_line", policy.taxPerLine)
        json.text("lines_from", policy.lineSource.rawValue)
        json.array("group_by", policy.grouping.listed) { JSONText.string($0.rawValue, to: $1) }
      }
    }
    json = buffer.bytes
  }

  /// The words of these with the rules that figures came about by on another day.
  func keeping(_ policy: BillingPolicy) -> IssuedFrame {
    IssuedFrame(seller: seller, terms: terms, footer: footer, policy: policy)
  }

  init(_ configuration: Configuration) {
    self.init(
      seller: configuration.seller, terms: configuration.invoice.terms, footer: configuration.invoice.footer,
      policy: configuration.policy)
  }

  /// Whether usage is put into lines the same way, so that lines can be held against each other.
  func readsAlike(_ other: IssuedFrame) -> Bool {
    policy.grouping == other.policy.grouping && policy.lineSource == other.policy.lineSource
  }
}
