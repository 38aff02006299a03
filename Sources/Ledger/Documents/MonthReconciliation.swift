import Billing

/// Where the usage rows of the exports went. The parts add up to what was read.
package struct RowCounts: Sendable {
  package var read = 0
  package var repeated = 0
  package var unbilled = 0
}

/// The reconciliation of one month, over all its currencies.
package struct MonthReconciliation: Sendable {
  package private(set) var currencies: [Reconciliation] = []
  /// Rows on invoices that count.
  package private(set) var billedRows = 0
  /// Rows on drafts, void invoices and credit notes.
  package private(set) var uncountedRows = 0
  package private(set) var rows = RowCounts()

  /// All rows of documents of the month.
  var rowsOfMonth: Int { billedRows + uncountedRows }
  /// Rows of documents of other months.
  package var otherRows: Int { rows.read - rows.repeated - rows.unbilled - rowsOfMonth }

  package mutating func add(_ document: Document, _ entry: LedgerEntry) {
    guard entry.counts, entry.type == .invoice else {
      uncountedRows += document.invoice.usageRows
      return
    }
    billedRows += document.invoice.usageRows
    update(entry.currency) { $0.add(document.invoice, document.balance) }
  }

  package mutating func add(_ other: MonthReconciliation) {
    billedRows += other.billedRows
    uncountedRows += other.uncountedRows
    for part in other.currencies { update(part.currency) { $0.add(part) } }
  }

  func tied(to rows: RowCounts) -> MonthReconciliation {
    var month = self
    month.rows = rows
    return month
  }

  private mutating func update(_ currency: Currency, _ body: (inout Reconciliation) -> Void) {
    if let index = currencies.firstIndex(where: { $0.currency == currency }) {
      body(&currencies[index])
    } else {
      var part = Reconciliation(currency: currency)
      body(&part)
      currencies.append(part)
      currencies.sort { $0.currency < $1.currency }
    }
  }
}
