import Testing

@Suite("The command line")
struct CommandLineTests {
  static let usage =
    """
    report generate [<options>] --period <period>
    """

  @Test func help() throws {
    let outcome = try Workshop().run("--help")
    let stdout =
      """
      OVERVIEW: Turns billing exports into a static billing site.

      Reads invoice, usage, payment and credit note exports (CSV or JSON), works out
      every figure to the cent, and writes one HTML page per invoice, a billing
      history per workspace, a finance index and machine-readable records.

      Exit codes: 0 done; 1 done, with something to look at; 64 usage; 65 data
      refused, or a site that is not as it was published; 66 input missing,
      unreadable or empty; 73 output cannot be created; 74 input/output failed; 75
      another run holds the output, or was interrupted; 78 bad configuration,
      template or key.

      USAGE: report <subcommand>

      OPTIONS:
        --version               Show the version.
        -h, --help              Show help information.

      SUBCOMMANDS:
        generate (default)      Reads the exports and publishes the site of a billing
                                period.
        check                   Validates and reconciles the exports, and writes
                                nothing.
        refresh                 Re-evaluates every period that has records or
                                exports, and prints what changed.
        withdraw                Takes back documents that were published by mistake
                                and never sent.
        archive                 Packs what is published of a period into zips, per
                                workspace and overall.
        verify                  Checks a published folder: hashes, records, pages,
                                links.
        keygen                  Makes a pair of keys to sign sites with and to verify
                                them.

        See 'report help <subcommand>' for detailed help.

      """
    #expect(outcome == Outcome(code: 0, stdout: stdout, stderr: ""))
  }

  @Test func helpOfGenerate() throws {
    let outcome = try Workshop().run("generate", "--help")
    let stdout =
      """
      OVERVIEW: Reads the exports and publishes the site of a billing period.

      A run either publishes completely or leaves the output as it was. Everything
      that is wrong with the data is reported together, by file, line and column.
      Ends with 1 where documents were held back, or where none belongs to the period.

      USAGE: \(Self.usage)

      OPTIONS:
        --period <period>       The months to bill: 2024-05, 2024-Q2, 2024,
                                2024-01..2024-06 or all.
        --exports <folder>      The folder with the exports. (default: exports)
        --output <folder>       The folder to publish to. (default: output)
        --templates <folder>    The folder with the templates. (default: templates)
        --config <file>         The configuration (default: report.yml, where there
                                is one).
        --as-of <yyyy-mm-dd>    The day whose state is shown; what is dated later
                                does not count yet (default: today, UTC).
        --jobs <count>          How many threads to work with, up to one per core
                                (default: all cores).
        --workspace <id>        Touch this workspace alone; may be given several
                                times.
        --hold <number>         Publish all but this document; may be given several
                                times.
        --reissue <reason>      Issue documents of the period again whose words
                                changed, never figures, tax, dates or currency, and
                                say why.
        --sign <file>           Sign the manifest with this private key, as report
                                keygen makes it. A signed site goes on with its key
                                alone.
        --adopt                 Sign a site that was not signed, or that another key
                                signed.
        --unsign                Go on from a signed site without a signature; the
                                history says so.
        --since <manifest>      Go on only from a site that goes on from this
                                manifest, which was kept: a file, or its SHA-256.
        --preview               Write marked pages to preview/ beside the output, and
                                issue nothing.
        --dry-run               Work everything out and report it, but write nothing.
        --json                  Print the summary as one JSON object.
        -q, --quiet             Print errors only.
        --no-progress           Show no progress bar, on a terminal either.
        --version               Show the version.
        -h, --help              Show help information.


      """
    #expect(outcome == Outcome(code: 0, stdout: stdout, stderr: ""))
  }

  @Test func noPeriod() throws {
    let outcome = try Workshop().run()
    let stderr =
      """
      Error: Missing expected argument '--period <period>'

      OVERVIEW: Turns billing exports into a static billing site.

      Reads invoice, usage, payment and credit note exports (CSV or JSON), works out
      every figure to the cent, and writes one HTML page per invoice, a billing
      history per workspace, a finance index and machine-readable records.

      Exit codes: 0 done; 1 done, with something to look at; 64 usage; 65 data
      refused, or a site that is not as it was published; 66 input missing,
      unreadable or empty; 73 output cannot be created; 74 input/output failed; 75
      another run holds the output, or was interrupted; 78 bad configuration,
      template or key.

      USAGE: report <subcommand>

      OPTIONS:
        --version               Show the version.
        -h, --help              Show help information.

      SUBCOMMANDS:
        generate (default)      Reads the exports and publishes the site of a billing
                                period.
        check                   Validates and reconciles the exports, and writes
                                nothing.
        refresh                 Re-evaluates every period that has records or
                                exports, and prints what changed.
        withdraw                Takes back documents that were published by mistake
                                and never sent.
        archive                 Packs what is published of a period into zips, per
                                workspace and overall.
        verify                  Checks a published folder: hashes, records, pages,
                                links.
        keygen                  Makes a pair of keys to sign sites with and to verify
                                them.

        See 'report help <subcommand>' for detailed help.

      """
    #expect(outcome == Outcome(code: 64, stdout: "", stderr: stderr))
  }

