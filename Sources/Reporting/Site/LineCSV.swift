import Billing
import Markdown

/// The lines of an invoice as CSV (RFC 4180), to follow its figures with a pocket calculator.
enum LineCSV {
  static func append(_ invoice: Invoice, to buffer: ByteBuffer) {
    buffer.append("service,description,quantity,unit,unit_price,usage_rows,amount,tax\r\n")
    let currency = invoice.header.currency
    for line in invoice.lines {
      text(line.service, buffer)
      buffer.append(UInt8(ascii: ","))
      text(line.description ?? "", buffer)
      buffer.append(UInt8(ascii: ","))
      buffer.append(line.quantity?.description ?? "")
      buffer.append(UInt8(ascii: ","))
      text(line.unit ?? "", buffer)
      buffer.append(UInt8(ascii: ","))
      buffer.append(line.unitPrice?.description ?? "")
      buffer.append(UInt8(ascii: ","))
      buffer.append(String(line.rows))
      buffer.append(UInt8(ascii: ","))
      line.amount.withDigits(in: currency) { buffer.append($0) }
      buffer.append(UInt8(ascii: ","))
      text(line.tax.text, buffer)
      buffer.append("\r\n")
    }
  }

  /// A text field, quoted where it must be. Spreadsheets run what begins like a formula, so an apostrophe goes first.
  private static func text(_ text: String, _ buffer: ByteBuffer) {
    var text = text
    if let first = text.utf8.first, "=+-@\t\r".utf8.contains(first) { text = "'" + text }
    guard text.utf8.contains(where: { ",\"\r\n".utf8.contains($0) }) else { return buffer.append(text) }
    buffer.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\"") { buffer.append(byte) }
      buffer.append(byte)
    }
    buffer.append(UInt8(ascii: "\""))
  }
}
