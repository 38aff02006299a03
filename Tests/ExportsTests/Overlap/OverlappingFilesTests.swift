import Billing
import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import Exports

/// No usage file without ids may hold the rows of another.
@Suite("Overlapping files")
struct OverlappingFilesTests {
  private static let header = "workspace_id,timestamp,service,amount\n"

  private static func rows(_ numbers: some Sequence<Int>) -> String {
    header + numbers.map { "acme,2024-05-\(10 + $0 % 20),Compute \($0),\($0).50\n" }.joined()
  }

  /// What is found, by file: `usage-a.csv: all 2 rows of “usage-a.csv” stand in …`.
  private static func overlaps(_ files: [String: String], jobs: Int = 1, isStrict: Bool = false) throws -> [String] {
    let exported = try Exported(files) {
      $0.currency = Currency("EUR")
      $0.jobs = jobs
      $0.readsStrictly = isStrict
    }
    let findings = exported.contents.findings.all
    #expect(findings.filter { $0.severity == .error && $0.kind != .overlappingFiles }.map(\.description) == [])
    return findings.filter { $0.kind == .overlappingFiles }.sorted().map { "\($0.place?.file ?? ""): \($0.message)" }
  }

  @Test func monthToDate() throws {
    let exported = try Exported([
      "usage-a.csv": Self.header + "acme,2024-05-01,C,1.00\nacme,2024-05-02,C,2.00\n",
      "usage-b.csv": Self.header + "acme,2024-05-01,C,1.00\nacme,2024-05-02,C,2.00\nacme,2024-05-31,C,4.00\n",
    ]) { $0.currency = Currency("EUR") }
    #expect(
      exported.findings == [
        """
        usage-a.csv: error: all 2 rows of “usage-a.csv” stand in “usage-b.csv” as well, which has 3 [overlapping-files]
          why: reading both would count these rows twice, as month-to-date exports of two days do
          fix: leave the older export out of the folder; if they are rows of their own, give them a usage_id, or set \
        overlaps: warn in report.yml
        """
      ])
  }

  /// Whatever the order of columns and rows, the quotes, the line ends, the format and columns that are not read.
  @Test(arguments: [false, true])
  func spellings(isStrict: Bool) throws {
    let others = [
      "usage-b.csv":
        "service,note,amount,timestamp,workspace_id,unit\r\n\"A \"\"x\"\"\",q,1.00,2024-05-01,acme,\r\nB,r,2.00,2024-05-02,acme,\r\n",
      "usage-b.tsv":
        "amount\tProduct\tusage_date\tcustomer_id\n2.00\tB \t2024-05-02\tacme\n1.00\t A \"x\"\t2024-05-01\tacme\n"
        .replacing("\t A \"x\"", with: "\t\" A \"\"x\"\"\""),
      "usage-b.jsonl":
        #"{"amount": 2.00, "service": "B", "timestamp": "2024-05-02", "workspace_id": "acme", "tax_code": null}"# + "\n"
        + #"{"service": "\u0041 \"x\"", "amount": "1.00", "timestamp": "2024-05-01", "workspace_id": "acme"}"# + "\n",
    ]
    for (name, text) in others {
      let files = [
        "usage-a.csv": Self.header + "acme,2024-05-01,\"A \"\"x\"\"\",1.00\nacme,2024-05-02,B,2.00\n", name: text,
      ]
      #expect(
        try Self.overlaps(files, isStrict: isStrict)
          == ["usage-a.csv: all 2 rows of “usage-a.csv” stand in “\(name)” as well, which has 2"])
    }
  }

  /// Every one of them in one row differs from the others.
  @Test func columnsThatTellRowsApart() throws {
    let row = ["workspace_id": "acme", "timestamp": "2024-05-01", "service": "A", "amount": "1.00"]
    func file(_ row: [String: String]) -> String {
      let columns = row.keys.sorted()
      return columns.joined(separator: ",") + "\n" + columns.map { row[$0] ?? "" }.joined(separator: ",") + "\n"
    }
    for (column, value) in [
      ("workspace_id", "beta"), ("timestamp", "2024-05-02"), ("service", "B"), ("amount", "1.0"), ("unit", "h"),
      ("description", "A"), ("resource", "A"), ("tax_rate", "0"), ("currency", "EUR"), ("charge_category", "Usage"),
    ] {
      let other = row.merging([column: value]) { $1 }
      #expect(try Self.overlaps(["usage-a.csv": file(row), "usage-b.csv": file(other)]) == [])
    }
  }

  /// As often as they stand: rows are a multiset.
  @Test func repeats() throws {
    let row = "acme,2024-05-01,Flat fee,1.00\n"
    func files(_ a: Int, _ b: Int) -> [String: String] {
      [
        "usage-a.csv": Self.header + String(repeating: row, count: a),
        "usage-b.csv": Self.header + String(repeating: row, count: b) + "acme,2024-05-02,Other,1.00\n",
      ]
    }
    #expect(try Self.overlaps(files(3, 2)) == [])
    #expect(
      try Self.overlaps(files(3, 3)) == [
        "usage-a.csv: all 3 rows of “usage-a.csv” stand in “usage-b.csv” as well, which has 4"
      ])
    #expect(
      try Self.overlaps(files(1, 3)) == [
        "usage-a.csv: the one row of “usage-a.csv” stands in “usage-b.csv” as well, which has 4"
      ])
  }

  /// Up to 20 rows all of them, of more 95 of a hundred.
  @Test(arguments: [
    (20, 20, true), (20, 19, false), (21, 21, true), (21, 20, true), (21, 19, false), (100, 95, true), (100, 94, false),
  ])
  func share(rows: Int, shared: Int, isOverlap: Bool) throws {
    let files = ["usage-a.csv": Self.rows(1...rows), "usage-b.csv": Self.rows(rows - shared + 1...400)]
    let found = shared == rows ? "all \(rows) rows" : "\(shared) of \(rows) rows"
    #expect(
      try Self.overlaps(files)
        == (isOverlap
          ? ["usage-a.csv: \(found) of “usage-a.csv” stand in “usage-b.csv” as well, which has \(400 - rows + shared)"]
          : []))
  }

  @Test func eachPairOnce() throws {
    let files = [
      "usage-1.csv": Self.rows(1...5), "usage-2.csv": Self.rows((1...5).reversed()), "usage-3.csv": Self.rows(1...30),
    ]
    #expect(
      try Self.overlaps(files) == [
        "usage-1.csv: all 5 rows of “usage-1.csv” stand in “usage-2.csv” as well, which has 5",
        "usage-1.csv: all 5 rows of “usage-1.csv” stand in “usage-3.csv” as well, which has 30",
        "usage-2.csv: all 5 rows of “usage-2.csv” stand in “usage-3.csv” as well, which has 30",
      ])
  }

  /// Files whose rows have ids, or that have none.
  @Test func notCompared() throws {
    let ids = "usage_id," + Self.header + "u1,acme,2024-05-01,A,1.00\nu2,acme,2024-05-02,A,1.00\n"
    #expect(try Self.overlaps(["usage-1.csv": ids, "usage-2.csv": ids + "u3,acme,2024-05-03,A,1.00\n"]) == [])
    #expect(try Self.overlaps(["usage-1.csv": Self.header, "usage-2.csv": Self.rows(1...5)]) == [])
  }

  /// Tens of thousands of rows are compared one by one, by any number of threads.
  @Test(arguments: [1, 3])
  func manyRows(jobs: Int) throws {
    let files = [
      "usage-a.csv": Self.rows(1...20_000), "usage-b.csv": Self.rows(1001...30_000),
      "usage-c.csv": Self.rows(1002...21_001),
    ]
    #expect(
      try Self.overlaps(files, jobs: jobs) == [
        "usage-a.csv: 19000 of 20000 rows of “usage-a.csv” stand in “usage-b.csv” as well, which has 29000",
        "usage-c.csv: all 20000 rows of “usage-c.csv” stand in “usage-b.csv” as well, which has 29000",
      ])
  }

  @Test func onlyWhereThereIsMoreThanOne() {
    let file = ExportFile(path: "a", name: "a", kind: .usage, format: .csv)
    let other = ExportFile(path: "b", name: "b", kind: .usage, format: .csv)
    let invoices = ExportFile(path: "c", name: "c", kind: .invoices, format: .csv)
    #expect(OverlappingFiles([file, invoices], findings: Findings()) == nil)
    #expect(OverlappingFiles([file, other], findings: Findings()) != nil)
  }
}

