import Billing
import Diagnostics

/// An invoice whose number usage rows state, where there is no invoices export: what its rows say of it has to agree.
struct NumberedInvoice {
  /// Something that rows say, and where the first of them does.
  struct Stated<Value> {
    var value: Value
    var place: Place
  }

  /// What one row says.
  struct Row {
    var workspace: Identifier?
    var period: BillingPeriod?
    /// Of its timestamp, where it states no billing period.
    var month: BillingPeriod?
    /// The day of a timestamp that is all it says of its time.
    var loneDay: Day?
    var currency: Currency?
  }

  /// Two rows of one number that say different things.
  struct Conflict: Error {
    var kind: FindingKind
    var column: UsageColumn
    var former: String
    var now: String
    var place: Place
  }

  let number: Identifier
  let place: Place
  private(set) var workspace: Stated<Identifier>?
  private(set) var period: Stated<BillingPeriod>?
  private(set) var currency: Stated<Currency>?
  /// Of the timestamps of rows that state no billing period.
  private(set) var months: BillingPeriod?
  private(set) var loneDays: (first: Stated<Day>, last: Stated<Day>)?

  init(_ number: Identifier, at place: Place) {
    self.number = number
    self.place = place
  }

  /// - Parameter place: of the row.
  mutating func add(_ row: Row, at place: Place) throws(Conflict) {
    try Self.agree(&workspace, row.workspace, at: place, .workspaceMismatch, .workspace) {
      "workspace \(Quoted.name($0.text))"
    }
    try Self.agree(&currency, row.currency, at: place, .currencyMismatch, .currency) { "currency \($0)" }
    try Self.agree(&period, row.period, at: place, .periodMismatch, .periodStart) { "billing period \(Self.text($0))" }
    if let month = row.month { months = months?.union(month) ?? month }
    if let day = row.loneDay {
      let stated = Stated(value: day, place: place)
      loneDays = (
        loneDays.map { day < $0.first.value ? stated : $0.first } ?? stated,
        loneDays.map { day > $0.last.value ? stated : $0.last } ?? stated
      )
    }
  }

  private static func agree<Value: Equatable>(
    _ first: inout Stated<Value>?, _ value: Value?, at place: Place, _ kind: FindingKind, _ column: UsageColumn,
    _ text: (Value) -> String
  ) throws(Conflict) {
    guard let value else { return }
    let known = first ?? Stated(value: value, place: place)
    if known.value != value {
      throw Conflict(kind: kind, column: column, former: text(known.value), now: text(value), place: known.place)
    }
    first = known
  }

  private static func text(_ period: BillingPeriod) -> String { "\(period.start) to \(period.lastDay)" }

  /// Issued, as all invoices that are drawn up from usage, on the day after its period.
  ///
  /// - Parameter currency: of a workspace whose rows state none.
  func header(currency ofWorkspace: (Identifier) -> Currency?, findings: inout Findings) -> InvoiceHeader {
    let currency = currency?.value ?? workspace.flatMap { ofWorkspace($0.value) }
    if workspace == nil {
      findings.add(missing(.missingValue, "workspace_id", because: "it cannot be told whom it is for"))
    }
    if period == nil, months == nil {
      findings.add(
        missing(
          .missingValue, "billing period and no timestamp", because: "it cannot be told which month it is billed in"))
    }
    if workspace != nil, currency == nil {
      findings.add(
        missing(.missingCurrency, "currency", because: "neither its workspace nor the configuration states one either"))
    }
    let period = period?.value ?? months ?? BillingPeriod(of: Day(number: 0))
    if self.period != nil, let loneDays {
      for day in [loneDays.first, loneDays.last] where !period.contains(day.value) {
        findings.add(
          Finding(
            .usageOutsidePeriod, at: day.place,
            "usage of \(day.value) is billed on invoice \(Quoted.name(number.text)) for \(Self.text(period))",
            remedy: "check the row's invoice_number; it is billed as exported"))
        if loneDays.first.value == loneDays.last.value { break }
      }
    }
    // Where something is missing, nothing is worked out: the run is refused.
    var header = InvoiceHeader(
      number: number, workspace: workspace?.value ?? "", period: period, currency: currency ?? Self.anyCurrency)
    header.issueDate = period.end
    return header
  }

  private static let anyCurrency: Currency = {
    guard let currency = Currency("EUR") else { preconditionFailure("ISO 4217 lists it") }
    return currency
  }()

  private func missing(_ kind: FindingKind, _ what: String, because reason: String) -> Finding {
    Finding(
      kind, at: place, "no row of the invoice \(Quoted.name(number.text)) states a \(what)", because: reason,
      remedy: "fill it in, in the usage export, or export the invoices as well")
  }
}
