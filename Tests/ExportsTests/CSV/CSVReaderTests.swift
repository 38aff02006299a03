import Testing

@testable import Exports

@Suite("CSV that is read")
struct CSVReaderTests {
  let ab = ExportSchema.plain("a", "b")

  @Test(arguments: ["a,b\n1,2\n3,4\n", "a,b\r\n1,2\r\n3,4\r\n", "a,b\n1,2\n3,4", "\u{FEFF}a,b\n1,2\r\n3,4\r\n"])
  func lineBreaks(_ text: String) throws {
    let reading = try read(text, .csv, ab)
    #expect(reading.texts == [["1", "2"], ["3", "4"]])
    #expect(reading.lines == [2, 3])
    #expect(reading.findings == [])
  }

  @Test func columnsComeInTheOrderOfTheSchema() throws {
    let reading = try read("b,x,a\n1,2,3\n", .csv, .plain("a", "c", "b"))
    #expect(reading.texts == [["3", "-", "1"]])
    #expect(reading.rows[0].map(\.form) == [.text, .missing, .text])
    #expect(reading.rows[0].map(\.place) == ["f:2:5", "f:2:1", "f:2:1"])
  }

  @Test func absence() throws {
    let reading = try read("a,b\n,\"\"\nNULL,null\n\"NULL\",Null\n", .csv, ab)
    #expect(reading.texts == [["-", "-"], ["-", "-"], ["-", "Null"]])
  }

  @Test func quotes() throws {
    let reading = try read("a,b\n\"x,\"\"y\"\"\",\"1\n2\"\n\"\"\"\",\"ü\"\"ß\"\n", .csv, ab)
    #expect(reading.texts == [["x,\"y\"", "1\n2"], ["\"", "ü\"ß"]])
    #expect(reading.lines == [2, 4])
  }

  @Test func placesInRecordsOfSeveralLines() throws {
    let reading = try read("a,b,c\n\"é\n\"\"üü\",x,\"y\"\"z\"\n1,2,3\n", .csv, .plain("a", "b", "c"))
    #expect(reading.rows[0].map(\.place) == ["f:2:1", "f:3:7", "f:3:9"])
    #expect(reading.rows[1].map(\.place) == ["f:4:1", "f:4:3", "f:4:5"])
  }

  @Test func emptyLinesAreSkippedBetweenColumns() throws {
    let reading = try read("\n\r\na,b\n\n1,2\n\r\n3,4\n\n", .csv, ab)
    #expect(reading.texts == [["1", "2"], ["3", "4"]])
    #expect(reading.lines == [5, 7])
    #expect(reading.findings == [])
  }

  @Test func emptyLineOfOneColumnIsARow() throws {
    #expect(try read("a\n1\n\n2\n", .csv, .plain("a")).texts == [["1"], ["-"], ["2"]])
  }

  @Test(arguments: [(";", "1,5"), ("\t", "a;b")])
  func delimiters(_ delimiter: String, _ value: String) throws {
    let format = ExportFormat.csv(delimiter: Array(delimiter.utf8)[0])
    #expect(try read("a\(delimiter)b\n\(value)\(delimiter)2\n", format, ab).texts == [[value, "2"]])
  }

  @Test func headerOnly() throws {
    #expect(try read("a,b\n", .csv, ab) == Reading(rows: [], lines: [], findings: []))
  }

  @Test func manyRows() throws {
    let text = "a,b\n" + (0..<100_000).map { "\($0),\($0 % 7 == 0 ? "\"q\"\"\($0)\"" : "ü\($0)")\n" }.joined()
    let reading = try read(text, .csv, ab)
    #expect(reading.rows.count == 100_000)
    #expect(reading.lines == Array(2...100_001))
    #expect(reading.rows.allSatisfy { $0[1].text == (Int($0[0].text)! % 7 == 0 ? "q\"" : "ü") + $0[0].text })
    #expect(reading.rows[99_999][1].place == "f:100001:7")
  }

  @Test func oneColumnWithQuotedLineBreaksBeyondASlice() throws {
    let long = String(repeating: "line\n", count: 60_000)
    let reading = try read("a,b\n1,\"\(long)\"\n2,x\n", .csv, ab)
    #expect(reading.texts == [["1", long], ["2", "x"]])
    #expect(reading.lines == [2, 60_003])
  }
}
