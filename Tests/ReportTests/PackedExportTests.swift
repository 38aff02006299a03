import Foundation
import TestSupport
import Testing

/// Exports packed with gzip say what they say unpacked.
@Suite("Packed exports")
struct PackedExportTests {
  private static let all = ["--period", "all", "--as-of", "2024-07-10"]

  /// With every export packed, some in several members.
  private static func packed(_ workshop: Workshop) throws -> Workshop {
    for (index, path) in try workshop.tree("exports").paths.enumerated() {
      let text = try workshop.bytes("exports/\(path)")
      let middle = index % 2 * text.count / 2
      try workshop.without("exports/\(path)")
      try workshop.exports("\(path).gz", bytes: Data(gzip(text[..<middle]) + gzip(text[middle...])))
    }
    return workshop
  }

  @Test func sameSite() throws {
    let plain = try Workshop.samples()
    let said = try plain.run(Self.all)
    #expect(said.code == 0)
    let packed = try Self.packed(Workshop.samples())
    #expect(try packed.run(Self.all) == said)
    #expect(try packed.tree().differencesOfPages(from: plain.tree()) == [])
    #expect(try packed.run(Self.all).stdout.contains("Nothing changed"))
  }

  @Test(arguments: ["1", "3"])
  func sameFindings(jobs: String) throws {
    let options = ["--period", "all", "--as-of", "2024-06-20", "--jobs", jobs]
    let plain = try Many.workshop()
    let said = try plain.run(options)
    let packed = try Self.packed(Many.workshop())
    #expect(try packed.run(options).stderr == said.stderr.replacingOccurrences(of: ".csv", with: ".csv.gz"))
    #expect(try packed.tree("output/workspaces") == plain.tree("output/workspaces"))
  }

  /// Places are those of the unpacked text.
  @Test func places() throws {
    let stderr =
      """
      exports/usage.csv.gz:4:15: error: quantity is “1,744” [number]
        why: it has a thousands separator
        fix: write it without separators, as in 1234.50

      1 error: the data was refused. Nothing was written.

      """
    try expectRefusal(65, stderr) {
      try $0.without("exports/usage.csv")
      try $0.exports("usage.csv.gz", bytes: Data(gzip(Small.usage + "INV-1,Compute,\"1,744\",hour,0.01,\n")))
    }
  }

  @Test func sameFilePackedAndNot() throws {
    let stderr =
      """
      exports/usage.csv.gz: error: the content is equal to that of exports/usage.csv [duplicate-file]
        why: reading both would count every row twice
        fix: remove one of the two files

      1 error: the data was refused. Nothing was written.

      """
    try expectRefusal(65, stderr) { try $0.exports("usage.csv.gz", bytes: Data(gzip(Small.usage))) }
  }

  @Test func notPacked() throws {
    let stderr =
      """
      error: exports/usage.csv.gz is named like a gzip file and is none
        why: what it holds instead would be a guess
        fix: name it without .gz if it is not packed; pack it with gzip if it was packed otherwise
      Nothing was written.

      """
    try expectRefusal(65, stderr) {
      try $0.without("exports/usage.csv")
      try $0.exports("usage.csv.gz", Small.usage)
    }
  }

  /// The sum at the end comes when all rows were read: they are not billed.
  @Test func damagedFarInside() throws {
    let stderr =
      """
      error: exports/usage.csv.gz is damaged: what it unpacks to is not what was packed
        why: rows could be missing, and figures could be wrong
        fix: copy or export it again; gzip -t tells whether a file is whole
      Nothing was written.

      """
    try expectRefusal(65, stderr) {
      try $0.without("exports/usage.csv")
      let rows = (1...20_000).map { "INV-1,Compute,\($0),hour,0.01,\n" }
      var packed = try gzip("invoice_number,service,quantity,unit,unit_price,amount\n" + rows.joined())
      packed[packed.count - 8] ^= 1
      try $0.exports("usage.csv.gz", bytes: Data(packed))
    }
  }

  @Test func truncated() throws {
    let stderr =
      """
      error: exports/payments.json.gz ends before what is packed in it does
        why: rows could be missing, and figures could be wrong
        fix: copy or export it again
      Nothing was written.

      """
    try expectRefusal(65, stderr) {
      try $0.without("exports/payments.csv")
      try $0.exports("payments.json.gz", bytes: Data(gzip("[]\n").dropLast(4)))
    }
  }
}
