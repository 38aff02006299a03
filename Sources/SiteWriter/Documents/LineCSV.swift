import Billing
import Markdown
import Pages

/// The lines of an invoice as CSV (RFC 4180), to follow its figures with a pocket calculator: quantity × unit price −
/// discount, rounded, is the amount. Columns are only ever added behind the others.
enum LineCSV {
  static func append(_ invoice: Invoice, to buffer: ByteBuffer) {
    buffer.append(
      "service,description,quantity,unit,unit_price,usage_rows,amount,tax,discount,period_start,period_end\r\n")
    let currency = invoice.header.currency
    for line in invoice.lines {
      CSVText.append(line.service, to: buffer)
      buffer.append(UInt8(ascii: ","))
      CSVText.append(line.description ?? "", to: buffer)
      buffer.append(UInt8(ascii: ","))
      if let quantity = line.quantity { buffer.append(quantity) }
      buffer.append(UInt8(ascii: ","))
      CSVText.append(line.unit ?? "", to: buffer)
      buffer.append(UInt8(ascii: ","))
      if let unitPrice = line.unitPrice { buffer.append(unitPrice) }
      buffer.append(UInt8(ascii: ","))
      buffer.append(decimal: line.rows)
      buffer.append(UInt8(ascii: ","))
      buffer.append(line.amount, in: currency)
      buffer.append(UInt8(ascii: ","))
      CSVText.append(line.tax.text, to: buffer)
      buffer.append(UInt8(ascii: ","))
      buffer.append(line.discount, in: currency)
      buffer.append(UInt8(ascii: ","))
      if let period = line.period { buffer.append(period.start.description) }
      buffer.append(UInt8(ascii: ","))
      if let period = line.period { buffer.append(period.end.description) }
      buffer.append("\r\n")
    }
  }
}
