/// What is kept of a document: one line of `finance/records/<period>.jsonl`.
public struct Record: Sendable {
  public struct ServiceTotal: Sendable, Hashable {
    public var service: String
    public var amount: Amount
  }

  public var header: InvoiceHeader
  public var workspaceName: String
  /// Of whom it is for, on the day it was issued: ISO 3166-1 alpha-2.
  public var taxCountry: String?
  /// Distinct services over the lines.
  public var services: Int
  public var lines: Int
  public var usageRows: Int
  public var totals: Totals
  public var balance: Balance
  public var standing: Standing
  public var taxes: [TaxSubtotal]
  public var serviceTotals: [ServiceTotal]
  /// Where its page is, from the root of the output.
  public var page: String
  /// Of the canonical content, in hexadecimal; nil for what is not issued (a draft).
  public var issuedSHA256: String?
  /// What an export that is gone declared, as JSON: it takes the place of what the header declares.
  public var declaredJSON: [UInt8]?

  public init(
    _ invoice: Invoice, workspaceName: String, taxCountry: String?, balance: Balance, standing: Standing, page: String
  ) {
    header = invoice.header
    self.workspaceName = workspaceName
    self.taxCountry = taxCountry
    let serviceTotals = invoice.serviceTotals.map { ServiceTotal(service: $0.service, amount: $0.amount) }
    services = serviceTotals.count
    lines = invoice.lines.count
    usageRows = invoice.usageRows
    totals = invoice.totals
    self.balance = balance
    self.standing = standing
    taxes = invoice.taxes
    self.serviceTotals = serviceTotals
    self.page = page
  }
}
