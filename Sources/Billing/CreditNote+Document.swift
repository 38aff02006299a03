extension Invoice {
  /// A credit note as a document of its own: one line, its tax split like that of the invoice it corrects.
  ///
  /// The parts add up to the credited amount to the minor unit. An invoice without any total gives nothing to split
  /// by, and the whole amount is credited without tax.
  public init(_ note: CreditNote, correcting invoice: Invoice, mode: RoundingMode) {
    let weights = [invoice.totals.subtotal] + invoice.taxes.map(\.amount)
    let parts =
      Apportionment.shares(of: note.amount, inProportionTo: weights, mode)
      ?? [note.amount] + invoice.taxes.map { _ in Amount.zero }
    let net = parts[0]

    let header = Self.header(of: note, correcting: invoice.header)
    let group = UsageGroup(
      service: "Credit", description: "Credit for invoice \(invoice.header.number)",
      amount: net.decimal(in: note.currency), rows: 0)
    var line = Line(group, tax: TaxCode(rates: invoice.taxes.map(\.tax)))
    line.gross = net
    line.net = net
    let taxes = zip(invoice.taxes, parts.dropFirst()).map { tax, amount in
      let shares = tax.taxable.flatMap { taxable in
        Apportionment.shares(of: net, inProportionTo: [taxable, invoice.totals.subtotal - taxable], mode)
      }
      return TaxSubtotal(tax: tax.tax, taxable: tax.taxable.map { _ in shares?[0] ?? net }, amount: amount)
    }
    var totals = Totals()
    totals.gross = net
    totals.subtotal = net
    totals.tax = note.amount - net
    self.init(header: header, lines: [line], taxes: taxes, totals: totals)
  }

  /// The head of a credit note's document.
  public static func header(of note: CreditNote, correcting invoice: InvoiceHeader) -> InvoiceHeader {
    var header = InvoiceHeader(
      number: note.number, workspace: invoice.workspace,
      period: BillingPeriod(start: note.issueDate, end: note.issueDate.adding(1)), currency: note.currency)
    header.type = .creditNote
    header.statesPeriod = false
    header.issueDate = note.issueDate
    header.corrects = invoice.number
    header.note = note.reason
    return header
  }
}
