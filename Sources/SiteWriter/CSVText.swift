import Billing
import Markdown

/// Text fields of the CSV files this tool writes.
enum CSVText {
  /// A text field, quoted where it must be. Spreadsheets run what begins like a formula, so an apostrophe goes first. A
  /// NUL, which can come in by way of a JSON escape and which no program reads in CSV, goes.
  static func append(_ text: String, to buffer: ByteBuffer) {
    lendBytes(of: text) { bytes in
      let isQuoted = bytes.contains { byte in
        byte == quote || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\r") || byte == UInt8(ascii: "\n")
      }
      if isQuoted { buffer.append(quote) }
      if let first = bytes.first(where: { $0 != 0 }), "=+-@\t\r".utf8.contains(first) {
        buffer.append(UInt8(ascii: "'"))
      }
      for byte in bytes where byte != 0 {
        if byte == quote { buffer.append(byte) }
        buffer.append(byte)
      }
      if isQuoted { buffer.append(quote) }
    }
  }

  private static let quote = UInt8(ascii: "\"")

  /// Whether a field is a plain number, which no spreadsheet takes for a formula.
  static func isNumber(_ text: String) -> Bool {
    (try? ExactDecimal(text)) != nil
  }
}
