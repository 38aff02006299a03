import BigInt

/// The taxes on the lines of an invoice and the lines' amounts without them.
struct Taxation {
  /// By name, category and rate.
  private(set) var subtotals: [TaxSubtotal] = []
  /// The net amount of each line, in the order of the lines.
  private(set) var nets: [Amount]

  /// - Parameter perLine: tax is rounded on every line, not once on the sum of the lines it applies to.
  init(
    _ lines: [Line], prices: BillingPolicy.Prices, perLine: Bool, in currency: Currency, _ mode: RoundingMode
  ) throws(Invoice.Failure) {
    nets = lines.map(\.amount)
    switch prices {
    case .exclusive: try addTax(to: lines, perLine: perLine, in: currency, mode)
    case .inclusive: try takeTaxOut(of: lines, perLine: perLine, mode)
    }
    subtotals.sort { $0.tax < $1.tax }
  }

  /// Tax on top of net prices: once per (name, category, rate) on the sum of its lines.
  private mutating func addTax(to lines: [Line], perLine: Bool, in currency: Currency, _ mode: RoundingMode)
    throws(Invoice.Failure)
  {
    var index = 0
    while index < lines.count {
      let code = lines[index].tax
      var amount = lines[index].amount
      index += 1
      // Most lines of an invoice bear one tax: where it is rounded once, they are added up first.
      while !perLine, index < lines.count, lines[index].tax == code {
        amount += lines[index].amount
        index += 1
      }
      for rate in code.rates {
        let tax = perLine ? try Self.tax(rate, on: amount, in: currency, mode) : .zero
        add(rate, taxable: amount, amount: tax)
      }
    }
    guard !perLine else { return }
    for index in subtotals.indices {
      subtotals[index].amount = try Self.tax(
        subtotals[index].tax, on: subtotals[index].taxable ?? .zero, in: currency, mode)
    }
  }

  private static func tax(_ rate: TaxRate, on amount: Amount, in currency: Currency, _ mode: RoundingMode)
    throws(Invoice.Failure) -> Amount
  {
    try Billing.amount(amount.decimal(in: currency) * (rate.rate ?? .zero).fraction, "the tax", in: currency, mode)
  }

  /// Tax contained in gross prices: the lines of one tax code together, or each by itself. The gross always holds.
  private mutating func takeTaxOut(of lines: [Line], perLine: Bool, _ mode: RoundingMode) throws(Invoice.Failure) {
    var groups: [(code: TaxCode, lines: [Int])] = []
    for (index, line) in lines.enumerated() where !line.tax.rates.isEmpty {
      if !perLine, let group = groups.firstIndex(where: { $0.code == line.tax }) {
        groups[group].lines.append(index)
      } else {
        groups.append((line.tax, [index]))
      }
    }
    for group in groups {
      let gross = group.lines.map { lines[$0].amount }
      let total = gross.reduce(.zero, +)
      let taxes = try Self.contained(in: total, group.code, mode)
      let net = total - taxes.reduce(.zero, +)
      for (rate, tax) in zip(group.code.rates, taxes) {
        add(rate, taxable: net, amount: tax)
      }
      let (rates, scale) = Self.rates(of: group.code)
      let shares = Apportionment.shares(of: net, over: gross, without: rates.reduce(0, +), scale: scale, mode) ?? gross
      for (index, share) in zip(group.lines, shares) { nets[index] = share }
    }
  }

  /// `gross × rate ÷ (1 + all rates)` for each rate of the code, each rounded by itself.
  private static func contained(in gross: Amount, _ code: TaxCode, _ mode: RoundingMode) throws(Invoice.Failure)
    -> [Amount]
  {
    let (rates, scale) = rates(of: code)
    let whole = BigInt(10).power(scale) + rates.reduce(0, +)
    var taxes: [Amount] = []
    for rate in rates {
      guard let tax = Int128(whole: mode.quotient(BigInt(gross.minorUnits) * rate, whole)) else {
        throw .outOfRange("the tax")
      }
      taxes.append(Amount(minorUnits: tax))
    }
    return taxes
  }

  /// The rates of a code as whole numbers, in units of `10^-scale`.
  private static func rates(of code: TaxCode) -> (rates: [BigInt], scale: Int) {
    let scale = code.rates.reduce(0) { max($0, ($1.rate ?? .zero).fraction.scale) }
    return (code.rates.map { ($0.rate ?? .zero).fraction.wide(atScale: scale) }, scale)
  }

  private mutating func add(_ tax: TaxRate, taxable: Amount, amount: Amount) {
    if let index = subtotals.firstIndex(where: { $0.tax.isSameTax(as: tax) }) {
      if subtotals[index].tax.reason == nil { subtotals[index].tax.reason = tax.reason }
      subtotals[index].taxable = subtotals[index].taxable.map { $0 + taxable }
      subtotals[index].amount += amount
    } else {
      subtotals.append(TaxSubtotal(tax: tax, taxable: taxable, amount: amount))
    }
  }
}

/// Tax that the export itself bills, as charges of category Tax: it replaces computed tax on its invoice.
struct GivenTax {
  let subtotals: [TaxSubtotal]
  /// The net amount of each line: what is printed, less the given tax where prices contain it.
  let nets: [Amount]

  /// Nil where there is no such charge. One subtotal per name and rate, each rounded once.
  init?(_ groups: [UsageGroup], on lines: [Line], _ header: InvoiceHeader, _ policy: BillingPolicy)
    throws(Invoice.Failure)
  {
    guard !groups.isEmpty else { return nil }
    var sums: [TaxRate: ExactDecimal] = [:]
    for group in groups {
      let rate = TaxRate(name: group.description ?? group.service, rate: group.tax.rate)
      sums[rate, default: .zero] += group.amount - group.discount
    }
    var amounts: [(tax: TaxRate, amount: Amount)] = []
    for (tax, sum) in sums.sorted(by: { $0.key < $1.key }) {
      amounts.append((tax, try amount(sum, "the tax", in: header.currency, policy.mode)))
    }
    let printed = lines.map(\.amount)
    let gross = printed.reduce(.zero, +)
    let net = policy.prices == .inclusive && !lines.isEmpty ? gross - amounts.reduce(.zero) { $0 + $1.amount } : gross
    subtotals = amounts.map { TaxSubtotal(tax: $0.tax, taxable: nil, amount: $0.amount) }
    guard policy.prices == .inclusive, !lines.isEmpty else {
      nets = printed
      return
    }
    var shares = Apportionment.shares(of: net, inProportionTo: printed, policy.mode) ?? printed
    // Lines that cancel out give nothing to split by; the tax is taken from the first, so that the parts add up.
    shares[0] += net - shares.reduce(.zero, +)
    nets = shares
  }
}

extension BillingPolicy {
  /// The tax of a line: its own, else the invoice's, else the workspace's, else the default.
  func taxCode(_ references: TaxReference...) throws(Invoice.Failure) -> TaxCode {
    guard let reference = references.first(where: { !$0.isEmpty }) else { return defaultTax }
    if let code = reference.code {
      if let known = taxCodes[code] { return known }
      if reference.rate == nil { throw .unknownTaxCode(code) }
    }
    return reference.rate.map { TaxCode(unnamed: $0) } ?? defaultTax
  }
}
