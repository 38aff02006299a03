import Billing
import Exports
import Settings

extension ExportContents.Rules {
  /// How exports are read for a request.
  ///
  /// - Throws: `ConfigurationError` for a time zone that the system does not know.
  package init(_ request: BillingRequest) throws {
    self.init()
    let configuration = request.configuration
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
    selection = request.period
    currency = configuration.currency
    numberPrefix = configuration.invoice.numberPrefix
    overlaps = configuration.overlapsWarn ? .warning : .error
    keepsUsageRows = configuration.usageDetail
    jobs = request.jobs
    if let progress = request.progress {
      reading.onRead = { bytes in progress.advance(by: bytes) }
      reading.onUsageRows = { rows in progress.count(rows: rows) }
    }
  }
}
