import Testing

@testable import Exports

@Suite("JSON exports that are read")
struct JSONReaderTests {
  let ab = ExportSchema.plain("a", "b")

  @Test(arguments: [
    #"[{"a": "1", "b": 2}, {"b": true, "a": 1.50E-3}]"#,
    #"{"n": {"x": [1]}, "rows":[{"a":"1","b":2},{"b":true,"a":1.50E-3}] , "z": null}"#,
    "\u{FEFF} [ {\"a\":\"1\",\n\"b\":2}\n,\n{\"b\":true,\"a\":1.50E-3}\n]\n",
  ])
  func documents(_ text: String) throws {
    let reading = try read(text, .json, ab)
    #expect(reading.texts == [["1", "2"], ["1.50E-3", "true"]])
    #expect(reading.rows.map { $0.map(\.form) } == [[.text, .number], [.number, .bool]])
    #expect(reading.findings == [])
  }

  @Test func lines() throws {
    let reading = try read("{\"a\": 1}\r\n\n  \n {\"b\": \"x\"} \n{}", .jsonLines, ab)
    #expect(reading.texts == [["1", "-"], ["-", "x"], ["-", "-"]])
    #expect(reading.lines == [1, 4, 5])
    #expect(reading.rows[1].map(\.place) == ["f:4:2", "f:4:8"])
  }

  @Test func absence() throws {
    let text = #"[{"a": null, "b": ""}, {"a": "NULL", "b": "null"}, {"a": 0, "b": false}]"#
    #expect(try read(text, .json, ab).texts == [["-", "-"], ["-", "-"], ["0", "false"]])
  }

  @Test func numbersAreTheBytesWritten() throws {
    let number = "-123456789012345678901234567890.10e+07"
    #expect(try read("[{\"a\": \(number)}]", .json, ab).texts == [[number, "-"]])
  }

  @Test func escapes() throws {
    let reading = try read(#"{"\u0061": "\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00é", "b": 1}"#, .jsonLines, ab)
    #expect(reading.texts == [["\"\\/\u{8}\u{C}\n\r\té😀é", "1"]])
    #expect(reading.rows[0].map(\.place) == ["f:1:12", "f:1:56"])
  }

  @Test func places() throws {
    let reading = try read("[\n  {\"a\": \"é\", \"b\":\n 2}, {\"b\": \"\\n\"}]", .json, ab)
    #expect(reading.rows.map { $0.map(\.place) } == [["f:2:9", "f:3:2"], ["f:3:6", "f:3:12"]])
  }

  @Test(arguments: ["[]", "{\"rows\": []}", " [ ] "])
  func noRows(_ text: String) throws {
    #expect(try read(text, .json, ab) == Reading(rows: [], lines: [], findings: []))
  }
}
