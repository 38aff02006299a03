import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import Exports

@Suite("Exports folders")
struct ExportFolderTests {
  /// A folder of its own for one test, with these files.
  final class Fixture {
    let path = NSTemporaryDirectory() + "exports-" + UUID().uuidString

    init(_ files: [String: String]) throws {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      for (name, text) in files {
        let url = URL(filePath: "\(path)/\(name)")
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
      }
    }

    func add(_ name: String, _ bytes: [UInt8]) throws { try Data(bytes).write(to: URL(filePath: "\(path)/\(name)")) }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func files() throws -> (files: [ExportFile], findings: [Finding]) {
      var findings = Findings()
      return (try ExportFolder.files(at: path + "/", findings: &findings), findings.all)
    }

    /// The text of the error, with `DIR` for the folder.
    func error() -> String {
      do {
        return "read: \(try files().files.map(\.name))"
      } catch {
        return "\(error)".replacingOccurrences(of: path, with: "DIR")
      }
    }
  }

  @Test func recognition() throws {
    let fixture = try Fixture([
      "Usage_2024.CSV": "a", "credit_notes.tsv": "b", "sub/invoices-1.json": "[]", "sub/deep/usage.csv": "x",
      "payments.ndjson": "{}", "workspaces.jsonl": "{}", "invoices.txt": "x", "notes.csv": "x", ".usage.csv": "x",
      ".hidden/usage.csv": "x",
    ])
    try FileManager.default.createSymbolicLink(
      atPath: fixture.path + "/linked", withDestinationPath: fixture.path + "/sub")
    let (files, findings) = try fixture.files()
    #expect(
      findings.map(\.description) == [
        """
        \(fixture.path): note: not named like an export and left alone: “notes.csv” [ignored-file]
          fix: nothing, unless one of them is an export; put files named workspaces*, invoices*, usage*, payments*, \
        credit_notes* there, ending in .csv, .tsv, .json, .jsonl, .ndjson or one of these and .gz, or in a folder directly below it
        """
      ])
    #expect(
      files.map(\.name)
        == [
          "Usage_2024.CSV", "credit_notes.tsv", "payments.ndjson", "sub/invoices-1.json", "workspaces.jsonl",
        ].map { "\(fixture.path)/\($0)" })
    #expect(files.map(\.kind) == [.usage, .creditNotes, .payments, .invoices, .workspaces])
    #expect(files.map(\.format) == [.csv, .csv(delimiter: 9), .jsonLines, .json, .jsonLines])
  }

  @Test func duplicates() throws {
    let fixture = try Fixture([
      "usage-1.csv": "a\n1\n", "usage-2.csv": "a\n1\n", "usage-3.csv": "a\n2\n", "payments.csv": "a\n1\n",
    ])
    #expect(
      try fixture.files().findings.map(\.description) == [
        """
        \(fixture.path)/usage-2.csv: error: the content is equal to that of \(fixture.path)/usage-1.csv [duplicate-file]
          why: reading both would count every row twice
          fix: remove one of the two files
        """
      ])
  }

  @Test func largeDuplicatesAreComparedToTheEnd() throws {
    let text = String(repeating: "0123456789", count: 30_000)
    let fixture = try Fixture(["usage-1.csv": text + "x", "usage-2.csv": text + "y", "usage-3.csv": text + "x"])
    #expect(try fixture.files().findings.map { $0.place?.file } == ["\(fixture.path)/usage-3.csv"])
  }

  @Test func nothingThere() throws {
    #expect(
      try Fixture(["invoices.txt": "x"]).error() == """
        the folder DIR/ holds no export
          fix: put files named workspaces*, invoices*, usage*, payments*, credit_notes* there, ending in .csv, .tsv, .json, .jsonl, .ndjson or one of these and .gz, or in a folder directly below it
        """)
  }

  @Test func missingFolder() {
    var findings = Findings()
    #expect(throws: ExportFolderError.missing(folder: "no/such")) {
      try ExportFolder.files(at: "no/such", findings: &findings)
    }
    #expect(
      "\(ExportFolderError.missing(folder: "no/such"))" == """
        the exports folder no/such does not exist
          fix: check the path, or create the folder and put the exports there
        """)
  }

  @Test func notAFolder() throws {
    let fixture = try Fixture(["usage.csv": "a"])
    var findings = Findings()
    #expect(throws: ExportFolderError.notAFolder(fixture.path + "/usage.csv")) {
      try ExportFolder.files(at: fixture.path + "/usage.csv", findings: &findings)
    }
  }

  @Test(arguments: ["", "\u{FEFF}", " \n\t\r\n", "\u{FEFF}\n"])
  func emptyFile(_ text: String) throws {
    #expect(
      try Fixture(["usage.csv": text]).error() == """
        DIR/usage.csv is empty
          fix: export it again, or remove the file if there is nothing to export
        """)
  }

  @Test func brokenLink() throws {
    let fixture = try Fixture(["invoices.csv": "a"])
    try FileManager.default.createSymbolicLink(atPath: fixture.path + "/usage.csv", withDestinationPath: "gone")
    #expect(
      fixture.error() == """
        DIR/usage.csv cannot be opened: No such file or directory
          fix: check that the file is there and that you may read it
        """)
  }

  @Test func packed() throws {
    let fixture = try Fixture([:])
    try fixture.add("Usage.CSV.GZ", gzip("a\n"))
    try fixture.add("invoices.ndjson.gz", gzip("{}"))
    try fixture.add("payments.gz", gzip("a\n"))
    try fixture.add("other.csv.gz", gzip("a\n"))
    let (files, findings) = try fixture.files()
    #expect(files.map(\.name) == ["Usage.CSV.GZ", "invoices.ndjson.gz"].map { "\(fixture.path)/\($0)" })
    #expect(files.map(\.format) == [.csv, .jsonLines])
    #expect(files.map(\.isPacked) == [true, true])
    #expect(findings.map { $0.message } == ["not named like an export and left alone: “other.csv.gz”"])
  }

  @Test func packedDuplicates() throws {
    let text = String(repeating: "0123456789\n", count: 1_000)
    let fixture = try Fixture(["usage-1.csv": text, "usage-2.csv": text + "x\n", "payments.csv": text])
    try fixture.add("usage-3.csv.gz", gzip(text, level: 1))
    try fixture.add("usage-4.csv.gz", gzip(text + "x\n"))
    try fixture.add("usage-5.csv.gz", gzip(text + "y\n"))
    try fixture.add("usage-6.csv.gz", gzip(text + "y\n", level: 1) + gzip(""))
    #expect(
      try fixture.files().findings.map { $0.description.split(separator: "\n")[0] } == [
        "\(fixture.path)/usage-3.csv.gz: error: the content is equal to that of \(fixture.path)/usage-1.csv [duplicate-file]",
        "\(fixture.path)/usage-4.csv.gz: error: the content is equal to that of \(fixture.path)/usage-2.csv [duplicate-file]",
        "\(fixture.path)/usage-6.csv.gz: error: the content is equal to that of \(fixture.path)/usage-5.csv.gz [duplicate-file]",
      ])
  }

  @Test(arguments: ["", " \n"])
  func emptyPackedFile(_ text: String) throws {
    let fixture = try Fixture([:])
    try fixture.add("usage.csv.gz", gzip(text))
    #expect(
      fixture.error() == """
        DIR/usage.csv.gz is empty
          fix: export it again, or remove the file if there is nothing to export
        """)
  }

  @Test func damagedPackedFile() throws {
    #expect(
      try Fixture(["usage.csv.gz": "x"]).error() == """
        DIR/usage.csv.gz is named like a gzip file and is none
          why: what it holds instead would be a guess
          fix: name it without .gz if it is not packed; pack it with gzip if it was packed otherwise
        """)
  }

  @Test func pipe() throws {
    let fixture = try Fixture(["invoices.csv": "a"])
    #expect(mkfifo(fixture.path + "/usage.csv", 0o600) == 0)
    #expect(
      fixture.error() == """
        DIR/usage.csv is named like an export but is not a regular file
          fix: rename it, or put the file itself there
        """)
  }

  @Test func unreadable() {
    #expect(
      "\(ExportFolderError.unreadableFolder(InputError(.list, "exports/sub", EACCES)))" == """
        exports/sub cannot be listed: Permission denied
          fix: check that you may read the folder
        """)
    #expect(
      "\(ExportFolderError.notAFolder("usage.csv"))" == """
        usage.csv is not a folder
          fix: name the folder that holds the export files, not a file
        """)
  }

  @Test func readingAFile() throws {
    let fixture = try Fixture(["usage.csv": "a,b\n1,2\n"])
    var keeper = RowKeeper(columns: 1)
    var findings = Findings()
    let file = try #require(try fixture.files().files.first)
    try ExportReader.read(file, schema: .plain("b"), findings: &findings, into: &keeper)
    #expect(keeper.rows.map { $0.map(\.text) } == [["2"]])
    #expect(throws: InputError(.open, "gone.csv", ENOENT)) {
      let gone = ExportFile(path: fixture.path + "/gone.csv", name: "gone.csv", kind: .usage, format: .csv)
      try ExportReader.read(gone, schema: .plain("b"), findings: &findings, into: &keeper)
    }
  }
}
