import Billing
import Diagnostics
import Paths
import SiteFormat

/// The payments and credit notes that a site keeps, by the invoice they are for.
struct PaymentHistory: Sendable {
  private enum Kind: String {
    case payment
    case creditNote = "credit_note"
  }

  private(set) var payments: [Identifier: [Payment]] = [:]
  private(set) var creditNotes: [Identifier: [CreditNote]] = [:]
  private(set) var paymentIDs: Set<Identifier> = []
  /// Whose payments and credit notes they are.
  private(set) var workspaces: Set<Identifier> = []

  /// Nil for a site of a version that kept none, or where they are gone.
  init?(_ files: SiteFiles, _ tally: inout Tally) throws {
    guard files.inventory.holds(SiteLayout.payments) else {
      // What is listed is missed already.
      if !IssuedContents.paths(files.inventory).isEmpty, files.listed.digests[SiteLayout.payments] == nil {
        tally.findings.add(.missing(SiteLayout.payments))
      }
      return nil
    }
    guard let bytes = files.read(SiteLayout.payments, &tally) else { return nil }
    var seen: [Identifier: Int] = [:]
    for (index, line) in bytes.lines.enumerated() {
      let place = Place(file: SiteLayout.payments, line: index + 1)
      do {
        let id = Identifier(try add(Array(line)))
        if let first = seen.updateValue(index + 1, forKey: id) {
          tally.findings.add(
            Finding(
              .duplicateID, at: place, "this \(id) stands in line \(first) already", because: "it would count twice",
              remedy: Remedy.restore))
        }
      } catch {
        tally.findings.add(.unreadable("payment or credit note", error, at: place))
      }
    }
  }

  /// - Returns: what the line is, by kind and id.
  private mutating func add(_ line: [UInt8]) throws(JSONMembers.Flaw) -> String {
    var json = try JSONMembers(parsing: line)
    let kind: Kind = try json.word("kind")
    let id = try json.identifier("id")
    let invoice = try json.optionalIdentifier("invoice_number")
    let workspace = try json.optionalIdentifier("workspace_id")
    let date = try json.day("date")
    let digits = try json.text("amount")
    let currency = try json.currency("currency")
    guard let number = try? ExactDecimal(digits), let amount = Amount(exactly: number, in: currency), amount >= .zero
    else { throw JSONMembers.Flaw(key: "amount", wanted: "an amount of \(currency)") }
    if let workspace { workspaces.insert(workspace) }
    switch kind {
    case .creditNote:
      var note = CreditNote(number: id, invoice: invoice ?? "", issueDate: date, amount: amount, currency: currency)
      note.workspace = workspace
      creditNotes[note.invoice, default: []].append(note)
      return "credit note “\(id)”"
    case .payment:
      var payment = Payment(
        id: id, invoice: invoice, workspace: workspace, date: date, amount: amount, currency: currency,
        state: try json.word("status"), kind: try json.word("type"))
      paymentIDs.insert(id)
      payment.reversed = try json.optionalDay("reversed")
      if let invoice { payments[invoice, default: []].append(payment) }
      let purpose = invoice.map { " for “\($0)”" } ?? workspace.map { " on account of “\($0)”" } ?? ""
      return "payment “\(id)”\(purpose)"
    }
  }
}
