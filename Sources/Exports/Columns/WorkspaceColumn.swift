enum WorkspaceColumn: Int, ExportColumn {
  case id, name, legalName, email, address, city, postalCode, region, country, taxID, taxCode, taxRate, currency
  case reference, locale, emailCC, legalID, endpoint, buyerReference

  var names: [String] {
    switch self {
    case .id: SharedNames.workspace
    case .name: ["name"]
    case .legalName: ["legal_name"]
    case .email: ["email"]
    case .address: ["address"]
    case .city: ["city"]
    case .postalCode: ["postal_code"]
    case .region: ["region"]
    case .country: ["country"]
    case .taxID: ["tax_id"]
    case .taxCode: ["tax_code"]
    case .taxRate: ["tax_rate"]
    case .currency: ["currency"]
    case .reference: ["reference"]
    case .locale: ["locale"]
    case .emailCC: ["email_cc"]
    case .legalID: ["legal_id"]
    case .endpoint: ["endpoint"]
    case .buyerReference: ["buyer_reference"]
    }
  }

  var isRequired: Bool { self == .id }
}
