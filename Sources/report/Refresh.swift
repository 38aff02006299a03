import ArgumentParser
import Billing
import Reporting

/// `report refresh`: every period again, and what that changed.
struct Refresh: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Re-evaluates every period that has records or exports, and prints what changed.",
    discussion: """
      New payments, credit notes and invoices, and what the day changes: an invoice falls due. What changed is kept under \
      finance/changes, too. Last month's exports may be gone: what was issued and paid is kept in the output.
      """)

  @OptionGroup var inputs: Inputs

  @OptionGroup var issuing: Issuing

  @OptionGroup var signing: Signing

  @OptionGroup var display: Display

  func run() throws {
    let clock = ContinuousClock()
    let start = clock.now
    var options = try inputs.options(.all, display)
    issuing.apply(to: &options)
    try signing.apply(to: &options, display)
    var summary = try display.reportingProgress { progress in
      options.progress = progress
      return try Report(options).generate()
    }
    summary.elapsed = Display.seconds(start.duration(to: clock.now))
    summary.listsChanges = true
    try display.show(summary) { Closing.refresh($0, output: options.output) }
    if summary.held > 0 || summary.isNothingSelected && summary.changes.isEmpty { throw ExitCode(1) }
  }
}
