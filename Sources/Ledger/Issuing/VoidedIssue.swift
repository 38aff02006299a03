import Billing
import Diagnostics

/// An issued document that the exports now call void: it would leave all totals.
struct VoidedIssue: Error {
  var number: Identifier

  func finding(at place: Place?) -> Finding {
    Finding(
      .voidedIssued, at: place, "“\(number)” is issued, and the exports now call it void",
      because: "what was issued is owed until something takes it back, and void leaves no document that does",
      remedy:
        "correct it by a credit note; or, where your billing system voids what it has issued, set invoice: {void: allow} "
        + "in report.yml")
  }
}
