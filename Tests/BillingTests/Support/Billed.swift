@testable import Billing

extension BillingPolicy {
  /// The default policy with some changes.
  static func with(_ change: (inout BillingPolicy) -> Void) -> BillingPolicy {
    var policy = BillingPolicy()
    change(&policy)
    return policy
  }

  /// The default policy with one tax on everything.
  static func taxed(_ rate: Rate, _ change: (inout BillingPolicy) -> Void = { _ in }) -> BillingPolicy {
    with {
      $0.defaultTax = TaxCode(unnamed: rate)
      change(&$0)
    }
  }
}

extension UsageGroup {
  /// A charge of an amount.
  static func charge(
    _ amount: ExactDecimal, _ service: String = "Compute", _ description: String? = nil,
    discount: ExactDecimal = .zero, tax: Rate? = nil, order: Int = 0
  ) -> UsageGroup {
    UsageGroup(
      service: service, description: description, amount: amount, discount: discount, tax: TaxReference(rate: tax),
      order: order)
  }

  /// A charge of a quantity at a price, with a percentage off.
  static func sale(
    _ quantity: ExactDecimal, of service: String = "Compute", at price: ExactDecimal, less: Rate = .zero,
    tax: Rate? = nil
  ) -> UsageGroup {
    UsageGroup(
      service: service, unitPrice: price, quantity: quantity, amount: quantity * price,
      discount: quantity * price * less.fraction, tax: TaxReference(rate: tax))
  }

  /// Tax as the export itself bills it.
  static func givenTax(_ amount: ExactDecimal, _ name: String, _ rate: Rate? = nil) -> UsageGroup {
    UsageGroup(service: "Tax", description: name, amount: amount, tax: TaxReference(rate: rate), isTax: true)
  }
}

extension InvoiceHeader {
  /// An invoice for May 2024.
  static func may(_ currency: Currency = "EUR", _ change: (inout InvoiceHeader) -> Void = { _ in }) -> InvoiceHeader {
    let month: Month = "2024-05"
    var header = InvoiceHeader(number: "INV-1", workspace: "acme", period: month.period, currency: currency)
    header.issueDate = "2024-06-01"
    change(&header)
    return header
  }
}

/// The invoice for some charges.
func bill(
  _ charges: UsageGroup..., in currency: Currency = "EUR", less discount: Discount? = nil,
  by policy: BillingPolicy = BillingPolicy()
) throws -> Invoice {
  try Invoice(
    .may(currency) { $0.discount = discount }, usage: charges, workspaceTax: TaxReference(), policy: policy)
}

extension Invoice {
  private func text(_ amount: Amount) -> String { amount.text(in: header.currency) }

  /// `subtotal + tax = total`.
  var sum: String { "\(text(totals.subtotal)) + \(text(totals.tax)) = \(text(totals.total))" }

  /// `gross - discount = subtotal`, where prices are without tax.
  var ladder: String { "\(text(totals.gross)) - \(text(totals.discount)) = \(text(totals.subtotal))" }

  /// The tax breakdown: `VAT 19% on 100.00: 19.00`.
  var breakdown: [String] {
    taxes.map { "\($0.tax.text) on \($0.taxable.map(text) ?? "what nobody stated"): \(text($0.amount))" }
  }

  /// The printed amount of each line.
  var amounts: [String] { lines.map { text($0.amount) } }

  /// The net amount of each line.
  var nets: [String] { lines.map { text($0.net) } }

  /// Service totals: `Compute 12.00`.
  var services: [String] { serviceTotals.map { "\($0.service) \(text($0.amount))" } }
}
