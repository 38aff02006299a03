import Billing

/// Says on the invoice how its figures came about, each total with its operands.
public struct CalculationMethod: Sendable {
  public var policy: BillingPolicy

  public init(policy: BillingPolicy) {
    self.policy = policy
  }

  func lines(for view: InvoiceView) -> [String] {
    let currency = view.currency
    let totals = view.invoice.totals
    func text(_ amount: Amount) -> String { amount.text(in: currency) }
    // One that came with usage of its own was worked out like an invoice.
    if view.isCreditNote, view.invoice.usageRows == 0 {
      return [
        "Credited \(text(totals.total)) \(currency) = \(text(totals.subtotal)) net + \(text(totals.tax)) tax, split "
          + "in proportion to the invoice it corrects."
      ]
    }
    var lines = [rounding(in: currency)]
    if !totals.discount.isZero {
      lines.append("Charges \(text(totals.gross)) − discount \(text(totals.discount)) are what the lines add up to.")
    }
    lines += taxes(view)
    lines.append("Total \(text(totals.total)) = subtotal \(text(totals.subtotal)) + tax \(text(totals.tax)).")
    if view.standing.status != .draft, view.standing.status != .void {
      let balance = view.balance
      lines.append(
        "Balance \(text(balance.open)) = total \(text(totals.total)) − credited \(text(balance.credited)) − paid "
          + "\(text(balance.paid)).")
    }
    return lines
  }

  private func rounding(in currency: Currency) -> String {
    let unit = currency.minorUnits == 0 ? "whole \(currency)" : "\(currency.minorUnits) decimals"
    let mode =
      switch policy.mode {
      case .halfUp: "a half away from zero"
      case .halfEven: "a half to the even digit"
      case .down: "towards zero"
      }
    return switch policy.rounding {
    case .line:
      "Each line is the exact sum of its usage, rounded once to \(unit), \(mode); the subtotal adds the lines."
    case .document:
      "The exact sum of all usage is rounded once to \(unit), \(mode), and the lines are apportioned to it."
    }
  }

  private func taxes(_ view: InvoiceView) -> [String] {
    func text(_ amount: Amount) -> String { amount.text(in: view.currency) }
    if view.invoice.taxIsGiven { return ["Tax is as billed by the export."] }
    return view.invoice.taxes.map { tax in
      let name = tax.tax.text
      return switch view.invoice.prices {
      case .inclusive:
        "\(name): \(text(tax.amount)) is contained in the prices; \(text(tax.taxable)) is left without tax."
      case .exclusive where policy.taxPerLine:
        "\(name): \(text(tax.amount)), rounded on each line of \(text(tax.taxable))."
      case .exclusive:
        "\(name): \(text(tax.amount)) = \(tax.tax.rate?.percent ?? "") of \(text(tax.taxable)), rounded once."
      }
    }
  }
}
