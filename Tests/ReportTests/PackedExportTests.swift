import Foundation
import TestSupport
import Testing

/// Packed exports say what they say unpacked.
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

  /// Every way to pack one file, and a zip of all of them, one of which is packed once more.
  @Test(.enabled(if: ["zstd", "xz", "bzip2"].allSatisfy(has)))
  func everyPacking() throws {
    let plain = try Workshop.samples()
    #expect(try plain.run(Self.all).code == 0)
    let packed = try Workshop.samples()
    let programs = [("gzip", ".gz"), ("zstd", ".zst"), ("xz", ".xz"), ("bzip2", ".bz2")]
    for (index, path) in try packed.tree("exports").paths.enumerated() {
      let (program, ending) = programs[index % 4]
      let text = try packed.bytes("exports/\(path)")
      try packed.without("exports/\(path)").exports("\(path)\(ending)", bytes: Data(pack(text, by: program)))
    }
    #expect(try packed.run(Self.all).code == 0)
    #expect(try packed.tree().differencesOfPages(from: plain.tree()) == [])

    let zipped = try Workshop.samples()
    var files: [Zipped] = []
    for (index, path) in try zipped.tree("exports").paths.enumerated() {
      let text = try zipped.bytes("exports/\(path)")
      var file = Zipped("2024/\(path)", String(decoding: text, as: UTF8.self), method: index % 2 == 0 ? 8 : 0)
      if index == 3 {
        file.name += Array(".gz".utf8)
        file.text = try gzip(text)
      }
      files.append(file)
      try zipped.without("exports/\(path)")
    }
    try zipped.exports("all.zip", bytes: Data(zip(files)))
    #expect(try zipped.run(Self.all).code == 0)
    #expect(try zipped.tree().differencesOfPages(from: plain.tree()) == [])
    // The zip is the input, once.
    let manifest = try zipped.read("output/manifest.json")
    #expect(manifest.components(separatedBy: "\"file\":\"all.zip\"").count == 2)
    let inputs = try #require(manifest.range(of: ",\"control_totals\":")).lowerBound
    #expect(!manifest[..<inputs].contains("usage"))
    #expect(manifest.contains("\"file\":\"all.zip/2024/usage-2024-03.csv.gz\""))
    #expect(try zipped.run(Self.all).stdout.contains("Nothing changed"))
  }

  /// Lines and columns are those of the file in the zip.
  @Test func placesInZips() throws {
    let stderr =
      """
      exports/a.zip/usage.csv:4:15: error: quantity is “1,744” [number]
        why: it has a thousands separator
        fix: write it without separators, as in 1234.50

      1 error: the data was refused. Nothing was written.

      """
    try expectRefusal(65, stderr) {
      try $0.without("exports/usage.csv")
      let usage = Zipped("usage.csv", Small.usage + "INV-1,Compute,\"1,744\",hour,0.01,\n", method: 8)
      try $0.exports("a.zip", bytes: Data(zip([usage])))
    }
  }

  /// Several files that are damaged far inside are named together.
  @Test func damagedZip() throws {
    let stderr =
      """
      exports/a.zip/usage-2.csv: error: “usage-2.csv” is damaged: what it unpacks to is not what was packed [damaged-file]
        why: rows could be missing, and figures could be wrong
        fix: copy or export it again; unzip -t tells whether a zip is whole
      exports/a.zip/usage.csv: error: “usage.csv” is damaged: what it unpacks to is not what was packed [damaged-file]
        why: rows could be missing, and figures could be wrong
        fix: copy or export it again; unzip -t tells whether a zip is whole

      2 errors: the data was refused. Nothing was written.

      """
    try expectRefusal(65, stderr) {
      try $0.without("exports/usage.csv")
      let rows = (1...20_000).map { "INV-1,Compute,\($0),hour,0.01,\n" }.joined()
      let usage = Zipped("usage.csv", "invoice_number,service,quantity,unit,unit_price,amount\n" + rows, method: 8)
      let more = (1...2_000).map { "INV-1,Storage,\($0),hour,0.01,\n" }.joined()
      let second = Zipped("usage-2.csv", Small.usage + more)
      try $0.exports("a.zip", bytes: Data(zip([usage.with { $0.sum = 1 }, second.with { $0.sum = 1 }])))
    }
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
      exports/usage.csv.gz: error: the content is equal to that of “exports/usage.csv” [duplicate-file]
        why: reading both would count every row twice
        fix: remove one of the two files

      1 error: the data was refused. Nothing was written.

      """
    try expectRefusal(65, stderr) { try $0.exports("usage.csv.gz", bytes: Data(gzip(Small.usage))) }
  }

  @Test func notPacked() throws {
    let stderr =
      """
      exports/usage.csv.gz: error: “usage.csv.gz” is named like a gzip file and is none [damaged-file]
        why: what it holds instead would be a guess
        fix: name it without .gz if it is not packed; pack it with gzip if it was packed otherwise

      1 error: the data was refused. Nothing was written.

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
      exports/usage.csv.gz: error: “usage.csv.gz” is damaged: what it unpacks to is not what was packed [damaged-file]
        why: rows could be missing, and figures could be wrong
        fix: copy or export it again; gzip -t tells whether a file is whole

      1 error: the data was refused. Nothing was written.

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
      exports/payments.json.gz: error: “payments.json.gz” ends before what is packed in it does [damaged-file]
        why: rows could be missing, and figures could be wrong
        fix: copy or export it again

      1 error: the data was refused. Nothing was written.

      """
    try expectRefusal(65, stderr) {
      try $0.without("exports/payments.csv")
      try $0.exports("payments.json.gz", bytes: Data(gzip("[]\n").dropLast(4)))
    }
  }
}
