import Billing
import Foundation
import Reporting
import TestSupport
import Testing

@testable import Settings
@testable import report

/// The same inputs give the same bytes, whatever the machine does meanwhile.
@Suite("Same inputs, same bytes")
struct DeterminismTests {
  private static let all = ["--period", "all", "--as-of", "2024-07-10"]

  @Test func anyNumberOfThreads() throws {
    let workshop = try Many.workshop()
    let reference = try workshop.run("--period", "all", "--as-of", "2024-06-20", "--output", "one", "--jobs", "1")
    #expect(reference.code == 0)
    #expect(reference.stderr.contains("[orphan-payment]"))
    #expect(reference.stderr.contains("[declared-differs]"))
    #expect(reference.stderr.contains("[number-gap]"))
    let tree = try workshop.tree("one")
    #expect(tree.paths.count > 2 * Many.count)
    for jobs in ["1", "2", "7", ""] {
      let output = "jobs\(jobs)"
      let chosen = jobs.isEmpty ? [] : ["--jobs", jobs]
      let outcome = try workshop.run(["--period", "all", "--as-of", "2024-06-20", "--output", output] + chosen)
      #expect(outcome.stderr == reference.stderr)
      #expect(outcome.stdout.replacingOccurrences(of: output, with: "one") == reference.stdout)
      #expect(try workshop.tree(output).differences(from: tree) == [], "\(jobs) jobs")
    }
  }

  /// The command line takes no more threads than there are cores; what is built on the library may.
  @Test func moreThreadsThanCores() throws {
    let workshop = try Many.workshop()
    func publish(_ jobs: Int) throws -> Tree {
      var options = Options(period: .all, asOf: try #require(Day("2024-06-20")))
      options.exports = workshop.folder.appending(path: "exports").path
      options.templates = workshop.folder.appending(path: "templates").path
      options.output = workshop.folder.appending(path: "threads\(jobs)").path
      options.configuration = try Configuration(file: workshop.folder.appending(path: "report.yml").path)
      options.jobs = jobs
      _ = try Report(options).generate()
      return try workshop.tree("threads\(jobs)")
    }
    let reference = try publish(1)
    #expect(reference.paths.count > 2 * Many.count)
    for jobs in [3, 7, 64] { #expect(try publish(jobs).differences(from: reference) == [], "\(jobs) threads") }
  }

  @Test func noMoreThreadsThanCores() throws {
    let cores = SiteOptions.jobs(nil)
    #expect(cores == ProcessInfo.processInfo.activeProcessorCount)
    #expect(SiteOptions.jobs(1) == 1)
    #expect(SiteOptions.jobs(cores) == cores)
    #expect(SiteOptions.jobs(cores + 1) == cores)
    #expect(SiteOptions.jobs(1024) == cores)
  }

  /// Neither the zone nor the language of the machine is in the output, nor are the names of its folders.
  @Test func anyMachine() throws {
    let reference = try Workshop.samples()
    let said = try reference.run(Self.all)
    let other = try Workshop.samples().environment("TZ", "Asia/Tokyo").environment("LC_ALL", "tr_TR.UTF-8")
      .environment("LANG", "tr_TR.UTF-8").environment("HOME", "/nonexistent")
    #expect(try other.run(Self.all) == said)
    #expect(try other.tree().differences(from: reference.tree()) == [])
  }

  /// Rows in another order, in other files and with other file names: the same site, to the byte.
  @Test func anyOrderOfRows() throws {
    let reference = try Workshop.samples()
    try reference.run(Self.all)

    let other = try Workshop.samples()
    var random = SplitMix64(seed: 5)
    for month in ["03", "04", "05"] {
      var rows = try other.read("exports/usage-2024-\(month).csv").split(separator: "\n")
      let header = rows.removeFirst()
      rows.shuffle(using: &random)
      let middle = rows.count / 2
      try other.without("exports/usage-2024-\(month).csv")
      try other.exports("Usage\(month)b.CSV", "\(header)\r\n" + rows[..<middle].map { "\($0)\r\n" }.joined())
      try other.exports("more/usage_\(month)a.csv", "\(header)\n" + rows[middle...].map { "\($0)\n" }.joined())
    }
    var invoices = try other.read("exports/invoices.csv").split(separator: "\n")
    let header = invoices.removeFirst()
    try other.exports("invoices.csv", ([header] + invoices.shuffled(using: &random)).joined(separator: "\n"))
    let outcome = try other.run(Self.all)
    #expect(outcome.code == 0)
    #expect(outcome.stderr == "")
    #expect(try other.tree().differencesOfPages(from: reference.tree()) == [])
  }

  /// A second run with nothing new writes nothing: every file is the very same file.
  @Test func secondRun() throws {
    let workshop = try Workshop.samples()
    try workshop.run(Self.all)
    let before = try workshop.tree("")
    let outcome = try workshop.run(Self.all)
    #expect(outcome.code == 0)
    let after = try workshop.tree("")
    #expect(after.differences(from: before) == [])
    #expect(after.rewritten(since: before) == [])
  }

  /// A page changes when something happened, not because a day went by.
  @Test func quietDay() throws {
    let workshop = try Workshop.samples()
    try workshop.run("--period", "all", "--as-of", "2024-06-29")
    let before = try workshop.tree("output/workspaces")
    let records = try workshop.tree("output/finance/records")
    try workshop.run("--period", "all", "--as-of", "2024-06-30")
    let after = try workshop.tree("output/workspaces")
    let changed = after.differences(from: before).filter { !$0.hasSuffix("/index.html") }
    #expect(changed == [])
    #expect(try workshop.tree("output/finance/records").differences(from: records) == [])
  }
}
