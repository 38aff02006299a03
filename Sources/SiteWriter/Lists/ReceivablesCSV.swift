import Billing
import Markdown
import Pages

/// The aged balances of all workspaces as CSV (RFC 4180).
enum ReceivablesCSV {
  static func append(_ rows: [ReceivablesView.Row], to buffer: ByteBuffer) {
    buffer.append(
      "workspace_id,workspace_name,currency,opening,invoiced,credited,received,refunded,closing,due,on_account,")
    buffer.append("current,days_1_30,days_31_60,days_61_90,days_over_90,written_off\r\n")
    for row in rows {
      CSVText.append(row.id, to: buffer)
      buffer.append(UInt8(ascii: ","))
      CSVText.append(row.name, to: buffer)
      buffer.append(UInt8(ascii: ","))
      buffer.append(row.currency.code)
      let movements = row.movements
      let amounts =
        [
          movements.opening, movements.invoiced, movements.credited, movements.received, movements.refunded,
          movements.closing, row.due, row.onAccount,
        ] + Ageing.Band.allCases.map { row.ageing[$0] } + [row.writtenOff]
      for amount in amounts {
        buffer.append(UInt8(ascii: ","))
        buffer.append(amount, in: row.currency)
      }
      buffer.append("\r\n")
    }
  }
}
