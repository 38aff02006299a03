import ArgumentParser
import Billing
import Reporting

/// The options that say which documents are issued.
struct Issuing: ParsableArguments {
  @Option(help: ArgumentHelp("Publish all but this document; may be given several times.", valueName: "number"))
  var hold: [String] = []

  @Option(
    help: ArgumentHelp(
      "Issue documents of the period again whose words changed, never figures, tax, dates or currency, and say why.",
      valueName: "reason"))
  var reissue: String?

  func validate() throws {
    if reissue?.allSatisfy(\.isWhitespace) == true {
      throw ValidationError("--reissue is empty; say why documents are issued again.")
    }
  }

  func apply(to options: inout Options) {
    options.held = Set(hold.map { Identifier($0) })
    options.reissue = reissue
  }
}
