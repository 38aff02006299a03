import Billing
import Diagnostics

/// Adds usage rows up as they stream by.
struct UsageRows: RecordSink, ~Copyable {
  /// How rows find their invoice.
  enum Invoices {
    case exported(InvoiceFinder)
    case drawnUp(DrawnUpInvoices)
  }

  /// What usage is read by.
  struct Rules {
    var grouping: LineGrouping
    /// Rows of other periods may still wait for their invoice.
    var selection: PeriodSelection
    /// Of rows and workspaces that state none.
    var currency: Currency?
    var workspaceCurrencies: [String: Currency]
  }

  var reader: RowReader<UsageColumn>
  let rules: Rules
  var invoices: Invoices
  var table = UsageGroupTable()
  var totals = UsageTotals()
  /// Where rows are put aside, where their invoices are to list them.
  let spool: UsageSpool?

  var repeats = RepeatedUsage()
  /// Every text that is kept, and the spellings of prices, rates, currencies and charge categories.
  var texts = TextPool()
  /// Invoice numbers, with the invoice of each where it is known.
  var numbers = TextPool()
  var invoiceOfNumber: [Int32?] = []
  /// What the spellings mean: rows are many and these are few, so that each is read once.
  var prices = ValuePool<ExactDecimal>()
  var rates = ValuePool<Rate>()
  var currencies: [UInt32: Currency] = [:]
  var categories: [UInt32: ChargeCategory] = [:]
  /// Workspaces and their names, both as texts, that were met already.
  var named: Set<UInt64> = []

  init(reader: consuming RowReader<UsageColumn>, rules: Rules, invoices: Invoices, spool: UsageSpool?) {
    self.reader = reader
    self.rules = rules
    self.invoices = invoices
    self.spool = spool
  }

  mutating func beginFile(_ name: String) { repeats.beginFile(name) }

  mutating func receive(_ batch: borrowing RecordBatch) throws {
    for row in 0..<batch.count {
      totals.rows += 1
      reader.isRefused = false
      if !isRepeated(batch, row) { try take(batch, row) }
    }
  }

  private mutating func take(_ batch: borrowing RecordBatch, _ row: Int) throws {
    let service = texts.number(of: batch.field(row, UsageColumn.service.rawValue))
    if service == 0 { _ = reader.required(batch, row, .service) }
    let category = chargeCategory(batch, row)
    let charge = charge(batch, row)
    let taxRate = rate(batch, row)
    let currency = currency(batch, row)
    guard let invoice = invoice(batch, row, currency), let charge, !reader.isRefused else { return }
    try spool?.append(batch, row, invoice: invoice, columns: UsageColumn.allCases.count)

    let texts = RowTexts(
      category: texts.number(of: batch.field(row, UsageColumn.category.rawValue)),
      description: texts.number(of: batch.field(row, UsageColumn.description.rawValue)),
      unit: texts.number(of: batch.field(row, UsageColumn.unit.rawValue)), unitPrice: charge.unitPrice,
      resource: texts.number(of: batch.field(row, UsageColumn.resource.rawValue)))
    var key = LineKey(
      invoice: Int32(invoice), service: service,
      taxCode: self.texts.number(of: batch.field(row, UsageColumn.taxCode.rawValue)), taxRate: taxRate,
      isTax: category == .tax)
    if rules.grouping.contains(.description) || category == .tax { key.description = texts.description }
    if rules.grouping.contains(.unit) { key.unit = texts.unit }
    if rules.grouping.contains(.unitPrice) { key.unitPrice = texts.unitPrice }
    if rules.grouping.contains(.resource) { key.resource = texts.resource }
    if rules.grouping.keepsRows { key.row = totals.rows }
    table.add(
      key, texts, amount: charge.amount, discount: charge.discount, quantity: charge.quantity, order: totals.rows)
  }

  /// The sums, with the invoices drawn up for them where none were exported.
  consuming func finish(
    numberPrefix: String, published: [InvoiceSlot: String]
  ) -> (invoices: [InvoiceHeader], totals: UsageTotals, findings: Findings) {
    let headers =
      switch invoices {
      case .exported(let finder): finder.invoices
      case .drawnUp(let drawnUp): drawnUp.headers(prefix: numberPrefix, published: published)
      }
    let prices = prices
    let rates = rates
    let findings = reader.findings
    var sums = totals
    let groups = table.groups
    let strings = texts.strings()
    func text(_ number: UInt32) -> String? { number == 0 ? nil : strings[Int(number)] }
    let resolved = groups.map { group in
      let key = group.key
      return (
        invoice: Int(key.invoice),
        group: UsageGroup(
          service: strings[Int(key.service)], category: text(group.texts.category),
          description: text(group.texts.description), resource: text(group.texts.resource),
          unit: text(group.texts.unit), unitPrice: prices.value(group.texts.unitPrice), quantity: group.quantity,
          amount: group.amount, discount: group.discount,
          tax: TaxReference(code: text(key.taxCode), rate: rates.value(key.taxRate)), isTax: key.isTax,
          rows: group.rows, order: group.order)
      )
    }
    var totals = UsageTotals(resolved, invoices: headers.count)
    totals.rows = sums.rows
    totals.repeatedRows = sums.repeatedRows
    totals.unbilledRows = sums.unbilledRows
    swap(&totals.workspaceNames, &sums.workspaceNames)
    return (headers, totals, findings)
  }
}

/// What kind of charge a usage row is: FOCUS `ChargeCategory`.
enum ChargeCategory: String, CaseIterable {
  case usage, purchase, tax, credit, adjustment
}
