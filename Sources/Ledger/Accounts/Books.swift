import Billing
import Diagnostics
import SiteFormat

/// The invoices that payments and credit notes are put to, and what an amount has to agree with to count for one.
struct Books: Sendable {
  /// The position of each invoice by its number.
  let numbers: [Identifier: Int]
  let headers: Headers
  let kept: KeptAccounts
  /// The numbers of documents to hold back that no run has published.
  let held: Set<Identifier>
  /// Those that the run touches; all where empty.
  let workspaces: Set<Identifier>
  /// For rows that state none and whose invoice and workspace do not tell.
  let currency: Currency?
  let workspaceCurrencies: [Identifier: Currency]

  func header(of number: Identifier?) -> InvoiceHeader? {
    number.flatMap { numbers[$0] }.map { headers[$0] }
  }

  /// Whether the run takes in what an export says of a workspace: what is kept of others stays as it is.
  func touches(_ workspace: Identifier?) -> Bool {
    workspaces.isEmpty || workspace.map { workspaces.contains($0) } ?? false
  }

  /// Whether statements count an invoice by now.
  func isIssued(_ header: InvoiceHeader) -> Bool {
    header.lifecycle == .open && !held.contains(header.number)
  }

  /// Whether a payment was put to an invoice that nobody knows any more.
  func wasSettled(_ payment: Payment) -> Bool {
    kept.payments[payment.id]?.contains { $0.isSettled && $0.payment.invoice == payment.invoice } ?? false
  }

  /// The currency of an amount, as stated or as its invoice or workspace has it; nil, with a finding, where it is none or
  /// another than its invoice's.
  func currency(
    _ stated: Currency?, _ header: InvoiceHeader?, _ workspace: Identifier?, _ place: Place?, _ findings: inout Findings
  ) -> Currency? {
    guard let known = stated ?? knownCurrency(header, workspace) else {
      findings.add(
        Finding(
          .missingCurrency, at: place, "the amount states no currency",
          because: "neither its invoice, its workspace nor the configuration states one either",
          remedy: "fill in currency, or set it in report.yml"))
      return nil
    }
    if let header, header.currency != known {
      findings.add(
        Finding(
          .currencyMismatch, at: place,
          "the amount is in \(known), but invoice “\(header.number)” is in \(header.currency)",
          because: "currencies are never added together", remedy: "mend the currency, or the invoice_number"))
      return nil
    }
    return known
  }

  /// The currency of an amount that states none.
  func knownCurrency(_ header: InvoiceHeader?, _ workspace: Identifier?) -> Currency? {
    header?.currency ?? workspace.flatMap { workspaceCurrencies[$0] } ?? currency
  }

  /// An amount that its currency can be paid in; nil, with a finding, where it is none.
  func amount(
    _ value: ExactDecimal, in currency: Currency, _ place: Place, _ findings: inout Findings
  ) -> Amount? {
    if let amount = Amount(exactly: value, in: currency) { return amount }
    findings.add(
      Finding(
        .numberRange, at: place, "the amount \(value.digits) is none that \(currency) can be paid in",
        because: "\(currency) has \(currency.minorUnits) digits after the point",
        remedy: "write the amount that was paid, rounded by whoever paid it"))
    return nil
  }

  /// Whether a stated workspace is that of the invoice; a finding where it is not.
  func agrees(
    _ workspace: Identifier?, with header: InvoiceHeader?, _ place: Place?, _ findings: inout Findings
  ) -> Bool {
    guard let workspace, let header, workspace != header.workspace else { return true }
    findings.add(
      Finding(
        .workspaceMismatch, at: place,
        "workspace_id is “\(workspace)”, but invoice “\(header.number)” is for “\(header.workspace)”",
        because: "one workspace never pays for another", remedy: "mend the workspace_id or the invoice_number"))
    return false
  }

  /// Whether what an earlier run saw can be put to its invoice, which may have turned up since. Where it cannot, that is
  /// a warning: its export may be gone, and a run that is refused for what is kept would be refused for ever.
  func fits(
    kept what: String, _ currency: Currency, _ workspace: Identifier?, _ header: InvoiceHeader?,
    _ findings: inout Findings
  ) -> Bool {
    guard let header else { return true }
    if header.currency != currency {
      findings.add(
        .kept(
          .currencyMismatch, "\(what) is in \(currency), but invoice “\(header.number)” is in \(header.currency)",
          because: "currencies are never added together"))
      return false
    }
    if let workspace, workspace != header.workspace {
      findings.add(
        .kept(
          .workspaceMismatch,
          "\(what) is of “\(workspace)”, but invoice “\(header.number)” is for “\(header.workspace)”",
          because: "one workspace never pays for another"))
      return false
    }
    return true
  }
}
