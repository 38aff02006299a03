import Foundation
import Testing

/// Folders and files that are not there, or not to be read or written.
@Suite("Folders that cannot be used")
struct UnusableFolderTests {
  @Test func emptyExports() throws {
    let stderr =
      """
      error: the folder “exports” holds no export
        fix: put files there; exports are named workspaces*, invoices*, usage*, payments* or credit_notes*, and end in .csv, \
      .tsv, .json, .jsonl or .ndjson, packed or not (.gz, .zst, .xz or .bz2, or in a .zip); they may lie in folders below
      Nothing was written.

      """
    try expectRefusal(66, stderr) {
      for file in try $0.tree("exports").paths { try $0.without("exports/\(file)") }
    }
  }

  @Test func noExports() throws {
    let stderr =
      """
      error: the exports folder “exports” does not exist
        fix: check the path, or create the folder and put the exports there
      Nothing was written.

      """
    try expectRefusal(66, stderr) { try $0.without("exports") }
  }

  @Test func exportsIsAFile() throws {
    let stderr =
      """
      error: “exports” is not a folder
        fix: name the folder that holds the export files, not a file
      Nothing was written.

      """
    try expectRefusal(66, stderr) { try $0.without("exports").file("exports", Small.usage) }
  }

  @Test func noConfiguration() throws {
    let workshop = try Workshop.small()
    let outcome = try workshop.run("--period", "2024-05", "--config", "other.yml")
    let stderr =
      """
      other.yml: error: it cannot be read: No such file or directory
        fix: check the path and that you may read it
      Nothing was written.

      """
    #expect(outcome == Outcome(code: 78, stdout: "", stderr: stderr))
    #expect(!workshop.exists("output"))
  }

  @Test(.enabled(if: Unprivileged.isPossible))
  func unreadableExport() throws {
    let workshop = try Workshop.small().permitting(0, "exports/usage.csv").permitting(0o777, "")
    let outcome = try workshop.runSmall(under: Unprivileged.launcher)
    let stderr =
      """
      exports/usage.csv: error: “usage.csv” cannot be opened: Permission denied [unreadable-file]
        fix: check that the file is there and that you may read it

      1 error: the data was refused. Nothing was written.

      """
    #expect(outcome == Outcome(code: 66, stdout: "", stderr: stderr))
    #expect(!workshop.exists("output"))
  }

  @Test(.enabled(if: Unprivileged.isPossible))
  func readOnlyOutput() throws {
    let workshop = try Workshop.small()
    #expect(try workshop.runSmall().code == 0)
    try workshop.usage("INV-1,Network,,,,1.00").permitting(0o777, "")
    let before = try workshop.tree("")
    let outcome = try workshop.runSmall(under: Unprivileged.launcher)
    let stderr =
      """
      error: cannot create output: Permission denied
        fix: check that the folder above it exists, is writable and on a disk that is not read-only
      The output is as it was.

      """
    #expect(outcome == Outcome(code: 73, stdout: "", stderr: stderr))
    #expect(try workshop.tree("").differences(from: before) == [])
  }

  @Test func outputThatCannotBeCreated() throws {
    let outcome = try Workshop.small().run("--period", "2024-05", "--output", "/proc/report-test")
    let stderr =
      """
      error: cannot create /proc/.report-test.lock: No such file or directory
        fix: check that the folder above it exists, is writable and on a disk that is not read-only
      The output is as it was.

      """
    #expect(outcome == Outcome(code: 73, stdout: "", stderr: stderr))
  }

  @Test func outputAmongTheExports() throws {
    let workshop = try Workshop.small()
    let before = try workshop.tree("")
    let outcome = try workshop.run("--period", "2024-05", "--as-of", "2024-06-30", "--output", "exports/site/")
    #expect(outcome.code == 73)
    #expect(outcome.stderr.contains("exports/site cannot be the output: it and "))
    #expect(try workshop.tree("").differences(from: before) == [])
  }

  @Test func outputThatIsTheFolderOneWorksIn() throws {
    let workshop = try Workshop.small()
    let before = try workshop.tree("")
    #expect(try workshop.run("--period", "2024-05", "--as-of", "2024-06-30", "--output", ".").code == 73)
    #expect(try workshop.tree("").differences(from: before) == [])
  }

  @Test func outputIsAFile() throws {
    let workshop = try Workshop.small().file("output", "mine\n")
    let before = try workshop.tree("")
    let outcome = try workshop.runSmall()
    let stderr =
      """
      error: cannot create output: something that is not a folder is in its place
        fix: check that the folder above it exists, is writable and on a disk that is not read-only
      The output is as it was.

      """
    #expect(outcome == Outcome(code: 73, stdout: "", stderr: stderr))
    #expect(try workshop.tree("").differences(from: before) == [])
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "this system has no /dev/full"))
  func summaryThatCannotBeWritten() throws {
    let workshop = try Workshop.small()
    let outcome = try workshop.runSmall(output: "/dev/full")
    let stderr =
      """
      error: standard output cannot be written: No space left on device
        fix: check where standard output goes, and the free space there
      The run itself is complete.

      """
    #expect(outcome == Outcome(code: 74, stdout: "", stderr: stderr))
    #expect(workshop.exists("output/workspaces/acme/INV-1.html"))
  }

  /// A record that cannot be read back must not vanish from the history.
  @Test func damagedRecord() throws {
    let stderr =
      """
      output/finance/records/2024-05.jsonl:2: error: this is no record that this version can read
        fix: restore the file from a backup of the output, or publish into a new folder
      Nothing was written.

      """
    try expectRefusal(65, stderr) {
      try $0.file(
        "output/finance/records/2024-05.jsonl", $0.read("output/finance/records/2024-05.jsonl") + "{\"half\": \n")
      try $0.coverUp()
    }
  }
}

/// Running the tool as somebody whom the permissions of files concern: root reads and writes everything.
enum Unprivileged {
  static let launcher = ["/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"]

  static let isPossible: Bool = {
    let help = try? Run(
      launcher + [Project.tool.path, "--help"], in: FileManager.default.temporaryDirectory, environment: [:]
    ).outcome()
    if help?.code == 0 { return true }
    print("SKIPPED: files without permission; that takes root, setpriv and a build that everybody may run")
    return false
  }()
}
