import Testing

@testable import Exports

@Suite("The size of the blocks does not show")
struct BlockSizeTests {
  static let csv: [String] = [
    "a,b\n1,2\n\"x\n\"\"y\"\"\",ü€😀\r\n\n3\n4,5,6\n7,\"8\"9\n10,1\"1\n12,13\r14\n15,16",
    "\u{FEFF}a,b\r\n1,2\r\n,\r\n\"\",\"\"\r\n1,\"open\n2,3\n", "a,b\n1,x\u{0}\n2,3\n", "", "\n\n", "a", "a,b\n1,2\r",
    "x,a,y,B\n1,2,3,4\n", "a,b\n12345678901234567890123,2\n1,2\n", "a,b\n1,\"2345678901234567890\n12345\n678\n",
  ]
  static let json: [String] = [
    #"[{"a": "x\u00e9\ud83d\ude00", "b": -1.5e-3}, {"a": null, "c": [1, {"d": 2}]}, 5, {"a": [1]}]"#,
    #"{"x": {"y": [1]}, "rows": [{"a": true}, {"a": 1, "a": 2}, {"A": 1, "a": 2}], "n": 12}"#,
    "\u{FEFF} [ ] ", "[{\"a\": 1}, {\"a\": 01}]", "[{\"a\": \"üé😀\"}", "[{}, \n {\"b\": nul}]", "[1,2,]", "{}", "",
    "12", "[{}] x",
    "[{\"a\": \"1234567890123456789012345678901234567890\"}, {}]",
  ]
  static let jsonLines: [String] = [
    "{\"a\": 1}\n\n{\"a\": \"\\n\", \"b\": \"ü\"}\r\n{\"a\": 1,}\n[1]\n{\"a\": 1} {}\n{\"z\": 1}", "", "\n", "{\"a\": ",
    "{\"a\": 1}\n{\"a\": \"123456789012345678901234567890\"}\n{}\n",
  ]
  static let all = csv.map { ($0, ExportFormat.csv) } + json.map { ($0, .json) } + jsonLines.map { ($0, .jsonLines) }

  @Test(arguments: all)
  func sameRowsAndFindings(_ text: String, _ format: ExportFormat) throws {
    let schema = ExportSchema([.init("a", required: true), .init("b")])
    for limit in [24, 1 << 20] {
      let whole = try read(text, format, schema, recordLimit: limit)
      for size in [1, 2, 3, 5, 7, 16, 64, 100] {
        let parts = try read(text, format, schema, blockSize: size, recordLimit: limit)
        #expect(parts == whole, "block size \(size), record limit \(limit)")
      }
    }
  }

  @Test func invalidBytesEverywhere() throws {
    let text = Array("a,b\nü,\"é\"\n1,2\n".utf8)
    for at in text.indices {
      for byte in [0x00, 0x0D, 0x22, 0x80, 0xC3, 0xFF] as [UInt8] {
        var bytes = text
        bytes[at] = byte
        let whole = try read(bytes, .csv, .plain("a", "b"))
        for size in [1, 7] {
          #expect(try read(bytes, .csv, .plain("a", "b"), blockSize: size) == whole, "byte \(byte) at \(at)")
        }
      }
    }
  }
}
