import Billing
import Diagnostics
import Exports
import Ledger
import Pages
import Paths
import Publishing
import SiteFormat
import SiteWriter
import Threads

/// The whole job: exports in, a billing site out.
public struct Report: Sendable {
  private(set) var options: Options

  public init(_ options: Options) {
    self.options = options
  }

  /// Reads, works out, and publishes.
  ///
  /// - Throws: `Refusal` where the data has errors, and whatever keeps inputs, templates or the output from being
  ///   used. In every case the output is as it was.
  public func generate() throws -> Summary {
    let exports = try Exports(options)
    let run = RunDescription(options, exports.files)
    let pages = try SitePages(TemplateFolder(options.templates))
    if options.isPreview { try Self.checkIsNoSite(options.previewFolder) }
    let publication = try Publication(
      to: options.isPreview ? options.previewFolder : options.output,
      apartFrom: [options.exports, options.templates], landmark: SiteLayout.records, replaces: options.isPreview,
      commonStart: pages.prefix,
      // What is never issued is signed by nobody.
      signedWith: options.isPreview ? nil : options.signing.key, mayChangeSigner: options.signing.mayChangeSigner,
      inPlace: options.configuration.publishesInPlace, jobs: options.jobs, onFinishing: options.onFinishing)
    do {
      let past = try Past(options.output, jobs: options.jobs)
      try checkContinuation(of: past)
      let report = named(as: past)
      if !options.isPreview, let summary = try upToDate(run, exports.findings, past, publication) {
        publication.discard()
        return summary
      }
      let hashing = Background(jobs: options.jobs) { try run.hash() }
      var plan = try report.plan(exports, past)
      // An empty selection publishes nothing: an empty site would only hide a mistaken period.
      if plan.hasRequests, plan.isSound {
        var names = SiteNames(published: past.published.entries.lazy.filter(plan.isStaying), secret: options.linkSecret)
        plan.setPages(&names, sharesDrafts: options.configuration.sharesDrafts)
        return try report.publish(plan, pages, past, publication, run, hashing)
      }
      publication.discard()
      return try report.summary(of: sound(report.ledger(plan, past)), plan)
    } catch {
      publication.discard()
      throw error
    }
  }

  /// A preview takes the place of the former one as a whole, and must not take that of a site.
  private static func checkIsNoSite(_ folder: String) throws {
    let output = OutputFolder(folder)
    for kept in KeptFiles.folders where try !output.names(in: kept).isEmpty {
      throw PublishingError.unsuitable(path: folder, reason: "it holds a published site, and a preview goes there")
    }
  }

  /// Says that a site may be gone on from by this run. A preview goes on from none.
  func checkContinuation(of past: Past) throws {
    if options.isPreview { return }
    try options.signing.check(past.papers)
    if let finding = options.since?.finding(of: past.papers) { throw Refusal(findings: Findings([finding])) }
    try DayOfSite.check(options, past)
  }

  /// As `generate`, up to the point where something would be written.
  public func rehearse() throws -> Summary {
    let exports = try Exports(options)
    let past = try Past(options.output, jobs: options.jobs)
    try checkContinuation(of: past)
    let report = named(as: past)
    let plan = try report.plan(exports, past)
    let ledger = try sound(report.ledger(plan, past))
    _ = try SitePages(TemplateFolder(options.templates))
    return try summary(of: ledger, plan)
  }

  /// Reads, works out and reconciles, and reports what there is to look at, wrong figures included.
  ///
  /// - Throws: `Refusal` where rows cannot be read, and whatever keeps inputs or templates from being used.
  public func check() throws -> Summary {
    let exports = try Exports(options)
    let past = try Past(options.output, jobs: options.jobs)
    let report = named(as: past)
    let plan = try report.plan(exports, past)
    let ledger = try report.ledger(plan, past)
    _ = try SitePages(TemplateFolder(options.templates))
    return try summary(of: ledger, plan)
  }

