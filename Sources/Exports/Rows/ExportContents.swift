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
    public var publishedNumbers = PublishedNumbers()
    /// What the site calls its workspaces, documents and payments.
    public var known = KnownIdentifiers()
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
  public let workspacePlaces: Places
  /// Whether there is a workspaces export to be missing from.
  public let listsWorkspaces: Bool
  /// As exported; drawn up from usage where there is no invoice export.
  public let invoices: [InvoiceHeader]
  /// Where each invoice stands; none for those drawn up.
  public var invoicePlaces: [Place] { Array(placesOfInvoices) }
  private let placesOfInvoices: Places
  /// The parts of a payment stand together.
  public let payments: [PaymentRow]
  public let paymentPlaces: Places
  public let creditNotes: [CreditNoteRow]
  public let creditNotePlaces: [CreditNotePlaces]
  public let usage: UsageTotals
  /// What was read of each file.
  public let files: [FileCount]
  /// The usage rows themselves, where they are asked for.
  public let usageRows: UsageSpool?
  public let findings: Findings

  public var isDrawnUp: Bool { placesOfInvoices.isEmpty && !invoices.isEmpty }

  /// Reads all files. What is wrong with rows is in `findings`; thrown is what keeps a file from being read at all.
  public init(_ files: [ExportFile], rules: Rules, findings: Findings) throws {
    var findings = findings
    var counts: [FileCount] = []
    func exports(_ kind: ExportKind) -> [ExportFile] { files.filter { $0.kind == kind } }

    let workspaces = try Self.workspaces(exports(.workspaces), rules, &counts, findings: &findings)
    let lacksWorkspaces = findings.hasErrors || workspaces.findings.hasErrors
    var invoiceRows = InvoiceRows(reader: RowReader(dates: rules.dates, known: rules.known), currency: rules.currency)
    let errors = findings.count(.error)
    try Self.read(
      exports(.invoices), InvoiceColumn.schema(needing: InvoiceColumn.needs(hasCurrency: rules.currency != nil)), rules,
      &counts, findings: &findings, into: &invoiceRows)
    if findings.count(.error) > errors { invoiceRows.isIncomplete = true }
    invoiceRows.reader.finish()
    // Without all invoices and workspaces, usage of those that were not read would seem wrong.
    let readsUsage = !findings.hasUnreadFiles
    let payments = try Self.payments(exports(.payments), rules, &counts, findings: &findings)
    let creditNotes = try Self.creditNotes(exports(.creditNotes), rules, &counts, findings: &findings)

    let rowFindings = [workspaces.findings, invoiceRows.reader.findings, payments.findings, creditNotes.findings]
    self.workspaces = workspaces.values
    workspacePlaces = workspaces.places
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
      published: rules.publishedNumbers, drawsUp: exports(.invoices).isEmpty, isStrict: rules.readsStrictly,
      schema: UsageColumn.schema(
        needing: UsageColumn.needs(
          drawsUp: exports(.invoices).isEmpty,
          hasCurrency: rules.currency != nil || lacksWorkspaces || workspaces.values.contains { $0.currency != nil })),
      lacksWorkspaces: lacksWorkspaces)
    let refused = invoiceRows.refused
    let isIncomplete = invoiceRows.isIncomplete
    let headers = invoiceRows.register.values
    let spool = rules.keepsUsageRows ? try UsageSpool() : nil
    var usageRows = UsageRows(
      reader: RowReader(dates: rules.dates, known: rules.known), rules: usageRules,
      invoices: InvoiceFinder(
        headers, numbers: invoiceRows.register.ids, refused: refused, isIncomplete: isIncomplete), spool: spool,
      // More threads than this only wait for each other, and each has blocks of its own.
      jobs: min(max(1, rules.jobs), 16))
    usageRows.overlaps = OverlappingFiles(exports(.usage), findings: findings)
    var reading = rules.reading
    reading.isStrict = rules.readsStrictly
    for file in readsUsage ? exports(.usage) : [] {
      usageRows.beginFile(file.name)
      do {
        try usageRows.read(file, options: reading, findings: &findings)
      } catch let error as InputError {
        try findings.add(unread: error)
      }
      usageRows.endCount(of: file)
    }

    for some in rowFindings { findings.add(some) }
    if !findings.hasUnreadFiles {
      for overlap in usageRows.overlaps?.findings(rules.overlaps) ?? [] { findings.add(overlap) }
    }
    self.usageRows = spool
    let usageIdentifiers = (usageRows.reader.workspaces.source, usageRows.reader.documents.source)
    let usage = usageRows.finish(numberPrefix: rules.numberPrefix)
    invoices = usage.invoices
    self.usage = usage.totals
    self.files = counts + usage.files
    findings.add(usage.findings)
    let alike = [
      LookAlikes(
        .workspace,
        in: [
          LookAlikes.Source(rules.known.workspaces),
          LookAlikes.Source(self.workspaces.map(\.id), at: workspaces.placesOfIDs),
          invoiceRows.reader.workspaces.source, payments.workspaces, creditNotes.workspaces, usageIdentifiers.0,
        ]),
      LookAlikes(
        .document,
        in: [
          LookAlikes.Source(rules.known.documents), LookAlikes.Source(headers.map(\.number), at: placesOfInvoices),
          LookAlikes.Source(self.creditNotes.map(\.number), at: creditNotes.placesOfIDs),
          invoiceRows.reader.documents.source, payments.documents, creditNotes.documents, usageIdentifiers.1,
        ]),
      LookAlikes(
        .payment,
        in: [
          LookAlikes.Source(rules.known.payments), LookAlikes.Source(self.payments.map(\.id), at: payments.placesOfIDs),
        ]),
    ]
    let told = alike.flatMap(\.findings)
    for finding in told { findings.add(finding) }
    if !told.contains(where: { $0.severity == .error }) { findings.add(usage.withheld) }
    self.findings = findings
  }
}

