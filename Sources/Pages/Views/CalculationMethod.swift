import Billing
import Markdown

/// Says on the invoice how its figures came about, each total with its operands.
public struct CalculationMethod: Sendable {
  let rounding: BillingPolicy.Rounding
  let mode: RoundingMode
  let taxPerLine: Bool

  public init(policy: BillingPolicy) {
    rounding = policy.rounding
    mode = policy.mode
    taxPerLine = policy.taxPerLine
  }
}

/// One line of it: a sentence that writes itself.
struct MethodLine {
  enum Kind {
    case credit, rounding, discount, givenTax
    case tax(TaxView)
    case total, balance
  }

  let kind: Kind
  /// The view it is a line of.
  let view: UnsafePointer<InvoiceView>

  func write(to out: ByteBuffer) {
    let currency = view.pointee.currency
    let totals = view.pointee.invoice.totals
    switch kind {
    case .credit:
      out.append("Credited ")
      out.append(totals.total, in: currency)
      out.append(" ")
      out.append(currency.code)
      out.append(" = ")
      out.append(totals.subtotal, in: currency)
      out.append(" net + ")
      out.append(totals.tax, in: currency)
      out.append(" tax, taken back from what was left of the invoice it corrects.")
    case .rounding: writeRounding(to: out)
    case .discount:
      out.append("Charges ")
      out.append(totals.gross, in: currency)
      out.append(" − discount ")
      out.append(totals.discount, in: currency)
      out.append(" are what the lines add up to.")
    case .givenTax: out.append("Tax is as billed by the export.")
    case .tax(let tax): write(tax, to: out)
    case .total:
      out.append("Total ")
      out.append(totals.total, in: currency)
      out.append(" = subtotal ")
      out.append(totals.subtotal, in: currency)
      out.append(" + tax ")
      out.append(totals.tax, in: currency)
      out.append(".")
    case .balance:
      let balance = view.pointee.balance
      out.append("Balance ")
      out.append(balance.open, in: currency)
      out.append(" = total ")
      out.append(totals.total, in: currency)
      out.append(" − credited ")
      out.append(balance.credited, in: currency)
      out.append(" − paid ")
      out.append(balance.paid, in: currency)
      out.append(".")
    }
  }

  private func writeRounding(to out: ByteBuffer) {
    let currency = view.pointee.currency
    let (rounding, mode) = (view.pointee.method.rounding, view.pointee.method.mode)
    out.append(
      rounding == .line
        ? "Each line is the exact sum of its usage, rounded once to "
        : "The exact sum of all usage is rounded once to ")
    if currency.minorUnits == 0 {
      out.append("whole ")
      out.append(currency.code)
    } else {
      out.append(decimal: currency.minorUnits)
      out.append(" decimals")
    }
    switch mode {
    case .halfUp: out.append(", a half away from zero")
    case .halfEven: out.append(", a half to the even digit")
    case .down: out.append(", towards zero")
    }
    out.append(rounding == .line ? "; the subtotal adds the lines." : ", and the lines are apportioned to it.")
  }

  private func write(_ tax: TaxView, to out: ByteBuffer) {
    let currency = tax.currency
    let (taxable, amount) = (tax.subtotal.pointee.taxable ?? .zero, tax.subtotal.pointee.amount)
    lend(tax.subtotal) { out.append($0.tax) }
    out.append(": ")
    out.append(amount, in: currency)
    switch view.pointee.invoice.prices {
    case .inclusive:
      out.append(" is contained in the prices; ")
      out.append(taxable, in: currency)
      out.append(" is left without tax.")
    case .exclusive where view.pointee.method.taxPerLine:
      out.append(", rounded on each line of ")
      out.append(taxable, in: currency)
      out.append(".")
    case .exclusive:
      out.append(" = ")
      if let rate = lend(tax.subtotal, { $0.tax.rate }) { out.append(rate) }
      out.append(" of ")
      out.append(taxable, in: currency)
      out.append(", rounded once.")
    }
  }
}

extension InvoiceView {
  func forEachMethodLine(_ body: (borrowing MethodLine) -> Void) {
    withUnsafePointer(to: self) { view in
      func line(_ kind: MethodLine.Kind) { body(MethodLine(kind: kind, view: view)) }
      // One that came with usage of its own was worked out like an invoice.
      if isCreditNote, invoice.usageRows == 0 { return line(.credit) }
      line(.rounding)
      if !invoice.totals.discount.isZero { line(.discount) }
      if invoice.taxIsGiven { line(.givenTax) } else { TaxView.forEach(of: invoice.taxes, currency) { line(.tax($0)) } }
      line(.total)
      if !standing.status.isUnissued, standing.status != .void { line(.balance) }
    }
  }
}
