import Billing

/// What `report.yml` says; every key has a default.
public struct Configuration: Sendable, Equatable {
  /// The bytes it was read from; nil where there is no file.
  package var source: [UInt8]?

  public struct Seller: Sendable, Equatable {
    public var name: String?
    public var legalName: String?
    public var address: String?
    public var city: String?
    public var postalCode: String?
    public var country: String?
    public var taxID: String?
    public var email: String?
    public var iban: String?
    public var bic: String?
    public var bankName: String?

    public init() {}
  }

  public struct InvoiceTexts: Sendable, Equatable {
    /// Markdown.
    public var terms: String?
    /// Markdown.
    public var footer: String?
    /// With `{number}` where the invoice number goes.
    public var payURL: String?
    public var numberPrefix = "INV-"
    /// The due date of an invoice whose export states none: that many days after its issue.
    public var dueDays: Int?
    /// An issued document may become void.
    public var allowsVoid = false

    public init() {}
  }

  public enum Format: String, Sendable, CaseIterable {
    case html, csv, md
  }

  public var seller = Seller()
  public var invoice = InvoiceTexts()
  /// For exports that state no currency.
  public var currency: Currency?
  public var policy = BillingPolicy()
  /// A declared figure that differs is a warning instead of an error.
  public var declaredWarns = false
  /// What a workspace is billed may change by this share from month to month before it is listed.
  public var change = Rate.half
  /// A usage file that holds the rows of another is a warning instead of an error.
  public var overlapsWarn = false
  /// A date-only period end names the last day of the period, not the day after it.
  public var periodEndIsInclusive = false
  /// Of timestamps that name no zone.
  public var zone = "UTC"
  public var formats: Set<Format> = [.html, .csv]
  /// Beside each invoice its usage rows as exported.
  public var usageDetail = false
  /// Drafts and scheduled documents lie where customers see them.
  public var sharesDrafts = false
  /// The output is never exchanged for another folder: somebody holds it open.
  public var publishesInPlace = false
  /// The folders of workspaces have names that nobody can guess.
  public var privateLinks = false
  /// The file with the secret those names are made with; nil where the environment has it.
  public var privateLinksKey: String?

  public init() {}
}
