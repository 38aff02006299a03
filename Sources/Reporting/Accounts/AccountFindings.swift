import Billing
import Diagnostics

/// What there is to say about payments and credit notes.
extension Finding {
  static func held(_ number: Identifier, at place: Place?) -> Finding {
    Finding(
      .heldInvoice, at: place, "“\(number)” is held back: this run publishes nothing of it",
      remedy: "publish it with a run that does not name it after --hold")
  }

  static func kept(_ kind: FindingKind, _ message: String, because reason: String) -> Finding {
    Finding(
      kind, at: Place(file: KeptAccounts.file), message, because: "\(reason), so it is kept but applied to nothing",
      remedy: "export it again with the invoice and the workspace it is for", severity: .warning)
  }

  static func changedPayment(_ payment: Payment, from kept: Payment, at place: Place) -> Finding {
    func text(_ payment: Payment) -> String {
      "a \(payment.kind.rawValue) of \(payment.amount.text(in: payment.currency)) \(payment.currency)"
    }
    return Finding(
      .changedPayment, at: place, "payment “\(payment.id)” was \(text(kept)), and is now \(text(payment))",
      because: "what was paid once cannot become another sum; its status may move on",
      remedy: "mend the export; a correction is a payment, refund or chargeback with an id of its own")
  }

  static func olderPayment(_ payment: Payment, than kept: Payment, at place: Place) -> Finding {
    Finding(
      .olderPayment, at: place,
      "payment “\(payment.id)” was \(kept.state.rawValue) already, and the export says \(payment.state.rawValue)",
      because: "payments do not go back to being under way, so it is kept as it was",
      remedy: "remove the older export")
  }

  static func movedPayment(_ payment: Payment, from kept: Payment, at place: Place) -> Finding {
    Finding(
      .movedPayment, at: place, moved(payment, from: kept),
      because: "it counts for what it is for now, and no longer before",
      remedy: "nothing, if it was put to the wrong one; otherwise mend the export")
  }

  static func heldPayment(
    _ payment: Payment, from kept: Payment, of workspace: Identifier, at place: Place
  ) -> Finding {
    Finding(
      .movedPayment, at: place, moved(payment, from: kept),
      because: "this run leaves “\(workspace)” as it is, so the payment counts as before",
      remedy: "run for all workspaces, without --workspace")
  }

  private static func moved(_ payment: Payment, from kept: Payment) -> String {
    func text(_ payment: Payment) -> String {
      "for \(payment.invoice.map { "“\($0)”" } ?? "no invoice")" + (payment.workspace.map { " of “\($0)”" } ?? "")
    }
    return "payment “\(payment.id)” was \(text(kept)), and is now \(text(payment))"
  }

  static func changedCreditNote(_ note: CreditNote, from kept: CreditNote, at place: Place) -> Finding {
    func text(_ note: CreditNote) -> String {
      let parts = [
        note.tax.map { "of which tax \($0.text(in: note.currency))" },
        note.taxReference.rate.map { "at \($0.percent)" },
        note.taxReference.code.map { "taxed “\($0)”" }, note.service.map { "for “\($0)”" },
      ]
      let amount = "\(note.amount.text(in: note.currency)) \(note.currency) for “\(note.invoice)”"
      return ([amount] + parts.compactMap(\.self)).joined(separator: ", ")
    }
    return Finding(
      .changedCreditNote, at: place, "credit note “\(note.number)” was \(text(kept)), and is now \(text(note))",
      because: "an issued credit note cannot become another one",
      remedy: "mend the export; a correction is a credit note with a number of its own")
  }

  static func paymentForVoid(_ payment: Payment, at place: Place?) -> Finding {
    Finding(
      .orphanPayment, at: place, "payment “\(payment.id)” is for “\(payment.invoice?.text ?? "")”, which is void",
      because: "it is kept but applied to nothing", remedy: "refund it, or move it to the invoice it is meant for")
  }

  static func orphanPayment(_ payment: Payment, _ number: Identifier, at place: Place?) -> Finding {
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

  static func orphanCreditNote(_ note: CreditNote, _ lifecycle: Lifecycle?, at place: Place?) -> Finding {
    let why =
      switch lifecycle {
      case .void: "which is void"
      case .draft: "which is a draft"
      case .scheduled: "which is not issued yet"
      case .open, nil: "an invoice nobody knows"
      }
    return Finding(
      .orphanCreditNote, at: place, "credit note “\(note.number)” is for “\(note.invoice)”, \(why)",
      because: "it is kept but applied to nothing", remedy: "mend the invoice_number, or export that invoice as well")
  }
}
