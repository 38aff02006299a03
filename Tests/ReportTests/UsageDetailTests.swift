import Foundation
import Testing

/// With `publish.usage_detail` each invoice has its usage rows beside it.
@Suite("Usage rows beside their invoices")
struct UsageDetailTests {
  @Test func rowsAsExportedInTheirOrder() throws {
    let workshop = try Workshop.small().config("publish: {usage_detail: true}\n")
      .exports(
        "usage-2.jsonl",
        """
        {"invoice_number": "INV-1", "service": "=Compute, \\"large\\"", "amount": -0.50, "resource": "vm-7"}

        """)
    #expect(try workshop.runSmall().code == 0)
    // usage-2.jsonl comes before usage.csv: files are read in the order of their names.
    #expect(
      try workshop.read("output/workspaces/acme/INV-1.usage.csv")
        == [
          "invoice_number,service,resource,quantity,unit,unit_price,amount",
          "INV-1,\"'=Compute, \"\"large\"\"\",vm-7,,,,-0.50", "INV-1,Compute,,10,hour,0.25,", "INV-1,Storage,,,,,7.50",
          "",
        ].joined(separator: "\r\n"))
    #expect(try workshop.read("output/workspaces/acme/INV-1.html").contains("href=\"INV-1.usage.csv\""))
  }

  @Test func everyRowOfTheSamplesIsThereOnce() throws {
    let workshop = try Workshop.samples()
    try workshop.config(workshop.read("report.yml") + "publish: {usage_detail: true}\n")
    #expect(try workshop.run("--period", "all", "--as-of", "2024-07-10", "--jobs", "2").code == 0)
    var rows: [String: Int] = [:]
    for (path, bytes) in try workshop.tree().files where path.hasSuffix(".usage.csv") {
      let name = try #require(path.split(separator: "/").last?.dropLast(".usage.csv".count))
      rows[String(name)] = String(decoding: bytes, as: UTF8.self).split(separator: "\r\n").count - 1
    }
    #expect(rows.values.reduce(0, +) == 177)
    for (number, record) in try workshop.records() where record["document_type"] == "invoice" {
      #expect(rows[number].map(String.init) == record["usage_rows"], "\(number)")
    }
  }

  @Test func withoutItThereIsNone() throws {
    let workshop = try Workshop.small()
    #expect(try workshop.runSmall().code == 0)
    #expect(try workshop.tree().paths.allSatisfy { !$0.contains("usage.csv") })
    #expect(try !workshop.read("output/workspaces/acme/INV-1.html").contains("usage.csv"))
  }

  /// Rows are put aside on disk, by invoice, until their invoice is written.
  @Test func noRoomForRows() throws {
    let workshop = try Workshop.small().config("publish: {usage_detail: true}\n").environment("TMPDIR", "gone")
    let stderr =
      """
      error: usage rows cannot be put aside in “gone”: No such file or directory
        fix: make room there, or set TMPDIR to a folder on a disk with room for all usage, then run again
      Nothing was written.

      """
    #expect(try workshop.runSmall() == Outcome(code: 74, stdout: "", stderr: stderr))
    #expect(!workshop.exists("output"))
  }
}
