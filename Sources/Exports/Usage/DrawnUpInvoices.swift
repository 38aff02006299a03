import Billing
import Diagnostics

/// Invoices drawn up from usage where there is no invoices export: one for each number that rows state; of the other rows
/// one per workspace, month and currency, under a number of its own.
struct DrawnUpInvoices: ~Copyable {
  /// To be used by several threads: valid as long as nothing is drawn up.
  struct Lookup {
    fileprivate let known: PairTable.Lookup
    fileprivate let numbers: PairTable.Lookup
    fileprivate let knownNumbers: PairTable.Lookup
    fileprivate let facts: UnsafePointer<Facts>

    /// The invoice of a row without a number, where it is drawn up already for all of the period.
    ///
    /// - Parameters:
    ///   - workspace: the number of its text.
    ///   - currency: the number of its spelling.
    func invoice(workspace: UInt32, period: BillingPeriod, currency: UInt32) -> Int? {
      guard let spelling = DrawnUpInvoices.spelling(period.month, currency: currency),
        let invoice = known.find(workspace, spelling), facts[Int(invoice)].has(period)
      else { return nil }
      return Int(invoice)
    }

    /// The invoice of a row with a number, where all that it says of it was said before.
    ///
    /// - Parameters:
    ///   - number: the number of its text; likewise `workspace`, 0 for none.
    ///   - stated: the billing period of the row.
    ///   - month: of its timestamp, where it states no billing period.
    ///   - loneDay: the day of a timestamp that is all the row says of its time.
    func invoice(
      number: UInt32, workspace: UInt32, stated: BillingPeriod?, month: BillingPeriod?, loneDay: Day?,
      currency: UInt32
    ) -> Int? {
      guard let pair = numbers.find(number, workspace),
        let spelling = DrawnUpInvoices.spelling((stated ?? month)?.month, currency: currency),
        let invoice = knownNumbers.find(pair, spelling)
      else { return nil }
      let facts = facts[Int(invoice)]
      if let stated { return (facts.isNumbered ? facts.stated == stated : facts.has(stated)) ? Int(invoice) : nil }
      if let month, !facts.has(month) { return nil }
      if let loneDay, facts.isNumbered, loneDay < facts.firstDay || loneDay > facts.lastDay { return nil }
      return Int(invoice)
    }
  }

  /// What rows are held against.
  fileprivate struct Facts {
    /// What the rows without a number state, or the months of their timestamps; of rows with a number the latter alone.
    var period: BillingPeriod?
    var isNumbered = false
    /// What rows with a number state.
    var stated: BillingPeriod?
    /// Of timestamps that are all that rows with a number say of their time.
    var firstDay = Day(number: .max)
    var lastDay = Day(number: .min)

    func has(_ other: BillingPeriod) -> Bool { period?.contains(other) ?? false }

    mutating func add(_ other: BillingPeriod) { period = period?.union(other) ?? other }
  }

  private enum Kind {
    case unnumbered(InvoiceSlot)
    /// Its position among the numbered ones.
    case numbered(Int)
  }

  private var kinds: [Kind] = []
  private var facts = RawList<Facts>()
  private var slots: [InvoiceSlot: Int] = [:]
  private var positions: [Identifier: Int] = [:]
  private(set) var numbered: [NumberedInvoice] = []
  /// Positions by the text of the workspace, and by month and spelling of the currency.
  private var known = PairTable()
  /// Texts of number and workspace by a number from 1; and positions by that, month and spelling of the currency.
  private var numberPairs = PairTable()
  private var pairs: UInt32 = 0
  private var knownNumbers = PairTable()

  var lookup: Lookup {
    Lookup(
      known: known.lookup, numbers: numberPairs.lookup, knownNumbers: knownNumbers.lookup,
      facts: UnsafePointer(facts.base))
  }

  /// The invoice of a row without a number; `period` is what the row states, or the month of its timestamp.
  mutating func invoice(workspace: Identifier, period: BillingPeriod, currency: Currency) -> Int {
    let key = InvoiceSlot(workspace: workspace, month: period.month, currency: currency)
    if let position = slots[key] {
      facts.base[position].add(period)
      return position
    }
    slots[key] = kinds.count
    kinds.append(.unnumbered(key))
    facts.append(Facts(period: period))
    return kinds.count - 1
  }

