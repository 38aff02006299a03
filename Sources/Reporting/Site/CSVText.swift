import Billing
import Markdown

/// Text fields of the CSV files this tool writes.
enum CSVText {
  /// A text field, quoted where it must be. Spreadsheets run what begins like a formula, so an apostrophe goes first.
  static func append(_ text: String, to buffer: ByteBuffer) {
    // A NUL can come in by way of a JSON escape, and no program reads it in CSV.
    var text = text.utf8.contains(0) ? text.filter { $0 != "\0" } : text
    if let first = text.utf8.first, "=+-@\t\r".utf8.contains(first) { text = "'" + text }
    guard text.utf8.contains(where: { ",\"\r\n".utf8.contains($0) }) else { return buffer.append(text) }
    buffer.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\"") { buffer.append(byte) }
      buffer.append(byte)
    }
    buffer.append(UInt8(ascii: "\""))
  }

  /// Whether a field is a plain number, which no spreadsheet takes for a formula.
  static func isNumber(_ text: String) -> Bool {
    (try? ExactDecimal(text)) != nil
  }
}
