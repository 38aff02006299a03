extension Invoice {
  /// An invoice as it was issued, from what was kept of it: nothing is worked out again.
  ///
  /// Nil where the parts do not add up to the totals: then what was kept is damaged.
  public init?(
    issued header: InvoiceHeader, lines: [Line], taxes: [TaxSubtotal], totals: Totals, prices: BillingPolicy.Prices,
    taxIsGiven: Bool, usageRows: Int
  ) {
    var sums = Totals()
    for line in lines {
      sums.gross += line.gross
      sums.discount += line.discount
      sums.subtotal += line.net
    }
    for tax in taxes { sums.tax += tax.amount }
    guard sums == totals else { return nil }
    self.init(
      header: header, lines: lines, taxes: taxes, totals: totals, prices: prices, taxIsGiven: taxIsGiven,
      usageRows: usageRows)
  }

  /// The same invoice, in another state than the one it was issued in: void, or declared otherwise.
  ///
  /// - Parameter month: the one it is published in, if it is.
  public func with(_ lifecycle: Lifecycle, _ declared: Declared, in month: Month?) -> Invoice {
    var header = header
    header.lifecycle = lifecycle
    header.declared = declared
    header.publishedMonth = month
    return Invoice(
      header: header, lines: lines, taxes: taxes, totals: totals, prices: prices, taxIsGiven: taxIsGiven,
      usageRows: usageRows)
  }

  /// The same invoice in other words.
  public func with(purchaseOrder: String?, note: String?) -> Invoice {
    var header = header
    header.purchaseOrder = purchaseOrder
    header.note = note
    return Invoice(
      header: header, lines: lines, taxes: taxes, totals: totals, prices: prices, taxIsGiven: taxIsGiven,
      usageRows: usageRows)
  }

  init(
    header: InvoiceHeader, lines: [Line], taxes: [TaxSubtotal], totals: Totals,
    prices: BillingPolicy.Prices = .exclusive, taxIsGiven: Bool = false, usageRows: Int = 0
  ) {
    self.header = header
    self.lines = lines
    self.taxes = taxes
    self.totals = totals
    self.prices = prices
    self.taxIsGiven = taxIsGiven
    taxByRates = nil
    self.usageRows = usageRows
  }
}
