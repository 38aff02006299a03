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
  private(set) var invoices: Invoices
  private(set) var table = UsageGroupTable()
  private(set) var totals = UsageTotals()
  /// Where rows are put aside, where their invoices are to list them.
  let spool: UsageSpool?

  private var repeats = RepeatedUsage()
  private(set) var texts = TextPool()
  private var numbers = TextPool()
  private var invoiceOfNumber: [Int32?] = []
  private var prices = ValuePool<ExactDecimal>()
  private var rates = ValuePool<Rate>()
  private var currencies: [UInt32: Currency] = [:]
  private var categories: [UInt32: ChargeCategory] = [:]
  private var named: Set<UInt64> = []

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
  consuming func finish(numberPrefix: String) -> (invoices: [InvoiceHeader], totals: UsageTotals, findings: Findings) {
    let headers =
      switch invoices {
      case .exported(let finder): finder.invoices
      case .drawnUp(let drawnUp): drawnUp.headers(prefix: numberPrefix)
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

// MARK: - What a row charges

extension UsageRows {
  private struct Charge {
    var amount: ExactDecimal
    var discount: ExactDecimal
    var quantity: ExactDecimal?
    var unitPrice: UInt32
  }

  private mutating func charge(_ batch: borrowing RecordBatch, _ row: Int) -> Charge? {
    let quantity = reader.decimal(batch, row, .quantity)
    let unitPrice = unitPrice(batch, row)
    let stated = reader.decimal(batch, row, .amount)
    let amount: ExactDecimal
    if let stated {
      amount = stated
    } else if let quantity, let price = prices.value(unitPrice) {
      amount = quantity * price
    } else {
      if !reader.isRefused {
        reader.refuse(
          Finding(
            .missingValue, at: batch.place(row, UsageColumn.amount.rawValue),
            "the row has neither an amount nor both quantity and unit_price", because: "there is nothing to bill",
            remedy: "fill in amount, or quantity and unit_price"))
      }
      return nil
    }
    let discount = reader.discount(batch, row, .discount)?.taken(off: amount) ?? .zero
    return Charge(amount: amount, discount: discount, quantity: quantity, unitPrice: unitPrice)
  }

  /// Prices are few and rows many: each spelling is parsed once.
  private mutating func unitPrice(_ batch: borrowing RecordBatch, _ row: Int) -> UInt32 {
    let spelling = texts.number(of: batch.field(row, UsageColumn.unitPrice.rawValue))
    if spelling == 0 { return 0 }
    if let number = prices.number(ofSpelling: spelling) { return number }
    guard let price = reader.decimal(batch, row, .unitPrice) else { return 0 }
    return prices.add(price, spelling: spelling)
  }

  private mutating func rate(_ batch: borrowing RecordBatch, _ row: Int) -> UInt32 {
    let spelling = texts.number(of: batch.field(row, UsageColumn.taxRate.rawValue))
    if spelling == 0 { return 0 }
    if let number = rates.number(ofSpelling: spelling) { return number }
    guard let rate = reader.rate(batch, row, .taxRate) else { return 0 }
    return rates.add(rate, spelling: spelling)
  }

  private mutating func currency(_ batch: borrowing RecordBatch, _ row: Int) -> Currency? {
    let spelling = texts.number(of: batch.field(row, UsageColumn.currency.rawValue))
    if spelling == 0 { return nil }
    if let currency = currencies[spelling] { return currency }
    let currency = reader.currency(batch, row, .currency)
    if let currency { currencies[spelling] = currency }
    return currency
  }

  private mutating func chargeCategory(_ batch: borrowing RecordBatch, _ row: Int) -> ChargeCategory {
    let spelling = texts.number(of: batch.field(row, UsageColumn.chargeCategory.rawValue))
    if spelling == 0 { return .usage }
    if let category = categories[spelling] { return category }
    guard let category = reader.word(batch, row, .chargeCategory, ChargeCategory.self) else { return .usage }
    categories[spelling] = category
    return category
  }

  private mutating func isRepeated(_ batch: borrowing RecordBatch, _ row: Int) -> Bool {
    let id = batch.field(row, UsageColumn.id.rawValue)
    if id.isAbsent { return false }
    let content = RepeatedUsage.content(batch, row, columns: UsageColumn.allCases.count)
    switch repeats.check(id: id, content: content, line: batch.line(row)) {
    case .new:
      return false
    case .repeated(let first):
      totals.repeatedRows += 1
      reader.findings.add(
        Finding(
          .repeatedRow, at: batch.place(row, UsageColumn.id.rawValue),
          "usage_id \(Quoted.name(id.text)) repeats \(first) word for word", remedy: "nothing; it counts once"))
    case .different(let first):
      reader.refuse(
        Finding(
          .duplicateID, at: batch.place(row, UsageColumn.id.rawValue),
          "usage_id \(Quoted.name(id.text)) is already at \(first), with another content",
          because: "which of the two is right would be a guess",
          remedy: "keep one of them, or give the other its own id"))
    }
    return true
  }
}

// MARK: - Which invoice a row belongs to

extension UsageRows {
  private mutating func invoice(_ batch: borrowing RecordBatch, _ row: Int, _ currency: Currency?) -> Int? {
    let period = reader.period(batch, row, start: .periodStart, end: .periodEnd, month: .period)
    let day = reader.day(batch, row, .timestamp)
    keepWorkspaceName(batch, row)
    if reader.isRefused { return nil }
    switch invoices {
    case .exported(let finder):
      return exportedInvoice(batch, row, finder, period, day, currency)
    case .drawnUp(var drawnUp):
      // Taken out for the time of the change, so that it is not copied.
      invoices = .drawnUp(DrawnUpInvoices())
      defer { invoices = .drawnUp(drawnUp) }
      guard let workspace = reader.required(batch, row, .workspace) else { return nil }
      guard let period = period ?? day?.month.period else {
        refuseWithoutTime(batch, row)
        return nil
      }
      guard let currency = currency ?? rules.workspaceCurrencies[workspace] ?? rules.currency else {
        reader.refuse(
          Finding(
            .missingCurrency, at: batch.place(row, UsageColumn.currency.rawValue), "the row states no currency",
            because: "neither its workspace nor the configuration states one either",
            remedy: "fill in currency, or set it in report.yml"))
        return nil
      }
      return drawnUp.invoice(workspace: workspace, period: period, currency: currency)
    }
  }

  private mutating func exportedInvoice(
    _ batch: borrowing RecordBatch, _ row: Int, _ finder: InvoiceFinder, _ period: BillingPeriod?, _ day: Day?,
    _ currency: Currency?
  ) -> Int? {
    let field = batch.field(row, UsageColumn.invoice.rawValue)
    let invoice =
      field.isAbsent
      ? findByTime(batch, row, finder, period, day, currency) : findByNumber(batch, row, field, finder)
    guard let invoice else { return nil }
    let header = finder.invoices[invoice]
    if let currency, currency != header.currency {
      reader.refuse(
        Finding(
          .currencyMismatch, at: batch.place(row, UsageColumn.currency.rawValue),
          "currency is \(currency), but invoice \(Quoted.name(header.number)) is in \(header.currency)",
          because: "an invoice has one currency, and currencies are never added together",
          remedy: "mend the currency of the row or of the invoice, or move the row to an invoice in \(currency)"))
      return nil
    }
    if !field.isAbsent, let workspace = reader.text(batch, row, .workspace), workspace != header.workspace {
      reader.refuse(
        Finding(
          .workspaceMismatch, at: batch.place(row, UsageColumn.workspace.rawValue),
          "workspace_id is \(Quoted.name(workspace)), but invoice \(Quoted.name(header.number)) is for "
            + Quoted.name(header.workspace), because: "a workspace never pays for another's usage",
          remedy: "mend the workspace_id or the invoice_number of the row"))
      return nil
    }
    if period == nil, let day, !header.period.contains(day), header.statesPeriod {
      reader.findings.add(
        Finding(
          .usageOutsidePeriod, at: batch.place(row, UsageColumn.timestamp.rawValue),
          "usage of \(day) is billed on invoice \(Quoted.name(header.number)) for \(header.period.start) to "
            + "\(header.period.lastDay)", remedy: "check the row's invoice_number; it is billed as exported"))
    }
    return invoice
  }

  private mutating func findByNumber(
    _ batch: borrowing RecordBatch, _ row: Int, _ field: Field, _ finder: InvoiceFinder
  ) -> Int? {
    let number = Int(numbers.number(of: field.bytes))
    while invoiceOfNumber.count <= number { invoiceOfNumber.append(nil) }
    if let known = invoiceOfNumber[number] { return Int(known) }
    guard let invoice = finder.invoice(number: field.text) else {
      if finder.refused.contains(field.text) {
        reader.isRefused = true
        return nil
      }
      reader.refuse(
        Finding(
          .unknownInvoice, at: batch.place(row, UsageColumn.invoice.rawValue),
          "no invoice has the number \(Quoted.name(field.text))",
          because: "the usage would be lost if it were billed on none",
          remedy: "export that invoice as well, or mend the number"))
      return nil
    }
    invoiceOfNumber[number] = Int32(invoice)
    return invoice
  }

  private mutating func findByTime(
    _ batch: borrowing RecordBatch, _ row: Int, _ finder: InvoiceFinder, _ period: BillingPeriod?, _ day: Day?,
    _ currency: Currency?
  ) -> Int? {
    guard let workspace = reader.text(batch, row, .workspace) else {
      reader.refuse(
        Finding(
          .missingValue, at: batch.place(row, UsageColumn.invoice.rawValue),
          "the row has neither an invoice_number nor a workspace_id", because: "it belongs to no invoice",
          remedy: "fill in one of them"))
      return nil
    }
    guard let moment = period?.lastDay ?? day else {
      refuseWithoutTime(batch, row)
      return nil
    }
    switch finder.find(InvoiceFinder.Clue(workspace: workspace, period: period, day: day, currency: currency)) {
    case .invoice(let invoice):
      return invoice
    case .several(let first, let second):
      reader.refuse(
        Finding(
          .ambiguousInvoice, at: batch.place(row, UsageColumn.workspace.rawValue),
          "the row fits two invoices, \(Quoted.name(first)) and \(Quoted.name(second))",
          because: "it can be billed on one of them only", remedy: "state the invoice_number in the row"))
    case .none where rules.selection.contains(moment.month):
      reader.refuse(
        Finding(
          .unknownInvoice, at: batch.place(row, UsageColumn.workspace.rawValue),
          "no invoice of workspace \(Quoted.name(workspace)) bills \(period.map { "\($0.start) to \($0.lastDay)" } ?? "\(moment)")"
            + (currency.map { " in \($0)" } ?? ""), because: "the usage would be lost if it were billed on none",
          remedy: "export the invoice for that time as well, or state the invoice_number in the row"))
    case .none:
      totals.unbilledRows += 1
    }
    return nil
  }

  private mutating func refuseWithoutTime(_ batch: borrowing RecordBatch, _ row: Int) {
    reader.refuse(
      Finding(
        .missingValue, at: batch.place(row, UsageColumn.timestamp.rawValue),
        "the row has neither a billing period nor a timestamp",
        because: "it cannot be told which month it is billed in",
        remedy: "fill in billing_period as YYYY-MM, billing_period_start and billing_period_end, or timestamp"))
  }

  /// Exports that repeat the name on every row name a workspace once for each spelling.
  private mutating func keepWorkspaceName(_ batch: borrowing RecordBatch, _ row: Int) {
    let name = texts.number(of: batch.field(row, UsageColumn.workspaceName.rawValue))
    if name == 0 { return }
    let workspace = texts.number(of: batch.field(row, UsageColumn.workspace.rawValue))
    guard workspace != 0, named.insert(UInt64(workspace) << 32 | UInt64(name)).inserted,
      let id = reader.text(batch, row, .workspace), let text = reader.text(batch, row, .workspaceName)
    else { return }
    // Of several names the first by its bytes, whatever the order of the rows.
    if let known = totals.workspaceNames[id], known.utf8.lexicographicallyPrecedes(text.utf8) { return }
    totals.workspaceNames[id] = text
  }
}
