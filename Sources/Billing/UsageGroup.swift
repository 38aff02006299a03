/// What a usage row or an invoice says of its tax, before the codes of the configuration are looked up.
public struct TaxReference: Sendable, Hashable {
  public var code: Identifier?
  public var rate: Rate?

  public init(code: Identifier? = nil, rate: Rate? = nil) {
    self.code = code
    self.rate = rate
  }

  public var isEmpty: Bool { code == nil && rate == nil }
}

/// The usage rows of one invoice that make one line together, summed exactly.
///
/// A text is present where all rows agree on it; so are the unit and the unit price. The quantity is present where the
/// units agree and every row states one.
public struct UsageGroup: Sendable {
  public var service: String
  public var category: String?
  public var description: String?
  public var resource: String?
  /// When it was used, where that is not within the billing period of its invoice.
  public var period: BillingPeriod?
  public var unit: String?
  public var unitPrice: ExactDecimal?
  public var quantity: ExactDecimal?
  /// Exact, before any discount.
  public var amount: ExactDecimal
  /// Exact, as a positive reduction.
  public var discount: ExactDecimal
  public var tax: TaxReference
  /// A charge of category Tax: tax as given, and no line.
  public var isTax: Bool
  public var rows: Int
  /// Where the first of its rows stands among all usage rows.
  public var order: Int

  public init(
    service: String, category: String? = nil, description: String? = nil, resource: String? = nil,
    period: BillingPeriod? = nil,
    unit: String? = nil, unitPrice: ExactDecimal? = nil, quantity: ExactDecimal? = nil, amount: ExactDecimal,
    discount: ExactDecimal = .zero, tax: TaxReference = TaxReference(), isTax: Bool = false, rows: Int = 1,
    order: Int = 0
  ) {
    self.service = service
    self.category = category
    self.description = description
    self.resource = resource
    self.period = period
    self.unit = unit
    self.unitPrice = unitPrice
    self.quantity = quantity
    self.amount = amount
    self.discount = discount
    self.tax = tax
    self.isTax = isTax
    self.rows = rows
    self.order = order
  }
}
