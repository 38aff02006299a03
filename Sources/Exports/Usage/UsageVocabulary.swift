import Billing

/// What the texts of usage rows mean: the invoices they belong to, and everything earlier rows have taught.
///
/// Nearly all rows say only what is in here; `entry` reads such a row without changing anything, so that several
/// threads can read rows with one vocabulary. Every other row is read strictly, by `UsageRows`, which adds to it.
struct UsageVocabulary: ~Copyable {
  /// A price as spelled: the first spelling of its value is what amounts are worked out with.
  struct Price {
    var number: UInt32
    /// Nil where the price has more digits than most.
    var short: ShortDecimal?
  }

  struct Rules {
    var dates: DateRules
    var grouping: LineGrouping
    /// Whether invoices are drawn up from usage.
    var drawsUp: Bool
  }

  let rules: Rules
  let groupsByDescription: Bool
  let groupsByUnit: Bool
  let groupsByUnitPrice: Bool
  let groupsByResource: Bool

  var invoices: InvoiceFinder
  var drawnUp = DrawnUpInvoices()
  /// Drawn-up invoices by the text of the workspace, and month and spelling of the currency in one number.
  var drafts = PairTable()

  /// The texts that tell lines apart, units, and those of workspaces and periods.
  var texts = TextPool()
  var lines = LineTable()
  var prices = Spellings<Price>()
  var priceValues = ValueTable<ExactDecimal>()
  /// Rates by their numbers in `rateValues`.
  var rates = Spellings<UInt32>()
  var rateValues = ValueTable<Rate>()
  var currencies = Spellings<Currency>()
  var categories = Spellings<ChargeCategory>()
  /// Workspaces with a name of theirs that was met already.
  var names = PairTable()
  /// Positions in `periods` by the texts of start and end, or of the month and `monthMark`.
  var periodTexts = PairTable()
  var periods: [BillingPeriod] = []
  static let monthMark = UInt32.max

  init(_ rules: Rules, invoices: consuming InvoiceFinder) {
    self.rules = rules
    self.invoices = invoices
    groupsByDescription = rules.grouping.contains(.description)
    groupsByUnit = rules.grouping.contains(.unit)
    groupsByUnitPrice = rules.grouping.contains(.unitPrice)
    groupsByResource = rules.grouping.contains(.resource)
  }

  /// The month of a period and the spelling of a currency in one number; nil where it has no room for the spelling.
  @inline(__always)
  static func draftNumber(_ month: Month, currency: UInt32) -> UInt32? {
    currency < 256 ? UInt32(truncatingIfNeeded: month.year &* 12 &+ month.month) &<< 8 | currency : nil
  }
}
