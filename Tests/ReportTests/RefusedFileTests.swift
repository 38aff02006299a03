import Foundation
import Testing

/// Exports that cannot be read as what their names say, and nothing is written.
@Suite("Files that are refused")
struct RefusedFileTests {
  @Test func missingColumn() throws {
    let stderr =
      """
      exports/usage.csv:1:1: error: the column service is missing [missing-column]
        why: it is required; the columns found are “invoice_number”, “kind”, “quantity”, “unit”, “unit_price”, \
      “amount”
        fix: add it to the export under the name service, service_name or product
      exports/usage.csv: note: 1 column is not used: “kind” [unknown-column]
        fix: nothing, unless one of them holds a value this export should have; then rename it

      1 error: the data was refused. Nothing was written.

      """
    try expectRefusal(65, stderr) {
      try $0.exports("usage.csv", Small.usage.replacingOccurrences(of: "service", with: "kind"))
    }
  }

  @Test func sameFileTwice() throws {
    let stderr =
      """
      exports/usage.csv: error: the content is equal to that of exports/usage-copy.csv [duplicate-file]
        why: reading both would count every row twice
        fix: remove one of the two files

      1 error: the data was refused. Nothing was written.

      """
    try expectRefusal(65, stderr) {
      try $0.exports("usage-copy.csv", Small.usage)
    }
  }

  @Test func invalidUTF8() throws {
    let stderr =
      """
      exports/usage.csv:4:11: error: the bytes here are not UTF-8 [invalid-utf8]
        why: which characters they mean would be a guess
        fix: export the file again as UTF-8, or convert it: iconv -f WINDOWS-1252 -t UTF-8

      1 error: the data was refused. Nothing was written.

      """
    try expectRefusal(65, stderr) {
      try $0.exports(
        "usage.csv",
        bytes: Data(Small.usage.utf8) + Data("INV-1,Stra".utf8) + [0xDF] + Data("e,,,,1.00\n".utf8))
    }
  }

  @Test func nul() throws {
    let stderr =
      """
      exports/usage.csv:4:10: error: a NUL byte stands here [nul-byte]
        why: text does not hold NUL; the file is damaged or not UTF-8
        fix: export the file again as UTF-8

      1 error: the data was refused. Nothing was written.

      """
    try expectRefusal(65, stderr) {
      try $0.exports(
        "usage.csv",
        bytes: Data(Small.usage.utf8) + Data("INV-1,Net".utf8) + [0] + Data("work,,,,1.00\n".utf8))
    }
  }

  @Test func emptyFile() throws {
    let stderr =
      """
      error: exports/usage.csv is empty
        fix: export it again, or remove the file if there is nothing to export
      Nothing was written.

      """
    try expectRefusal(66, stderr) {
      try $0.exports("usage.csv", "")
    }
  }

  @Test func duplicateKey() throws {
    let stderr =
      """
      exports/payments.json:1:89: error: the key “amount” stands twice in one object [json-duplicate-key]
        why: which of the two values counts would be a guess
        fix: keep one of them

      1 error: the data was refused. Nothing was written.

      """
    try expectRefusal(65, stderr) {
      try $0.without("exports/payments.csv")
      try $0.exports(
        "payments.json",
        """
        [{"payment_id": "P-1", "invoice_number": "INV-1", "date": "2024-06-10", "amount": 4.00, "amount": 5.00, \
        "status": "succeeded"}]

        """)
    }
  }

  @Test func trailingComma() throws {
    let stderr =
      """
      exports/payments.json:2:111: error: a comma stands before the closing bracket [json-syntax]
        why: it is not JSON (RFC 8259)
        fix: remove the comma

      1 error: the data was refused. Nothing was written.

      """
    try expectRefusal(65, stderr) {
      try $0.without("exports/payments.csv")
      try $0.exports(
        "payments.json",
        """
        [
          {"payment_id": "P-1", "invoice_number": "INV-1", "date": "2024-06-10", "amount": 4.00, "status": \
        "succeeded",}
        ]

        """)
    }
  }
}
