import Billing
import Diagnostics
import Exports
import Markdown
import Pages
import Publishing

/// Data that was refused: nothing was written.
public struct Refusal: Error, Sendable {
  public var findings: Findings
}

/// The whole job: exports in, a billing site out.
public struct Report: Sendable {
  private let options: Options

  public init(_ options: Options) {
    self.options = options
  }

  /// Reads, works out, and publishes.
  ///
  /// - Throws: `Refusal` where the data has errors, and whatever keeps inputs, templates or the output from being
  ///   used. In every case the output is as it was.
  public func generate() throws -> Summary {
    let ledger = try ledger()
    let pages = try SitePages(TemplateFolder(options.templates))
    let publication = try Publication(to: options.output)
    do {
      let published = try PublishedRecords(OutputFolder(options.output))
      return try publish(ledger, pages, published, publication)
    } catch {
      publication.discard()
      throw error
    }
  }

  /// Reads and works out, and writes nothing.
  public func rehearse() throws -> Summary {
    let ledger = try ledger()
    _ = try SitePages(TemplateFolder(options.templates))
    return ledger.summary
  }

  private func ledger() throws -> Ledger {
    var findings = Findings()
    let files = try ExportFolder.files(at: options.exports, findings: &findings)
    let contents = try ExportContents(files, rules: try ExportContents.Rules(options), findings: findings)
    // Figures worked out from rows that were not all read would only add confusion to what is already wrong.
    guard !contents.findings.hasErrors else { throw Refusal(findings: contents.findings) }
    let ledger = try Ledger(contents, options)
    guard !ledger.findings.hasErrors else { throw Refusal(findings: ledger.findings) }
    return ledger
  }

  private func publish(
    _ ledger: Ledger, _ pages: SitePages, _ published: PublishedRecords, _ publication: Publication
  ) throws -> Summary {
    var names = SiteNames(published: published.entries.lazy.map(\.entry))
    let paths = ledger.paths(&names)
    let writer = DocumentWriter(
      biller: ledger.biller, pages: pages, configuration: options.configuration,
      issuer: try IssuerTexts(options.configuration), paths: paths.all, pathOfNumber: paths.byNumber,
      publication: publication)
    let records = try ledger.writeDocuments(writer, jobs: options.jobs)

    let archive = RecordArchive(published, adding: records)
    for (month, file) in archive.files { try publication.write("\(PublishedRecords.folder)/\(month).jsonl", file) }
    let index = IndexWriter(
      pages: pages, configuration: options.configuration, publication: publication, entries: archive.entries)
    try index.write(workspaces: Set(records.map(\.entry.workspace)))

    var summary = ledger.summary
    summary.published = try publication.publish()
    (summary.new, summary.updated, summary.unchanged) = archive.changes
    return summary
  }
}

extension ExportContents.Rules {
  fileprivate init(_ options: Options) throws {
    self.init()
    let configuration = options.configuration
    guard let zone = Zone(configuration.zone) else {
      throw ConfigurationError(
        file: "report.yml",
        problems: [
          .init(
            line: nil, message: "dates.zone is \"\(configuration.zone)\", a zone this system does not know",
            remedy: "write UTC, an offset such as +02:00, or a name such as Europe/Berlin")
        ])
    }
    dates = DateRules(zone: zone, periodEndIsInclusive: configuration.periodEndIsInclusive)
    grouping = configuration.policy.grouping
    selection = options.period
    currency = configuration.currency
    numberPrefix = configuration.invoice.numberPrefix
  }
}
