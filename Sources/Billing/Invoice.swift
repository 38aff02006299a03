/// An invoice with its lines, taxes and totals worked out: everything that is fixed on the day it is issued.
public struct Invoice: Sendable {
  public let header: InvoiceHeader
  /// In printing order.
  public let lines: [Line]
  /// By name, category and rate.
  public let taxes: [TaxSubtotal]
  public let totals: Totals
  public let prices: BillingPolicy.Prices
  /// Whether the taxes are those of the export's own Tax rows.
  public let taxIsGiven: Bool
  /// What the taxes would be by the rates of the lines, where they are given and every line has rates.
  public let taxByRates: Amount?
  public let usageRows: Int

  /// What went wrong in working an invoice out.
  public enum Failure: Error, Hashable, Sendable {
    case unknownTaxCode(Identifier)
    /// A discount on an invoice whose lines come to nothing.
    case discountOverNothing
    /// A figure beyond `Amount.limit`.
    case outOfRange(String)
  }

  /// Works out the invoice from its usage.
  ///
  /// The order of `groups` does not matter. `workspaceTax` is what the workspace says of its tax.
  public init(
    _ header: InvoiceHeader, usage groups: some Collection<UsageGroup>, workspaceTax: TaxReference,
    policy: BillingPolicy
  ) throws(Failure) {
    let currency = header.currency
    let groups = try Self.charges(groups, header, workspaceTax, policy)
    var lines = try Self.lines(of: groups, header, workspaceTax, policy)
    try lines.roundGross(in: currency, policy)
    try lines.takeOff(header.discount, in: currency, policy.mode)

    let given = try GivenTax(groups.contains(where: \.isTax) ? groups.filter(\.isTax) : [], on: lines, header, policy)
    let isRated = !lines.isEmpty && lines.allSatisfy(\.tax.isRated)
    let taxation =
      try given == nil || isRated
      ? Taxation(lines, prices: policy.prices, perLine: policy.taxPerLine, in: currency, policy.mode) : nil
    let nets = given?.nets ?? taxation?.nets ?? []
    taxByRates = given == nil ? nil : taxation?.subtotals.reduce(.zero) { $0 + $1.amount }
    for (index, net) in zip(lines.indices, nets) {
      lines[index].net = net
      // The tax that would have been computed is not the one that is billed.
      if given != nil { lines[index].tax = .none }
    }
    var totals = Totals()
    for index in lines.indices {
      totals.gross += lines[index].gross
      totals.discount += lines[index].discount
      totals.subtotal += lines[index].net
    }
    taxes = given?.subtotals ?? taxation?.subtotals ?? []
    for tax in taxes { totals.tax += tax.amount }

    self.header = header
    self.lines = lines
    self.totals = totals
    prices = policy.prices
    taxIsGiven = given != nil
    usageRows = groups.reduce(0) { $0 + $1.rows }
  }

  /// The usage; or what the export declares, where there is none and `lines.from` says so.
  private static func charges(
    _ groups: some Collection<UsageGroup>, _ header: InvoiceHeader, _ workspaceTax: TaxReference,
    _ policy: BillingPolicy
  ) throws(Failure) -> [UsageGroup] {
    guard groups.isEmpty, policy.lineSource == .declared else { return Array(groups) }
    guard let line = UsageGroup(asInvoiced: header.declared, policy.prices) else { return [] }
    // A declared tax for which no rate is known is billed as it is declared.
    guard let tax = header.declared.tax, try policy.taxCode(header.tax, workspaceTax).rates.isEmpty else {
      return [line]
    }
    return [line, UsageGroup(service: "Tax", amount: tax, isTax: true, rows: 0)]
  }

