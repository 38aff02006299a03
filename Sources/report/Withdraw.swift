import ArgumentParser
import Billing
import Reporting

/// `report withdraw`: takes back what was published by mistake.
struct Withdraw: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Takes back documents that were published by mistake and never sent.",
    discussion: """
      Their pages leave the site; what was withdrawn is kept under finance/withdrawn, with the reason. What was sent is \
      corrected by a credit note and a new number instead. No exports are read: where they still hold the document, the next run publishes \
      it anew.
      """)

  @Argument(help: ArgumentHelp("The numbers of the documents.", valueName: "number"))
  var numbers: [String]

  @Option(help: ArgumentHelp("Why they are taken back; it is kept with them.", valueName: "text"))
  var reason: String

  @OptionGroup var site: SiteOptions

  @OptionGroup var signing: Signing

  @OptionGroup var display: Display

  func validate() throws {
    if reason.allSatisfy(\.isWhitespace) {
      throw ValidationError("--reason is empty; say why the documents are taken back.")
    }
  }

  func run() throws {
    let clock = ContinuousClock()
    let start = clock.now
    var options = try site.options(.all, display)
    try signing.apply(to: &options, display)
    var summary = try display.reporting {
      try Report(options).withdraw(Set(numbers.map { Identifier($0) }), because: reason)
    }
    summary.elapsed = Display.seconds(start.duration(to: clock.now))
    summary.listsChanges = true
    try display.show(summary) { Closing.withdraw($0, output: options.output) }
  }
}
