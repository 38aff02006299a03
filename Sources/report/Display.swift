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

  /// Runs `body`; what it throws is printed and becomes the exit code it stands for.
  func reporting<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch {
      // The code says it where standard error cannot.
      try? Console.error.write(Failure.text(error))
      throw ExitCode(Failure.code(error))
    }
  }

  /// - Parameter closing: what the summary for people ends with.
  func show(_ summary: Summary, closing: (Summary) -> [String]) throws {
    let findings = quiet ? "" : FindingsText(summary.findings, known: summary.known).text
    // Where one stream fails, the other still says what it has to say.
    let said = Result { if !findings.isEmpty { try Console.error.write(findings + "\n") } }
    if json {
      try Console.output.write(summary.json + "\n")
    } else if !quiet {
      try Console.output.write(SummaryText(summary: summary, closing: closing(summary)).text)
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
