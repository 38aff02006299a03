import ArgumentParser
import Glibc
import SiteFormat

/// `report`: parses the command line, calls the story, prints.
@main
struct Main: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Turns billing exports into a static billing site.",
    discussion: """
      Reads invoice, usage, payment and credit note exports (CSV or JSON), works out every figure to the cent, and \
      writes one HTML page per invoice, a billing history per workspace, a finance index and machine-readable records.

      Exit codes: 0 done; 1 done, with something to look at; 64 usage; 65 data refused, or a site that is not as it was \
      published; 66 input missing, unreadable or empty; 73 output cannot be created; 74 input/output failed; 75 another run holds the output, or \
      was interrupted; 78 bad configuration, template or key.
      """,
    version: ToolVersion.current,
    subcommands: [Generate.self, Check.self, Refresh.self, Withdraw.self, Archive.self, Verify.self, Keygen.self],
    defaultSubcommand: Generate.self)

  /// As it would be without this, but that help, too, is known to have been written.
  static func main() {
    Console.prepare()
    do {
      try OpenFiles.require()
      var command = try parseAsRoot()
      try command.run()
    } catch {
      Glibc.exit(said(error))
    }
  }

  /// Prints what an error, or a request for help, has to say.
  private static func said(_ error: any Error) -> Int32 {
    let code = exitCode(for: error)
    let text = fullMessage(for: error)
    guard !text.isEmpty else { return code.rawValue }
    if code.isSuccess {
      do { try Console.output.write(own: text + "\n") } catch { return EX_IOERR }
    } else {
      try? Console.error.write(text + "\n")
    }
    return code.rawValue
  }
}
