import Billing
import Diagnostics

/// Adds usage rows up as they stream by.
///
/// Rows that say only what earlier ones said take the short way, through `ShortWay.entry`. Every other row is
/// read here, strictly and in the order of the rows: whatever is reported or learnt does not depend on the short way.
struct UsageRows: RecordSink, ~Copyable {
  /// What usage is read by.
  struct Rules {
    var grouping: LineGrouping
    /// Rows of other periods may still wait for their invoice.
    var selection: PeriodSelection
    /// Of rows and workspaces that state none.
    var currency: Currency?
    var workspaceCurrencies: [Identifier: Currency]
    /// Numbers that invoices drawn up from usage are published under.
    var published = PublishedNumbers()
    /// Whether invoices are drawn up from usage.
    var drawsUp: Bool
    /// Reads every row strictly.
    var isStrict = false
    /// With what every file needs.
    var schema = UsageColumn.schema
    /// Workspaces were lost, and with them the currencies of their usage.
    var lacksWorkspaces = false

    /// Of a workspace whose rows state none.
    func currency(of workspace: Identifier) -> Currency? { workspaceCurrencies[workspace] ?? currency }
  }

  var reader: RowReader<UsageColumn>
  let rules: Rules
  var vocabulary: UsageVocabulary
  /// The groups, by the position of their invoice modulo their number.
  let partitions: [Box<GroupTable>]
  var totals = UsageTotals()
  /// Where rows are put aside, where their invoices are to list them.
  let spool: UsageSpool?
  var repeats = RepeatedUsage()
  /// On identifiers that look like known ones: nothing to say where that is told as an error already.
  var withheld = Findings()
  /// Files compared with each other; nil where there is nothing to compare.
  var overlaps: OverlappingFiles?
  /// Told of rows as they are taken.
  var onRows: (@Sendable (Int) -> Void)?
  /// What was read of the files up to now, and what is known of the present one.
  var counts = UsageCounts()
  private var memory: RowMemory
  /// Those of the batch at hand.
  private let entries: Box<UsageEntries>

  init(
    reader: consuming RowReader<UsageColumn>, rules: Rules, invoices: consuming InvoiceFinder, spool: UsageSpool?,
    jobs: Int = 1
  ) {
    vocabulary = UsageVocabulary(
      UsageVocabulary.Rules(
        rules.grouping, drawsUp: rules.drawsUp, listsRows: rules.grouping.keepsRows || spool != nil), invoices: invoices
    )
    memory = RowMemory(dates: reader.dates, rules: vocabulary.rules, columns: UsageColumn.allCases)
    self.reader = reader
    self.rules = rules
    self.spool = spool
    partitions = (0..<jobs).map { _ in Box(GroupTable(rules.grouping, partitions: jobs)) }
    entries = Box(UsageEntries(partitions: jobs))
  }

  mutating func beginFile(_ name: String) {
    repeats.beginFile(name)
    overlaps?.beginFile(name)
  }

  mutating func endFile(missing: Set<Int>) { reader.endFile(missing: missing) }

  mutating func receive(_ batch: borrowing RecordBatch) throws {
    let entries = entries
    entries.value.begin()
    entries.value.reserve(rows: batch.count)
    try take(0..<batch.count, of: batch, into: &entries.value)
    totals.furtherRows += entries.value.furtherRows
    for (index, partition) in partitions.enumerated() {
      partition.value.add(entries.value.of(index), batch, firstRow: totals.rows)
    }
    count(batch.count)
    if let compared = overlaps?.filter {
      var hashes = RowHashes()
      hashes.take(batch, compared)
      overlaps?.add(hashes)
    }
  }

  /// Goes on behind rows that were taken.
  mutating func count(_ rows: Int) {
    totals.rows += rows
    onRows?(rows)
  }

  /// Takes rows in their order: the short way, into entries that are still to be added, or strictly.
  ///
  /// - Precondition: the batch begins behind `totals.rows`, and `entries` has room for the rows.
  mutating func take(
    _ rows: some RandomAccessCollection<Int>, of batch: borrowing RecordBatch, into entries: inout UsageEntries
  ) throws {
    var shortWay = vocabulary.shortWay
    var rest = rows[...]
    while !rest.isEmpty {
      let some = rest.prefix(ShortWay.step)
      rest = rest.dropFirst(ShortWay.step)
      let guesses = shortWay.guesses(batch, some)
      for (index, row) in some.enumerated() {
        if !rules.isStrict, let entry = shortWay.entry(batch.fields(row), row, guesses[index], &memory) {
          try spool?.append(batch, row, invoice: Int(entry.invoice), columns: UsageColumn.allCases.count)
          entries.append(entry)
          continue
        }
        reader.isRefused = false
        if !isRepeated(batch, row) { try takeStrictly(batch, row) }
        shortWay = vocabulary.shortWay
      }
    }
  }

