import ArgumentParser
import Billing
import Diagnostics
import Reporting

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
      summary.findings, known: summary.known, warning: summary.published.isUnsigned ? Signing.removed : nil,
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
  ///   - warning: what else there is to look at.
  ///   - json: the summary for machines.
  ///   - text: the summary for people.
  private func show(
    _ findings: Findings, known: KnownFindings = KnownFindings([]), warning: String? = nil,
    json: @autoclosure () -> String, text: @autoclosure () -> String
  ) throws {
    let lines = quiet ? [] : [FindingsText(findings, known: known).text, warning ?? ""].filter { !$0.isEmpty }
    // Where one stream fails, the other still says what it has to say.
    let said = Result { if !lines.isEmpty { try Console.error.write(lines.joined(separator: "\n") + "\n") } }
    if self.json {
      try Console.output.write(json: json() + "\n")
    } else if !quiet {
      try Console.output.write(text())
    }
    try said.get()
  }

  /// Seconds with two decimals, cut.
  static func seconds(_ duration: Duration) -> String {
    let (seconds, attoseconds) = duration.components
    let hundredths = String(attoseconds / 10_000_000_000_000_000)
    return "\(seconds).\(String(repeating: "0", count: 2 - hundredths.count))\(hundredths)"
  }
}
