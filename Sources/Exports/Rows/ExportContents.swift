import Billing
import Diagnostics

/// Everything a folder of exports says, with usage already added up.
public struct ExportContents: Sendable {
  /// What reading depends on, beyond the files themselves.
  public struct Rules: Sendable {
    public var dates = DateRules()
    public var grouping = LineGrouping.standard
    /// The months that are asked for; usage of others may still wait for its invoice.
    public var selection = PeriodSelection.all
    /// For rows that state no currency.
    public var currency: Currency?
    /// Of the numbers of invoices drawn up from usage.
    public var numberPrefix = "INV-"
    /// Numbers of such invoices that are published already.
    public var publishedNumbers: [InvoiceSlot: String] = [:]
    /// How much it matters that a usage file holds the rows of another.
    public var overlaps = Severity.error
    /// Usage rows are put aside on disk, for invoices to list them.
    public var keepsUsageRows = false
    /// How many threads read usage. What they read does not depend on it.
    public var jobs = 1
    public var reading = ReadOptions()
    /// No row takes the short way, so that tests can hold both ways against each other.
    var readsStrictly = false

    public init() {}
  }

  public let workspaces: [Workspace]
  /// Whether there is a workspaces export to be missing from.
  public let listsWorkspaces: Bool
  /// As exported; drawn up from usage where there is no invoice export.
  public let invoices: [InvoiceHeader]
  /// Where each invoice stands; none for those drawn up.
  public var invoicePlaces: [Place] { Array(placesOfInvoices) }
  private let placesOfInvoices: Places
  public let payments: [PaymentRow]
  public let paymentPlaces: Places
  public let creditNotes: [CreditNoteRow]
  public let creditNotePlaces: Places
  public let usage: UsageTotals
  /// The usage rows themselves, where they are asked for.
  public let usageRows: UsageSpool?
  public let findings: Findings

  public var isDrawnUp: Bool { placesOfInvoices.isEmpty && !invoices.isEmpty }

  /// Reads all files. What is wrong with rows is in `findings`; thrown is what keeps a file from being read at all.
  public init(_ files: [ExportFile], rules: Rules, findings: Findings) throws {
    var findings = findings
    func exports(_ kind: ExportKind) -> [ExportFile] { files.filter { $0.kind == kind } }

    let workspaces = try Self.workspaces(exports(.workspaces), rules, findings: &findings)
    var invoiceRows = InvoiceRows(reader: RowReader(dates: rules.dates), currency: rules.currency)
    try Self.read(exports(.invoices), InvoiceColumn.schema, rules, findings: &findings, into: &invoiceRows)
    let payments = try Self.payments(exports(.payments), rules, findings: &findings)
    let creditNotes = try Self.creditNotes(exports(.creditNotes), rules, findings: &findings)

    let rowFindings = [workspaces.findings, invoiceRows.reader.findings, payments.findings, creditNotes.findings]
    self.workspaces = workspaces.values
    listsWorkspaces = !exports(.workspaces).isEmpty
    placesOfInvoices = invoiceRows.register.places
    self.payments = payments.values
    paymentPlaces = payments.places
    self.creditNotes = creditNotes.values
    creditNotePlaces = creditNotes.places

    let usageRules = UsageRows.Rules(
      grouping: rules.grouping, selection: rules.selection, currency: rules.currency,
      workspaceCurrencies: Dictionary(
        workspaces.values.compactMap { workspace in workspace.currency.map { (workspace.id, $0) } },
        uniquingKeysWith: { first, _ in first }),
      drawsUp: exports(.invoices).isEmpty, isStrict: rules.readsStrictly)
    let refused = invoiceRows.refused
    let headers = invoiceRows.register.values
    let spool = rules.keepsUsageRows ? try UsageSpool() : nil
    var usageRows = UsageRows(
      reader: RowReader(dates: rules.dates), rules: usageRules,
      invoices: InvoiceFinder(headers, numbers: invoiceRows.register.ids, refused: refused), spool: spool,
      // More threads than this only wait for each other, and each has blocks of its own.
      jobs: min(max(1, rules.jobs), 16))
    usageRows.overlaps = OverlappingFiles(exports(.usage), findings: findings)
    var reading = rules.reading
    reading.isStrict = rules.readsStrictly
    // Without all invoices and workspaces, usage of those that were not read would seem wrong.
    for file in findings.hasUnreadFiles ? [] : exports(.usage) {
      usageRows.beginFile(file.name)
      do {
        try usageRows.read(file, options: reading, findings: &findings)
      } catch let error as InputError {
        try findings.add(unread: error)
      }
    }

    for some in rowFindings { findings.add(some) }
    if !findings.hasUnreadFiles {
      for overlap in usageRows.overlaps?.findings(rules.overlaps) ?? [] { findings.add(overlap) }
    }
    self.usageRows = spool
    let usage = usageRows.finish(numberPrefix: rules.numberPrefix, published: rules.publishedNumbers)
    invoices = usage.invoices
    self.usage = usage.totals
    findings.add(usage.findings)
    self.findings = findings
  }
}

extension ExportContents {
  /// What is kept of the rows of one kind of export; how they were found and read is not.
  private struct Rows<Value> {
    var values: [Value]
    var places: Places
    var findings: Findings
  }

  private static func read<Sink: RecordSink & ~Copyable>(
    _ files: [ExportFile], _ schema: ExportSchema, _ rules: Rules, findings: inout Findings, into sink: inout Sink
  ) throws {
    for file in files {
      do {
        try ExportReader.read(file, schema: schema, options: rules.reading, findings: &findings, into: &sink)
      } catch let error as InputError {
        try findings.add(unread: error)
      }
    }
  }

  private static func workspaces(
    _ files: [ExportFile], _ rules: Rules, findings: inout Findings
  ) throws -> Rows<Workspace> {
    var rows = WorkspaceRows(reader: RowReader(dates: rules.dates))
    try read(files, WorkspaceColumn.schema, rules, findings: &findings, into: &rows)
    return Rows(values: rows.register.values, places: rows.register.places, findings: rows.reader.findings)
  }

  private static func payments(
    _ files: [ExportFile], _ rules: Rules, findings: inout Findings
  ) throws -> Rows<PaymentRow> {
    var rows = PaymentRows(reader: RowReader(dates: rules.dates))
    try read(files, PaymentColumn.schema, rules, findings: &findings, into: &rows)
    return Rows(values: rows.register.values, places: rows.places, findings: rows.reader.findings)
  }

  private static func creditNotes(
    _ files: [ExportFile], _ rules: Rules, findings: inout Findings
  ) throws -> Rows<CreditNoteRow> {
    var rows = CreditNoteRows(reader: RowReader(dates: rules.dates))
    try read(files, CreditNoteColumn.schema, rules, findings: &findings, into: &rows)
    return Rows(values: rows.register.values, places: rows.places, findings: rows.reader.findings)
  }
}