  /// Reads and adds up the usage of the exports, and does nothing with it: what benchmarks measure of reading alone.
  public func usage() throws -> UsageOverview {
    let exports = try Exports(options)
    let contents = try ExportContents(
      exports.files.filter { $0.kind == .usage || $0.kind == .invoices }, rules: ExportContents.Rules(options.request),
      findings: exports.findings)
    guard !contents.findings.hasErrors else { throw Refusal(findings: contents.findings) }
    return UsageOverview(contents)
  }

  /// The same job, with workspaces and documents called what the site calls them: without the blanks that a command line
  /// has around them, or with those that an older site keeps.
  private func named(as past: Past) -> Report {
    guard !options.workspaces.isEmpty || !options.held.isEmpty else { return self }
    let known = past.known
    var report = self
    report.options.workspaces = Set(options.workspaces.map(known.workspace(named:)))
    report.options.held = Set(options.held.map(known.document(numbered:)))
    return report
  }

  /// Figures worked out from rows that were not all read would only add confusion to what is already wrong.
  private func plan(_ exports: Exports, _ past: Past) throws -> Plan {
    options.progress?.begin(.reading, total: exports.files.reduce(0) { $0 + $1.size })
    var rules = try ExportContents.Rules(options.request)
    rules.known = past.known
    rules.publishedNumbers = past.published.drawnUpNumbers(prefix: rules.numberPrefix, past.archive)
    let contents = try ExportContents(exports.files, rules: rules, findings: exports.findings)
    guard !contents.findings.hasErrors else { throw Refusal(findings: contents.findings) }
    let readsDocuments = exports.files.contains { $0.kind == .invoices || $0.kind == .usage }
    return try Plan(contents, options.request, past, readsDocuments: readsDocuments)
  }

  /// The ledger of a run that writes nothing.
  private func ledger(_ plan: Plan, _ past: Past) throws -> Ledger {
    try Ledger(
      plan, options.request, Issuance(plan.biller, past, options.request),
      Renewal(plan.biller.accounts, isRestyled: false, from: past.run?.asOf, to: options.asOf))
  }

  private func sound(_ ledger: Ledger) throws -> Ledger {
    guard !ledger.findings.hasErrors else { throw Refusal(findings: ledger.findings) }
    return ledger
  }

  private func summary(of ledger: Ledger, _ plan: Plan) throws -> Summary {
    var summary = Summary(options, ledger.requested, findings: ledger.findings)
    summary.comparison = ledger.comparison
    summary.held = plan.held.count
    summary.unapplied = ledger.unapplied
    summary.reissued = ledger.reissued.count
    if summary.documents == 0 { summary.monthsWithDocuments = MonthRanges(plan.documents.lazy.map(\.month)) }
    summary.known = try KnownFindings(OutputFolder(options.output), exports: options.exports)
    return summary
  }

