/// What a credit note takes back of each part of its invoice.
public struct CreditParts: Sendable, Hashable {
  /// Of each line's net, in the order of the invoice's lines.
  public var nets: [Amount]
  /// Of each tax, in the order of the invoice's taxes.
  public var taxes: [Amount]

  public var total: Amount { nets.reduce(.zero, +) + taxes.reduce(.zero, +) }

  init(nets: [Amount], taxes: [Amount]) {
    self.nets = nets
    self.taxes = taxes
  }

  /// Nothing of an invoice.
  init(noneOf invoice: Invoice) {
    self.init(
      nets: [Amount](repeating: .zero, count: invoice.lines.count),
      taxes: [Amount](repeating: .zero, count: invoice.taxes.count))
  }
}

/// Why a credit note cannot be taken off its invoice as it states.
public enum CreditRefusal: Error, Hashable, Sendable {
  /// More than what other credit notes left of the invoice.
  case overInvoice(left: Amount)
  /// More than what is left of the service or rate it names.
  case overNamed(left: Amount)
  /// A service that no line of the invoice is for.
  case unknownService(known: [String])
  /// A rate or code that no line (of the service it names) bears.
  case taxNotBorne(known: [String])
  /// More tax than is left of the taxes of what it names.
  case taxOverLeft(left: Amount)
  /// A tax that neither all rates in proportion, nor one rate, nor whole lines come to.
  case noCombination
  /// A tax that several of these come to.
  case severalCombinations
  /// The invoice's tax is as its export gave it, so that nobody knows how much of it is on a service or on a line.
  case taxIsGiven
}
