import Foundation
import TestSupport
import Testing

/// Exports that cannot be read as what their names say, and nothing is written.
@Suite("Files that are refused")
struct RefusedFileTests {
  @Test func missingColumn() throws {
    let stderr =
      """
      exports/usage.csv:1:1: error: the column service is missing [missing-column]
        why: it is required; the columns found are “invoice_number”, “kind”, “quantity”, “unit”, “unit_price”, \
      “amount”
        fix: add it to the export under the name service, service_name or product
      exports/usage.csv: note: 1 column is not used: “kind” [unknown-column]
        fix: nothing, unless one of them holds a value this export should have; then rename it

      1 error: the data was refused. Nothing was written.

      """
    try expectRefusal(65, stderr) {
      try $0.exports("usage.csv", Small.usage.replacingOccurrences(of: "service", with: "kind"))
    }
  }

  @Test func sameFileTwice() throws {
    let stderr =
      """
      exports/usage.csv: error: the content is equal to that of “exports/usage-copy.csv” [duplicate-file]
        why: reading both would count every row twice
        fix: remove one of the two files

      1 error: the data was refused. Nothing was written.

      """
    try expectRefusal(65, stderr) {
      try $0.exports("usage-copy.csv", Small.usage)
    }
  }

  @Test func invalidUTF8() throws {
    let stderr =
      """
      exports/usage.csv:4:11: error: the bytes here are not UTF-8 [invalid-utf8]
        why: which characters they mean would be a guess
        fix: export the file again as UTF-8, or convert it: iconv -f WINDOWS-1252 -t UTF-8

      1 error: the data was refused. Nothing was written.

      """
    try expectRefusal(65, stderr) {
      try $0.exports(
        "usage.csv",
        bytes: Data(Small.usage.utf8) + Data("INV-1,Stra".utf8) + [0xDF] + Data("e,,,,1.00\n".utf8))
    }
  }

  @Test func nul() throws {
    let stderr =
      """
      exports/usage.csv:4:10: error: a NUL byte stands here [nul-byte]
        why: text does not hold NUL; the file is damaged or not UTF-8
        fix: export the file again as UTF-8

      1 error: the data was refused. Nothing was written.

      """
    try expectRefusal(65, stderr) {
      try $0.exports(
        "usage.csv",
        bytes: Data(Small.usage.utf8) + Data("INV-1,Net".utf8) + [0] + Data("work,,,,1.00\n".utf8))
    }
  }

  /// All that cannot be read are named together, with the exit code of missing input.
  @Test func emptyFiles() throws {
    let stderr =
      """
      exports/payments.csv: error: “payments.csv” is empty [empty-file]
        fix: export it again, or remove the file if there is nothing to export
      exports/usage.csv: error: “usage.csv” is empty [empty-file]
        fix: export it again, or remove the file if there is nothing to export

      2 errors: the data was refused. Nothing was written.

      """
    try expectRefusal(66, stderr) {
      try $0.exports("usage.csv", "").exports("payments.csv", "\u{FEFF}\n")
    }
    let workshop = try Workshop.small().exports("usage.csv", "")
    #expect(try workshop.shell("ln -s gone exports/credit_notes.csv").code == 0)
    let outcome = try workshop.runSmall()
    #expect(outcome.code == 66)
    #expect(outcome.stderr.hasSuffix("\n2 errors: the data was refused. Nothing was written.\n"))
  }

  /// A header alone is not empty.
  @Test func headerAlone() throws {
    let workshop = try Workshop.small().exports("usage.csv", "invoice_number,service,amount\n")
    #expect(try workshop.runSmall().code == 0)
  }

  /// A file in a form that is not read, beside others that cannot be read: not only input is missing.
  @Test func namedLikeExports() throws {
    let stderr =
      """
      exports/payments.csv: error: “payments.csv” is empty [empty-file]
        fix: export it again, or remove the file if there is nothing to export
      exports/sub/usage-2.parquet: error: “usage-2.parquet” is named like an export, and Parquet files are not read by this \
      version [unsupported-file]
        why: what it holds would be missing from the figures
        fix: export it as CSV, or convert it to CSV, and take the Parquet file out of the folder
      exports/usage.csv.gz: error: “usage.csv.gz” ends before what is packed in it does [damaged-file]
        why: rows could be missing, and figures could be wrong
        fix: copy or export it again

      3 errors: the data was refused. Nothing was written.

      """
    try expectRefusal(65, stderr) {
      try $0.exports("payments.csv", "").exports("sub/usage-2.parquet", "PAR1").without("exports/usage.csv")
      try $0.exports("usage.csv.gz", bytes: Data(gzip(Small.usage).dropLast(9)))
    }
  }

