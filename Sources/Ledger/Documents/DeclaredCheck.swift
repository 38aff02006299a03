import Billing
import Diagnostics

/// Holds what an export declares of an invoice against what was worked out.
struct DeclaredCheck {
  package struct Difference: Equatable {
    var figure: String
    var declared: String
    var computed: String
    /// declared − computed; empty where the two are words.
    var difference: String
    var kind: FindingKind
  }

  let differences: [Difference]

  /// Whether anything printed differs from what was declared.
  var differs: Bool { !differences.isEmpty }

  init(_ invoice: Invoice, _ balance: Balance) {
    let currency = invoice.header.currency
    let declared = invoice.header.declared
    guard !declared.isEmpty else {
      differences = []
      return
    }
    var differences: [Difference] = []
    func compare(_ figure: String, _ stated: ExactDecimal?, _ computed: Amount, _ kind: FindingKind) {
      guard let stated else { return }
      let exact = computed.decimal(in: currency)
      if stated == exact { return }
      differences.append(
        Difference(
          figure: figure, declared: stated.digits, computed: computed.text(in: currency),
          difference: (stated - exact).description, kind: kind))
    }
    compare("subtotal", declared.subtotal, invoice.totals.subtotal, .declaredDiffers)
    compare("tax", declared.tax, invoice.totals.tax, .declaredDiffers)
    compare("total", declared.total, invoice.totals.total, .declaredDiffers)
    // What is not issued owes nothing yet, and an export that looks ahead says what it will owe.
    if !invoice.header.lifecycle.isUnissued {
      compare("amount_paid", declared.amountPaid, balance.paid, .declaredBalanceDiffers)
      compare("amount_due", declared.amountDue, balance.due, .declaredBalanceDiffers)
    }
    self.differences = differences
  }

  /// Words of other systems for a status of ours.
  static let synonyms: [String: Set<Status>] = [
    "unpaid": [.due, .failed, .processing], "outstanding": [.due, .failed, .processing],
    "overdue": [.due, .failed, .processing], "past_due": [.due, .failed, .processing],
    "partially_paid": [.due, .failed, .processing], "partial": [.due, .failed, .processing],
    "sent": [.due, .failed, .processing], "posted": [.due, .failed, .processing],
    "pending": [.processing], "settled": [.paid], "closed": [.paid], "credited": [.paid],
    Declared.uncollectible: [.due, .failed, .processing],
  ]

  /// The declared status where it means another one than `status`.
  static func differingStatus(_ header: InvoiceHeader, _ status: Status) -> String? {
    guard let declared = header.declared.status else { return nil }
    let word = declared.lowercased()
    // Before its day it is what it will be.
    if status == .scheduled, ["due", "issued"].contains(word) || synonyms[word]?.contains(.due) == true { return nil }
    if word == status.rawValue || synonyms[word]?.contains(status) == true { return nil }
    return declared
  }
}
