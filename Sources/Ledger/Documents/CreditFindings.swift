import Billing
import Diagnostics

/// What there is to say about credit notes and the invoices they take back.
extension Biller {
  /// Of an invoice: about notes that earlier runs accepted. Those that are new are errors, and found where they would be issued.
  package func creditFindings(_ document: Document) -> [Finding] {
    let header = document.invoice.header
    guard header.type == .invoice else { return [] }
    let accepted = document.creditNotes.filter { acceptedNotes.contains($0.number) }
    var left = document.invoice.totals.total
    var findings: [Finding] = []
    for note in accepted {
      if left < note.amount {
        findings.append(.creditOver(note, left: max(.zero, left), at: place(note), isKept: true))
      }
      left -= note.amount
      if let issued = header.issueDate, note.issueDate < issued {
        findings.append(.creditBefore(note, issued, at: creditNotePlaces[note.number]?.issueDate, isKept: true))
      }
    }
    return findings
  }

  /// Why a new note cannot be taken off its invoice.
  func creditFinding(_ note: CreditNote, _ refusal: CreditRefusal) -> Finding {
    let places = creditNotePlaces[note.number]
    func amount(_ amount: Amount) -> String { "\(amount.text(in: note.currency)) \(note.currency)" }
    func mismatch(_ place: Place?, _ message: String, because reason: String, remedy: String) -> Finding {
      Finding(.creditMismatch, at: place, message, because: reason, remedy: remedy)
    }
    let tax = note.tax.map(amount) ?? "nothing"
    let named = note.named
    let stated = places.map {
      note.service != nil ? $0.service : note.taxReference.rate != nil ? $0.taxRate : $0.taxCode
    }
    let exactly = "a credit note takes back exactly what it states, or nothing"
    switch refusal {
    case .overInvoice(let left):
      return .creditOver(note, left: left, at: place(note), isKept: false)
    case .overNamed(let left):
      return mismatch(
        places?.amount,
        "credit note “\(note.number)” takes back \(amount(note.amount)) of \(named), of which "
          + "\(amount(left)) is left", because: "no more can be taken back than is left after other credit notes",
        remedy: "mend the amount, or leave out service, tax_rate and tax_code where it is for more than that")
    case .unknownService(let known):
      let near = Suggestion.nearest(to: note.service ?? "", among: known).map { "did you mean “\($0)”? " } ?? ""
      return mismatch(
        places?.service,
        "credit note “\(note.number)” is for the service “\(note.service ?? "")”, which no line of "
          + "“\(note.invoice)” is for", because: exactly,
        remedy: near + "Its services are \(Self.list(known)); leave the service out where it is for all of them")
    case .taxNotBorne(let known):
      return mismatch(
        note.taxReference.rate != nil ? places?.taxRate : places?.taxCode,
        "credit note “\(note.number)” is for \(named), which no line bears", because: exactly,
        remedy: "mend the rate or the code; the taxes of these lines are \(Self.list(known))")
    case .taxOverLeft(let left):
      return mismatch(
        places?.tax,
        "credit note “\(note.number)” takes back a tax of \(tax), and \(amount(left)) is left of that of "
          + "\(named)", because: "no more can be taken back than is left after other credit notes",
        remedy: "mend the tax; or leave it out to have it worked out")
    case .noCombination:
      return mismatch(
        places?.tax,
        "credit note “\(note.number)” of \(amount(note.amount)) states a tax of \(tax), which is that of "
          + "no part of \(named)", because: "\(exactly): all taxes in proportion, one rate alone, or whole lines",
        remedy: "mend the tax; leave it out to have it worked out; or write a credit note for each rate, with tax_rate")
    case .severalCombinations:
      return mismatch(
        places?.tax,
        "credit note “\(note.number)” of \(amount(note.amount)) states a tax of \(tax), which several "
          + "parts of \(named) come to", because: "which taxes it takes back would be a guess",
        remedy: "state tax_rate, tax_code or service as well")
    case .taxIsGiven:
      return mismatch(
        stated, "credit note “\(note.number)” is for \(named), and does not state its tax",
        because: "the tax of that invoice is as the export gave it, so that how much of it is on this is not known",
        remedy: "state tax as well; or leave out service, tax_rate and tax_code to take back all in proportion")
    }
  }

  package func place(_ note: CreditNote) -> Place? {
    creditNotePlaces[note.number]?.amount ?? noteDocuments[note.number].flatMap { place($0.index) }
  }

  private static func list(_ names: [String]) -> String {
    names.isEmpty ? "none" : names.map { "“\($0)”" }.joined(separator: ", ")
  }
}

extension CreditNote {
  /// What it takes back, in words.
  fileprivate var named: String {
    let tax = taxReference.code.map { " taxed “\($0)”" } ?? taxReference.rate.map { " at \($0.percent)" } ?? ""
    if let service { return "“\(service)”\(tax) on “\(invoice)”" }
    return tax.isEmpty ? "“\(invoice)”" : "what is\(tax) on “\(invoice)”"
  }
}

extension Finding {
  /// - Parameter isKept: an earlier run accepted it, so that it stays applied.
  package static func creditOver(_ note: CreditNote, left: Amount, at place: Place?, isKept: Bool) -> Finding {
    func text(_ amount: Amount) -> String { "\(amount.text(in: note.currency)) \(note.currency)" }
    return Finding(
      .creditOverTotal, at: place,
      "credit note “\(note.number)” takes back \(text(note.amount)) of “\(note.invoice)”, of which \(text(left)) is left",
      because: isKept
        ? "an earlier run accepted it, so it stays as it is"
        : "all credit notes of an invoice together take back no more than its total",
      remedy: isKept
        ? "see whether the customer is owed that much; if not, correct it by an invoice"
        : "mend the amount or the invoice_number; money beyond the invoice is a refund in the payments export",
      severity: isKept ? .warning : nil)
  }

  package static func creditBefore(_ note: CreditNote, _ issued: Day, at place: Place?, isKept: Bool) -> Finding {
    Finding(
      .creditBeforeInvoice, at: place,
      "credit note “\(note.number)” is dated \(note.issueDate), and “\(note.invoice)”, which it takes back, is issued on "
        + "\(issued)",
      because: isKept
        ? "an earlier run accepted it, so it stays as it is" : "nothing can be taken back before it is invoiced",
      remedy: isKept ? "nothing, if the dates are right" : "mend the issue_date or the invoice_number",
      severity: isKept ? .warning : nil)
  }
}
