import Billing
import Pages
import SiteFormat

extension IssuerTexts {
  /// - Parameter payLink: where invoices are paid today, whenever they were issued.
  package init(_ frame: IssuedFrame, payLink: PayLink?) throws {
    self.init()
    let seller = frame.seller
    sellerLines = AddressBlock.lines(
      [seller.legalName ?? seller.name], address: seller.address, postalCode: seller.postalCode, city: seller.city,
      region: nil, country: seller.country, taxID: seller.taxID, email: seller.email)
    bankLines = [
      seller.bankName, seller.iban.map { "IBAN \($0)" }, seller.bic.map { "BIC \($0)" },
    ].compactMap(\.self)
    terms = try frame.terms.map { try Prose($0) }
    footer = try frame.footer.map { try Prose($0) }
    self.payLink = payLink
  }
}

/// A party as it stands in an address field.
enum AddressBlock {
  static func lines(
    _ names: [String?], address: String?, postalCode: String?, city: String?, region: String?, country: String?,
    taxID: String?, email: String?
  ) -> [String] {
    let place = [postalCode, city, region].compactMap(\.self).joined(separator: " ")
    let parts = names + [address, place.isEmpty ? nil : place, country, taxID.map { "Tax ID \($0)" }, email]
    return parts.compactMap(\.self)
  }

  /// What stands below the buyer's name.
  static func lines(_ workspace: Workspace?, below name: String) -> [String] {
    guard let workspace else { return [] }
    let legalName = workspace.legalName == name ? nil : workspace.legalName
    return lines(
      [legalName, workspace.reference.map { "Reference \($0)" }], address: workspace.address,
      postalCode: workspace.postalCode, city: workspace.city, region: workspace.region, country: workspace.country,
      taxID: workspace.taxID, email: workspace.email)
  }
}