extension ExportContents {
  /// What is kept of the rows of one kind of export; how they were found and read is not.
  private struct Rows<Value, Marks> {
    var values: [Value]
    var places: Marks
    /// Where their ids stand.
    var placesOfIDs: Places
    var findings: Findings
    /// What they refer to.
    var workspaces: LookAlikes.Source
    var documents: LookAlikes.Source

    init<Column: ExportColumn>(
      _ values: [Value], at places: Marks, ids: Places, _ reader: inout RowReader<Column>
    ) {
      self.values = values
      self.places = places
      placesOfIDs = ids
      reader.finish()
      findings = reader.findings
      workspaces = reader.workspaces.source
      documents = reader.documents.source
    }
  }

  private static func read<Sink: RowSink & ~Copyable>(
    _ files: [ExportFile], _ schema: ExportSchema, _ rules: Rules, _ counts: inout [FileCount],
    findings: inout Findings, into sink: inout Sink
  ) throws {
    for file in files {
      let rows = sink.rows
      do {
        try ExportReader.read(file, schema: schema, options: rules.reading, findings: &findings, into: &sink)
      } catch let error as InputError {
        try findings.add(unread: error)
      }
      counts.append(FileCount(file, rows: sink.rows - rows))
    }
  }

  private static func workspaces(
    _ files: [ExportFile], _ rules: Rules, _ counts: inout [FileCount], findings: inout Findings
  ) throws -> Rows<Workspace, Places> {
    var rows = WorkspaceRows(reader: RowReader(dates: rules.dates, known: rules.known))
    try read(files, WorkspaceColumn.schema, rules, &counts, findings: &findings, into: &rows)
    return Rows(rows.register.values, at: rows.register.places, ids: rows.register.places, &rows.reader)
  }

  private static func payments(
    _ files: [ExportFile], _ rules: Rules, _ counts: inout [FileCount], findings: inout Findings
  ) throws -> Rows<PaymentRow, Places> {
    var rows = PaymentRows(reader: RowReader(dates: rules.dates, known: rules.known))
    try read(files, PaymentColumn.schema, rules, &counts, findings: &findings, into: &rows)
    let parts = rows.parts.sorted()
    return Rows(parts.rows, at: parts.places, ids: parts.ids, &rows.reader)
  }

  private static func creditNotes(
    _ files: [ExportFile], _ rules: Rules, _ counts: inout [FileCount], findings: inout Findings
  ) throws -> Rows<CreditNoteRow, [CreditNotePlaces]> {
    var rows = CreditNoteRows(reader: RowReader(dates: rules.dates, known: rules.known))
    try read(files, CreditNoteColumn.schema, rules, &counts, findings: &findings, into: &rows)
    return Rows(rows.register.values, at: rows.places, ids: rows.register.places, &rows.reader)
  }
}
