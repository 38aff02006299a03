import Billing
import Diagnostics

/// What there is to say about money of an invoice that went back.
extension Document {
  func returnedMoneyFindings(at place: Place?) -> [Finding] {
    let header = invoice.header
    guard header.type == .invoice, header.lifecycle == .open else { return [] }
    func text(_ amount: Amount) -> String { "\(amount.text(in: header.currency)) \(header.currency)" }
    var findings: [Finding] = []
    if balance.paid < .zero {
      findings.append(
        Finding(
          .refundOverPaid, at: place,
          "invoice “\(header.number)” was refunded \(text(balance.refunded)), more than was paid",
          remedy: "check that all of its payments are in the exports"))
    } else if balance.dueAgain > .zero {
      findings.append(
        Finding(
          .refundWithoutCreditNote, at: place,
          "invoice “\(header.number)” was refunded \(text(balance.returned)), and \(text(balance.dueAgain)) of it is due "
            + "again",
          because: "money that goes back does not lower what is owed: only a credit note does",
          remedy: "export a credit note for what is not owed any more; nothing, if it is to be paid once more"))
    }
    if balance.wonBackBeyond > .zero {
      findings.append(
        Finding(
          .reversalOverChargebacks, at: place,
          "chargebacks of invoice “\(header.number)” were reversed by \(text(balance.wonBackBeyond)) more than was "
            + "charged back",
          because: "it counts as paid all the same",
          remedy: "export the chargeback as well; money that came in otherwise has type payment"))
    }
    return findings
  }
}
