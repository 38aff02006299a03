import ArgumentParser
import Billing
import Diagnostics
import Glibc
import Paths
import Reporting
import Settings

/// The months that a command is about.
struct Months: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The months to bill: 2024-05, 2024-Q2, 2024, 2024-01..2024-06 or all.", valueName: "period"),
    transform: Self.selection)
  var period: PeriodSelection

  static func selection(_ text: String) throws -> PeriodSelection {
    guard let period = PeriodSelection(text) else {
      if PeriodSelection.isReversed(text) {
        throw ValidationError(
          "\"\(text)\" is no period: the range ends before it begins. Write the earlier month first.")
      }
      throw ValidationError(
        "\"\(text)\" is no period. Write a month (2024-05), a quarter (2024-Q2), a year (2024), "
          + "a range of months (2024-01..2024-06) or all.")
    }
    return period
  }
}

/// The options that say what to read and where to write, the same for all commands that bill.
struct Inputs: ParsableArguments {
  @Option(help: ArgumentHelp("The folder with the exports.", valueName: "folder"))
  var exports = "exports"

  @OptionGroup var site: SiteOptions

  @Option(help: ArgumentHelp("Touch this workspace alone; may be given several times.", valueName: "id"))
  var workspace: [String] = []

  func validate() throws { try SiteOptions.check(exports, "--exports") }

  /// The options of a run, with the configuration read.
  func options(_ period: PeriodSelection, _ display: Display) throws -> Options {
    var options = try site.options(period, display)
    options.exports = SiteOptions.folder(exports)
    options.workspaces = Set(workspace.map { Identifier($0) })
    return options
  }
}

/// The options that say where the site is, and how it looks.
struct SiteOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The folder to publish to.", valueName: "folder"))
  var output = "output"

  @Option(help: ArgumentHelp("The folder with the templates.", valueName: "folder"))
  var templates = "templates"

  @Option(help: ArgumentHelp("The configuration (default: report.yml, where there is one).", valueName: "file"))
  var config: String?

  @Option(
    help: ArgumentHelp(
      "The day whose state is shown; what is dated later does not count yet (default: today, UTC).",
      valueName: "yyyy-mm-dd"),
    transform: Self.day)
  var asOf: Day?

  @Option(
    help: ArgumentHelp("How many threads to work with, up to one per core (default: all cores).", valueName: "count"))
  var jobs: Int?

  func validate() throws {
    try Self.check(output, "--output")
    try Self.check(templates, "--templates")
    try Self.check(jobs: jobs)
  }

  /// The options of a run that reads no exports, with the configuration read.
  func options(_ period: PeriodSelection, _ display: Display) throws -> Options {
    var options = Options(period: period, asOf: asOf ?? Self.today)
    options.output = Self.folder(output)
    options.templates = Self.folder(templates)
    options.jobs = Self.jobs(jobs)
    options.configuration = try display.reporting { try Configuration(file: config) }
    options.linkSecret = try display.reporting { try PrivateLinks.secret(options.configuration, config) }
    // Said at once: an error that follows says that nothing was written.
    options.onFinishing = { folder in
      try? Console.error.write(
        "note: the last publication to \(VisibleText.of(folder)) was interrupted; it was finished first\n")
    }
    return options
  }

  static func check(_ path: String, _ name: String) throws {
    if path.isEmpty { throw ValidationError("\(name) is empty; name a folder.") }
  }

  static func check(jobs: Int?) throws {
    if let jobs, !(1...1024).contains(jobs) {
      throw ValidationError("--jobs is \(jobs); write a number from 1 to 1024.")
    }
  }

  /// As many threads as were asked for, and no more than there are cores: each has tables and buffers of its own, and
  /// those beyond the cores only take turns with the others.
  static func jobs(_ asked: Int?) -> Int {
    let cores = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    return min(asked ?? cores, cores)
  }

  /// A path without the slashes it ends in.
  static func folder(_ path: String) -> String { PathText.withoutEndingSlashes(path) }

  private static var today: Day { Day(number: Int32(time(nil) / 86400)) }

  private static func day(_ text: String) throws -> Day {
    guard let day = Day(text) else { throw ValidationError("\"\(text)\" is no day. Write it as 2024-05-31.") }
    return day
  }
}
