import Testing

@testable import Exports

@Suite("CSV that is refused")
struct CSVFaultTests {
  let ab = ExportSchema.plain("a", "b")

  @Test func width() throws {
    let reading = try read("a,b\n1\n1,2,3\n5,6\n", .csv, ab)
    #expect(reading.texts == [["5", "6"]])
    #expect(
      reading.messages == [
        """
        f:2:1: error: this row has 1 field, the header has 2 [row-width]
          why: its values could stand under the wrong columns
          fix: give each column a field, an empty one where there is no value; put a value that holds a comma in double quotes
        """,
        """
        f:3:1: error: this row has 3 fields, the header has 2 [row-width]
          why: its values could stand under the wrong columns
          fix: give each column a field, an empty one where there is no value; put a value that holds a comma in double quotes
        """,
      ])
  }

  @Test func strayQuote() throws {
    let reading = try read("a,b\nü,x\"y\"\n5,6\n", .csv, ab)
    #expect(reading.texts == [["5", "6"]])
    #expect(
      reading.messages == [
        """
        f:2:4: error: a quote stands in the middle of a field that does not begin with one [csv-syntax]
          why: where such a field ends would be a guess
          fix: put the whole field in double quotes and write the quote in it twice ("")
        """
      ])
  }

  @Test func textAfterQuote() throws {
    let reading = try read("a;b\n\"1\n\"x;2\n5;6\n", .csv(delimiter: UInt8(ascii: ";")), ab)
    #expect(reading.texts == [["5", "6"]])
    #expect(
      reading.messages == [
        """
        f:3:2: error: text follows the closing quote of a field [csv-syntax]
          why: after a closing quote only a semicolon or the end of the line may stand
          fix: write each quote inside the field twice (""), or remove the text
        """
      ])
  }

  @Test func unterminatedQuote() throws {
    let reading = try read("a,b\n5,6\n1,\"2\n3,4\n", .csv, ab)
    #expect(reading.texts == [["5", "6"]])
    #expect(
      reading.messages == [
        """
        f:3:3: error: the quote that opens here is never closed [csv-syntax]
          why: all the rest of the file would belong to this field
          fix: close the field with a double quote
        """
      ])
  }

  @Test func loneReturn() throws {
    let reading = try read("a,b\n1,2\r3\n5,6\n7,8\r", .csv, ab)
    #expect(reading.texts == [["5", "6"]])
    #expect(reading.findings.map(\.place?.description) == ["f:2:4", "f:4:4"])
    #expect(
      reading.messages.first == """
        f:2:4: error: a carriage return stands here without a line feed [csv-syntax]
          why: it ends a line in some programs and belongs to the field in others
          fix: end lines with LF or CR LF; put a field that holds a line break in double quotes
        """)
    #expect(try read("a,b\n1,\"2\r3\"\n", .csv, ab).texts == [["1", "2\r3"]])
  }

  @Test func nul() throws {
    let reading = try read("a,b\n1,ü\u{0}\n5,6\n", .csv, ab)
    #expect(reading.texts == [["5", "6"]])
    #expect(
      reading.messages == [
        """
        f:2:4: error: a NUL byte stands here [nul-byte]
          why: text does not hold NUL; the file is damaged or not UTF-8
          fix: export the file again as UTF-8
        """
      ])
  }

  @Test(arguments: [
    [0xE9], [0xC3], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82], [0x80],
  ])
  func invalidUTF8(_ bad: [UInt8]) throws {
    let reading = try read(Array("a,b\n5,6\nü,".utf8) + bad + Array("\n7,8\n".utf8), .csv, ab)
    #expect(reading.texts == [["5", "6"], ["7", "8"]])
    #expect(
      reading.messages == [
        """
        f:3:3: error: the bytes here are not UTF-8 [invalid-utf8]
          why: which characters they mean would be a guess
          fix: export the file again as UTF-8, or convert it: iconv -f WINDOWS-1252 -t UTF-8
        """
      ])
  }

  @Test func recordTooLong() throws {
    let exact = try read("a,b\n1,3456\r\n7,8\n", .csv, ab, recordLimit: 6)
    #expect(exact.texts == [["1", "3456"], ["7", "8"]])
    let reading = try read("a,b\n1,34567\n7,8\n", .csv, ab, recordLimit: 6)
    #expect(reading.texts == [])
    #expect(
      reading.messages == [
        """
        f:2:1: error: this record is longer than 6 bytes, and the rest of the file is not read [record-too-long]
          why: no record of an export is that long; the line breaks may be missing
          fix: end each record with a line feed
        """
      ])
    let open = try read("a,b\n5,6\n1,\"567\n7,8\n", .csv, ab, recordLimit: 6)
    #expect(open.texts == [["5", "6"]])
    #expect(
      open.messages == [
        """
        f:3:3: error: this record is longer than 6 bytes, and the rest of the file is not read [record-too-long]
          why: the quote that opens here is not closed within that length
          fix: close the field with a double quote
        """
      ])
    #expect(ReadOptions().recordLimit == 1 << 20)
  }

  @Test(arguments: ["", "\n\r\n", "\u{FEFF}"])
  func emptyFile(_ text: String) throws {
    #expect(
      try read(text, .csv, ab).messages == [
        """
        f: error: “f” is empty [empty-file]
          fix: export it again, or remove the file if there is nothing to export
        """
      ])
  }

  @Test func aBadHeaderGivesNoRows() throws {
    let reading = try read("a,\"b\"x\n1,2\n", .csv, ab)
    #expect(reading.rows == [])
    #expect(reading.findings.map(\.place?.description) == ["f:1:6"])
  }
}
