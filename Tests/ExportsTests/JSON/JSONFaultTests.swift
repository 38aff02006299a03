import Testing

@testable import Exports

@Suite("JSON exports that are refused")
struct JSONFaultTests {
  let ab = ExportSchema.plain("a", "b")

  @Test func aBadLineDoesNotEndTheReading() throws {
    let reading = try read("{\"a\": 1,}\n{\"a\": 2}\n{\"a\": 3} x\n{\"a\": 4}\n", .jsonLines, ab)
    #expect(reading.texts == [["2", "-"], ["4", "-"]])
    #expect(
      reading.messages == [
        """
        f:1:8: error: a comma stands before the closing bracket [json-syntax]
          why: it is not JSON (RFC 8259)
          fix: remove the comma
        """,
        """
        f:3:10: error: text follows the end of the value [json-syntax]
          why: JSON has one value, and nothing behind it
          fix: remove it; for one object a line name the file .jsonl
        """,
      ])
  }

  @Test func aSyntaxErrorEndsADocument() throws {
    let reading = try read("[{\"a\": 1}, {\"a\": 01}, {\"a\": x}]", .json, ab)
    #expect(reading.texts == [["1", "-"]])
    #expect(
      reading.messages == [
        """
        f:1:18: error: the number begins with a needless zero [json-syntax]
          why: JSON does not have such numbers; some programs read them as octal
          fix: remove the zero, or write the value as a string
        """
      ])
  }

  @Test(arguments: [
    ("[{\"a\": NaN}]", "f:1:8", "here a value must stand"),
    ("[{\"a\": 1} // x", "f:1:11", "a comment stands here"),
    ("[{'a': 1}]", "f:1:3", "a single quote stands here"),
    ("[{\"a\": \"\n\"}]", "f:1:9", "a line break, tab or other control character stands unescaped in a string"),
    ("[{\"a\": \"\\x\"}]", "f:1:9", "this is not an escape of JSON"),
    (
      "[{\"a\": \"\\ud800x\"}]", "f:1:9",
      "this \\u escape is half of a surrogate pair, and the other half is not there"
    ),
    (
      "[{\"a\": \"\\udc00\"}]", "f:1:9", "this \\u escape is half of a surrogate pair, and the other half is not there"
    ),
    ("[{\"a\": 1.}]", "f:1:10", "this is not a complete JSON number"),
    ("[{\"a\": +1}]", "f:1:8", "this is not a complete JSON number"),
    ("[{\"a\": nul}]", "f:1:8", "here a value (true, false or null, in lower case) must stand"),
    ("[{\"a\" 1}]", "f:1:7", "here a colon must stand"),
    ("[{\"a\": 1 \"b\": 2}]", "f:1:10", "here a comma or } must stand"),
    ("[{a: 1}]", "f:1:3", "here a key in double quotes must stand"),
    ("[{} {}]", "f:1:5", "here a comma or ] must stand"),
    ("[{},]", "f:1:4", "a comma stands before the closing bracket"),
    ("[{\"a\": 1}", "f:1:10", "the text ends in the middle of a value"),
    ("[]]", "f:1:3", "text follows the end of the value"),
    ("[]\n[]", "f:2:1", "text follows the end of the value"),
    ("[{\"a\": \u{0}1}]", "f:1:8", "a NUL byte stands here"),
    ("[{\"x\": [1,]}]", "f:1:10", "a comma stands before the closing bracket"),
  ])
  func syntax(_ text: String, _ place: String, _ message: String) throws {
    let reading = try read(text, .json, ab)
    #expect(reading.findings.map { $0.place?.description } == [place])
    #expect(reading.findings.map(\.message) == [message])
    #expect(reading.findings.map(\.kind) == [.jsonSyntax])
  }

  @Test func invalidUTF8() throws {
    let reading = try read(Array("[{\"a\": \"ü".utf8) + [0xE9] + Array("\"}]".utf8), .json, ab)
    #expect(reading.findings.map(\.message) == ["the bytes here are not UTF-8"])
    #expect(reading.findings.map { $0.place?.description } == ["f:1:10"])
  }

  @Test(arguments: [
    (#"{"a": 1, "\u0061": 2}"#, 10, "a"), (#"{"x": 1, "x": 2}"#, 10, "x"),
    (#"{"y": [{"k": 1, "\u006B": 2}]}"#, 17, "k"),
  ])
  func duplicateKeys(_ object: String, _ column: Int, _ key: String) throws {
    for (format, text, shift) in [(ExportFormat.jsonLines, "\(object)\n{}", 0), (.json, "[\(object), {}]", 1)] {
      let reading = try read(text, format, ab)
      #expect(reading.texts == [["-", "-"]])
      #expect(
        reading.messages.first == """
          f:1:\(column + shift): error: the key “\(key)” stands twice in one object [json-duplicate-key]
            why: which of the two values counts would be a guess
            fix: keep one of them
          """)
    }
  }

  @Test func shapes() throws {
    let reading = try read("[1, {\"a\": [\"x\"]}, \"s\", [{}], null, {\"a\": {}}, {\"a\": true}]", .json, ab)
    #expect(reading.texts == [["true", "-"]])
    #expect(
      reading.findings.map(\.message) == [
        "this record is a number, not an object", "the value of a is an array",
        "this record is a string, not an object", "this record is an array, not an object",
        "this record is null, not an object", "the value of a is an object",
      ])
    #expect(
      reading.findings.map { $0.place?.column } == [2, 11, 19, 24, 30, 42])
    #expect(
      reading.messages[0] == """
        f:1:2: error: this record is a number, not an object [json-shape]
          why: only an object says which value belongs to which column
          fix: write each record as an object: {"column": "value"}
        """)
    #expect(try read("[1]\n{}", .jsonLines, ab).findings.map(\.message) == ["this record is an array, not an object"])
  }

  @Test(arguments: [
    ("{\"a\": 1}", "f:1:8", "the object that makes up the file holds no array"),
    ("{\"x\": [], \"y\": [{}]}", "f:1:16", "the object that makes up the file holds a second array, “y”"),
    (" 12 ", "f:1:2", "the file holds a number, not records"),
  ])
  func documentShapes(_ text: String, _ place: String, _ message: String) throws {
    let reading = try read(text, .json, ab)
    #expect(reading.rows == [])
    #expect(reading.findings.map { $0.place?.description } == [place])
    #expect(reading.findings.map(\.message) == [message])
    #expect(reading.findings.map(\.kind) == [.jsonShape])
  }

  @Test(arguments: ["[", "{\"a\":"])
  func depth(_ open: String) throws {
    let deep = String(repeating: open, count: 100_000)
    for (format, text) in [(ExportFormat.json, deep), (.json, "[" + deep), (.jsonLines, deep)] {
      let reading = try read(text, format, ab)
      #expect(reading.findings.map(\.message) == ["arrays and objects are nested deeper than 128 levels"])
    }
    let most = String(repeating: "[", count: 126) + String(repeating: "]", count: 126)
    #expect(try read("[{\"x\": \(most)}]", .json, ab).findings.map(\.kind) == [.unknownColumn])
    #expect(try read("[{\"x\": [\(most)]}]", .json, ab).findings.map(\.kind) == [.jsonSyntax])
  }

  @Test func recordTooLong() throws {
    #expect(try read("[{\"a\": 1}]", .json, ab, recordLimit: 8).texts == [["1", "-"]])
    for text in ["[{\"a\": 12}, {}]", "[\"1234567\", {}]", "[{\"a\": 1, {}]"] {
      let reading = try read(text, .json, ab, recordLimit: 8)
      #expect(reading.texts == [])
      #expect(
        reading.messages == [
          """
          f:1:2: error: this record is longer than 8 bytes, and the rest of the file is not read [record-too-long]
            why: no record of an export is that long
            fix: export the records as an array of objects: [{…}, {…}]
          """
        ])
    }
    #expect(try read("{}\n{\"a\": 12}\n{}", .jsonLines, ab, recordLimit: 8).findings.map(\.kind) == [.recordTooLong])
  }

  @Test(arguments: [ExportFormat.json, .jsonLines])
  func emptyFile(_ format: ExportFormat) throws {
    #expect(try read(" \n", format, ab).findings.map(\.kind) == [.emptyFile])
  }
}