/// Files of more rows than a sketch has room for.
@Suite("Samples of large files")
struct RowSketchTests {
  /// Files in memory, compared with room for this many rows in a sketch.
  private static func overlaps(_ files: [(name: String, rows: [Int])], capacity: Int) throws -> [String] {
    let fixture = try ExportFolderTests.Fixture(
      Dictionary(
        uniqueKeysWithValues: files.map { file in
          (file.name, "service,workspace_id,amount\n" + file.rows.map { "A,acme,\($0)\n" }.joined())
        }))
    let exports = try fixture.files().files
    var overlaps = try #require(OverlappingFiles(exports, findings: Findings(), capacity: capacity))
    for export in exports {
      overlaps.beginFile(export.name)
      var sink = Sink(overlaps: overlaps)
      var findings = Findings()
      try ExportReader.read(
        export, schema: UsageColumn.schema, options: ReadOptions(blockSize: 4096), findings: &findings, into: &sink)
      overlaps = sink.overlaps
    }
    return overlaps.findings(.error).map { $0.message.replacing(fixture.path + "/", with: "") }
  }

  private struct Sink: RecordSink {
    var overlaps: OverlappingFiles

    mutating func receive(_ batch: borrowing RecordBatch) {
      guard let filter = overlaps.filter else { return }
      var hashes = RowHashes()
      hashes.take(batch, filter)
      overlaps.add(hashes)
    }
  }

