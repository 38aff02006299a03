import Archiving
import ArgumentParser
import Billing
import Diagnostics
import Publishing
import Reporting
import SiteFormat
import Threads
import Verifying

/// How a run speaks: the summary on standard output, findings and errors on standard error.
struct Display: ParsableArguments {
  @Flag(help: "Print the summary as one JSON object.")
  var json = false

  @Flag(name: .shortAndLong, help: "Print errors only.")
  var quiet = false

  @Flag(help: "Show no progress bar, on a terminal either.")
  var noProgress = false

  /// As `reporting`, with progress where it can be shown.
  func reportingProgress<Result>(_ body: (Progress?) throws -> Result) throws -> Result {
    try reporting { try ProgressBar.during(isWanted: !noProgress && !quiet, body) }
  }

  func reporting<Result>(_ body: () throws -> Result) throws -> Result { try Failure.reporting(body) }

  /// - Parameter closing: what the summary for people ends with.
  func show(_ summary: Summary, closing: (Summary) -> [String]) throws {
    try show(
      summary.findings, known: summary.known, warnings: Self.warnings(summary.published),
      json: summary.json,
      text: SummaryText(summary: summary, closing: closing(summary)).text)
  }

  func show(_ summary: ArchiveSummary) throws {
    try show(Findings(), json: summary.json, text: ArchiveText(summary: summary).text)
  }

  func show(_ summary: VerificationSummary) throws {
    try show(summary.findings, json: summary.json, text: VerificationText(summary).text)
  }

  /// - Parameters:
  ///   - warnings: what else there is to look at.
  ///   - json: the summary for machines.
  ///   - text: the summary for people.
  private func show(
    _ findings: Findings, known: KnownFindings = KnownFindings([]), warnings: [String] = [],
    json: @autoclosure () -> String, text: @autoclosure () -> String
  ) throws {
    let lines = quiet ? [] : ([FindingsText(findings, known: known).text] + warnings).filter { !$0.isEmpty }
    // Where one stream fails, the other still says what it has to say.
    let said = Result { if !lines.isEmpty { try Console.error.write(lines.joined(separator: "\n") + "\n") } }
    if self.json {
      try Console.output.write(json: json() + "\n")
    } else if !quiet {
      try Console.output.write(text())
    }
    try said.get()
  }

  /// What publishing itself came to that somebody should know.
  private static func warnings(_ published: Publication.Counts) -> [String] {
    guard !published.holders.isEmpty else { return [] }
    let holders = published.holders.map { "  \(VisibleText.of($0))" }.joined(separator: "\n")
    return [
      """
      warning: the output was exchanged as a whole, and somebody holds the former folder and goes on seeing that:
      \(holders)
        fix: restart what is named there; with publish.in_place: true in report.yml files are replaced one by one instead
      """
    ]
  }

  /// Seconds with two decimals, cut.
  static func seconds(_ duration: Duration) -> String {
    let (seconds, attoseconds) = duration.components
    let hundredths = String(attoseconds / 10_000_000_000_000_000)
    return "\(seconds).\(String(repeating: "0", count: 2 - hundredths.count))\(hundredths)"
  }
}
