import Billing
import Diagnostics

// Which invoice a row belongs to.
extension UsageRows {
  /// The invoice that bills a row, and the dates that its line shows there.
  ///
  /// - Parameter currency: the number of its spelling.
  mutating func invoice(
    _ batch: borrowing RecordBatch, _ row: Int, _ time: RowTime, _ currency: UInt32
  ) -> (position: Int, dates: BillingPeriod?)? {
    keepWorkspaceName(batch, row)
    if reader.isRefused { return nil }
    if rules.drawsUp { return drawnUpInvoice(batch, row, time, currency) }
    let stated = currency == 0 ? nil : vocabulary.currencies.lookup[currency]
    return exportedInvoice(batch, row, time, stated).map { position in
      let header = vocabulary.invoices.invoices[position]
      // An invoice that states no period has none that a row could lie outside of.
      return (position, header.statesPeriod ? time.dates(outside: header.period) : nil)
    }
  }

  private mutating func exportedInvoice(
    _ batch: borrowing RecordBatch, _ row: Int, _ time: RowTime, _ currency: Currency?
  ) -> Int? {
    let number = batch.fields(row)[.invoice].flatMap { $0.trimmed == nil ? nil : $0 }
    let isNumbered = number != nil
    let invoice =
      number.map { findByNumber(batch, row, $0) } ?? findByTime(batch, row, time.stated, time.day, currency)
    guard let invoice else { return nil }
    let header = vocabulary.invoices.invoices[invoice]
    if let currency, currency != header.currency {
      reader.refuse(
        Finding(
          .currencyMismatch, at: batch.place(row, UsageColumn.currency.rawValue),
          "currency is \(currency), but invoice \(Quoted.name(header.number.text)) is in \(header.currency)",
          because: "an invoice has one currency, and currencies are never added together",
          remedy: "mend the currency of the row or of the invoice, or move the row to an invoice in \(currency)"))
      return nil
    }
    if isNumbered, let workspace = reader.identifier(batch, row, .workspace), workspace != header.workspace {
      refuse(
        Finding(
          .workspaceMismatch, at: batch.place(row, UsageColumn.workspace.rawValue),
          "workspace_id is \(Quoted.name(workspace.text)), but invoice \(Quoted.name(header.number.text)) is for "
            + Quoted.name(header.workspace.text), because: "a workspace never pays for another's usage",
          remedy: "mend the workspace_id or the invoice_number of the row"),
        isWithheld: vocabulary.invoices.looksLikeAnother(workspace: workspace))
      return nil
    }
    if let day = time.loneDay, !header.period.contains(day), header.statesPeriod {
      reader.findings.add(
        Finding(
          .usageOutsidePeriod, at: batch.place(row, UsageColumn.timestamp.rawValue),
          "usage of \(day) is billed on invoice \(Quoted.name(header.number.text)) for \(header.period.start) to "
            + "\(header.period.lastDay)", remedy: "check the row's invoice_number; it is billed as exported"))
    }
    return invoice
  }

  /// Refuses a row; with nothing to say, where its identifier is told to look like another one.
  private mutating func refuse(_ finding: Finding, isWithheld: Bool) {
    if !isWithheld { return reader.refuse(finding) }
    withheld.add(finding)
    reader.isRefused = true
  }

  private mutating func findByNumber(_ batch: borrowing RecordBatch, _ row: Int, _ text: FieldText) -> Int? {
    if let invoice = vocabulary.invoices.lookup.invoice(number: text) { return invoice }
    guard let number = reader.identifier(batch, row, .invoice) else { return nil }
    if let invoice = number.text.withFieldText({ vocabulary.invoices.lookup.invoice(number: $0) }) { return invoice }
    // What is wrong is told already: of the row of that invoice, or of its file.
    if vocabulary.invoices.refused.contains(number) || vocabulary.invoices.isIncomplete {
      reader.isRefused = true
      return nil
    }
    refuse(
      Finding(
        .unknownInvoice, at: batch.place(row, UsageColumn.invoice.rawValue),
        "no invoice has the number \(Quoted.name(number.text))",
        because: "the usage would be lost if it were billed on none",
        remedy: "export that invoice as well, or mend the number"),
      isWithheld: vocabulary.invoices.looksLikeAnother(number: number))
    return nil
  }

