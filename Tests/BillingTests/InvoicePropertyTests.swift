import TestSupport
import Testing

@testable import Billing

/// What holds for every invoice, tried on random ones. A failure prints the seed that made its invoice.
@Suite struct InvoicePropertyTests {
  static let seeds: [UInt64] = Array(1...400)

  @Test(arguments: seeds)
  func partsAddUpToWholes(seed: UInt64) throws {
    let random = RandomInvoice(seed: seed)
    guard let invoice = try random.invoice() else { return }
    let lines = invoice.lines
    let totals = invoice.totals
    #expect(lines.reduce(.zero) { $0 + $1.net } == totals.subtotal, "seed \(seed)")
    #expect(lines.reduce(.zero) { $0 + $1.gross } == totals.gross, "seed \(seed)")
    #expect(lines.reduce(.zero) { $0 + $1.discount } == totals.discount, "seed \(seed)")
    #expect(invoice.taxes.reduce(.zero) { $0 + $1.amount } == totals.tax, "seed \(seed)")
    #expect(totals.subtotal + totals.tax == totals.total, "seed \(seed)")
    #expect(invoice.serviceTotals.reduce(.zero) { $0 + $1.amount } == totals.subtotal, "seed \(seed)")
    #expect(Set(invoice.serviceTotals.map(\.service)).count == invoice.serviceTotals.count, "seed \(seed)")
    switch invoice.prices {
    case .exclusive: #expect(totals.gross - totals.discount == totals.subtotal, "seed \(seed)")
    // What is printed on the lines is what is paid.
    case .inclusive: #expect(lines.reduce(.zero) { $0 + $1.amount } == totals.total, "seed \(seed)")
    }
  }

  @Test(arguments: seeds)
  func theOrderOfUsageChangesNothing(seed: UInt64) throws {
    var random = RandomInvoice(seed: seed)
    let before = try random.invoice().map(Figures.init)
    random.groups.shuffle(using: &random.generator)
    let after = try random.invoice().map(Figures.init)
    #expect(before == after, "seed \(seed)")
  }

  @Test(arguments: seeds)
  func splittingAGroupInTwoChangesNothing(seed: UInt64) throws {
    var random = RandomInvoice(seed: seed)
    guard let before = try random.invoice().map(Figures.init) else { return }
    let index = Int.random(in: 0..<random.groups.count, using: &random.generator)
    var part = random.groups[index]
    part.amount = random.amount()
    part.discount = part.discount * "0.3"
    part.quantity = part.quantity.map { $0 * "0.3" }
    random.groups[index].amount = random.groups[index].amount - part.amount
    random.groups[index].discount = random.groups[index].discount - part.discount
    random.groups[index].quantity = random.groups[index].quantity.map { $0 - $0 * "0.3" }
    random.groups.append(part)
    #expect(try random.invoice().map(Figures.init) == before, "seed \(seed)")
  }

  @Test(arguments: seeds)
  func negatingEveryAmountNegatesEveryFigure(seed: UInt64) throws {
    var random = RandomInvoice(seed: seed)
    guard let invoice = try random.invoice() else { return }
    random.negate()
    let negated = try #require(try random.invoice())
    #expect(negated.totals.gross == -invoice.totals.gross, "seed \(seed)")
    #expect(negated.totals.discount == -invoice.totals.discount, "seed \(seed)")
    #expect(negated.totals.subtotal == -invoice.totals.subtotal, "seed \(seed)")
    #expect(negated.totals.tax == -invoice.totals.tax, "seed \(seed)")
    #expect(negated.taxes.map(\.amount) == invoice.taxes.map { -$0.amount }, "seed \(seed)")
    #expect(negated.taxes.map(\.taxable) == invoice.taxes.map { $0.taxable.map { -$0 } }, "seed \(seed)")
    #expect(negated.lines.map(\.net).sorted() == invoice.lines.map { -$0.net }.sorted(), "seed \(seed)")
    #expect(negated.lines.map(\.amount).sorted() == invoice.lines.map { -$0.amount }.sorted(), "seed \(seed)")
  }
}

/// The figures of an invoice, to be compared.
struct Figures: Equatable {
  var totals: Totals
  var taxes: [TaxSubtotal]
  var lines: [[Amount]]
  var quantities: [ExactDecimal?]

  init(_ invoice: Invoice) {
    totals = invoice.totals
    taxes = invoice.taxes
    lines = invoice.lines.map { [$0.gross, $0.discount, $0.net] }
    quantities = invoice.lines.map(\.quantity)
  }
}

/// An invoice that a seed makes: any currency exponent, rounding, prices, taxes, discounts and credits.
struct RandomInvoice {
  var generator: SplitMix64
  var header: InvoiceHeader
  var policy = BillingPolicy()
  var groups: [UsageGroup] = []

  init(seed: UInt64) {
    generator = SplitMix64(seed: seed)
    let currencies: [Currency] = ["JPY", "EUR", "KWD", "CLF"]
    header = .may(currencies.randomElement(using: &generator)!)
    policy.mode = RoundingMode.allCases.randomElement(using: &generator)!
    policy.rounding = BillingPolicy.Rounding.allCases.randomElement(using: &generator)!
    policy.prices = BillingPolicy.Prices.allCases.randomElement(using: &generator)!
    policy.taxPerLine = Int.random(in: 0..<4, using: &generator) == 0
    let codes: [TaxCode] = [.none, .vat19, .quebec, TaxCode(unnamed: "7%"), TaxCode(unnamed: "0%")]
    policy.taxCodes = ["vat": .vat19, "qc": .quebec, "none": .none]
    policy.defaultTax = codes.randomElement(using: &generator)!
    for _ in 0..<Int.random(in: 1...9, using: &generator) { groups.append(group()) }
    switch Int.random(in: 0..<3, using: &generator) {
    case 0: header.discount = .amount(amount())
    case 1: header.discount = .percentage(["10%", "33.333%", "100%"].randomElement(using: &generator)!)
    default: break
    }
  }

  /// Nil where the discount stands over nothing.
  func invoice() throws -> Invoice? {
    do {
      return try Invoice(header, usage: groups, workspaceTax: TaxReference(), policy: policy)
    } catch .discountOverNothing {
      return nil
    }
  }

  /// Many near a tie, some large, some negative.
  mutating func amount() -> ExactDecimal {
    let scale = Int.random(in: 0...7, using: &generator)
    let size: Int128 = Bool.random(using: &generator) ? 2000 : 1_000_000_000_000
    let value = Int128.random(in: -size / 4...size, using: &generator)
    return ExactDecimal(Bool.random(using: &generator) ? value / 5 * 5 : value, scale: scale)
  }

  private mutating func group() -> UsageGroup {
    let code = [nil, nil, "vat", "qc", "none"].randomElement(using: &generator)!
    let discount: ExactDecimal = Int.random(in: 0..<3, using: &generator) == 0 ? amount() * "0.1" : .zero
    return UsageGroup(
      service: ["Compute", "Storage", "Network"].randomElement(using: &generator)!,
      description: [nil, "x", "y"].randomElement(using: &generator)!,
      unit: ["h", "GB"].randomElement(using: &generator)!,
      quantity: amount(), amount: amount(), discount: discount, tax: TaxReference(code: code.map { Identifier($0) }))
  }

  mutating func negate() {
    for index in groups.indices {
      groups[index].amount = -groups[index].amount
      groups[index].discount = -groups[index].discount
    }
    if case .amount(let amount) = header.discount { header.discount = .amount(-amount) }
  }
}
