import BigInt

/// The parts of an invoice that a credit note names by its service, its rate or its code; all of it where it names none.
struct NamedParts {
  /// Positions of lines.
  var lines: [Int]
  /// Positions of taxes.
  var taxes: [Int]
}

extension CreditedInvoice {
  /// What a note takes back of each part.
  ///
  /// - A note that states its amount alone is apportioned over all that is left.
  /// - One that names a service, a rate or a code takes from those lines alone, in proportion to what is left of them, and
  ///   from their share of their taxes.
  /// - One that states its tax is kept to that: see `parts(of:tax:from:)`.
  ///
  /// - Parameter code: what the note's tax code stands for, where it states one.
  func parts(of note: CreditNote, code: TaxCode?) throws(CreditRefusal) -> CreditParts {
    guard note.amount <= left else { throw .overInvoice(left: max(.zero, left)) }
    let isNamed = note.service != nil || !note.taxReference.isEmpty
    if !isNamed, note.tax == nil, let parts = inProportion(note.amount) { return parts }
    let named = try named(by: note, code)
    if let tax = note.tax {
      guard invoice.taxIsGiven else { return try parts(of: note.amount, tax: tax, from: named) }
      return try parts(of: note.amount, givenTax: tax, from: named)
    }
    return try parts(of: note.amount, from: named)
  }

  private func named(by note: CreditNote, _ code: TaxCode?) throws(CreditRefusal) -> NamedParts {
    var lines = Array(invoice.lines.indices)
    if let service = note.service {
      lines = lines.filter { isSame(invoice.lines[$0].service, service) }
      guard !lines.isEmpty else { throw .unknownService(known: invoice.serviceTotals.map(\.service)) }
    }
    guard !invoice.taxIsGiven else { return try namedOfGivenTax(by: note, code, lines) }
    let known = codes.indices.filter { code in lines.contains { codeOfLine[$0] == code } }
    let borne = known.filter { position in
      let borne = codes[position].code
      return code.map { $0.isSameTaxes(as: borne) } ?? true
        && note.taxReference.rate.map { rate in borne.rates.contains { $0.rate == rate } } ?? true
    }
    guard !borne.isEmpty || lines.isEmpty else {
      throw .taxNotBorne(known: known.map { codes[$0].code.text }.filter { !$0.isEmpty })
    }
    lines = lines.filter { borne.contains(codeOfLine[$0]) }
    let taxes = invoice.taxes.indices.filter { tax in borne.contains { codes[$0].taxes.contains(tax) } }
    return NamedParts(lines: lines, taxes: taxes)
  }

  /// Lines bear no tax of their own where the export gave it: a rate names taxes, and a service names lines.
  private func namedOfGivenTax(by note: CreditNote, _ code: TaxCode?, _ lines: [Int]) throws(CreditRefusal)
    -> NamedParts
  {
    let taxes = invoice.taxes.indices.filter { index in
      let tax = invoice.taxes[index].tax
      return code.map { $0.rates.contains { $0.isSameTax(as: tax) } } ?? true
        && note.taxReference.rate.map { $0 == tax.rate } ?? true
    }
    guard !taxes.isEmpty || note.taxReference.isEmpty else {
      throw .taxNotBorne(known: invoice.taxes.map(\.tax.text))
    }
    let isAll = lines.count == invoice.lines.count && taxes.count == invoice.taxes.count
    guard isAll || note.tax != nil || self.taxes.allSatisfy(\.isZero) else { throw .taxIsGiven }
    return NamedParts(lines: lines, taxes: taxes)
  }

  /// An amount in proportion to what is left of lines and of their share of their taxes.
  private func parts(of amount: Amount, from named: NamedParts) throws(CreditRefusal) -> CreditParts {
    let shares = named.taxes.map { taxLeft($0, of: named.lines) }
    let net = named.lines.reduce(Amount.zero) { $0 + nets[$1] }
    let whole = shares.reduce(Fraction(net)) { $0 + $1 }
    if Fraction(amount) <= whole {
      let weights = named.lines.map { Fraction(nets[$0]) } + shares
      guard let parts = Apportionment.shares(of: amount, inProportionTo: weights, mode) else {
        throw .overNamed(left: .zero)
      }
      return self.parts(named, Array(parts.prefix(named.lines.count)), Array(parts.dropFirst(named.lines.count)))
    }
    // A share of a tax may end within a minor unit: then all that is left may be that unit more.
    let most = shares.reduce(Amount.zero) { $0 + $1.roundedUp }
    guard amount <= net + most, let taxes = Apportionment.shares(of: amount - net, inProportionTo: shares, mode) else {
      throw .overNamed(left: max(.zero, net + most))
    }
    let parts = self.parts(named, named.lines.map { nets[$0] }, taxes)
    guard fits(parts) else { throw .overNamed(left: max(.zero, net + most)) }
    return parts
  }

  /// How much of what is left of a tax is on some lines: by what is left of all lines that bear it.
  func taxLeft(_ tax: Int, of lines: [Int]) -> Fraction {
    if invoice.taxIsGiven { return Fraction(taxes[tax]) }
    func net(_ lines: some Sequence<Int>) -> Amount {
      lines.reduce(.zero) { codes[codeOfLine[$1]].taxes.contains(tax) ? $0 + nets[$1] : $0 }
    }
    let all = net(invoice.lines.indices)
    // Without anything to split by, it is all of it for all lines, and nothing for some.
    guard !all.isZero else {
      return lines.count == invoice.lines.count ? Fraction(taxes[tax]) : Fraction.zero
    }
    return Fraction(taxes[tax]) * Fraction(net(lines), over: all)
  }

  func parts(_ named: NamedParts, _ nets: [Amount], _ taxes: [Amount]) -> CreditParts {
    var parts = CreditParts(noneOf: invoice)
    for (line, net) in zip(named.lines, nets) { parts.nets[line] = net }
    for (tax, amount) in zip(named.taxes, taxes) { parts.taxes[tax] = amount }
    return parts
  }

  /// Whether nothing is taken that is not left.
  func fits(_ parts: CreditParts) -> Bool {
    zip(parts.nets, nets).allSatisfy { Self.isPart($0, of: $1) }
      && zip(parts.taxes, taxes).allSatisfy { Self.isPart($0, of: $1) }
  }
}
