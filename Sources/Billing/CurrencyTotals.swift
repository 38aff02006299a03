/// The sums over several documents of one currency; currencies are never added together.
public struct CurrencyTotals: Sendable, Hashable {
  public let currency: Currency
  public private(set) var invoices = 0
  public private(set) var creditNotes = 0
  public private(set) var subtotal: Amount = .zero
  public private(set) var discount: Amount = .zero
  public private(set) var tax: Amount = .zero
  public private(set) var total: Amount = .zero
  public private(set) var credited: Amount = .zero
  public private(set) var paid: Amount = .zero
  /// Of `due`.
  public private(set) var writtenOff: Amount = .zero
  public private(set) var pending: Amount = .zero
  public private(set) var refunded: Amount = .zero
  public private(set) var due: Amount = .zero
  public private(set) var credit: Amount = .zero
  /// What credit notes among the documents come to; not part of `total`.
  public private(set) var creditNoteTotal: Amount = .zero

  /// Of no document.
  public init(_ currency: Currency) {
    self.currency = currency
  }

  /// By currency code. Drafts and void invoices are left out; credit notes are counted apart.
  public static func of(_ entries: some Sequence<LedgerEntry>) -> [CurrencyTotals] {
    var totals: [CurrencyTotals] = []
    for entry in entries { add(entry, to: &totals) }
    return totals.sorted { $0.currency < $1.currency }
  }

  /// The same for some of many documents, without a copy of any.
  public static func of(_ entries: [LedgerEntry], at positions: some Sequence<Int>) -> [CurrencyTotals] {
    var totals: [CurrencyTotals] = []
    for position in positions { add(entries[position], to: &totals) }
    return totals.sorted { $0.currency < $1.currency }
  }

  /// Currencies are few: looking through them costs less than hashing.
  @inline(__always)
  private static func add(_ entry: LedgerEntry, to totals: inout [CurrencyTotals]) {
    guard entry.counts else { return }
    if let index = totals.firstIndex(where: { $0.currency == entry.currency }) {
      totals[index].add(entry)
    } else {
      var first = CurrencyTotals(entry.currency)
      first.add(entry)
      totals.append(first)
    }
  }

  @inline(__always)
  private mutating func add(_ entry: LedgerEntry) {
    guard entry.type == .invoice else {
      creditNotes += 1
      creditNoteTotal += entry.totals.total
      return
    }
    invoices += 1
    subtotal += entry.totals.subtotal
    discount += entry.totals.discount
    tax += entry.totals.tax
    total += entry.totals.total
    credited += entry.credited
    paid += entry.paid
    writtenOff += entry.writtenOff
    pending += entry.pending
    refunded += entry.refunded
    due += entry.due
    credit += entry.credit
  }
}
