import Billing

/// The billing periods that rows state, by the numbers of the texts they state them with, 0 for an absent one.
struct PeriodTable: ~Copyable {
  /// To be used by several threads: valid as long as no period is added.
  struct Lookup {
    fileprivate let known: PairTable.Lookup
    fileprivate let periods: UnsafePointer<BillingPeriod>

    func find(start: UInt32, end: UInt32, month: UInt32) -> BillingPeriod? {
      let (first, second) = PeriodTable.pair(start, end, month)
      return first == 0 ? nil : known.find(first, second).map { periods[Int($0)] }
    }
  }

  private var known = PairTable()
  private var periods = RawList<BillingPeriod>()

  var lookup: Lookup { Lookup(known: known.lookup, periods: periods.base) }

  mutating func add(_ period: BillingPeriod, start: UInt32, end: UInt32, month: UInt32) {
    let (first, second) = Self.pair(start, end, month)
    if known.lookup.find(first, second) != nil { return }
    known.set(first, second, to: UInt32(periods.count))
    periods.append(period)
  }

  /// Start and end; a month only where neither is stated, beside a number that no text has.
  fileprivate static func pair(_ start: UInt32, _ end: UInt32, _ month: UInt32) -> (UInt32, UInt32) {
    start == 0 && end == 0 ? (month, .max) : (start, end)
  }
}
