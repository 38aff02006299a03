/// What an invoice charges for: usage rows grouped, and rounded once.
public struct Line: Sendable {
  public var service: String
  public var category: String?
  public var description: String?
  public var resource: String?
  /// When it was used, where that is not within the billing period of the invoice.
  public var period: BillingPeriod?
  public var unit: String?
  public var unitPrice: ExactDecimal?
  public var quantity: ExactDecimal?
  public var tax: TaxCode
  /// How many usage rows it sums.
  public var rows: Int
  /// Before rounding and discounts.
  public var exact: ExactDecimal
  var exactDiscount: ExactDecimal
  var order: Int

  /// Rounded, before discounts.
  public var gross: Amount = .zero
  /// Its own discount and its share of the invoice's.
  public var discount: Amount = .zero
  /// What is printed: gross − discount. It contains the tax where prices do.
  public var amount: Amount { gross - discount }
  /// Without tax.
  public var net: Amount = .zero

  init(_ group: UsageGroup, tax: TaxCode) {
    service = group.service
    category = group.category
    description = group.description
    resource = group.resource
    period = group.period
    unit = group.unit
    unitPrice = group.unitPrice
    quantity = group.quantity
    self.tax = tax
    rows = group.rows
    exact = group.amount
    exactDiscount = group.discount
    order = group.order
  }

  /// A line as it was issued: its figures are set, not worked out.
  public init(issued service: String, rows: Int, exact: ExactDecimal, tax: TaxCode) {
    self.init(UsageGroup(service: service, amount: exact, rows: rows), tax: tax)
  }

  /// Whether the export bills something else than the printed quantity × unit price.
  public func isAsBilled(in currency: Currency, _ mode: RoundingMode) -> Bool {
    guard let quantity, let unitPrice else { return false }
    return Amount(quantity * unitPrice, in: currency, mode) != Amount(exact, in: currency, mode)
  }
}

extension Line {
  /// The order lines are printed in: by what they charge, then by amount; export order comes last.
  static func isPrintedBefore(_ a: Line, _ b: Line) -> Bool {
    let service = TextOrder.compare(a.service, b.service)
    if service != 0 { return service < 0 }
    if !isSame(a.description, b.description) { return precedes(a.description, b.description) }
    if !isSame(a.unit, b.unit) { return precedes(a.unit, b.unit) }
    if a.unitPrice != b.unitPrice {
      guard let y = b.unitPrice else { return false }
      guard let x = a.unitPrice else { return true }
      return x < y
    }
    if a.period != b.period {
      guard let y = b.period else { return false }
      guard let x = a.period else { return true }
      return x < y
    }
    if a.tax != b.tax { return a.tax < b.tax }
    if a.exact != b.exact { return a.exact < b.exact }
    return a.order < b.order
  }
}

extension [Line] {
  /// Puts the lines in printing order. They are large, so that what is sorted is small: the beginning of each service,
  /// which tells most lines apart, and the position of the line.
  mutating func sortForPrinting() {
    let lines = self
    var order = lines.indices.map { (start: lines[$0].service.firstEightBytes, position: $0) }
    order.sort { a, b in
      a.start != b.start ? a.start < b.start : Line.isPrintedBefore(lines[a.position], lines[b.position])
    }
    if order.indices.allSatisfy({ order[$0].position == $0 }) { return }
    self = order.map { lines[$0.position] }
  }
}

extension String {
  /// The first eight bytes of its UTF-8 as a number that orders as they do; missing ones count as NUL.
  fileprivate var firstEightBytes: UInt64 {
    var start: UInt64 = 0
    var count = 0
    for byte in utf8.prefix(8) {
      start = start << 8 | UInt64(byte)
      count += 1
    }
    return count == 8 ? start : start << UInt64(8 * (8 - count))
  }
}
