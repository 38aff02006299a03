import Billing

/// An invoice of two lines: 60.00 and 40.00, less 2 %, 19 % VAT; 16.62 of it paid, as of 2024-07-01.
package struct SmallDocument {
  package let invoice: Invoice
  package let balance: Balance
  package let standing: Standing

  struct Invalid: Error {}

  package init(declaring: Bool) throws {
    guard let month = Month("2024-05"), let currency = Currency("EUR"), let issued = Day("2024-06-01"),
      let due = Day("2024-06-15"), let asOf = Day("2024-07-01"),
      let paid = Amount(try ExactDecimal("16.62"), in: currency, .down)
    else { throw Invalid() }
    var header = InvoiceHeader(number: "INV-7", workspace: "acme", period: month.period, currency: currency)
    header.issueDate = issued
    header.dueDate = due
    header.discount = try Discount("2%")
    if declaring {
      header.declared.tax = try ExactDecimal("18.62")
      header.declared.total = try ExactDecimal("116.625")
      header.declared.status = "unpaid"
    }
    var policy = BillingPolicy()
    policy.defaultTax = TaxCode(rates: [TaxRate(name: "VAT", rate: try Rate("19%"), category: "S")])
    let usage = [
      UsageGroup(service: "Storage", amount: try ExactDecimal("40"), rows: 1, order: 3),
      UsageGroup(
        service: "Compute", description: "vCPU, \"large\"", unit: "h", unitPrice: try ExactDecimal("0.060"),
        quantity: try ExactDecimal("1000.0"), amount: try ExactDecimal("60"), rows: 2, order: 1),
    ]
    invoice = try Invoice(header, usage: usage, workspaceTax: TaxReference(), policy: policy)
    let payment = Payment(
      id: "P", invoice: "INV-7", date: issued, amount: paid, currency: currency, state: .succeeded)
    balance = Balance(of: invoice.totals.total, payments: [payment], creditNotes: [], settles: true, asOf: asOf)
    standing = Standing(
      header, balance: balance, payments: [payment], creditNotes: [], declaredDiffers: declaring, asOf: asOf)
  }
}
