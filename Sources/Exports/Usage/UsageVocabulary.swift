import Billing

/// What the texts of usage rows mean: the invoices they belong to, and everything earlier rows have taught.
///
/// Nearly all rows say only what is in here; `ShortWay` reads such a row without changing anything. Every other row is
/// read strictly, by `UsageRows`, which adds to it.
struct UsageVocabulary: ~Copyable {
  /// A price as spelled: the first spelling of its value is what amounts are worked out with.
  struct Price {
    var number: UInt32
    /// Nil where the price has more digits than most.
    var short: ShortDecimal?
    /// Its part of the key of `UsageDigest`.
    var key: RowKey
  }

  /// A tax rate as spelled, by its number among the values.
  struct TaxRate {
    var number: UInt32
    /// Its part of the key of `UsageDigest`.
    var key: RowKey
  }

  /// What rows are read by.
  struct Rules {
    let groupsByDescription: Bool
    let groupsByUnit: Bool
    let groupsByUnitPrice: Bool
    let groupsByResource: Bool
    /// Whether invoices are drawn up from usage.
    let drawsUp: Bool
    /// The rows themselves are asked for: none may stand for several.
    let listsRows: Bool

    /// What tells the line of a row, and is the same for all of its rows more often than not.
    var columnsOfLines: [UsageColumn] {
      [.service, .unit, .unitPrice, .chargeCategory, .taxCode, .taxRate]
        + (groupsByDescription ? [.description] : []) + (groupsByResource ? [.resource] : [])
    }

    init(_ grouping: LineGrouping, drawsUp: Bool, listsRows: Bool) {
      groupsByDescription = grouping.contains(.description)
      groupsByUnit = grouping.contains(.unit)
      groupsByUnitPrice = grouping.contains(.unitPrice)
      groupsByResource = grouping.contains(.resource)
      self.listsRows = listsRows
      self.drawsUp = drawsUp
    }
  }

  let rules: Rules

  var invoices: InvoiceFinder
  var drawnUp = DrawnUpInvoices()

  /// The texts that tell lines apart, units, and those of workspaces and periods.
  var texts = TextPool()
  var lines = LineTable()
  var prices = Spellings<Price>()
  var priceValues = ValueTable<ExactDecimal>()
  /// Rates by their numbers in `rateValues`.
  var rates = Spellings<TaxRate>()
  var rateValues = ValueTable<Rate>()
  var currencies = Spellings<Currency>()
  var categories = Spellings<ChargeCategory>()
  /// Workspaces with a name of theirs that was met already.
  var names = PairTable()
  var periods = PeriodTable()
  /// Dates of rows that are not within the billing period of their invoice.
  var ownPeriods = ValueTable<BillingPeriod>()

  init(_ rules: Rules, invoices: consuming InvoiceFinder) {
    self.rules = rules
    self.invoices = invoices
  }

  var shortWay: ShortWay { ShortWay(self) }
}
