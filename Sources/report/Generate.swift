import ArgumentParser
import Billing
import Reporting

/// `report [generate]`: the main job.
struct Generate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Reads the exports and publishes the site of a billing period.",
    discussion: """
      A run either publishes completely or leaves the output as it was. Everything that is wrong with the data is \
      reported together, by file, line and column. Ends with 1 where documents were held back, or where \
      none belongs to the period.
      """)

  @OptionGroup var months: Months

  @OptionGroup var inputs: Inputs

  @OptionGroup var issuing: Issuing

  @OptionGroup var signing: Signing

  @Flag(help: "Write marked pages to preview/ beside the output, and issue nothing.")
  var preview = false

  @Flag(help: "Work everything out and report it, but write nothing.")
  var dryRun = false

  @OptionGroup var display: Display

  func run() throws {
    let clock = ContinuousClock()
    let start = clock.now
    var options = try inputs.options(months.period, display)
    issuing.apply(to: &options)
    options.isPreview = preview
    try signing.apply(to: &options, display)
    var summary = try display.reportingProgress { progress in
      options.progress = progress
      let report = Report(options)
      return try dryRun ? report.rehearse() : report.generate()
    }
    summary.elapsed = Display.seconds(start.duration(to: clock.now))
    try display.show(summary) {
      Closing.generate($0, output: dryRun ? nil : preview ? options.previewFolder : options.output, isPreview: preview)
    }
    if summary.held > 0 || summary.isNothingSelected { throw ExitCode(1) }
  }
}
