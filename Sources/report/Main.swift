import ArgumentParser
import Reporting

/// `report`: parses the command line, calls `Reporting`, prints.
@main
struct Main: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Turns billing exports into a static billing site.",
    discussion: """
      Reads invoice, usage, payment and credit note exports (CSV or JSON), works out every figure to the cent, and \
      writes one HTML page per invoice, a billing history per workspace, a finance index and machine-readable records.

      Exit codes: 0 done; 1 done, with something to look at; 64 usage; 65 data refused; 66 input missing, unreadable \
      or empty; 73 output cannot be created; 74 input/output failed; 75 another run holds the output; 78 bad configuration or template.
      """,
    version: Report.version,
    subcommands: [Generate.self, Check.self, Refresh.self, Withdraw.self],
    defaultSubcommand: Generate.self)
}
