import Billing
import Diagnostics

// Which invoice a row belongs to.
extension UsageRows {
  mutating func invoice(_ batch: borrowing RecordBatch, _ row: Int, _ currency: Currency?) -> Int? {
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