  private mutating func findByTime(
    _ batch: borrowing RecordBatch, _ row: Int, _ period: BillingPeriod?, _ day: Day?, _ currency: Currency?
  ) -> Int? {
    guard let workspace = reader.identifier(batch, row, .workspace) else {
      reader.refuse(
        Finding(
          .missingValue, at: batch.place(row, UsageColumn.invoice.rawValue),
          "the row has neither an invoice_number nor a workspace_id", because: "it belongs to no invoice",
          remedy: "fill in one of them"),
        lacking: .invoice, batch)
      return nil
    }
    guard let moment = period?.lastDay ?? day else {
      refuseWithoutTime(batch, row)
      return nil
    }
    let clue = InvoiceFinder.Clue(period: period, day: day, currency: currency)
    switch workspace.text.withFieldText({ vocabulary.invoices.lookup.find(workspace: $0, clue) }) {
    case .invoice(let invoice):
      return invoice
    case .several(let first, let second):
      let invoices = vocabulary.invoices.invoices
      reader.refuse(
        Finding(
          .ambiguousInvoice, at: batch.place(row, UsageColumn.workspace.rawValue),
          "the row fits two invoices, \(Quoted.name(invoices[first].number.text)) and "
            + Quoted.name(invoices[second].number.text),
          because: "it can be billed on one of them only", remedy: "state the invoice_number in the row"))
    case .none where rules.selection.contains(moment.month):
      // As above: the invoice may be one whose row was refused.
      if !vocabulary.invoices.refused.isEmpty || vocabulary.invoices.isIncomplete {
        reader.isRefused = true
        return nil
      }
      refuse(
        Finding(
          .unknownInvoice, at: batch.place(row, UsageColumn.workspace.rawValue),
          "no invoice of workspace \(Quoted.name(workspace.text)) bills \(period.map { "\($0.start) to \($0.lastDay)" } ?? "\(moment)")"
            + (currency.map { " in \($0)" } ?? ""), because: "the usage would be lost if it were billed on none",
          remedy: "export the invoice for that time as well, or state the invoice_number in the row"),
        isWithheld: vocabulary.invoices.looksLikeAnother(workspace: workspace))
    case .none:
      totals.unbilledRows += rowCount(batch, row)
    }
    return nil
  }

  mutating func refuseWithoutTime(_ batch: borrowing RecordBatch, _ row: Int) {
    reader.refuse(
      Finding(
        .missingValue, at: batch.place(row, UsageColumn.timestamp.rawValue),
        "the row has neither a billing period nor a timestamp",
        because: "it cannot be told which month it is billed in",
        remedy: "fill in billing_period as YYYY-MM, billing_period_start and billing_period_end, or timestamp"),
      lacking: .timestamp, batch)
  }

  /// Exports that repeat the name on every row name a workspace once for each spelling.
  private mutating func keepWorkspaceName(_ batch: borrowing RecordBatch, _ row: Int) {
    let name = number(batch, row, .workspaceName)
    let workspace = number(batch, row, .workspace)
    guard name != 0, workspace != 0, vocabulary.names.lookup.find(workspace, name) == nil,
      let id = bareWorkspace(batch, row), let text = reader.text(batch, row, .workspaceName)
    else { return }
    vocabulary.names.set(workspace, name, to: 0)
    // Of several names the first by its bytes, whatever the order of the rows.
    if let known = totals.workspaceNames[id], known.utf8.lexicographicallyPrecedes(text.utf8) { return }
    totals.workspaceNames[id] = text
  }

  /// The workspace of a row, without a finding: that it stands between blanks is noted where it is billed.
  func bareWorkspace(_ batch: borrowing RecordBatch, _ row: Int) -> Identifier? {
    guard let text = batch.fields(row)[.workspace], let bare = text.trimmed.map({ Identifier($0.string) }) else {
      return nil
    }
    return reader.known.spellings(of: .workspace)?.spelling(of: Identifier(text.string), bare: bare) ?? bare
  }
}
