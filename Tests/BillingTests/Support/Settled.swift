@testable import Billing

extension Payment {
  /// A payment of some euros on a day.
  static func made(
    _ amount: ExactDecimal, on date: Day, _ state: State = .succeeded, _ kind: Kind = .payment
  ) -> Payment {
    Payment(
      id: "P", invoice: "INV-1", date: date, amount: Amount(exactly: amount, in: "EUR")!, currency: "EUR", state: state,
      kind: kind)
  }
}

extension CreditNote {
  /// A credit note of some euros on a day.
  static func issued(_ amount: ExactDecimal, on date: Day) -> CreditNote {
    CreditNote(
      number: "CN-1", invoice: "INV-1", issueDate: date, amount: Amount(exactly: amount, in: "EUR")!, currency: "EUR")
  }
}

/// An invoice of 100.00 issued on 2024-06-01 and due on 2024-06-15, as it stands on a day.
struct Settled {
  let balance: Balance
  let standing: Standing

  init(
    _ total: ExactDecimal = "100", _ payments: [Payment] = [], credits: [CreditNote] = [], asOf: Day = "2024-06-10",
    declaredDiffers: Bool = false, _ change: (inout InvoiceHeader) -> Void = { _ in }
  ) {
    let header = InvoiceHeader.may {
      $0.dueDate = "2024-06-15"
      change(&$0)
    }
    balance = Balance(
      of: Amount(exactly: total, in: "EUR")!, payments: payments, creditNotes: credits,
      settles: header.lifecycle == .open && header.type == .invoice, asOf: asOf)
    standing = Standing(
      header, balance: balance, payments: payments, creditNotes: credits, declaredDiffers: declaredDiffers, asOf: asOf)
  }

  /// `due 40.00 partially_paid, pending since 2024-06-05`.
  var text: String {
    var text = "\(standing.status.rawValue) \(balance.due.text(in: "EUR"))"
    if !standing.flags.isEmpty { text += " " + standing.flags.map(\.rawValue).joined(separator: ", ") }
    return text + " since " + (standing.since?.description ?? "-")
  }

  /// `credited, paid, pending, refunded, due, credit`.
  var figures: String {
    [balance.credited, balance.paid, balance.pending, balance.refunded, balance.due, balance.credit]
      .map { $0.text(in: "EUR") }.joined(separator: ", ")
  }
}
