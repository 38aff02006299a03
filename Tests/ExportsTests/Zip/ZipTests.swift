import Diagnostics
import TestSupport
import Testing

@testable import Exports

/// Zips are read as folders, and nothing of them is taken on trust.
@Suite("Zips of exports")
struct ZipTests {
  private typealias Fixture = ExportFolderTests.Fixture
  private static let usage = "invoice_number,service,amount\nA-1,Compute,1.00\n"

  /// The texts of the exports in a folder with these zips, by name, and what is found.
  private static func read(_ zips: [String: [UInt8]]) throws -> (texts: [String: String], findings: [String]) {
    let fixture = try Fixture([:])
    for (name, bytes) in zips { try fixture.add(name, bytes) }
    var findings = Findings()
    let files = try ExportFolder.files(at: fixture.path, findings: &findings)
    var texts: [String: String] = [:]
    for file in files {
      texts[String(file.name.dropFirst(fixture.path.count + 1))] =
        (try? file.open().all(atMost: .max)).map { String(decoding: $0, as: UTF8.self) } ?? "unreadable"
    }
    return (
      texts,
      findings.all.sorted().map { $0.description.replacing(fixture.path, with: "DIR") }
    )
  }

  /// The first line of what there is to say of one zip.
  private static func finding(_ bytes: [UInt8]) throws -> String {
    let findings = try read(["a.zip": bytes, "invoices.csv": [0x61]]).findings.filter { $0.contains("a.zip") }
    return findings.first?.split(separator: "\n").first.map(String.init) ?? "nothing"
  }

