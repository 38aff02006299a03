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

  public init(id: Identifier) {
    self.id = id
  }

  /// The name it goes by, or its id where the exports give none.
  public var displayName: String { name ?? legalName ?? id.text }
}
