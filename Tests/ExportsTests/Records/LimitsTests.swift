import Billing
import Diagnostics
import Foundation
import Testing

@testable import Exports

/// Files made to fill the memory, or to take for ever.
@Suite("Hostile exports")
struct LimitsTests {
  /// A text that begins somehow and then goes on and on.
  private final class EndlessSource: ByteSource {
    private var rest: ArraySlice<UInt8>
    private let again: [UInt8]
    private(set) var given = 0

    init(_ start: String, _ again: String) {
      rest = Array(start.utf8)[...]
      self.again = Array(String(repeating: again, count: 4_096 / again.utf8.count + 1).utf8)
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
      var count = 0
      while count < buffer.count {
        if rest.isEmpty { rest = again[...] }
        let part = rest.prefix(buffer.count - count)
        UnsafeMutableRawBufferPointer(rebasing: buffer[count...]).copyBytes(from: part)
        rest = rest.dropFirst(part.count)
        count += part.count
      }
      given += count
      return count
    }
  }

  /// A record without an end is refused when it is as long as a record may be, and no more of it is read.
  @Test(arguments: [
    ("a,b\n1,", "x", ExportFormat.csv), ("a,b\n1,2\n", ",", .csv), ("a,b\n1,\"", "x\n", .csv), ("", "x", .csv),
    ("", "x,", .csv), ("a,b\n", "\0", .csv), ("a,b\n1,\"", "\"\"", .csv), ("a,b\n\"", "\n", .csv),
    ("[{\"a\": \"", "x", .json), ("[{\"a\": ", "9", .json), ("[{\"a\": 1", " ", .json), ("{\"x\": [[", "1,", .json),
    ("[{\"x\": [", "{},", .json), ("{\"x\": \"", "\\u00e9", .json), ("{\"a\": \"", "x", .jsonLines),
    ("{\"a\": [", "1,", .jsonLines),
  ])
  func recordsWithoutAnEnd(_ start: String, _ again: String, _ format: ExportFormat) throws {
    let source = EndlessSource(start, again)
    let options = ReadOptions()
    var findings = Findings()
    var keeper = RowKeeper(columns: 2)
    try ExportReader.read(
      ExportFile(path: "f", name: "f", kind: .usage, format: format), from: source, schema: .plain("a", "b"),
      options: options, findings: &findings, into: &keeper)
    #expect(findings.all.filter { $0.severity == .error }.map(\.kind).last == .recordTooLong)
    #expect(findings.count(.error) == 1)
    #expect(source.given <= options.recordLimit + 3 * options.blockSize)
  }

  @Test func columns() throws {
    let most = (1...9_999).map { "x\($0)" }.joined(separator: ",")
    let wide = try read("a,\(most)\n1\(String(repeating: ",", count: 9_999))\n", .csv, .plain("a"))
    #expect(wide.texts == [["1"]])
    #expect(wide.findings.map(\.kind) == [.unknownColumn])
    #expect(
      try read("a,\(most),y\n1\n", .csv, .plain("a")).messages == [
        """
        f:1:1: error: the header has more than 10000 columns [too-many-columns]
          why: no export is that wide; the line breaks may be missing
          fix: end each record with a line feed, and leave out columns that are not used
        """
      ])
  }

  @Test func fields() throws {
    let reading = try read("a,b\n1\(String(repeating: ",", count: 500_000))\n3,4\n", .csv, .plain("a", "b"))
    #expect(reading.texts == [["3", "4"]])
    #expect(reading.findings.map(\.message) == ["this row has 500001 fields, the header has 2"])
  }

  @Test func keys() throws {
    let most = (1...9_999).map { "\"x\($0)\": 1" }.joined(separator: ", ")
    let text =
      "{\"a\": 1, \(most)}\n{\"a\": 2, \(most), \"y\": 1}\n{\"a\": 3, \"y\": {\(most), \"y\": 1, \"z\": 1}}\n{\"a\": 4}\n"
    let reading = try read(text, .jsonLines, .plain("a"))
    #expect(reading.texts == [["1"], ["4"]])
    #expect(
      reading.messages.dropLast() == [
        """
        f:2:118891: error: an object has more than 10000 keys [too-many-columns]
          why: no export is that wide
          fix: export the records as an array of objects, with the columns as their keys
        """,
        """
        f:3:118905: error: an object has more than 10000 keys [too-many-columns]
          why: no export is that wide
          fix: export the records as an array of objects, with the columns as their keys
        """,
      ])
    let members = try read("{\(most), \"y\": 1, \"rows\": [{\"a\": 1}]}", .json, .plain("a"))
    #expect(members.rows == [])
    #expect(members.findings.map(\.kind) == [.tooManyColumns])
  }

  /// However often an object names a column, and however many columns it has, a record is read in one go.
  @Test(.timeLimit(.minutes(1)))
  func repeatedKeys() throws {
    let schema = ExportSchema([.init("amount", aliases: ["cost"]), .init("price")])
    func spelled(_ count: Int) -> String {
      (0..<count).map {
        "\"\(String(repeating: "_", count: $0 / 100))amount\(String(repeating: "_", count: $0 % 100))\": {}"
      }
      .joined(separator: ", ")
    }
    let same = [String](repeating: "\"amount\": 1", count: 5_000).joined(separator: ", ")
    for keys in [spelled(5_000), same, same + ", \"cost\": 1, \"price\": 2"] {
      let reading = try read(String(repeating: "{\(keys)}\n", count: 100), .jsonLines, schema)
      #expect(reading.rows == [])
      #expect(
        Set(reading.findings.map(\.kind)).isSubset(of: [.duplicateColumn, .jsonShape, .jsonDuplicateKey, .aliasChosen]))
    }
  }

  /// Exponents and digits without end are refused without working the number out.
  @Test(.timeLimit(.minutes(1)))
  func numbers() {
    let digits = String(repeating: "9", count: 1 << 20)
    for text in ["1e999999999", "-1E-999999999", "1e\(digits)", digits, "0.\(digits)", "1e+0\(digits)", ".\(digits)e5"]
    {
      #expect(throws: NumberSyntaxError.outOfRange) { try ExactDecimal(text) }
    }
    for text in ["\(digits),5", "\(digits)x", "1" + String(repeating: ",000", count: 1 << 18), "-\(digits)-"] {
      #expect(throws: NumberSyntaxError.self) { try ExactDecimal(text) }
    }
  }
}
