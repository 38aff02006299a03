import Foundation
import TestSupport
import Testing

/// Exports made to fill the memory of whoever reads them, read with little of it.
@Suite("Hostile exports, end to end")
struct HostileExportTests {
  /// Much less than the files unpack to, and several times what any export takes.
  private static let launcher = ["/usr/bin/prlimit", "--data=\(400 << 20)", "--core=0"]

  /// A file of this size that begins like this and holds NULs from there.
  private func large(_ workshop: Workshop, _ name: String, _ start: String, size: Int = 1 << 30) throws {
    let url = workshop.folder.appending(path: "exports/\(name)")
    try Data(start.utf8).write(to: url)
    try #require(truncate(url.path, size) == 0)
  }

  private func message(_ workshop: Workshop, code: Int32 = 65, jobs: Int = 2) throws -> String {
    let outcome = try workshop.run(
      "check", "--period", "all", "--as-of", "2024-06-30", "--jobs", "\(jobs)", under: Self.launcher)
    #expect(outcome.code == code)
    return outcome.stderr.split(separator: "\n").first.map(String.init) ?? ""
  }

  @Test(arguments: [
    ("usage.csv", "invoice_number,service,amount\nINV-1,Com", 2), ("usage.csv", "invoice_number,service", 1),
    ("payments.csv", "payment_id,date,amount,status\nP", 2), ("usage.jsonl", "{\"service\": \"Com", 1),
  ])
  func aRecordOfOneGigabyte(name: String, start: String, line: Int) throws {
    let workshop = try Workshop.small()
    try workshop.without("exports/usage.csv")
    try large(workshop, name, start)
    #expect(
      try message(workshop)
        == "exports/\(name):\(line):1: error: this record is longer than 1 MiB, and the rest of the file is not read [record-too-long]"
    )
  }

  @Test func rowsOfOneMegabyte() throws {
    let workshop = try Workshop.small()
    let row = "INV-1,Compute,1,hour,1,\"" + String(repeating: "1,", count: 500_000) + "\"\n"
    try workshop.exports("usage.csv", Small.usage + String(repeating: row, count: 60))
    #expect(try message(workshop, jobs: 4).hasPrefix("exports/usage.csv:4:24: error: amount is “1,1,1,1"))
    let wide = String(repeating: ",", count: 1_000_000) + "\n"
    try workshop.exports("usage.csv", Small.usage + String(repeating: wide, count: 60))
    #expect(try message(workshop, jobs: 4).contains("4:1: error: this row has 1000001 fields, the header has 6"))
  }

  /// Two megabytes that unpack to two gigabytes of nothing.
  @Test func bomb() throws {
    let workshop = try Workshop.small()
    let lines = try gzip([UInt8](repeating: 0x0A, count: 16 << 20))
    var file = try Data(gzip(Small.usage))
    for _ in 0..<128 { file += lines }
    try workshop.without("exports/usage.csv").exports("usage.csv.gz", bytes: file)
    #expect(
      try message(workshop)
        == "exports/usage.csv.gz: error: “usage.csv.gz” unpacks to more than 1024 MiB, which is more than 200 times its "
        + "size [damaged-file]")
  }
}
