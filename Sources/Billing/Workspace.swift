/// A customer: who is billed, and nothing that changes from invoice to invoice.
public struct Workspace: Sendable, Hashable {
  public var id: Identifier
  public var name: String?
  public var legalName: String?
  public var email: String?
  public var address: String?
  public var city: String?
  public var postalCode: String?
  public var region: String?
  /// ISO 3166-1 alpha-2.
  public var country: String?
  public var taxID: String?
  public var tax = TaxReference()
  public var currency: Currency?
  public var reference: String?
  /// A CLDR locale such as `de-AT`: the language of what it is sent.
  public var locale: String?
  /// Who else gets what it is sent; several by `;`.
  public var emailCC: String?
  /// Its number in the register of companies: EN 16931 BT-47.
  public var legalID: String?
  /// Its electronic address with the scheme before it, such as `0088:4012345000009`: EN 16931 BT-49.
  public var endpoint: String?
  /// What it wants to find on its invoices, such as a Leitweg-ID: EN 16931 BT-10.
  public var buyerReference: String?

  public init(id: Identifier) {
    self.id = id
  }

  /// The name it goes by, or its id where the exports give none.
  public var displayName: String { name ?? legalName ?? id.text }
}
