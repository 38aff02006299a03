import Billing
import Exports

extension ExportContents.Rules {
  /// How exports are read for a run.
  ///
  /// - Throws: `ConfigurationError` for a time zone that the system does not know.
  init(_ options: Options) throws {
    self.init()
    let configuration = options.configuration
    guard let zone = Zone(configuration.zone) else {
      throw ConfigurationError(
        file: "report.yml",
        problems: [
          .init(
            line: nil, message: "dates.zone is “\(configuration.zone)”, a zone this system does not know",
            remedy: "write UTC, an offset such as +02:00, or a name such as Europe/Berlin")
        ])
    }
    dates = DateRules(zone: zone, periodEndIsInclusive: configuration.periodEndIsInclusive)
    grouping = configuration.policy.grouping
    selection = options.period
    currency = configuration.currency
    numberPrefix = configuration.invoice.numberPrefix
    overlaps = configuration.overlapsWarn ? .warning : .error
    keepsUsageRows = configuration.usageDetail
    jobs = options.jobs
    if let progress = options.progress {
      reading.onRead = { bytes in progress.advance(by: bytes) }
      reading.onUsageRows = { rows in progress.count(rows: rows) }
    }
  }
}
