import BigInt

/// A credit note that states its tax: net and tax are kept to exactly, and what that leaves open is found by these rules.
///
/// Where what it names bears one tax code, the tax has to be the tax of the net. Where it bears several, the tax has to come
/// out of exactly one of these, told apart by the net amount for each code:
///
/// - all codes in proportion to what is left of them,
/// - one code alone,
/// - whole lines: all that is left of some of them (of whole services or codes, where there are more lines than `mostParts`).
///
/// The tax of a net is that by its rates, or its share of what is left of the taxes; it may differ from the stated one by
/// half a minor unit for each tax that is rounded, or else, where nothing comes as near, by a whole one. Where none or
/// several of them come to it the note is refused, and has to name a rate, a code or a service.
extension CreditedInvoice {
  /// How many lines are tried in all combinations.
  static let mostParts = 12

  /// The lines of one tax code that are named and not credited in full.
  struct TaxedPart {
    var code: Int
    var lines: [Int]
    var net: Amount
    /// Tax for each minor unit of net: by its rates, and by what is left of its taxes.
    var rate: Fraction
    var rateLeft: Fraction
  }

  /// A net for each part that may be what a note means.
  private struct Candidate {
    var nets: [Amount]
    /// Whole lines, where it is made of those.
    var lines: [Int]?
  }

  func parts(of amount: Amount, tax: Amount, from named: NamedParts) throws(CreditRefusal) -> CreditParts {
    let mostTax = named.taxes.map { taxLeft($0, of: named.lines).roundedUp }.reduce(.zero, +)
    guard tax <= max(.zero, mostTax) else { throw .taxOverLeft(left: max(.zero, mostTax)) }
    let net = amount - tax
    let taxed = taxed(named)
    let most = taxed.reduce(mostTax) { $0 + $1.net }
    guard amount <= most else { throw .overNamed(left: max(.zero, most)) }
    let candidates = candidates(net, taxed)
    for units in [1, 2] {
      let near = candidates.filter { isTax(tax, of: $0.nets, taxed, named, halves: units) }
      guard let first = near.first else { continue }
      guard near.allSatisfy({ $0.nets == first.nets }) else { throw .severalCombinations }
      let whole = near.compactMap(\.lines)
      guard let parts = self.parts(first.nets, whole.count == 1 ? whole[0] : nil, tax, taxed, named) else { continue }
      return parts
    }
    throw .noCombination
  }

  private func taxed(_ named: NamedParts) -> [TaxedPart] {
    codes.indices.compactMap { code in
      let lines = named.lines.filter { codeOfLine[$0] == code && !nets[$0].isZero }
      let net = lines.reduce(Amount.zero) { $0 + nets[$1] }
      guard !lines.isEmpty else { return nil }
      let rate = codes[code].code.rates.reduce(ExactDecimal.zero) { $0 + ($1.rate ?? .zero).fraction }
      let left =
        net.isZero
        ? Fraction(rate)
        : codes[code].taxes.reduce(Fraction.zero) { $0 + taxLeft($1, of: lines) } * Fraction(units(1), over: net)
      return TaxedPart(code: code, lines: lines, net: net, rate: Fraction(rate), rateLeft: left)
    }
  }

  private func units(_ count: Int128) -> Amount { Amount(minorUnits: count) }

  private func candidates(_ net: Amount, _ taxed: [TaxedPart]) -> [Candidate] {
    var candidates: [Candidate] = []
    let all = taxed.reduce(Amount.zero) { $0 + $1.net }
    if Self.isPart(net, of: all) {
      let shares = Apportionment.shares(of: net, inProportionTo: taxed.map(\.net), mode)
      candidates.append(Candidate(nets: shares ?? taxed.map { _ in .zero }))
    }
    guard taxed.count > 1 else { return candidates }
    for index in taxed.indices where Self.isPart(net, of: taxed[index].net) {
      candidates.append(Candidate(nets: taxed.indices.map { $0 == index ? net : .zero }))
    }
    let parts = wholeParts(taxed)
    for chosen in Self.sums(of: parts.map { part in part.reduce(.zero) { $0 + nets[$1] } }, equalTo: net) {
      let lines = chosen.flatMap { parts[$0] }
      candidates.append(
        Candidate(
          nets: taxed.map { part in lines.reduce(.zero) { codeOfLine[$1] == part.code ? $0 + nets[$1] : $0 } },
          lines: lines))
    }
    return candidates
  }

  /// What is only taken as a whole: lines; or, where those are many, the lines of a service and a code, or of a code.
  private func wholeParts(_ taxed: [TaxedPart]) -> [[Int]] {
    let lines = taxed.flatMap(\.lines)
    if lines.count <= Self.mostParts { return lines.map { [$0] } }
    let byService = taxed.flatMap { part in
      Dictionary(grouping: part.lines) { Identifier(invoice.lines[$0].service) }.sorted { $0.key < $1.key }.map(\.value)
    }
    if byService.count <= Self.mostParts { return byService }
    return taxed.count <= Self.mostParts ? taxed.map(\.lines) : []
  }

