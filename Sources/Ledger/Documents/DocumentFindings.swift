import Billing
import Diagnostics

/// What there is to say about a document once it is worked out.
extension Biller {
  package func place(_ index: Int) -> Place? {
    if index < places.count { return places[index] }
    return creditNote(index).flatMap { creditNotePlaces[$0.note.number]?.amount }
  }

  package func findings(_ index: Int, _ document: Document) -> [Finding] {
    let header = document.invoice.header
    let currency = header.currency
    var findings: [Finding] = []
    for difference in DeclaredCheck(document.invoice, document.balance).differences {
      let isFixed = difference.kind == .declaredDiffers
      findings.append(
        Finding(
          difference.kind, at: place(index),
          "invoice “\(header.number)” declares \(difference.figure.first.map { "aeiou".contains($0) } == true ? "an" : "a") \(difference.figure) of \(difference.declared) \(currency), but its "
            + "\(isFixed ? "lines and rates come" : "balance comes") to \(difference.computed) "
            + "(difference \(difference.difference))",
          because: "declared figures are checked, never trusted",
          remedy: isFixed
            ? declaredWarns
              ? "mend the export; the computed figure is published"
              : "mend the export; or set declared: warn in report.yml to publish the computed figure"
            : "check the declared figure, and that all payments are in the exports",
          severity: isFixed && declaredWarns ? .warning : nil))
    }
    if let status = DeclaredCheck.differingStatus(header, document.standing.status) {
      findings.append(
        Finding(
          .declaredStatusDiffers, at: place(index),
          "invoice “\(header.number)” declares the status “\(status)”, but it is \(document.standing.status.rawValue)",
          remedy: "check that all payments are in the exports"))
    }
    findings += figureFindings(index, document) + headerFindings(index, document)
    return findings + document.returnedMoneyFindings(at: place(index)) + creditFindings(document)
  }

  package func finding(_ index: Int, _ failure: Invoice.Failure) -> Finding {
    let number = header(index).number
    let what = header(index).type == .invoice ? "invoice" : "credit note"
    switch failure {
    case .unknownTaxCode(let code):
      let known = policy.taxCodes.keys.map(\.text).sorted()
      let near = Suggestion.nearest(to: code.text, among: known).map { "did you mean \($0)? " } ?? ""
      return Finding(
        .unknownTaxCode, at: creditNotePlaces[number]?.taxCode ?? place(index),
        "\(what) “\(number)” has the tax code “\(code)”, which is not configured",
        because: "its rate would be a guess",
        remedy: near + "Add it under tax: codes: in report.yml"
          + (known.isEmpty ? "" : "; known are \(known.joined(separator: ", "))"))
    case .discountOverNothing:
      return Finding(
        .discountOverNothing, at: place(index), "\(what) “\(number)” has a discount, but its lines come to nothing",
        because: "there is nothing to take it off", remedy: "remove the discount, or export the usage of the invoice")
    case .outOfRange(let figure):
      return Finding(
        .numberRange, at: place(index), "\(figure) of \(what) “\(number)” is beyond what this tool can bill",
        because: "amounts go up to 10^30 minor units", remedy: "check the quantities and prices of its usage")
    }
  }
}
