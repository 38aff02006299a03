import Billing
import Markdown
import Publishing
import Settings

/// What is fixed on the day a document is issued: parties, dates, lines, tax and totals, and no payment.
///
/// Its canonical form is one line of JSON with the members in their order and absent ones left out: one line of
/// `finance/issued/<month>.jsonl`. `issued_sha256` is the hash of that line without its newline.
package struct IssuedContent: Sendable {
  package var invoice: Invoice
  package var buyer: Buyer
  package var frame: IssuedFrame
  package var source: SourceDigest
  /// Absent for what was issued once.
  package var revision: Revision?

  package init(invoice: Invoice, buyer: Buyer, frame: IssuedFrame, source: SourceDigest, revision: Revision? = nil) {
    self.invoice = invoice
    self.buyer = buyer
    self.frame = frame
    self.source = source
    self.revision = revision
  }

  /// Whom a document is for, as it names them.
  package struct Buyer: Sendable {
    package var name: String
    /// Address, numbers and email; nil where no export knows the workspace.
    package var facts: Workspace?

    package init(name: String, facts: Workspace? = nil) {
      self.name = name
      self.facts = facts
    }
  }

  /// Why a document was issued again, and what it replaces.
  package struct Revision: Sendable, Equatable {
    /// 2 for the first reissue.
    package var number: Int
    package var date: Day
    package var reason: String
    /// The hash of the content it replaces.
    package var formerSHA256: String
    /// The page of that content, in the same folder.
    package var formerPage: String

    package init(number: Int, date: Day, reason: String, formerSHA256: String, formerPage: String) {
      self.number = number
      self.date = date
      self.reason = reason
      self.formerSHA256 = formerSHA256
      self.formerPage = formerPage
    }
  }
}

/// What all documents of a run have in common: the seller's side, and the rules figures came about by.
package struct IssuedFrame: Sendable {
  package let seller: Configuration.Seller
  /// Markdown.
  package let terms: String?
  /// Markdown.
  package let footer: String?
  package let policy: BillingPolicy
  /// The members as they are written, because they are the same in every document.
  package let json: [UInt8]

  package init(seller: Configuration.Seller, terms: String?, footer: String?, policy: BillingPolicy) {
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
  package func keeping(_ policy: BillingPolicy) -> IssuedFrame {
    IssuedFrame(seller: seller, terms: terms, footer: footer, policy: policy)
  }

  package init(_ configuration: Configuration) {
    self.init(
      seller: configuration.seller, terms: configuration.invoice.terms, footer: configuration.invoice.footer,
      policy: configuration.policy)
  }

  /// Whether usage is put into lines the same way, so that lines can be held against each other.
  package func readsAlike(_ other: IssuedFrame) -> Bool {
    policy.grouping == other.policy.grouping && policy.lineSource == other.policy.lineSource
  }
}
