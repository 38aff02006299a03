import Billing
import Diagnostics

/// What there is to say about figures that are right by their own rules, and most likely not meant.
extension Biller {
  func figureFindings(_ index: Int, _ document: Document) -> [Finding] {
    let invoice = document.invoice
    let header = invoice.header
    guard header.lifecycle != .void else { return [] }
    var findings: [Finding] = []
    if let expected = invoice.taxByRates, expected != invoice.totals.tax {
      findings.append(
        Finding(
          .givenTaxDiffers, at: place(index),
          "invoice “\(header.number)” has a given tax of \(invoice.totals.tax.text(in: header.currency)) "
            + "\(header.currency), but the rates of its lines come to \(expected.text(in: header.currency))",
          because: "rows of charge category Tax replace the tax that would be worked out",
          remedy: "export all of its Tax rows, or none of them; or mend the tax rates of the rows, the invoice or the "
            + "workspace"))
    }
    if header.type == .invoice, invoice.totals.total < .zero {
      findings.append(
        Finding(
          .negativeInvoice, at: place(index),
          "invoice “\(header.number)” comes to \(invoice.totals.total.text(in: header.currency)) \(header.currency)",
          because: "what it gives back is on account from the day of its issue",
          remedy: "nothing if that is meant; otherwise give it back by a credit note to the invoice that charged it"))
    }
    return findings
  }
}

/// Taxes of 0 % for which no reason is stated, each once, however many invoices bear it.
struct ZeroTaxes: Sendable {
  private struct Use {
    var tax: TaxRate
    var invoices: Int
    var first: Identifier
    var place: Place?
  }

  private var uses: [Use] = []

  mutating func add(_ invoice: Invoice, at place: Place?) {
    guard invoice.header.lifecycle != .void else { return }
    for subtotal in invoice.taxes where subtotal.tax.lacksReason {
      add(Use(tax: subtotal.tax, invoices: 1, first: invoice.header.number, place: place))
    }
  }

  mutating func add(_ other: ZeroTaxes) {
    for use in other.uses { add(use) }
  }

  private mutating func add(_ use: Use) {
    if let index = uses.firstIndex(where: { $0.tax == use.tax }) {
      uses[index].invoices += use.invoices
    } else {
      uses.append(use)
    }
  }

  var findings: [Finding] {
    uses.sorted { $0.tax < $1.tax }.map { use in
      let who =
        use.invoices == 1 ? "invoice “\(use.first)” bears" : "invoice “\(use.first)” and \(use.invoices - 1) more bear"
      return Finding(
        .zeroTax, at: use.place, "\(who) “\(use.tax.text)” without a reason",
        because: "what is not taxed is asked for: exempt, reverse charge, export, or zero-rated",
        remedy: "use a tax code of report.yml that has a reason, such as {name: VAT, rate: 0%, category: AE, reason: "
          + "Reverse charge}; or category: Z where the rate itself is zero")
    }
  }
}

extension TaxRate {
  /// Zero-rated (`Z`) says all there is to say; every other tax of 0 % has a reason.
  fileprivate var lacksReason: Bool { rate?.fraction.isZero == true && reason == nil && category != "Z" }
}
