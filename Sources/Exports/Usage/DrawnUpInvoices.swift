import Billing

/// Invoices drawn up from usage where there is no invoice export: one per workspace, month and currency.
struct DrawnUpInvoices: ~Copyable {
  /// To be used by several threads: valid as long as nothing is drawn up.
  struct Lookup {
    fileprivate let known: PairTable.Lookup
    fileprivate let periods: UnsafePointer<BillingPeriod>

    /// The invoice of a row, where it is drawn up already for all of the period.
    ///
    /// - Parameters:
    ///   - workspace: the number of its text.
    ///   - currency: the number of its spelling.
    func invoice(workspace: UInt32, period: BillingPeriod, currency: UInt32) -> Int? {
      guard let spelling = DrawnUpInvoices.spelling(period.month, currency: currency),
        let invoice = known.find(workspace, spelling), periods[Int(invoice)].union(period) == periods[Int(invoice)]
      else { return nil }
      return Int(invoice)
    }
  }

  private var slots: [InvoiceSlot] = []
  private var periods = RawList<BillingPeriod>()
  private var positions: [InvoiceSlot: Int] = [:]
  /// Positions by the text of the workspace, and by month and spelling of the currency.
  private var known = PairTable()

  var lookup: Lookup { Lookup(known: known.lookup, periods: periods.base) }

  /// The invoice of a row; `period` is what the row states, or the month of its timestamp.
  mutating func invoice(workspace: Identifier, period: BillingPeriod, currency: Currency) -> Int {
    let key = InvoiceSlot(workspace: workspace, month: period.month, currency: currency)
    if let position = positions[key] {
      periods[position] = periods[position].union(period)
      return position
    }
    positions[key] = slots.count
    slots.append(key)
    periods.append(period)
    return slots.count - 1
  }

  /// Remembers the invoice of rows of this workspace, month and currency, as `Lookup` finds it.
  mutating func remember(_ invoice: Int, workspace: UInt32, period: BillingPeriod, currency: UInt32) {
    guard let spelling = Self.spelling(period.month, currency: currency) else { return }
    known.set(workspace, spelling, to: UInt32(invoice))
  }

  /// A month and a spelling of a currency in one number; nil where there is no room for the spelling.
  fileprivate static func spelling(_ month: Month, currency: UInt32) -> UInt32? {
    currency < 256 ? UInt32(truncatingIfNeeded: month.year &* 12 &+ month.month) &<< 8 | currency : nil
  }

  /// The headers, in the order in which `invoice` numbered them.
  ///
  /// - Parameter published: numbers that are published already; they never change, whatever else the month now holds.
  func headers(prefix: String, published: [InvoiceSlot: Identifier]) -> [InvoiceHeader] {
    struct Month: Hashable {
      var workspace: Identifier
      var month: Billing.Month
    }
    let currencies = Dictionary(grouping: slots, by: { Month(workspace: $0.workspace, month: $0.month) })
    return slots.indices.map { index in
      let key = slots[index]
      let plain = Identifier("\(prefix)\(key.month)-\(key.workspace)")
      let isAlone = currencies[Month(workspace: key.workspace, month: key.month)]?.count == 1
      let number = published[key] ?? (isAlone ? plain : Identifier("\(plain)-\(key.currency)"))
      var header = InvoiceHeader(
        number: number, workspace: key.workspace, period: periods[index], currency: key.currency)
      header.issueDate = header.period.end
      return header
    }
  }
}
