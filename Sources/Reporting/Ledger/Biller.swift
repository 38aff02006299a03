import Billing
import Diagnostics
import Exports

/// Works out documents from what the exports say. It keeps sums and headers; lines are worked out when a document is
/// asked for, so that memory does not grow with pages.
struct Biller: Sendable {
  let headers: [InvoiceHeader]
  /// Where each invoice stands in its export; none for invoices drawn up from usage.
  let places: [Place]
  let policy: BillingPolicy
  let declaredWarns: Bool
  let asOf: Day
  let workspaces: [String: Workspace]
  let names: [String: String]
  private(set) var accounts: Accounts
  /// Credit notes that are documents of their own, by number, with the position of the invoice each corrects.
  let notes: [(note: CreditNote, invoice: Int)]
  private let usage: UsageTotals

  init(_ contents: ExportContents, configuration: Configuration, asOf: Day) {
    let headers = contents.invoices.map { header in
      var header = header
      if contents.isDrawnUp, let issued = header.issueDate, asOf < issued { header.lifecycle = .draft }
      if header.dueDate == nil, let days = configuration.invoice.dueDays {
        header.dueDate = header.issueDate?.adding(days)
      }
      return header
    }
    let numbers = Dictionary(
      headers.enumerated().map { ($1.number, $0) }, uniquingKeysWith: { first, _ in first })
    self.headers = headers
    places = contents.invoicePlaces
    policy = configuration.policy
    declaredWarns = configuration.declaredWarns
    self.asOf = asOf
    workspaces = Dictionary(contents.workspaces.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    names = contents.usage.workspaceNames
    usage = contents.usage
    accounts = Accounts(contents, numbers: numbers, currency: configuration.currency)
    notes = accounts.creditNotes.flatMap { invoice, notes in notes.map { (note: $0, invoice: invoice) } }
      .sorted { $0.note.number.utf8.lexicographicallyPrecedes($1.note.number.utf8) }
    addCreditNoteDocuments(numbers)
  }

  /// How many documents there are: invoices first, then credit notes.
  var count: Int { headers.count + notes.count }

  func header(_ index: Int) -> InvoiceHeader {
    if index < headers.count { return headers[index] }
    let (note, invoice) = notes[index - headers.count]
    return Invoice.header(of: note, correcting: headers[invoice])
  }

  func displayName(_ workspace: String) -> String {
    workspaces[workspace]?.name ?? workspaces[workspace]?.legalName ?? names[workspace] ?? workspace
  }

  /// The invoice or credit note at a position, worked out.
  func invoice(_ index: Int) throws(Invoice.Failure) -> Invoice {
    if index < headers.count {
      let header = headers[index]
      return try Invoice(
        header, usage: usage.groups(of: index), workspaceTax: workspaces[header.workspace]?.tax ?? TaxReference(),
        policy: policy)
    }
    let (note, invoice) = notes[index - headers.count]
    return Invoice(note, correcting: try self.invoice(invoice), mode: policy.mode)
  }

  func document(_ index: Int) throws(Invoice.Failure) -> Document {
    let invoice = try invoice(index)
    let payments = (accounts.payments[index] ?? []).filter { $0.date <= asOf }
    let notes = (accounts.creditNotes[index] ?? []).filter { $0.issueDate <= asOf }
    let settles = invoice.header.type == .invoice && invoice.header.lifecycle == .open
    let balance = Balance(
      of: invoice.totals.total, payments: payments, creditNotes: notes, settles: settles, asOf: asOf)
    let standing = Standing(
      invoice.header, balance: balance, payments: payments, creditNotes: notes,
      declaredDiffers: DeclaredCheck(invoice, balance).differs, asOf: asOf)
    return Document(invoice: invoice, balance: balance, standing: standing, payments: payments, creditNotes: notes)
  }

  /// Credit notes that the invoices export itself lists lower the invoice they correct.
  private mutating func addCreditNoteDocuments(_ numbers: [String: Int]) {
    for (index, header) in headers.enumerated() where header.type == .creditNote && header.lifecycle == .open {
      guard let corrects = header.corrects, let invoice = numbers[corrects], let issued = header.issueDate,
        headers[invoice].currency == header.currency, let total = try? self.invoice(index).totals.total
      else { continue }
      var note = CreditNote(
        number: header.number, invoice: corrects, issueDate: issued, amount: total, currency: header.currency)
      note.reason = header.note
      note.workspace = header.workspace
      accounts.add(note, to: invoice)
    }
  }
}