  /// The invoice of a row with a number.
  ///
  /// - Parameter place: of the row.
  /// - Throws: what the row says otherwise than another row of the number.
  mutating func invoice(
    _ number: Identifier, _ row: NumberedInvoice.Row, at place: Place
  ) throws(NumberedInvoice.Conflict) -> Int {
    let position: Int
    if let known = positions[number] {
      position = known
    } else {
      position = kinds.count
      positions[number] = position
      kinds.append(.numbered(numbered.count))
      numbered.append(NumberedInvoice(number, at: place))
      facts.append(Facts(isNumbered: true))
    }
    guard case .numbered(let index) = kinds[position] else { return position }
    try numbered[index].add(row, at: place)
    facts.base[position].stated = numbered[index].period?.value
    facts.base[position].period = numbered[index].months
    if let days = numbered[index].loneDays {
      facts.base[position].firstDay = days.first.value
      facts.base[position].lastDay = days.last.value
    }
    return position
  }

  /// The currency of an invoice; nil where no row of its number has stated one.
  func currency(of position: Int) -> Currency? {
    switch kinds[position] {
    case .unnumbered(let slot): slot.currency
    case .numbered(let index): numbered[index].currency?.value
    }
  }

  /// Remembers the invoice of rows of this workspace, month and currency, as `Lookup` finds it.
  mutating func remember(_ invoice: Int, workspace: UInt32, period: BillingPeriod, currency: UInt32) {
    guard let spelling = Self.spelling(period.month, currency: currency) else { return }
    known.set(workspace, spelling, to: UInt32(invoice))
  }

  /// The same of rows with a number.
  mutating func remember(_ invoice: Int, number: UInt32, workspace: UInt32, month: Month?, currency: UInt32) {
    guard let spelling = Self.spelling(month, currency: currency) else { return }
    let pair: UInt32
    if let known = numberPairs.lookup.find(number, workspace) {
      pair = known
    } else {
      pairs += 1
      pair = pairs
      numberPairs.set(number, workspace, to: pair)
    }
    knownNumbers.set(pair, spelling, to: UInt32(invoice))
  }

  /// A month and a spelling of a currency in one number, no month as one that there is not; nil where there is no room
  /// for the spelling.
  fileprivate static func spelling(_ month: Month?, currency: UInt32) -> UInt32? {
    guard currency < 256 else { return nil }
    return UInt32(truncatingIfNeeded: month.map { $0.year &* 12 &+ $0.month } ?? 0) &<< 8 | currency
  }

  /// The headers, in the order in which `invoice` numbered them.
  ///
  /// - Parameter currency: of a workspace whose rows state none.
  func headers(
    prefix: String, _ published: PublishedNumbers, currency: (Identifier) -> Currency?, findings: inout Findings
  ) -> [InvoiceHeader] {
    struct Month: Hashable {
      var workspace: Identifier
      var month: Billing.Month
    }
    let currencies = Dictionary(grouping: slots.keys, by: { Month(workspace: $0.workspace, month: $0.month) })
    var renamed: [(now: Identifier, issued: Identifier)] = []
    let headers = kinds.indices.map { index in
      let key: InvoiceSlot
      switch kinds[index] {
      case .numbered(let position): return numbered[position].header(currency: currency, findings: &findings)
      case .unnumbered(let slot): key = slot
      }
      let plain = Identifier("\(prefix)\(key.month)-\(key.workspace.text)")
      let isAlone = currencies[Month(workspace: key.workspace, month: key.month)]?.count == 1
      let own = isAlone ? plain : Identifier("\(plain.text)-\(key.currency)")
      let number = published.numbers[key] ?? own
      if published.numbers[key] == nil, let issued = published.otherwise[key] { renamed.append((number, issued)) }
      var header = InvoiceHeader(
        number: number, workspace: key.workspace, period: facts[index].period ?? key.month.period,
        currency: key.currency)
      header.issueDate = header.period.end
      return header
    }
    if !renamed.isEmpty { findings.add(.renumbered(renamed)) }
    return headers
  }
}

extension Finding {
  /// - Parameter invoices: the numbers they would get now, and those they are issued under.
  fileprivate static func renumbered(_ invoices: [(now: Identifier, issued: Identifier)]) -> Finding {
    let shown = invoices.prefix(3).map { "\(Quoted.name($0.issued.text)) would be \(Quoted.name($0.now.text))" }
    let rest = invoices.count > shown.count ? ", and so on for \(invoices.count - shown.count) more" : ""
    return Finding(
      .renumbered, "number_prefix is another one than issued invoices have: \(shown.joined(separator: ", "))\(rest)",
      because: "an issued number stays, and under a second one the customer would be billed twice",
      remedy:
        "set invoice: number_prefix in report.yml back; or credit these invoices in full, or take back with report "
        + "withdraw what was never sent")
  }
}