  /// The positions of those among `amounts` that add up to `sum`, for each way there is.
  static func sums(of amounts: [Amount], equalTo sum: Amount) -> [[Int]] {
    var sums = [Amount](repeating: .zero, count: 1 << amounts.count)
    var found: [[Int]] = []
    for choice in 1..<max(1, sums.count) {
      sums[choice] = sums[choice & (choice - 1)] + amounts[choice.trailingZeroBitCount]
      if sums[choice] == sum { found.append(amounts.indices.filter { choice >> $0 & 1 == 1 }) }
    }
    return found
  }

  /// Whether a tax is that of some nets, to so many halves of a minor unit for each tax that was rounded.
  private func isTax(_ tax: Amount, of nets: [Amount], _ taxed: [TaxedPart], _ named: NamedParts, halves: Int) -> Bool {
    var (byRate, byLeft) = (Fraction.zero, Fraction.zero)
    var rounded: Set<Int> = []
    var lines = 1
    for (part, net) in zip(taxed, nets) where !net.isZero {
      byRate = byRate + Fraction(net) * part.rate
      byLeft = byLeft + Fraction(net) * part.rateLeft
      rounded.formUnion(codes[part.code].taxes)
      if taxPerLine { lines += part.lines.count }
    }
    let most = Fraction(units(Int128(halves * rounded.count * lines)), over: units(2))
    return [byRate, byLeft].contains { (Fraction(tax) - $0).magnitude <= most }
  }

  /// The nets of each code over its lines, and the tax over their taxes; nil where that is more than what is left.
  private func parts(
    _ nets: [Amount], _ whole: [Int]?, _ tax: Amount, _ taxed: [TaxedPart], _ named: NamedParts
  ) -> CreditParts? {
    var parts = CreditParts(noneOf: invoice)
    for (part, net) in zip(taxed, nets) where !net.isZero {
      guard let shares = shares(of: net, over: part.lines) else { return nil }
      for (line, share) in zip(part.lines, shares) { parts.nets[line] = share }
    }
    if let whole {
      for line in invoice.lines.indices { parts.nets[line] = whole.contains(line) ? self.nets[line] : .zero }
    }
    if !tax.isZero {
      let weights = named.taxes.map { index in
        zip(taxed, nets).reduce(Fraction.zero) { sum, next in
          let (part, net) = next
          guard !net.isZero, !part.net.isZero else { return sum }
          return sum + taxLeft(index, of: part.lines) * Fraction(net, over: part.net)
        }
      }
      guard let shares = Apportionment.shares(of: tax, inProportionTo: weights, mode) else { return nil }
      for (index, share) in zip(named.taxes, shares) { parts.taxes[index] = share }
    }
    return fits(parts) ? parts : nil
  }
}

extension CreditedInvoice {
  /// A note that states its tax, of an invoice whose taxes are as its export gave them.
  ///
  /// The net is taken from the lines in proportion to what is left of them. The tax is taken from the only tax that is left,
  /// from all taxes where it is all that is left, from all in proportion where it is the share of them that the amount is
  /// of the invoice, or from whole taxes: all that is left of some. Where several of these differ, the note is refused.
  func parts(of amount: Amount, givenTax tax: Amount, from named: NamedParts) throws(CreditRefusal) -> CreditParts {
    let left = named.taxes.map { taxes[$0] }
    let sum = left.reduce(.zero, +)
    guard tax <= max(.zero, sum) else { throw .taxOverLeft(left: max(.zero, sum)) }
    guard let net = shares(of: amount - tax, over: named.lines) else {
      throw .overNamed(left: named.lines.reduce(sum) { $0 + nets[$1] })
    }
    if tax.isZero { return parts(named, net, left.map { _ in .zero }) }
    var splits: [[Amount]] = []
    let isAll = named.lines.count == nets.count && named.taxes.count == taxes.count
    let share = isAll ? inProportion(amount)?.taxes.reduce(.zero, +) : nil
    if tax == sum || tax == share || left.count(where: { !$0.isZero }) == 1,
      let split = Apportionment.shares(of: tax, inProportionTo: left, mode)
    {
      splits.append(split)
    }
    let whole = left.indices.filter { !left[$0].isZero }
    if whole.count <= Self.mostParts {
      splits += Self.sums(of: whole.map { left[$0] }, equalTo: tax).map { chosen in
        let chosen = chosen.map { whole[$0] }
        return left.indices.map { chosen.contains($0) ? left[$0] : .zero }
      }
    }
    guard let split = splits.first else { throw .noCombination }
    guard splits.allSatisfy({ $0 == split }) else { throw .severalCombinations }
    let parts = parts(named, net, split)
    guard fits(parts) else { throw .noCombination }
    return parts
  }
}
