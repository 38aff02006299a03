import BigInt

/// An invoice and what its credit notes have left of it: of each line's net and of each tax.
///
/// Credit notes are taken off one after the other: those already issued first, as they were issued, then by issue date and
/// number. A note that states nothing but its amount is apportioned, as one apportionment in printed order, over what is
/// left of each net and of each tax. So, in whatever parts an invoice is credited, all of them together give back every
/// net and every tax to the minor unit: the last one takes exactly what is left. Where lines or taxes are negative, what is left
/// of them is a negative weight; shares never go past what is left of a part, whatever its sign.
public struct CreditedInvoice: Sendable {
  public let invoice: Invoice
  let mode: RoundingMode
  /// Tax was rounded on every line, and not once on the sum of the lines it applies to.
  let taxPerLine: Bool
  private(set) var nets: [Amount]
  private(set) var taxes: [Amount]
  /// The different taxes of the lines, with the positions of their rates among the invoice's taxes.
  let codes: [(code: TaxCode, taxes: [Int])]
  /// The position of each line's taxes in `codes`.
  let codeOfLine: [Int]

  /// Of which nothing is credited yet.
  public init(_ invoice: Invoice, taxPerLine: Bool, _ mode: RoundingMode) {
    self.invoice = invoice
    self.mode = mode
    self.taxPerLine = taxPerLine
    nets = invoice.lines.map(\.net)
    taxes = invoice.taxes.map(\.amount)
    var codes: [(code: TaxCode, taxes: [Int])] = []
    codeOfLine = invoice.lines.map { line in
      if let known = codes.lastIndex(where: { $0.code.isSameTaxes(as: line.tax) }) { return known }
      let borne = invoice.taxes.indices.filter { tax in
        line.tax.rates.contains { $0.isSameTax(as: invoice.taxes[tax].tax) }
      }
      codes.append((line.tax, borne))
      return codes.count - 1
    }
    self.codes = codes
  }

  /// What is not credited yet.
  public var left: Amount { nets.reduce(.zero, +) + taxes.reduce(.zero, +) }

  /// Takes a note off, and makes it a document.
  ///
  /// - Parameter code: what the note's tax code stands for, where it states one.
  public mutating func credit(_ note: CreditNote, code: TaxCode?) throws(CreditRefusal) -> Invoice {
    let parts = try parts(of: note, code: code)
    take(parts)
    return Invoice(note, correcting: invoice, parts)
  }

  /// Takes a note off that an earlier version accepted though nothing or not enough is left of its invoice: it is split
  /// like the whole invoice, and is without tax where that gives nothing to split by.
  public mutating func creditBeyond(_ note: CreditNote) -> Invoice {
    let whole = CreditedInvoice(invoice, taxPerLine: taxPerLine, mode)
    let parts = inProportion(note.amount) ?? whole.apportioned(note.amount)
    takeAtMost(parts, total: note.amount)
    return Invoice(note, correcting: invoice, parts)
  }

  /// Takes off what a note was issued with, as far as its document tells of which lines that was.
  ///
  /// - Parameter code: as for `credit`.
  public mutating func take(_ document: Invoice, issuedFor note: CreditNote, code: TaxCode?) {
    if let parts = try? parts(of: note, code: code),
      Invoice(note, correcting: invoice, parts).hasSameFigures(as: document)
    {
      take(parts)
    } else {
      take(document)
    }
  }

  /// Takes off a document with lines and taxes of its own.
  public mutating func take(_ document: Invoice) {
    guard let taxes = taxes(like: document), let nets = nets(like: document) else {
      return takeAtMost(inProportion(document.totals.total), total: document.totals.total)
    }
    take(CreditParts(nets: nets, taxes: taxes))
  }

  private mutating func take(_ parts: CreditParts) {
    for index in nets.indices { nets[index] -= parts.nets[index] }
    for index in taxes.indices { taxes[index] -= parts.taxes[index] }
  }

  /// Nothing is left after what is more than that.
  private mutating func takeAtMost(_ parts: CreditParts?, total: Amount) {
    if let parts, total <= left { return take(parts) }
    take(CreditParts(nets: nets, taxes: taxes))
  }

  /// An amount over all that is left; nil where there is less.
  func inProportion(_ amount: Amount) -> CreditParts? { amount <= left ? apportioned(amount) : nil }

  private func apportioned(_ amount: Amount) -> CreditParts? {
    Apportionment.shares(of: amount, inProportionTo: nets + taxes, mode).map { shares in
      CreditParts(nets: Array(shares.prefix(nets.count)), taxes: Array(shares.dropFirst(nets.count)))
    }
  }
}

extension CreditedInvoice {
  /// The taxes of a document, put to those of the invoice; nil where they are not among what is left of these.
  private func taxes(like document: Invoice) -> [Amount]? {
    var taxes = CreditParts(noneOf: invoice).taxes
    for tax in document.taxes where !tax.amount.isZero {
      guard let index = invoice.taxes.firstIndex(where: { $0.tax.isSameTax(as: tax.tax) }) else { return nil }
      taxes[index] += tax.amount
    }
    return zip(taxes, self.taxes).allSatisfy { Self.isPart($0, of: $1) } ? taxes : nil
  }

  /// The nets of a document, put to lines of the same service and taxes, or else of the same taxes, or else to all lines.
  private func nets(like document: Invoice) -> [Amount]? {
    let isSingle = invoice.isOfOneKind
    return nets(like: document) { isSingle || isSame($0.service, $1.service) && $0.tax.isSameTaxes(as: $1.tax) }
      ?? nets(like: document) { $0.tax.isSameTaxes(as: $1.tax) } ?? nets(like: document) { _, _ in true }
  }

  private func nets(like document: Invoice, where isAlike: (Line, Line) -> Bool) -> [Amount]? {
    var nets = CreditParts(noneOf: invoice).nets
    var done = [Bool](repeating: false, count: document.lines.count)
    for first in document.lines.indices where !done[first] {
      let line = document.lines[first]
      var net = Amount.zero
      for index in first..<done.count where !done[index] && isAlike(document.lines[index], line) {
        net += document.lines[index].net
        done[index] = true
      }
      let lines = invoice.lines.indices.filter { isAlike(invoice.lines[$0], line) }
      guard let shares = shares(of: net, over: lines) else { return nil }
      for (index, share) in zip(lines, shares) { nets[index] += share }
    }
    return nets
  }

  /// A net over what is left of some lines; nil where it is not a part of that.
  func shares(of net: Amount, over lines: [Int]) -> [Amount]? {
    let weights = lines.map { nets[$0] }
    guard Self.isPart(net, of: weights.reduce(.zero, +)) else { return nil }
    if net.isZero { return weights.map { _ in .zero } }
    return Apportionment.shares(of: net, inProportionTo: weights, mode)
  }

  /// Whether `part` lies between nothing and `whole`, which may be negative.
  static func isPart(_ part: Amount, of whole: Amount) -> Bool {
    whole.isNegative ? whole <= part && part <= .zero : .zero <= part && part <= whole
  }
}

extension TaxCode {
  /// Whether lines that bear the one and the other are taxed together, whatever the taxes are called for.
  func isSameTaxes(as other: TaxCode) -> Bool {
    rates.count == other.rates.count && zip(rates, other.rates).allSatisfy { $0.isSameTax(as: $1) }
  }
}
