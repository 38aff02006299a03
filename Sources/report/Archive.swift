import Archiving
import ArgumentParser
import Billing
import Paths

/// `report archive`: what is published, packed to be kept.
struct Archive: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Packs what is published of a period into zips, per workspace and overall.",
    discussion: """
      Reads the site alone: no exports and no templates. Each month gets archive/2024-05.zip for finance, and \
      archive/2024-05/<workspace>.zip with nothing of any other workspace; both are read by their index.html. The same \
      site gives the same zips, to the byte. Ends with 1 where no document is of the period. A file that is not as it was \
      published stops the run, and nothing is written.
      """)

  @Option(
    help: ArgumentHelp(
      "The months to archive: 2024-05, 2024-Q2, 2024, 2024-01..2024-06 or all.", valueName: "period"),
    transform: Months.selection)
  var period: PeriodSelection

  @Option(help: ArgumentHelp("The site to archive.", valueName: "folder"))
  var output = "output"

  @Option(
    help: ArgumentHelp("The folder for the zips (default: archive, beside the site).", valueName: "folder"))
  var archive: String?

  @Option(help: ArgumentHelp("Archive this workspace alone; may be given several times.", valueName: "id"))
  var workspace: [String] = []

  @Flag(help: "Pack the exports that the site was made from with each whole month.")
  var withExports = false

  @Option(help: ArgumentHelp("The folder with the exports, for --with-exports.", valueName: "folder"))
  var exports = "exports"

  @Option(
    help: ArgumentHelp("How many threads to work with, up to one per core (default: all cores).", valueName: "count"))
  var jobs: Int?

  @OptionGroup var display: Display

  func validate() throws {
    try SiteOptions.check(output, "--output")
    try SiteOptions.check(exports, "--exports")
    if withExports, !workspace.isEmpty {
      throw ValidationError("--with-exports is for whole months: exports hold the rows of every workspace.")
    }
    if let archive { try SiteOptions.check(archive, "--archive") }
    try SiteOptions.check(jobs: jobs)
  }

  func run() throws {
    let clock = ContinuousClock()
    let start = clock.now
    let output = SiteOptions.folder(output)
    let archive = archive.map(SiteOptions.folder) ?? Self.beside(output)
    var summary = try display.reportingProgress { progress in
      try Archiving(
        of: output, to: archive, period: period, workspaces: Set(workspace.map { Identifier($0) }),
        withExports: withExports ? SiteOptions.folder(exports) : nil,
        jobs: SiteOptions.jobs(jobs),
        progress: progress
      ).run()
    }
    summary.elapsed = Display.seconds(start.duration(to: clock.now))
    try display.show(summary)
    if summary.monthsWithDocuments != nil { throw ExitCode(1) }
  }

  private static func beside(_ output: String) -> String {
    PathText.folder(output).map { "\($0)/archive" } ?? "archive"
  }
}