  @Test func folder() throws {
    let packed = try gzip(Self.usage)
    let files = [
      Zipped("usage.csv", Self.usage), Zipped("2024/", ""), Zipped("2024/Invoices.JSON", "[{}]", method: 8),
      Zipped("2024/usage.csv.gz", "").with { $0.text = packed }, Zipped("__MACOSX/._usage.csv", "x"),
      Zipped("README.md", "x"), Zipped("other.csv", "x"),
    ]
    for isLarge in [false, true] {
      let (texts, findings) = try Self.read(["May.zip": zip(files, isLarge: isLarge)])
      #expect(
        texts == [
          "May.zip/usage.csv": Self.usage, "May.zip/2024/Invoices.JSON": "[{}]",
          "May.zip/2024/usage.csv.gz": Self.usage,
        ])
      #expect(
        findings.map { $0.split(separator: "\n")[0] } == [
          "DIR/May.zip/usage.csv: error: the content is equal to that of “DIR/May.zip/2024/usage.csv.gz” [duplicate-file]",
          "DIR: warning: not named like an export and left alone: “May.zip/other.csv” [ignored-file]",
          "DIR: note: no exports, and left alone: “May.zip/README.md”, “May.zip/__MACOSX/._usage.csv” [ignored-file]",
        ])
    }
  }

  /// Large enough that it is read in many blocks, by each way to pack that a zip has.
  @Test func methods() throws {
    let text = Self.usage + String(repeating: "A-1,Storage,0.000123\n", count: 50_000)
    for method: UInt16 in [0, 8] {
      let (texts, findings) = try Self.read(["a.zip": zip([Zipped("usage.csv", text, method: method)])])
      #expect(texts == ["a.zip/usage.csv": text])
      #expect(findings == [])
    }
    for (method, packing) in [(12, Packing.bzip2), (93, .zstd), (95, .xz)] as [(UInt16, Packing)]
    where has(packing.program) {
      let data = try pack(text.utf8, by: packing.program)
      let zipped = Zipped("usage.csv", text, method: method).with { $0.data = data }
      #expect(try Self.read(["a.zip": zip([zipped])]).texts == ["a.zip/usage.csv": text])
      let damaged = zipped.with { $0.sum = 1 }
      #expect(try Self.read(["a.zip": zip([damaged])]).texts == ["a.zip/usage.csv": "unreadable"])
    }
  }

  @Test func refusedNames() throws {
    for name in [
      "../usage.csv", "/usage.csv", "a/../usage.csv", "a//usage.csv", "./usage.csv", "a\\usage.csv", "C:usage.csv",
    ] {
      #expect(
        try Self.finding(zip([Zipped(name, Self.usage)]))
          == "DIR/a.zip: error: “a.zip” holds names that lead elsewhere when they are unpacked: “\(name)” [unsupported-file]"
      )
    }
  }

  @Test func refusedFiles() throws {
    let file = Zipped("usage.csv", Self.usage)
    let wrong: [([Zipped], String)] = [
      ([file, file], "holds several files of one name: “usage.csv”"),
      ([file.with { $0.flags = 1 }], "holds files that take a password: “usage.csv”"),
      ([file.with { $0.mode = 0o120777 }], "holds symbolic links: “usage.csv”"),
      ([Zipped("inner.zip", "x"), Zipped("usage-2.zip", "x")], "holds other zips: “inner.zip”, “usage-2.zip”"),
    ]
    for (files, message) in wrong {
      #expect(try Self.finding(zip(files)) == "DIR/a.zip: error: “a.zip” \(message) [unsupported-file]")
    }
    #expect(
      try Self.finding(zip([Zipped("usage.xlsx", "x")]))
        == "DIR/a.zip/usage.xlsx: error: “usage.xlsx” is named like an export, and spreadsheets are not read [unsupported-file]"
    )
  }

  @Test func namedLikeAnExportAndHoldsNone() throws {
    #expect(
      try Self.read(["usage.csv.zip": zip([Zipped("data.csv", "x")]), "invoices.csv": [0x61]])
        .findings[0]
          == """
          DIR/usage.csv.zip: error: “usage.csv.zip” is named like an export, and no file in it is: “data.csv” [unsupported-file]
            why: what it holds would be missing from the figures
            fix: name the files in it like exports, such as usage.csv; if none of them is one, take the zip out of the folder
          """)
  }

  /// Bytes that belong to no file: of two zips in one file, for example, one would not be seen.
  @Test func bytesAround() throws {
    let whole = try zip([Zipped("usage.csv", Self.usage)])
    let message = "DIR/a.zip: error: “a.zip” has bytes in front of its first file or behind its end [damaged-file]"
    for bytes in [whole + whole, [0] + whole, whole + [0], whole + Array("usage".utf8)] {
      #expect(try Self.finding(bytes) == message)
    }
  }

  @Test func everyTruncation() throws {
    let whole = try zip([Zipped("usage.csv", Self.usage, method: 8)])
    for count in 1..<whole.count {
      #expect(
        try Self.finding(Array(whole[..<count]))
          == "DIR/a.zip: error: “a.zip” is named like a zip, but has no directory at its end [damaged-file]")
    }
    #expect(try Self.finding([]).hasPrefix("DIR/a.zip: error: “a.zip” is named like a zip"))
  }

  /// Whatever bit is wrong, no other text comes of it, and nothing is lost without a word.
  @Test(arguments: [0, 8] as [UInt16])
  func everyFlippedBit(method: UInt16) throws {
    let whole = try zip([Zipped("usage.csv", Self.usage, method: method)])
    for (index, bit) in whole.indices.flatMap({ index in (0..<8).map { (index, $0) } }) {
      var flipped = whole
      flipped[index] ^= 1 << UInt8(bit)
      let (texts, findings) = try Self.read(["a.zip": flipped, "invoices.csv": [0x61]])
      if let text = texts["a.zip/usage.csv"] {
        #expect(text == Self.usage || text == "unreadable", "bit \(bit) of byte \(index)")
      } else {
        // Seen under another name, refused, or listed.
        #expect(texts.count == 2 || findings.contains { $0.contains("a.zip") }, "bit \(bit) of byte \(index)")
      }
    }
  }

  @Test func untrueDirectories() throws {
    let file = Zipped("usage.csv", Self.usage)
    #expect(try Self.read(["a.zip": zip([file.with { $0.otherName = Array("usage.tsv".utf8) }])]).texts == [:])
    #expect(
      try Self.finding(zip([file.with { $0.method = 9 }]))
        == "DIR/a.zip/usage.csv: error: “usage.csv” is packed by method 9 of zip files, which is not read [damaged-file]"
    )
    #expect(
      try Self.finding(zip([file.with { $0.sum = 7 }, Zipped("usage-2.csv", "b")]))
        == "nothing")
  }

  /// Several names for one piece of data make a few bytes unpack to very many.
  @Test func overlap() throws {
    var bytes = try zip([Zipped("usage-1.csv", Self.usage), Zipped("usage-2.csv", Self.usage + "x")])
    // The second entry of the directory says that its data are those of the first.
    let second = bytes.count - 22 - 11 - 4
    bytes.replaceSubrange(second..<second + 4, with: [1, 0, 0, 0])
    #expect(try Self.finding(bytes) == "DIR/a.zip: error: “a.zip” holds files that share their data [damaged-file]")
  }

  /// A name that is not UTF-8 is shown by its bytes, and the file is read.
  @Test func otherNames() throws {
    let file = Zipped("usage-", Self.usage).with { $0.name += [0xE9] + Array(".csv".utf8) }
    #expect(try Self.read(["a.zip": zip([file])]).texts == ["a.zip/usage-\\xE9.csv": Self.usage])
  }
}
