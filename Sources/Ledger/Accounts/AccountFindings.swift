import Billing
import Diagnostics
import Paths

/// What there is to say about credit notes and held documents.
extension Finding {
  package static func held(_ number: Identifier, at place: Place?) -> Finding {
    Finding(
      .heldInvoice, at: place, "“\(number)” is held back: this run publishes nothing of it",
      remedy: "publish it with a run that does not name it after --hold")
  }

  package static func kept(_ kind: FindingKind, _ message: String, because reason: String) -> Finding {
    Finding(
      kind, at: Place(file: SiteLayout.payments), message, because: "\(reason), so it is kept but applied to nothing",
      remedy: "export it again with the invoice and the workspace it is for", severity: .warning)
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
