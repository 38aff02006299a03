import ArgumentParser
import Glibc
import Publishing
import Reporting
import Settings
import SiteFormat
import Verifying

/// `report verify`: a published folder, held against itself.
struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Checks a published folder: hashes, records, pages, links.",
    discussion: """
      Reads the folder alone: no exports, templates or configuration, and nothing from the network. Ends with 0 where \
      everything agrees, with 1 where something does not, and with 66 where there is no site.
      """)

  @Argument(help: ArgumentHelp("The folder to verify.", valueName: "folder"))
  var folder = "output"

  @Option(
    help: ArgumentHelp("Check the signature with this public key; a site without one is reported.", valueName: "file"))
  var key: String?

  @Option(
    help: ArgumentHelp(
      "Report a site that does not go on from this manifest, which was kept: a file, or its SHA-256.",
      valueName: "manifest"))
  var since: String?

  @Option(
    help: ArgumentHelp(
      "Work everything out anew from these exports, and report every record that says otherwise.",
      valueName: "folder"))
  var against: String?

  @Option(
    help: ArgumentHelp("The configuration for --against (default: report.yml, where there is one).", valueName: "file"))
  var config: String?

  @Option(
    help: ArgumentHelp("How many threads to work with, up to one per core (default: all cores).", valueName: "count"))
  var jobs: Int?

  @OptionGroup var display: Display

  func validate() throws {
    if folder.isEmpty { throw ValidationError("The folder is empty; name one.") }
    try against.map { try SiteOptions.check($0, "--against") }
    if config != nil, against == nil {
      throw ValidationError("--config is for --against: a site is verified by itself alone.")
    }
    try SiteOptions.check(jobs: jobs)
  }

  func run() throws {
    let clock = ContinuousClock()
    let start = clock.now
    let key = try display.reporting { try self.key.map { try PublicKey(file: $0) } }
    let since = try display.reporting { try self.since.map { try KeptManifest($0) } }
    let source = try display.reporting {
      try against.map {
        Verification.Source(exports: SiteOptions.folder($0), configuration: try Configuration(file: config))
      }
    }
    var summary = try display.reportingProgress { progress in
      try Verification(
        of: SiteOptions.folder(folder), key: key, since: since, against: source, jobs: SiteOptions.jobs(jobs),
        progress: progress
      ).run()
    }
    summary.elapsed = Display.seconds(start.duration(to: clock.now))
    try display.show(summary)
    if !summary.isClean { throw ExitCode(1) }
  }
}
