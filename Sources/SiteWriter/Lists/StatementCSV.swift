import Billing
import Markdown
import Pages

/// A workspace's statement as CSV (RFC 4180): every movement with the balance it leaves.
enum StatementCSV {
  static func append(_ statements: [Statement], to buffer: ByteBuffer) {
    buffer.append("currency,date,type,document,invoice,amount,balance\r\n")
    for statement in statements {
      var balance = Amount.zero
      for entry in statement.entries {
        balance += entry.effect
        let fields = [
          statement.currency.code, entry.date.description, entry.word, entry.id.text,
          entry.invoice?.text ?? "",
        ]
        for field in fields {
          CSVText.append(field, to: buffer)
          buffer.append(UInt8(ascii: ","))
        }
        buffer.append(entry.amount, in: statement.currency)
        buffer.append(UInt8(ascii: ","))
        buffer.append(balance, in: statement.currency)
        buffer.append("\r\n")
      }
    }
  }
}

extension AccountEntry {
  fileprivate var word: String {
    if isReversed { return "reversal" }
    return switch kind {
    case .invoice: "invoice"
    case .creditNote: "credit_note"
    case .payment: "payment"
    case .refund: "refund"
    case .chargeback: "chargeback"
    case .chargebackReversal: "chargeback_reversal"
    case .credit: "credit"
    }
  }
}