  /// - Parameter withdrawal: what is taken back by this run; nil where it is one of the usual ones.
  func publish(
    _ plan: Plan, _ pages: SitePages, _ past: Past, _ publication: Publication, _ run: RunDescription,
    _ hashing: Background<Void>, _ withdrawal: Withdrawal? = nil
  ) throws -> Summary {
    let site = Site(plan, past.published)
    let issuance = Issuance(plan.biller, past, options.request)
    let renewal = Renewal(
      // A preview has pages of its own, of everything that it shows.
      plan.biller.accounts, isRestyled: try options.isPreview || !(past.run.map(run.looks) ?? false),
      from: past.run?.asOf,
      to: options.asOf)
    let withdrawn = withdrawal?.months ?? [:]
    let leaving = site.leaving.merging(withdrawn) { $0.union($1) }
    let writer = DocumentWriter(
      pages: pages, configuration: options.configuration,
      issuer: try IssuerTexts(issuance.frame, payLink: options.configuration.invoice.payURL.map { PayLink($0) }),
      pageOfNumber: site.linkedPages(plan), output: past.output, publication: publication, issuance: issuance,
      renewal: renewal, isPreview: options.isPreview, mended: withdrawal?.corrected ?? [],
      files: options.isPreview
        ? nil
        : DocumentFiles(
          past.output, leaving: leaving, settled: site.settled.merging(withdrawn) { $0.union($1) }, publication))
    let ledger = try sound(Ledger(plan, options.request, issuance, renewal, into: writer))
    let records = writer.files?.records
    options.progress?.begin(.publishing)
    if let rows = plan.usageRows {
      try UsageDetail(rows: rows, pages: plan.pages, publication: publication).write(jobs: options.jobs)
    }
    var summary = try summary(of: ledger, plan)
    let log = try ChangeLog(past.output)
    var format = FormatChange(past.run)
    summary.changes = (withdrawal?.changes ?? []) + changes(records, ledger, plan, &format)
    if format?.isNews == false { format = nil }
    if !options.isPreview { summary.format = format }
    let isLogged = !summary.changes.isEmpty || format != nil
    let entries = options.isPreview ? Array(ledger.written) : site.entries(ledger)
    let findings = KnownFindings(
      ledger.findings.all, exports: options.exports, keeping: options.workspaces.isEmpty ? nil : summary.known)
    let index = IndexWriter(
      pages: pages, publication: publication,
      contents: IndexWriter.Contents(
        configuration: options.configuration, asOf: options.asOf, output: past.output, published: entries,
        formerMonths: options.isPreview ? [] : Set(past.published.entries.lazy.map(\.month)).union(leaving.keys),
        known: ledger.entries, unlisted: plan.unlisted, accounts: plan.biller.accounts,
        reconciliations: ledger.reconciliations, comparisons: ledger.comparisons,
        findings: findings.findings,
        since: options.period.firstDay, changes: log.page(isLogged: isLogged)))
    let changed = Set(ledger.written.map(\.workspace)).union(plan.dropped.map(\.workspace))
    try index.write(workspaces: changed, jobs: options.jobs)

    if !options.isPreview {
      try site.removeFormer(entries, publication)
      try past.kept.write(
        plan.biller.accounts.notes, plan.biller.accounts.payments.put, touching: options.workspaces, publication)
      if withdrawal == nil { try publication.write(SiteLayout.findings, findings.bytes) }
      if isLogged {
        try log.write(
          summary.changes, period: options.period, asOf: options.asOf, format: format,
          reason: withdrawal?.reason ?? options.reissue, held: plan.held,
          pages: pages, publication)
      }
    }
    try withdrawal?.write(past.output, entries, publication)
    try hashing.value()
    try run.checkUnchanged()
    if let records {
      summary.new = records.new.count
      summary.updated = summary.changes.count { $0.kind == .updated || $0.kind == .reissued }
    }
    summary.unchanged = entries.count - summary.new - summary.updated
    summary.published = try publication.publish(
      run.manifest(
        Outcome(summary), plan.controls.named(in: options.exports), options,
        after: options.isPreview ? .none : past.papers.history.history,
        entry: entry(of: summary, documents: entries.count, past, withdrawn: withdrawal?.changes.count ?? 0)))
    return summary
  }

  /// What the history keeps of the run.
  private func entry(of summary: Summary, documents: Int, _ past: Past, withdrawn: Int) -> [UInt8] {
    RunEntry(
      asOf: options.asOf, period: options.period, documents: documents, new: summary.new, changed: summary.updated,
      withdrawn: withdrawn, signer: options.isPreview ? nil : options.signing.key?.publicKey.hexadecimal,
      signature: options.isPreview ? nil : options.signing.change(of: past.papers)
    ).json
  }

  private func changes(
    _ records: MonthlyFile?, _ ledger: Ledger, _ plan: Plan, _ format: inout FormatChange?
  ) -> [DocumentChange] {
    guard let records else { return [] }
    return DocumentChange.all(records, ledger.entries, reissued: ledger.reissued, &format)
      + plan.dropped.map { DocumentChange(kind: .dropped, document: $0) }
  }
}

/// The files of a run, and what there is to say about them.
private struct Exports {
  let files: [ExportFile]
  private(set) var findings = Findings()

  init(_ options: Options) throws {
    files = try ExportFolder.files(at: options.exports, findings: &findings)
    guard !findings.hasUnreadFiles else { throw Refusal(findings: findings) }
  }
}