  /// What nobody reads is told of whenever it comes, though nothing else has changed.
  @Test func filesThatCome() throws {
    let workshop = try Workshop.small()
    #expect(try workshop.runSmall().stderr == "")
    let before = try workshop.tree("output/workspaces")
    for name in ["other.csv", "sub/README.md", "sub/data.xlsx"] {
      try workshop.exports(name, "x")
      let outcome = try workshop.runSmall()
      #expect(outcome.code == 0)
      #expect(outcome.stderr.contains("left alone: ") && outcome.stderr.contains("“\(name)”"))
      // Once it is known it is only counted.
      #expect(try !workshop.runSmall().stderr.contains("left alone"))
    }
    try workshop.exports("usage-2.parquet", "x")
    #expect(try workshop.runSmall().code == 65)
    #expect(try workshop.tree("output/workspaces") == before)
  }

  @Test func overlappingFiles() throws {
    let header = "invoice_number,service,quantity,unit,unit_price,amount\n"
    let stderr =
      """
      exports/usage-1.csv: error: all 2 rows of “usage-1.csv” stand in “exports/usage.csv” as well, which has 3 \
      [overlapping-files]
        why: reading both would count these rows twice, as month-to-date exports of two days do
        fix: leave the older export out of the folder; if they are rows of their own, give them a usage_id, or set \
      overlaps: warn in report.yml

      1 error: the data was refused. Nothing was written.

      """
    func overlap(_ workshop: Workshop) throws {
      try workshop.usage("INV-1,Network,,,,1.00")
        .exports("usage-1.csv", header + "INV-1,Storage,,,,7.50\nINV-1,Compute,10,hour,0.25,\n")
    }
    try expectRefusal(65, stderr) { try overlap($0) }
    let workshop = try Workshop.small().config("overlaps: warn\n")
    try overlap(workshop)
    let outcome = try workshop.runSmall()
    #expect(outcome.code == 0)
    #expect(outcome.stderr.contains("exports/usage-1.csv: warning: all 2 rows of “usage-1.csv” stand in"))
    #expect(try workshop.records()["INV-1"]?["total"] == "21.00")
  }

  /// One page of a list, as its provider hands it out.
  @Test func unfinishedList() throws {
    let stderr =
      """
      exports/payments.json:1:32: error: the list goes on: has_more is “true” [unfinished-list]
        why: this is one page of it; the rows of the others would be missing from the figures
        fix: export all pages, and put their records together: into one array, or one record a line as .jsonl

      1 error: the data was refused. Nothing was written.

      """
    try expectRefusal(65, stderr) {
      try $0.without("exports/payments.csv")
      try $0.exports("payments.json", "{\"object\": \"list\", \"has_more\": true, \"data\": []}\n")
    }
  }

  @Test func duplicateKey() throws {
    let stderr =
      """
      exports/payments.json:1:89: error: the key “amount” stands twice in one object [json-duplicate-key]
        why: which of the two values counts would be a guess
        fix: keep one of them

      1 error: the data was refused. Nothing was written.

      """
    try expectRefusal(65, stderr) {
      try $0.without("exports/payments.csv")
      try $0.exports(
        "payments.json",
        """
        [{"payment_id": "P-1", "invoice_number": "INV-1", "date": "2024-06-10", "amount": 4.00, "amount": 5.00, \
        "status": "succeeded"}]

        """)
    }
  }

  @Test func trailingComma() throws {
    let stderr =
      """
      exports/payments.json:2:111: error: a comma stands before the closing bracket [json-syntax]
        why: it is not JSON (RFC 8259)
        fix: remove the comma

      1 error: the data was refused. Nothing was written.

      """
    try expectRefusal(65, stderr) {
      try $0.without("exports/payments.csv")
      try $0.exports(
        "payments.json",
        """
        [
          {"payment_id": "P-1", "invoice_number": "INV-1", "date": "2024-06-10", "amount": 4.00, "status": \
        "succeeded",}
        ]

        """)
    }
  }
}
