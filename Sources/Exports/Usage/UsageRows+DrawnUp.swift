import Billing
import Diagnostics

// Which invoice a row belongs to where there is no invoices export.
extension UsageRows {
  /// - Parameter spelling: of the row's currency, by its number.
  mutating func drawnUpInvoice(
    _ batch: borrowing RecordBatch, _ row: Int, _ time: RowTime, _ spelling: UInt32
  ) -> (position: Int, dates: BillingPeriod?)? {
    let stated = reader.identifier(batch, row, .invoice)
    let workspace = reader.identifier(batch, row, .workspace)
    let period = time.stated ?? time.day?.month.period
    if let text = stated {
      guard let workspace, let period, let currency = currency(of: workspace, spelling),
        rules.published.merging(
          text, into: InvoiceSlot(workspace: workspace, month: period.month, currency: currency))
      else { return numberedInvoice(text, of: workspace, batch, row, time, spelling) }
    }
    guard let workspace else {
      _ = reader.requiredIdentifier(batch, row, .workspace)
      return nil
    }
    guard let period else {
      refuseWithoutTime(batch, row)
      return nil
    }
    guard let currency = currency(of: workspace, spelling) else {
      if rules.lacksWorkspaces {
        reader.isRefused = true
        return nil
      }
      reader.refuse(
        Finding(
          .missingCurrency, at: batch.place(row, UsageColumn.currency.rawValue), "the row states no currency",
          because: "neither its workspace nor the configuration states one either",
          remedy: "fill in currency, or set it in report.yml"),
        lacking: .currency, batch)
      return nil
    }
    let invoice = vocabulary.drawnUp.invoice(workspace: workspace, period: period, currency: currency)
    if isPlain(batch, row) {
      let text = number(batch, row, .workspace)
      if stated == nil {
        vocabulary.drawnUp.remember(invoice, workspace: text, period: period, currency: spelling)
      } else {
        vocabulary.drawnUp.remember(
          invoice, number: number(batch, row, .invoice), workspace: text, month: period.month, currency: spelling)
      }
    }
    return (invoice, time.dates(outside: period))
  }

  /// Whether no identifier of a row has blanks around it: a row that has is read strictly every time, so that all of them
  /// are counted.
  private func isPlain(_ batch: borrowing RecordBatch, _ row: Int) -> Bool {
    let fields = batch.fields(row)
    return [UsageColumn.workspace, .invoice].allSatisfy { column in
      fields[column].map { $0.trimmed?.count == $0.count } ?? true
    }
  }

  private func currency(of workspace: Identifier, _ spelling: UInt32) -> Currency? {
    spelling == 0 ? rules.currency(of: workspace) : vocabulary.currencies.lookup[spelling]
  }

  private mutating func numberedInvoice(
    _ number: Identifier, of workspace: Identifier?, _ batch: borrowing RecordBatch, _ row: Int, _ time: RowTime,
    _ spelling: UInt32
  ) -> (position: Int, dates: BillingPeriod?)? {
    let stated = NumberedInvoice.Row(
      workspace: workspace, period: time.stated,
      month: time.stated == nil ? time.day?.month.period : nil, loneDay: time.loneDay,
      currency: spelling == 0 ? nil : vocabulary.currencies.lookup[spelling])
    let place = batch.place(row, UsageColumn.invoice.rawValue)
    do {
      let invoice = try vocabulary.drawnUp.invoice(number, stated, at: place)
      if isPlain(batch, row) {
        vocabulary.drawnUp.remember(
          invoice, number: self.number(batch, row, .invoice), workspace: self.number(batch, row, .workspace),
          month: (stated.period ?? stated.month)?.month, currency: spelling)
      }
      // Which period the invoice is for is known once all rows are read.
      return (invoice, time.stated.map { time.dates(outside: $0) } ?? time.own)
    } catch {
      let isMonth = error.column == .periodStart && batch.fields(row)[UsageColumn.periodStart] == nil
      reader.refuse(
        Finding(
          error.kind, at: batch.place(row, (isMonth ? UsageColumn.period : error.column).rawValue),
          "the invoice \(Quoted.name(number.text)) has the \(error.former) at \(error.place), and the \(error.now) here",
          because: "a number stands for one invoice, of one workspace, billing period and currency",
          remedy: error.kind == .periodMismatch
            ? "mend the row; usage of another time is billed under the invoice's billing period, with its own dates in "
              + "charge_period_start and charge_period_end"
            : "mend the row, or give it another invoice_number"))
      return nil
    }
  }
}