  private mutating func takeStrictly(_ batch: borrowing RecordBatch, _ row: Int) throws {
    let service = number(batch, row, .service)
    if service == 0 { _ = reader.required(batch, row, .service) }
    let category = chargeCategory(batch, row)
    let charge = charge(batch, row)
    let taxRate = rate(batch, row)
    let currency = currency(batch, row)
    let time = time(batch, row)
    let rows = rowCount(batch, row)
    totals.furtherRows += rows - 1
    let place = invoice(batch, row, time, currency)
    guard let charge, !reader.isRefused else { return }
    guard let (invoice, dates) = place else {
      counts.add(charge.amount, in: self.currency(ofUnbilled: batch, row, currency))
      return
    }
    try spool?.append(batch, row, invoice: invoice, columns: UsageColumn.allCases.count)

    let unit = number(batch, row, .unit)
    var key = LineKey(
      service: service, taxCode: taxCode(batch, row), taxRate: taxRate, isTax: category == .tax)
    if rules.grouping.contains(.description) || category == .tax { key.description = number(batch, row, .description) }
    if rules.grouping.contains(.unit) { key.unit = unit }
    if rules.grouping.contains(.unitPrice) { key.unitPrice = charge.unitPrice }
    if rules.grouping.contains(.resource) { key.resource = number(batch, row, .resource) }
    if let dates { key.period = vocabulary.ownPeriods.number(of: dates) }
    let figures = UsageFigures(amount: charge.amount, quantity: charge.quantity, discount: charge.discount, rows: rows)
    let entry = UsageEntry(
      amount: 0, 0, quantity: 0, 0, hasQuantity: charge.quantity != nil,
      digest: figures.element * self.key(batch, row, charge, category, taxRate, time, dates).element,
      invoice: UInt32(invoice), line: vocabulary.lines.number(of: key), unit: unit,
      unitPrice: charge.unitPrice, row: UInt32(row), rows: 0)
    let wide = WideCharge(amount: charge.amount, discount: charge.discount, quantity: charge.quantity, rows: rows)
    partitions[invoice % partitions.count].value.add(entry, wide, batch, firstRow: totals.rows)
  }

  /// What the row is told apart by in the digest of its invoice, as `ShortWay` has it.
  private mutating func key(
    _ batch: borrowing RecordBatch, _ row: Int, _ charge: Charge, _ category: ChargeCategory, _ taxRate: UInt32,
    _ time: RowTime, _ dates: BillingPeriod?
  ) -> RowKey {
    let fields = batch.fields(row)
    var key = category.key
    let texts: [(UsageColumn, RowKey.Part)] = [
      (.service, .service), (.category, .category), (.description, .description), (.resource, .resource),
      (.unit, .unit),
      (.taxCode, .taxCode),
    ]
    for (column, part) in texts {
      key = key + RowKey(column == .taxCode ? fields[column]?.trimmed : fields[column], as: part)
    }
    if let price = vocabulary.priceValues[charge.unitPrice] {
      key = key + RowKey(price.description, as: .unitPrice)
    }
    if let rate = vocabulary.rateValues[taxRate] { key = key + RowKey(rate.fraction.description, as: .taxRate) }
    if let own = time.own { return key + RowKey(own) }
    if let day = time.day { key = key + RowKey(day, as: .day) }
    if let dates { key = key + RowKey(dates) }
    return key
  }

  /// The number of a text among those that rows are compared by; 0 for an absent one.
  mutating func number(_ batch: borrowing RecordBatch, _ row: Int, _ column: UsageColumn) -> UInt32 {
    batch.field(row, column.rawValue).present.map { vocabulary.texts.number(of: $0) } ?? 0
  }

  private mutating func taxCode(_ batch: borrowing RecordBatch, _ row: Int) -> UInt32 {
    reader.code(batch, row, .taxCode).map { vocabulary.texts.number(of: $0) } ?? 0
  }

  /// The sums, with the invoices drawn up for them where none were exported.
  consuming func finish(
    numberPrefix: String
  ) -> (
    invoices: [InvoiceHeader], totals: UsageTotals, files: [FileCount], findings: Findings, withheld: Findings
  ) {
    var findings = Findings()
    let rules = rules
    let headers =
      rules.drawsUp
      ? vocabulary.drawnUp.headers(
        prefix: numberPrefix, rules.published, currency: { rules.currency(of: $0) }, findings: &findings)
      : vocabulary.invoices.invoices
    var totals = totals
    totals.groups = UsageGroups(partitions, vocabulary, headers)
    reader.finish()
    for finding in repeats.findings { reader.findings.add(finding) }
    findings.add(reader.findings)
    return (headers, totals, counts.files(headers), findings, withheld)
  }
}

/// What kind of charge a usage row is: FOCUS `ChargeCategory`.
enum ChargeCategory: String, CaseIterable {
  case usage, purchase, tax, credit, adjustment

  /// Its part of the key of `UsageDigest`: a row that states none is usage.
  var key: RowKey { self == .usage ? .none : RowKey(rawValue, as: .chargeCategory) }
}
