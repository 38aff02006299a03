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

    /// What is found, with `DIR` for the folder.
    func found() throws -> [String] { try files().findings.map { $0.description.replacing(path, with: "DIR") } }

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
      "Usage_2024.CSV": "a", "credit_notes.tsv": "b", "sub/invoices-1.json": "[]", "payments.ndjson": "{}",
      "billing_period=2024-05/part1/usage-1.csv": "x", "workspaces.jsonl": "{}", "notes.csv": "x",
      "a/b/c/data.parquet": "x",
      ".usage.csv": "x", ".hidden/usage.csv": "x", "README.md": "x", "usage.csv~": "x", "sub/.gitkeep": "",
      "Thumbs.db": "x", "#usage.csv#": "x", "usage.csv.bak": "x", "usage.csv.sha256": "x", "manifest.json": "{}",
    ])
    try FileManager.default.createSymbolicLink(
      atPath: fixture.path + "/linked", withDestinationPath: fixture.path + "/sub")
    try FileManager.default.createSymbolicLink(atPath: fixture.path + "/sub/loop", withDestinationPath: "..")
    try FileManager.default.createSymbolicLink(
      atPath: fixture.path + "/usage-link.csv", withDestinationPath: "billing_period=2024-05/part1/usage-1.csv")
    let (files, findings) = try fixture.files()
    #expect(
      findings.map(\.description) == [
        """
        \(fixture.path): warning: not named like an export and left alone: “a/b/c/data.parquet”, “notes.csv” [ignored-file]
          why: if one of them is an export, its rows are missing from the figures
          fix: name exports so that they are read, and take other data out of the folder; exports are named workspaces*, invoices*, usage*, payments* or credit_notes*, and end in .csv, .tsv, .json, .jsonl or \
        .ndjson, packed or not (.gz, .zst, .xz or .bz2, or in a .zip); they may lie in folders below
        """,
        """
        \(fixture.path): warning: no files and no folders, and left alone: “linked”, “sub/loop” [ignored-file]
          why: links to folders are not followed, and pipes and devices are not read
          fix: put a folder that holds exports there itself, or name it by --exports
        """,
        """
        \(fixture.path): note: no exports, and left alone: “#usage.csv#”, “.hidden/”, “.usage.csv”, “README.md”, \
        “Thumbs.db”, “manifest.json”, “sub/.gitkeep”, “usage.csv.bak”, “usage.csv.sha256”, “usage.csv~” [ignored-file]
          fix: nothing
        """,
        """
        \(fixture.path)/usage-link.csv: error: the content is equal to that of \
        “\(fixture.path)/billing_period=2024-05/part1/usage-1.csv” [duplicate-file]
          why: reading both would count every row twice
          fix: remove one of the two files
        """,
      ])
    #expect(
      files.map(\.name)
        == [
          "Usage_2024.CSV", "billing_period=2024-05/part1/usage-1.csv", "credit_notes.tsv", "payments.ndjson",
          "sub/invoices-1.json", "usage-link.csv", "workspaces.jsonl",
        ].map { "\(fixture.path)/\($0)" })
    #expect(files.map(\.kind) == [.usage, .usage, .creditNotes, .payments, .invoices, .usage, .workspaces])
    #expect(files.map(\.format) == [.csv, .csv, .csv(delimiter: 9), .jsonLines, .json, .csv, .jsonLines])
  }

  /// Named like an export, and not to be read: each is an error with what to do, and all come together.
  @Test func namedLikeExports() throws {
    let fixture = try Fixture([
      "invoices.csv": "a", "usage-2.parquet": "x", "usage.txt": "x", "sub/Usage.XLSX": "x", "usage.csv.7z": "x",
      "usage": "x", "payments.gz": "x", "credit_notes.csv.part": "x", "workspaces.pdf": "x", "usage.csv.gz.gz": "x",
    ])
    let findings = try fixture.files().findings
    #expect(findings.allSatisfy { $0.kind == .unsupportedFile && $0.severity == .error })
    #expect(
      findings.map { $0.place.map { $0.file.dropFirst(fixture.path.count + 1) } ?? "" } == [
        "credit_notes.csv.part", "payments.gz", "sub/Usage.XLSX", "usage", "usage-2.parquet", "usage.csv.7z",
        "usage.csv.gz.gz", "usage.txt", "workspaces.pdf",
      ])
    #expect(
      findings.prefix(6).map { "\($0.message)\n\($0.remedy)" } == [
        """
        “credit_notes.csv.part” is named like an export, and its ending says that it is not complete
        wait until it is complete, or copy or export it again
        """,
        """
        “payments.gz” is named like an export, and its name does not say what is packed in it
        name it after what is packed in it, such as payments.csv.gz
        """,
        """
        “Usage.XLSX” is named like an export, and spreadsheets are not read
        save the sheet as CSV in UTF-8, and take the spreadsheet out of the folder
        """,
        """
        “usage” is named like an export, and its ending is none of those that are read
        export it as one of .csv, .tsv, .json, .jsonl or .ndjson; if it is one of them, name it so, and if it is no \
        export, take it out of the folder
        """,
        """
        “usage-2.parquet” is named like an export, and Parquet files are not read by this version
        export it as CSV, or convert it to CSV, and take the Parquet file out of the folder
        """,
        """
        “usage.csv.7z” is named like an export, and files that are packed in this way are not read
        unpack it, or pack it with gzip, zstd, xz, bzip2 or zip
        """,
      ])
  }

  /// Names that are not UTF-8 are seen, and shown by their bytes.
  @Test func otherNames() throws {
    let fixture = try Fixture(["usage.csv": "a"])
    for name in [[0x75, 0x73, 0x61, 0x67, 0x65, 0xE9], [0xFF, 0x0A]] as [[UInt8]] {
      let path = Array(fixture.path.utf8) + [0x2F] + name + [0]
      #expect(path.withUnsafeBytes { mkdir($0.bindMemory(to: CChar.self).baseAddress!, 0o700) } == 0)
    }
    #expect(
      try fixture.files().findings.map(\.description) == [
        """
        \(fixture.path)/usage\\xE9: error: the name “usage\\xE9” is not UTF-8 [unreadable-file]
          why: it could be an export, or a folder of exports
          fix: rename it, for example with convmv
        """,
        """
        \(fixture.path)/\\xFF\\n: error: the name “\\xFF\\n” is not UTF-8 [unreadable-file]
          why: it could be an export, or a folder of exports
          fix: rename it, for example with convmv
        """,
      ])
  }

  @Test func duplicates() throws {
    let fixture = try Fixture([
      "usage-1.csv": "a\n1\n", "usage-2.csv": "a\n1\n", "usage-3.csv": "a\n2\n", "payments.csv": "a\n1\n",
    ])
    #expect(
      try fixture.files().findings.map(\.description) == [
        """
        \(fixture.path)/usage-2.csv: error: the content is equal to that of “\(fixture.path)/usage-1.csv” [duplicate-file]
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
      try Fixture(["bills.csv": "x"]).error() == """
        the folder “DIR/” holds no export
          why: these are not named like one: “bills.csv”
          fix: put files there; exports are named workspaces*, invoices*, usage*, payments* or credit_notes*, and end in .csv, .tsv, .json, .jsonl or \
        .ndjson, packed or not (.gz, .zst, .xz or .bz2, or in a .zip); they may lie in folders below
        """)
    #expect(
      try Fixture([:]).error() == """
        the folder “DIR/” holds no export
          fix: put files there; exports are named workspaces*, invoices*, usage*, payments* or credit_notes*, and end in .csv, .tsv, .json, .jsonl or \
        .ndjson, packed or not (.gz, .zst, .xz or .bz2, or in a .zip); they may lie in folders below
        """)
  }

  @Test func missingFolder() {
    var findings = Findings()
    #expect(throws: ExportFolderError.missing(folder: "no/such")) {
      try ExportFolder.files(at: "no/such", findings: &findings)
    }
    #expect(
      "\(ExportFolderError.missing(folder: "no/such"))" == """
        the exports folder “no/such” does not exist
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
      try Fixture(["usage.csv": text, "payments.csv": text]).found()
        == ["payments.csv", "usage.csv"].map {
          """
          DIR/\($0): error: “\($0)” is empty [empty-file]
            fix: export it again, or remove the file if there is nothing to export
          """
        })
  }

  @Test func brokenLink() throws {
    let fixture = try Fixture(["invoices.csv": "a"])
    try FileManager.default.createSymbolicLink(atPath: fixture.path + "/usage.csv", withDestinationPath: "gone")
    #expect(
      try fixture.found() == [
        """
        DIR/usage.csv: error: “usage.csv” cannot be opened: No such file or directory [unreadable-file]
          fix: check that the file is there and that you may read it
        """
      ])
  }

  @Test func packed() throws {
    let fixture = try Fixture([:])
    try fixture.add("Usage.CSV.GZ", gzip("a\n"))
    try fixture.add("invoices.ndjson.gz", gzip("{}"))
    try fixture.add("payments.json.zst", pack("[]".utf8, by: "zstd"))
    try fixture.add("credit_notes.tsv.xz", pack("a\n".utf8, by: "xz"))
    try fixture.add("workspaces.jsonl.bz2", pack("{}".utf8, by: "bzip2"))
    try fixture.add("other.csv.gz", gzip("a\n"))
    let (files, findings) = try fixture.files()
    #expect(
      files.map(\.name)
        == ["Usage.CSV.GZ", "credit_notes.tsv.xz", "invoices.ndjson.gz", "payments.json.zst", "workspaces.jsonl.bz2"]
        .map { "\(fixture.path)/\($0)" })
    #expect(files.map(\.format) == [.csv, .csv(delimiter: 9), .jsonLines, .json, .jsonLines])
    #expect(files.map(\.packing) == [.gzip, .xz, .gzip, .zstd, .bzip2])
    #expect(findings.map { $0.message } == ["not named like an export and left alone: “other.csv.gz”"])
    for file in files {
      let text = try file.open().all(atMost: 100) ?? []
      #expect(["a\n", "{}", "[]"].contains(String(decoding: text, as: UTF8.self)))
    }
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
        "\(fixture.path)/usage-3.csv.gz: error: the content is equal to that of “\(fixture.path)/usage-1.csv” [duplicate-file]",
        "\(fixture.path)/usage-4.csv.gz: error: the content is equal to that of “\(fixture.path)/usage-2.csv” [duplicate-file]",
        "\(fixture.path)/usage-6.csv.gz: error: the content is equal to that of “\(fixture.path)/usage-5.csv.gz” [duplicate-file]",
      ])
  }

  @Test(arguments: ["", " \n"])
  func emptyPackedFile(_ text: String) throws {
    let fixture = try Fixture([:])
    try fixture.add("usage.csv.gz", gzip(text))
    #expect(
      try fixture.found() == [
        """
        DIR/usage.csv.gz: error: “usage.csv.gz” is empty [empty-file]
          fix: export it again, or remove the file if there is nothing to export
        """
      ])
  }

  @Test func damagedPackedFile() throws {
    #expect(
      try Fixture(["usage.csv.gz": "x"]).found() == [
        """
        DIR/usage.csv.gz: error: “usage.csv.gz” is named like a gzip file and is none [damaged-file]
          why: what it holds instead would be a guess
          fix: name it without .gz if it is not packed; pack it with gzip if it was packed otherwise
        """
      ])
  }

  @Test func pipe() throws {
    let fixture = try Fixture(["invoices.csv": "a"])
    #expect(mkfifo(fixture.path + "/usage.csv", 0o600) == 0)
    #expect(
      try fixture.found() == [
        """
        DIR/usage.csv: error: “usage.csv” is named like an export but is not a regular file [unreadable-file]
          why: what it should hold would be missing from the figures
          fix: rename it, or put the file itself there
        """
      ])
  }

  @Test func unreadable() {
    #expect(
      "\(ExportFolderError.unreadableFolder(InputError(.list, "exports/sub", EACCES)))" == """
        “exports/sub” cannot be listed: Permission denied
          fix: check that you may read the folder
        """)
    #expect(
      "\(ExportFolderError.notAFolder("usage.csv"))" == """
        “usage.csv” is not a folder
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