  /// A file that is wholly within another is found, whatever the sample.
  @Test func contained() throws {
    for start in [1, 5_000, 9_000] {
      let found = try Self.overlaps(
        [("usage-a.csv", Array(start...start + 9_000)), ("usage-b.csv", Array(1...20_000))], capacity: 1_024)
      #expect(
        found
          == ["about 9001 of 9001 rows of “usage-a.csv” stand in “usage-b.csv” as well, which has 20000"].map {
            $0.replacing("about 9001 of 9001 rows", with: "all 9001 rows")
          })
    }
  }

  @Test func share() throws {
    func found(_ shared: Int) throws -> [String] {
      try Self.overlaps(
        [("usage-a.csv", Array(1...20_000)), ("usage-b.csv", Array((20_001 - shared)...45_000))], capacity: 8_192)
    }
    #expect(try found(19_900).count == 1)
    #expect(try found(19_900).allSatisfy { $0.hasPrefix("about 19") })
    #expect(try found(18_000) == [])
    #expect(try found(0) == [])
  }

  /// Files too small for the sample are watched for, before and behind the large one, as often as rows stand in them.
  @Test func smallBesideLarge() throws {
    let large = ("usage-m.csv", Array(1...60_000))
    let small = [("usage-a.csv", Array(70...75)), ("usage-z.csv", Array(500...530))]
    #expect(
      try Self.overlaps(small + [large], capacity: 1_024) == [
        "all 6 rows of “usage-a.csv” stand in “usage-m.csv” as well, which has 60000",
        "all 31 rows of “usage-z.csv” stand in “usage-m.csv” as well, which has 60000",
      ])
    let others = [("usage-a.csv", [70, 70, 71]), ("usage-z.csv", Array(59_999...60_004))]
    #expect(try Self.overlaps(others + [large], capacity: 1_024) == [])
  }

  /// However many rows are equal, each is one entry.
  @Test func equalRows() throws {
    let rows = (1...30_000).map { $0 % 10 }
    #expect(
      try Self.overlaps([("usage-a.csv", rows), ("usage-b.csv", rows + [3])], capacity: 1_024)
        == ["all 30000 rows of “usage-a.csv” stand in “usage-b.csv” as well, which has 30001"])
    #expect(try Self.overlaps([("usage-a.csv", rows), ("usage-b.csv", rows.map { $0 / 2 })], capacity: 1_024) == [])
  }

  @Test func sets() {
    var random = SplitMix64(seed: 7)
    let hashes = Set((0..<5_000).map { _ in random.next() })
    let set = RowSet(hashes)
    #expect(hashes.allSatisfy(set.contains))
    #expect((0..<5_000).allSatisfy { _ in !set.contains(random.next()) })
    #expect(!RowSet([]).contains(1))
  }
}
