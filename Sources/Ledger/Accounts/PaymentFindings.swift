import Billing
import Diagnostics

/// What there is to say about payments of which earlier runs saw something else.
extension Finding {
  static func changedPayment(_ division: PaymentDivision, at place: Place) -> Finding {
    func text(_ parts: [Payment]) -> String {
      "a \(parts[0].kind.text) of \(PaymentDivision.sum(parts).text(in: parts[0].currency)) \(parts[0].currency)"
    }
    return Finding(
      .changedPayment, at: place,
      "payment “\(division.now[0].id)” was \(text(division.kept)), and is now \(text(division.now))",
      because: "what was paid once cannot become another sum; its status may move on",
      remedy: "mend the export; a correction is a payment, refund or chargeback with an id of its own")
  }

  static func olderPayment(_ payment: Payment, than kept: Payment, at place: Place) -> Finding {
    if payment.state == .succeeded {
      return Finding(
        .olderPayment, at: place,
        "payment “\(payment.id)” was \(kept.state.rawValue)"
          + (kept.reversed.map { " on \($0)" } ?? "") + ", and the export says succeeded",
        because: "money that went back does not come in again by the same payment, so it is kept as it was",
        remedy: "remove the older export; or, if it was paid once more, export that with an id of its own")
    }
    return Finding(
      .olderPayment, at: place,
      "payment “\(payment.id)” was \(kept.state.rawValue) already, and the export says \(payment.state.rawValue)",
      because: "payments do not go back to being under way, so it is kept as it was",
      remedy: "remove the older export")
  }

  static func movedPayment(_ division: PaymentDivision, at place: Place) -> Finding {
    Finding(
      .movedPayment, at: place, moved(division),
      because: "it counts for what it is for now, and no longer before",
      remedy: "nothing, if it was put to the wrong one; otherwise mend the export")
  }

  static func redatedPayment(_ payment: Payment, from kept: Payment, at place: Place) -> Finding {
    Finding(
      .movedPayment, at: place,
      "payment “\(payment.id)” was dated \(kept.date), and is now dated \(payment.date)",
      because: "figures of the days between the two change with it",
      remedy: "nothing, if the former date was wrong; otherwise mend the export")
  }

  /// - Parameter workspace: nil for money that is on nobody's account.
  static func heldPayment(_ division: PaymentDivision, of workspace: Identifier?, at place: Place) -> Finding {
    Finding(
      .movedPayment, at: place, moved(division),
      because: "this run leaves \(named(workspace)) as it is, so the payment counts as before",
      remedy: "run for all workspaces, without --workspace")
  }

  static func heldNewPayment(_ parts: [Payment], of workspace: Identifier?, at place: Place) -> Finding {
    Finding(
      .movedPayment, at: place, "payment “\(parts[0].id)” is \(list(parts))",
      because: "this run leaves \(named(workspace)) as it is, so the payment does not count yet",
      remedy: "run for all workspaces, without --workspace")
  }

  private static func named(_ workspace: Identifier?) -> String { workspace.map { "“\($0)”" } ?? "what is nobody's" }

  private static func moved(_ division: PaymentDivision) -> String {
    let isWhole = division.kept.count == 1 && division.now.count == 1
    func text(_ parts: [Payment]) -> String { isWhole ? purpose(parts[0]) : list(parts) }
    return "payment “\(division.now[0].id)” was \(text(division.kept)), and is now \(text(division.now))"
  }

  private static func list(_ parts: [Payment]) -> String {
    let shown = parts.prefix(5).map { "\($0.amount.text(in: $0.currency)) \($0.currency) \(purpose($0))" }
    return shown.joined(separator: ", ") + (parts.count > 5 ? " and \(parts.count - 5) more parts" : "")
  }

  private static func purpose(_ part: Payment) -> String {
    "for \(part.invoice.map { "“\($0)”" } ?? "no invoice")" + (part.workspace.map { " of “\($0)”" } ?? "")
  }

  static func twoCurrencies(_ payment: Payment, at place: Place, _ other: Payment, at otherPlace: Place) -> Finding {
    Finding(
      .currencyMismatch, at: place,
      "payment “\(payment.id)” is in \(payment.currency) here, and in \(other.currency) at \(otherPlace)",
      because: "rows with one payment_id are parts of one payment, which has one date, status, type and currency",
      remedy: "mend the currency or the invoice_number, or give the other payment its own id")
  }
}

/// What there is to say about payments that are put to no invoice.
extension Finding {
  static func paymentForVoid(_ payment: Payment, at place: Place?) -> Finding {
    Finding(
      .orphanPayment, at: place, "payment “\(payment.id)” is for “\(payment.invoice?.text ?? "")”, which is void",
      because: "it is kept but applied to nothing", remedy: "refund it, or move it to the invoice it is meant for")
  }

  package static func orphanPayment(_ payment: Payment, _ number: Identifier, at place: Place?) -> Finding {
    Finding(
      .orphanPayment, at: place, "payment “\(payment.id)” is for “\(number)”, an invoice nobody knows",
      because: "it is kept but applied to nothing", remedy: "mend the invoice_number, or export that invoice as well")
  }

  static func settledPayment(_ payment: Payment, _ number: Identifier, at place: Place?) -> Finding {
    Finding(
      .orphanPayment, at: place,
      "payment “\(payment.id)” is for “\(number)”, an invoice that is neither exported any more nor published",
      because: "it was put to that invoice, and is left out of statements together with it",
      remedy: "export that invoice as well, or publish it")
  }

  static func nobodysPayment(_ payment: Payment, at place: Place?) -> Finding {
    Finding(
      .orphanPayment, at: place, "payment “\(payment.id)” names neither an invoice nor a workspace",
      because: "it is kept, but on nobody's account", remedy: "fill in invoice_number or workspace_id")
  }
}

extension Payment.Kind {
  /// As a sentence has it.
  fileprivate var text: String {
    switch self {
    case .payment: "payment"
    case .refund: "refund"
    case .chargeback: "chargeback"
    case .chargebackReversal: "chargeback reversal"
    case .writeOff: "write-off"
    case .credit: "credit"
    }
  }
}
