import Billing

/// What was read of each usage file.
struct UsageCounts {
  private var files: [FileCount] = []
  /// What each file charges on invoices whose currency only a later row may tell, by their positions.
  private var open: [[Int: ExactDecimal]] = []
  /// Of the present file, and all rows up to its first one. There are few currencies: looking along them is faster than
  /// hashing, and it is done for every group of rows.
  private var amounts: [(currency: Currency?, sum: ExactDecimal)] = []
  private var openAmounts: [Int: ExactDecimal] = [:]
  private var rowsBefore = 0
  var repeatedRows = 0

  mutating func add(_ amount: ExactDecimal, in currency: Currency?) {
    if let index = amounts.firstIndex(where: { $0.currency == currency }) {
      amounts[index].sum += amount
    } else {
      amounts.append((currency, amount))
    }
  }

  mutating func add(_ amount: ExactDecimal, onInvoice position: Int) {
    openAmounts[position, default: .zero] += amount
  }

  /// - Parameter rows: of all files up to the end of this one.
  mutating func end(_ file: ExportFile, rows: Int) {
    var count = FileCount(file, rows: rows - rowsBefore)
    count.repeatedRows = repeatedRows
    count.amounts = Dictionary(uniqueKeysWithValues: amounts.map { ($0.currency, $0.sum) })
    files.append(count)
    open.append(openAmounts)
    (amounts, openAmounts, repeatedRows) = ([], [:], 0)
    rowsBefore = rows
  }

  /// - Parameter invoices: by their positions, as they are known once all files are read.
  func files(_ invoices: [InvoiceHeader]) -> [FileCount] {
    zip(files, open).map { file, open in
      var file = file
      for (position, amount) in open { file.amounts[invoices[position].currency, default: .zero] += amount }
      return file
    }
  }
}

extension UsageRows {
  /// Notes what was read since the last file ended.
  mutating func endCount(of file: ExportFile) {
    for partition in partitions {
      partition.value.takeAmounts { invoice, amount in
        if !rules.drawsUp {
          counts.add(amount, in: vocabulary.invoices.invoices[invoice].currency)
        } else if let currency = vocabulary.drawnUp.currency(of: invoice) {
          counts.add(amount, in: currency)
        } else {
          counts.add(amount, onInvoice: invoice)
        }
      }
    }
    counts.end(file, rows: totals.rows)
  }

  /// The currency of a row that no invoice bills yet, as far as it tells.
  ///
  /// - Parameter spelling: of the currency that it states, by its number.
  func currency(ofUnbilled batch: borrowing RecordBatch, _ row: Int, _ spelling: UInt32) -> Currency? {
    if spelling != 0 { return vocabulary.currencies.lookup[spelling] }
    return bareWorkspace(batch, row).map(rules.currency(of:)) ?? rules.currency
  }
}
