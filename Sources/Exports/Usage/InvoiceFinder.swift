import Billing
import Diagnostics

/// Finds the invoice a usage row belongs to: by its number, or by workspace and time.
struct InvoiceFinder {
  /// What a row says of the invoice it belongs to.
  struct Clue {
    var workspace: String?
    /// The billing period it states; it wins over the timestamp.
    var period: BillingPeriod?
    var day: Day?
    var currency: Currency?

    func fits(_ invoice: InvoiceHeader) -> Bool {
      if let currency, currency != invoice.currency { return false }
      if let period { return invoice.period.start <= period.start && period.end <= invoice.period.end }
      return day.map(invoice.period.contains) ?? false
    }
  }

  enum Answer {
    case invoice(Int)
    case several(String, String)
    case none
  }

  let invoices: [InvoiceHeader]
  /// Numbers of invoices whose own rows were refused: their usage is not to blame.
  let refused: Set<String>
  private let numbers: [String: Int]
  private let workspaces: [String: [Int]]

  init(_ invoices: [InvoiceHeader], refused: Set<String> = []) {
    self.invoices = invoices
    self.refused = refused
    numbers = Dictionary(invoices.enumerated().map { ($1.number, $0) }, uniquingKeysWith: { first, _ in first })
    // A void invoice bills nothing, and a credit note is billed by number only.
    workspaces = Dictionary(
      grouping: invoices.indices.filter { invoices[$0].lifecycle != .void && invoices[$0].type == .invoice },
      by: { invoices[$0].workspace })
  }

  func invoice(number: String) -> Int? { numbers[number] }

  func find(_ clue: Clue) -> Answer {
    let fitting = workspaces[clue.workspace ?? "", default: []].filter { clue.fits(invoices[$0]) }
    switch fitting.count {
    case 0: return .none
    case 1: return .invoice(fitting[0])
    default: return .several(invoices[fitting[0]].number, invoices[fitting[1]].number)
    }
  }
}