  @Test func noPeriodForGenerate() throws {
    let outcome = try Workshop().run("generate", "--json")
    let stderr =
      """
      Error: Missing expected argument '--period <period>'
      Help:  --period <period>  The months to bill: 2024-05, 2024-Q2, 2024, 2024-01..2024-06 or all.
      Usage: \(Self.usage)
        See 'report generate --help' for more information.

      """
    #expect(outcome == Outcome(code: 64, stdout: "", stderr: stderr))
  }

  @Test func badPeriod() throws {
    let outcome = try Workshop().run("--period", "2024-13")
    let stderr =
      """
      Error: The value '2024-13' is invalid for '--period <period>': "2024-13" is no period. Write a month \
      (2024-05), a quarter (2024-Q2), a year (2024), a range of months (2024-01..2024-06) or all.
      Help:  --period <period>  The months to bill: 2024-05, 2024-Q2, 2024, 2024-01..2024-06 or all.
      Usage: \(Self.usage)
        See 'report generate --help' for more information.

      """
    #expect(outcome == Outcome(code: 64, stdout: "", stderr: stderr))
  }

  @Test func badDay() throws {
    let outcome = try Workshop().run("--period", "2024-05", "--as-of", "2024-02-30")
    let stderr =
      """
      Error: The value '2024-02-30' is invalid for '--as-of <yyyy-mm-dd>': "2024-02-30" is no day. Write it as \
      2024-05-31.
      Help:  --as-of <yyyy-mm-dd>  The day whose state is shown; what is dated later does not count yet (default: \
      today, UTC).
      Usage: \(Self.usage)
        See 'report generate --help' for more information.

      """
    #expect(outcome == Outcome(code: 64, stdout: "", stderr: stderr))
  }

  @Test func unknownOption() throws {
    let outcome = try Workshop().run("--period", "2024-05", "--ouput", "site")
    let stderr =
      """
      Error: Unknown option '--ouput'. Did you mean '--output'?
      Usage: \(Self.usage)
        See 'report generate --help' for more information.

      """
    #expect(outcome == Outcome(code: 64, stdout: "", stderr: stderr))
  }

  @Test func noJobs() throws {
    let outcome = try Workshop().run("--period", "2024-05", "--jobs", "0")
    let stderr =
      """
      Error: --jobs is 0; write a number from 1 to 1024.
      Usage: \(Self.usage)
        See 'report generate --help' for more information.

      """
    #expect(outcome == Outcome(code: 64, stdout: "", stderr: stderr))
  }

  @Test func surplusArgument() throws {
    let outcome = try Workshop().run("--period", "2024-05", "exports")
    let stderr =
      """
      Error: Unexpected argument 'exports'
      Usage: \(Self.usage)
        See 'report generate --help' for more information.

      """
    #expect(outcome == Outcome(code: 64, stdout: "", stderr: stderr))
  }

  @Test func unknownWorkspace() throws {
    let outcome = try Workshop.small().run("--period", "2024-05", "--workspace", "acmee", "--as-of", "2024-06-30")
    let stderr =
      """
      error: no invoice of the exports is for the workspace “acmee”
        fix: did you mean acme? Write a workspace_id of the exports
      Nothing was written.

      """
    #expect(outcome == Outcome(code: 64, stdout: "", stderr: stderr))
  }

  /// The months that there are stand in the exports or on the site.
  @Test(arguments: [["generate"], ["generate", "--dry-run"], ["check"]])
  func periodWithoutInvoices(command: [String]) throws {
    let workshop = try Workshop.small()
    let asked = command + ["--period", "2031-01", "--as-of", "2024-06-30"]
    func stdout(_ months: String) -> String {
      """
      Billing period 2031-01, as of 2024-06-30

        0 invoices, 0 workspaces, 0 usage rows

      No document belongs to 2031-01: nothing was written.
      Months that have some: \(months). Ask for one of them with --period.

      """
    }
    #expect(try workshop.run(asked) == Outcome(code: 1, stdout: stdout("2024-05"), stderr: ""))
    #expect(!workshop.exists("output"))
    #expect(try workshop.runSmall().code == 0)
    try workshop.exports(
      "invoices.csv", Small.invoices.replacing("2024-05", with: "2024-07").replacing("INV-1", with: "INV-2")
    )
    .exports("usage.csv", Small.usage.replacing("INV-1", with: "INV-2"))
    #expect(try workshop.run(asked).stdout == stdout("2024-05, 2024-07"))
    let json = try workshop.run(asked + ["--json"])
    #expect(json.code == 1)
    #expect(json.stdout.hasPrefix("{\"period\":\"2031-01\",\"as_of\":\"2024-06-30\",\"invoices\":0,\"workspaces\":0,"))
  }

  @Test func aPeriodThatEndsBeforeItBegins() throws {
    let outcome = try Workshop.small().run("--period", "2024-06..2024-04")
    #expect(outcome.code == 64)
    #expect(outcome.stderr.contains("\"2024-06..2024-04\" is no period: the range ends before it begins."))
  }

  @Test func version() throws {
    #expect(try Workshop().run("--version") == Outcome(code: 0, stdout: "1.2.0\n", stderr: ""))
  }
}
