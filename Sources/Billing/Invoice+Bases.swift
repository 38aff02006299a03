extension Invoice {
  /// Taxes that state another base than the nets of the lines that bear them come to, with what these come to.
  public var taxesOnOtherBases: [(tax: TaxSubtotal, lines: Amount)] {
    taxes.compactMap { tax in
      guard let taxable = tax.taxable else { return nil }
      let sum = lines.net(bearing: tax.tax)
      return sum == taxable ? nil : (tax, sum)
    }
  }
}

extension [Line] {
  /// The nets of those that bear a tax.
  func net(bearing tax: TaxRate) -> Amount {
    reduce(.zero) { sum, line in
      line.tax.rates.contains { $0.isSameTax(as: tax) } ? sum + line.net : sum
    }
  }
}
