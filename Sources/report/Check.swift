import ArgumentParser
import Reporting

/// `report check`: the same inputs, and nothing written.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Validates and reconciles the exports, and writes nothing.",
    discussion: """
      Ends with 0 where every figure ties and there is nothing to look at, with 1 where there is, or where no document \
      is of the period, and with 65 where rows cannot be read. Warnings that the last published run printed already are only counted.
      """)

  @OptionGroup var months: Months

  @OptionGroup var inputs: Inputs

  @Flag(help: ArgumentHelp("Read and add up the usage alone: what the benchmarks measure.", visibility: .hidden))
  var usageOnly = false

  @OptionGroup var display: Display

  func run() throws {
    let clock = ContinuousClock()
    let start = clock.now
    var options = try inputs.options(months.period, display)
    if usageOnly {
      let usage = try display.reporting { try Report(options).usage() }
      return try Console.output.write(usage.text)
    }
    var summary = try display.reportingProgress { progress in
      options.progress = progress
      return try Report(options).check()
    }
    summary.elapsed = Display.seconds(start.duration(to: clock.now))
    try display.show(summary, closing: Closing.check)
    if summary.findings.count(.error) + summary.findings.count(.warning) > 0 || summary.isNothingSelected {
      throw ExitCode(1)
    }
  }
}
