extension Invoice {
  /// A credit note as a document of its own, with a line for each service and tax it takes back: positive figures, but for
  /// what is negative on the invoice too.
  ///
  /// Its parts add up: the lines to the subtotal, the taxes to the tax, and each tax is charged on the lines that bear it.
  /// Of an invoice for one service and one tax there is one line, “Credit”.
  ///
  /// - Parameter parts: what it takes back; nil for an invoice that gives nothing to split by, where the whole amount is
  ///   credited without tax.
  init(_ note: CreditNote, correcting invoice: Invoice, _ parts: CreditParts?) {
    let description = "Credit for invoice \(invoice.header.number.text)"
    func line(_ service: String, _ net: Amount, _ tax: TaxCode) -> Line {
      let group = UsageGroup(
        service: service, description: description, amount: net.decimal(in: note.currency), rows: 0)
      var line = Line(group, tax: tax)
      line.gross = net
      line.net = net
      return line
    }

    let isSingle = invoice.isOfOneKind
    var lines: [Line] = []
    for (index, net) in (parts?.nets ?? []).enumerated() {
      let billed = invoice.lines[index]
      let known = lines.lastIndex { line in
        isSingle || isSame(line.service, billed.service) && line.tax.isSameTaxes(as: billed.tax)
      }
      if let known {
        lines[known].add(net, in: note.currency)
      } else {
        lines.append(line(isSingle ? "Credit" : billed.service, net, billed.tax))
      }
    }
    // What nothing is taken back of is left out; a credit of nothing but tax has a line all the same.
    let credited = lines.filter { !$0.net.isZero }
    if !credited.isEmpty {
      lines = credited
    } else if let first = lines.first {
      lines = [first]
    } else {
      lines = [line("Credit", parts == nil ? note.amount : .zero, .none)]
    }

    var taxes: [TaxSubtotal] = []
    for (tax, amount) in zip(invoice.taxes, parts?.taxes ?? []) {
      let taxable = tax.taxable.map { _ in lines.net(bearing: tax.tax) }
      if amount.isZero, taxable ?? .zero == .zero { continue }
      taxes.append(TaxSubtotal(tax: tax.tax, taxable: taxable, amount: amount))
    }

    var totals = Totals()
    for line in lines { totals.subtotal += line.net }
    totals.gross = totals.subtotal
    for tax in taxes { totals.tax += tax.amount }
    self.init(
      header: Self.header(of: note, correcting: invoice.header), lines: lines, taxes: taxes, totals: totals,
      taxIsGiven: invoice.taxIsGiven)
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

  /// The same document with the words of another head: figures stay.
  public func headed(_ header: InvoiceHeader) -> Invoice {
    Invoice(
      header: header, lines: lines, taxes: taxes, totals: totals, prices: prices, taxIsGiven: taxIsGiven,
      usageRows: usageRows)
  }

  /// Whether all lines are for one service and bear one tax.
  var isOfOneKind: Bool {
    lines.allSatisfy { isSame($0.service, lines[0].service) && $0.tax.isSameTaxes(as: lines[0].tax) }
  }

  /// Whether it prints the same lines and taxes as another, whatever its head says.
  func hasSameFigures(as other: Invoice) -> Bool {
    totals == other.totals && taxes.map(\.amount) == other.taxes.map(\.amount)
      && taxes.map(\.taxable) == other.taxes.map(\.taxable)
      && lines.count == other.lines.count
      && zip(lines, other.lines).allSatisfy { isSame($0.service, $1.service) && $0.net == $1.net }
  }
}

extension Line {
  fileprivate mutating func add(_ more: Amount, in currency: Currency) {
    net += more
    gross = net
    exact = net.decimal(in: currency)
  }
}