  private static func lines(
    of groups: [UsageGroup], _ header: InvoiceHeader, _ workspaceTax: TaxReference, _ policy: BillingPolicy
  ) throws(Failure) -> [Line] {
    var lines: [Line] = []
    lines.reserveCapacity(groups.count)
    // Hardly a row states a tax of its own, so the invoice's is looked up once.
    var common: TaxCode?
    for group in groups where !group.isTax {
      if !group.tax.isEmpty {
        lines.append(Line(group, tax: try policy.taxCode(group.tax)))
      } else if let common {
        lines.append(Line(group, tax: common))
      } else {
        let code = try policy.taxCode(header.tax, workspaceTax)
        lines.append(Line(group, tax: code))
        common = code
      }
    }
    lines.sortForPrinting()
    var merged = policy.grouping.merging(lines)
    // Merging changes amounts, and the amount takes part in the order.
    if merged.count != lines.count { merged.sortForPrinting() }
    return merged
  }
}

extension Invoice {
  /// Net amounts by service, in the order of the lines.
  public var serviceTotals: [(service: String, amount: Amount)] {
    var totals: [(service: String, amount: Amount)] = []
    for index in lines.indices {
      if index > 0, isSame(lines[index - 1].service, lines[index].service) {
        totals[totals.count - 1].amount += lines[index].net
      } else {
        totals.append((lines[index].service, lines[index].net))
      }
    }
    return totals
  }
}

extension UsageGroup {
  /// The one line of an invoice that has no usage but declares its figures.
  init?(asInvoiced declared: Declared, _ prices: BillingPolicy.Prices) {
    let net = declared.subtotal ?? declared.total.map { $0 - (declared.tax ?? .zero) }
    let gross = declared.total ?? declared.subtotal.map { $0 + (declared.tax ?? .zero) }
    guard let amount = prices == .inclusive ? gross : net else { return nil }
    self.init(service: "As invoiced", amount: amount, rows: 0)
  }
}

extension [Line] {
  /// Rounds each line once; or the exact sum once, with the lines apportioned to it. Discounts likewise.
  fileprivate mutating func roundGross(in currency: Currency, _ policy: BillingPolicy) throws(Invoice.Failure) {
    let hasDiscount = contains { !$0.exactDiscount.isZero }
    switch policy.rounding {
    case .line:
      for index in indices {
        self[index].gross = try amount(self[index].exact, "a line", in: currency, policy.mode)
        if hasDiscount {
          self[index].discount = try amount(self[index].exactDiscount, "a discount", in: currency, policy.mode)
        }
      }
    case .document:
      let gross = try apportioned(map(\.exact), "the sum of the lines", in: currency, policy.mode)
      for index in indices { self[index].gross = gross[index] }
      guard hasDiscount else { return }
      let discounts = try apportioned(map(\.exactDiscount), "the discounts", in: currency, policy.mode)
      for index in indices { self[index].discount = discounts[index] }
    }
  }

  /// Takes an invoice's discount off its lines, in proportion to their gross.
  fileprivate mutating func takeOff(_ discount: Discount?, in currency: Currency, _ mode: RoundingMode)
    throws(Invoice.Failure)
  {
    guard let discount else { return }
    let base = reduce(Amount.zero) { $0 + $1.amount }.decimal(in: currency)
    let total = try amount(discount.taken(off: base), "the discount", in: currency, mode)
    if total.isZero {
      // Ten percent of nothing is a mistake as well; no discount at all is none.
      if !discount.isZero, base.isZero { throw .discountOverNothing }
      return
    }
    guard let shares = Apportionment.shares(of: total, inProportionTo: map(\.gross), mode) else {
      throw .discountOverNothing
    }
    for index in indices { self[index].discount += shares[index] }
  }

  private func apportioned(_ parts: [ExactDecimal], _ what: String, in currency: Currency, _ mode: RoundingMode)
    throws(Invoice.Failure) -> [Amount]
  {
    let total = try amount(parts.reduce(.zero, +), what, in: currency, mode)
    guard let shares = Apportionment.shares(of: total, over: parts, in: currency, mode) else {
      throw .outOfRange(what)
    }
    return shares
  }
}

/// `value` rounded, or the failure that names what is too large.
func amount(_ value: ExactDecimal, _ what: String, in currency: Currency, _ mode: RoundingMode)
  throws(Invoice.Failure) -> Amount
{
  guard let amount = Amount(value, in: currency, mode) else { throw .outOfRange(what) }
  return amount
}
