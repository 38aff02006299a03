/// How the usage of a month became what is owed for it, in one currency: each figure with what leads to the next.
public struct Reconciliation: Sendable {
  /// What one tax comes to over all invoices.
  public struct Tax: Sendable {
    public var tax: TaxRate
    /// Nil for a tax as given, whose base nobody stated.
    public var taxable: Amount?
    public var amount: Amount
  }

  public let currency: Currency
  public private(set) var invoices = 0
  public private(set) var usageRows = 0
  /// The sum of the rows, unrounded.
  public private(set) var exact: ExactDecimal = .zero
  public private(set) var lines = 0
  /// The sum of the rounded lines.
  public private(set) var gross: Amount = .zero
  public private(set) var discount: Amount = .zero
  /// Tax contained in inclusive prices, taken out of the lines.
  public private(set) var contained: Amount = .zero
  public private(set) var subtotal: Amount = .zero
  public private(set) var taxes: [Tax] = []
  public private(set) var tax: Amount = .zero
  public private(set) var total: Amount = .zero
  public private(set) var credited: Amount = .zero
  public private(set) var paid: Amount = .zero
  public private(set) var due: Amount = .zero
  public private(set) var credit: Amount = .zero

  public init(currency: Currency) {
    self.currency = currency
  }

  /// What rounding moved: rounded lines − exact usage.
  public var rounding: ExactDecimal { gross.decimal(in: currency) - exact }
  public var balance: Amount { total - credited - paid }

  /// Whether each step ties to the next.
  public var ties: Bool {
    gross - discount - contained == subtotal && taxes.reduce(.zero, { $0 + $1.amount }) == tax
      && subtotal + tax == total && due - credit == balance
  }

  /// Adds an invoice that counts: no draft, no void one, no credit note.
  public mutating func add(_ invoice: Invoice, _ balance: Balance) {
    invoices += 1
    usageRows += invoice.usageRows
    lines += invoice.lines.count
    for index in invoice.lines.indices { exact += invoice.lines[index].exact }
    gross += invoice.totals.gross
    discount += invoice.totals.discount
    contained += invoice.totals.gross - invoice.totals.discount - invoice.totals.subtotal
    subtotal += invoice.totals.subtotal
    tax += invoice.totals.tax
    total += invoice.totals.total
    for tax in invoice.taxes { add(Tax(tax: tax.tax, taxable: tax.taxable, amount: tax.amount)) }
    credited += balance.credited
    paid += balance.paid
    due += balance.due
    credit += balance.credit
  }

  /// Adds another part of the same month.
  public mutating func add(_ other: Reconciliation) {
    invoices += other.invoices
    usageRows += other.usageRows
    exact += other.exact
    lines += other.lines
    gross += other.gross
    discount += other.discount
    contained += other.contained
    subtotal += other.subtotal
    tax += other.tax
    total += other.total
    for tax in other.taxes { add(tax) }
    credited += other.credited
    paid += other.paid
    due += other.due
    credit += other.credit
  }

  private mutating func add(_ part: Tax) {
    if let index = taxes.firstIndex(where: { $0.tax == part.tax }) {
      // Where one of them states no base, what the others state is not the base of them all.
      if let sum = taxes[index].taxable, let taxable = part.taxable {
        taxes[index].taxable = sum + taxable
      } else {
        taxes[index].taxable = nil
      }
      taxes[index].amount += part.amount
    } else {
      taxes.append(part)
      taxes.sort { $0.tax < $1.tax }
    }
  }
}
