import Billing
import Diagnostics
import Exports
import SiteFormat

/// Payments and credit notes, of the exports and of earlier runs, put to the invoices they are for.
package struct Accounts: Sendable {
  package private(set) var creditNotes: [Int: [CreditNote]] = [:]
  package let payments: PutPayments
  /// Every payment, applied or not, whatever became of it.
  package var all: [Payment] { payments.all }
  /// Every credit note that is no document of the invoices export, applied or not.
  package private(set) var notes: [CreditNote] = []
  /// The numbers of invoices whose payments or credit notes are not what the last run knew.
  private(set) var touched: Set<Identifier>
  package private(set) var findings: Findings
  /// Credit notes that say more in the exports than when they were issued: what was issued counts, and the difference is
  /// found where issued content is held against the exports.
  private(set) var restated: [Identifier: CreditNote] = [:]
  /// The numbers of credit notes that are others than an earlier run saw: errors, which are reported.
  private(set) var changedNotes: Set<Identifier> = []
  /// The numbers of credit notes that are held back: they lower nothing yet, and nothing is kept of them.
  private(set) var heldNotes: [Identifier] = []
  let books: Books

  /// - Parameters:
  ///   - kept: what earlier runs saw.
  ///   - headers: the invoices as they are billed, those that left the exports included.
  ///   - numbers: the position of each invoice by its number.
  ///   - currency: for rows that state none and whose invoice and workspace do not tell.
  ///   - held: the numbers of documents to hold back that no run has published.
  ///   - workspaces: those that the run touches; all where empty.
  package init(
    _ contents: ExportContents, kept: KeptAccounts, headers: Headers, numbers: [Identifier: Int], currency: Currency?,
    held: Set<Identifier>, touching workspaces: Set<Identifier>
  ) {
    books = Books(
      numbers: numbers, headers: headers, kept: kept, held: held, workspaces: workspaces, currency: currency,
      workspaceCurrencies: Dictionary(
        contents.workspaces.compactMap { workspace in workspace.currency.map { (workspace.id, $0) } },
        uniquingKeysWith: { first, _ in first }))
    let intake = PaymentIntake(contents, books)
    payments = intake.payments
    touched = intake.touched
    findings = intake.findings

    var listed: Set<Identifier> = []
    for (row, places) in zip(contents.creditNotes, contents.creditNotePlaces) {
      if held.contains(row.number), kept.creditNotes[row.number] == nil {
        listed.insert(row.number)
        heldNotes.append(row.number)
        findings.add(.held(row.number, at: places.amount))
        continue
      }
      let header = numbers[row.invoice].map { headers[$0] }
      guard books.touches(row.workspace ?? header?.workspace) else { continue }
      listed.insert(row.number)
      guard let currency = books.currency(row.currency, header, row.workspace, places.amount, &findings),
        let amount = books.amount(row.amount, in: currency, places.amount, &findings),
        books.agrees(row.workspace, with: header, places.amount, &findings)
      else { continue }
      var note = CreditNote(
        number: row.number, invoice: row.invoice, issueDate: row.issueDate, amount: amount, currency: currency)
      if let tax = row.tax {
        guard let tax = books.amount(tax, in: currency, places.tax, &findings) else { continue }
        note.tax = tax
      }
      note.taxReference = row.taxReference
      note.service = row.service
      note.workspace = row.workspace ?? header?.workspace
      note.reason = row.reason
      if note.isSpecific, kept.creditNotes[row.number]?.isSpecific == false, headers.wasIssued(row.number) {
        restated[row.number] = note
        note = note.unspecific
      }
      compare(note, with: kept.creditNotes[row.number], places.amount)
      notes.append(note)
      apply(note, to: numbers[row.invoice], header, at: places.amount)
    }
    for var note in kept.creditNotes.values.filter({ !listed.contains($0.number) })
      .sorted(by: { $0.number < $1.number })
    {
      let invoice = numbers[note.invoice]
      let header = invoice.map { headers[$0] }
      let fits = books.fits(
        kept: "credit note “\(note.number)”", note.currency, note.workspace, header, &findings)
      if fits { note.workspace = note.workspace ?? header?.workspace }
      notes.append(note)
      // Of what earlier runs saw, they spoke already.
      if fits, let invoice { apply(note, to: invoice, header, at: nil) }
    }
    for invoice in creditNotes.keys { creditNotes[invoice]?.sort(by: CreditNote.isListedBefore) }
  }

  /// The currency of a row, as it is stated or as its invoice, its workspace or the configuration has it.
  package func currency(_ stated: Currency?, _ invoice: Identifier?, _ workspace: Identifier?) -> Currency? {
    stated ?? books.knownCurrency(books.header(of: invoice), workspace)
  }

  private mutating func compare(_ note: CreditNote, with kept: CreditNote?, _ place: Place) {
    guard let kept else {
      touched.insert(note.invoice)
      return
    }
    guard kept != note else { return }
    touched.formUnion([note.invoice, kept.invoice])
    let isRestated = kept.isSpecific && (kept.tax, kept.service) != (note.tax, note.service)
    if (kept.amount, kept.currency, kept.invoice) != (note.amount, note.currency, note.invoice) || isRestated
      || kept.isSpecific && kept.taxReference != note.taxReference
    {
      changedNotes.insert(note.number)
      findings.add(.changedCreditNote(note, from: kept, at: place))
    }
  }

  /// Takes in a credit note that came as a document of the invoices export: the same rules hold for it.
  package mutating func add(
    _ note: CreditNote, _ total: Amount, to invoice: Int?, _ header: InvoiceHeader?, at place: Place?
  ) {
    guard books.currency(note.currency, header, note.workspace, place, &findings) != nil,
      books.agrees(note.workspace, with: header, place, &findings)
    else { return }
    guard total > .zero else {
      findings.add(
        Finding(
          .negativeAmount, at: place,
          "credit note “\(note.number)” comes to \(total.text(in: note.currency)) \(note.currency)",
          because: "a credit note states what it takes back as a positive amount",
          remedy: "export its usage without the sign"))
      return
    }
    apply(note, to: invoice, header, at: place)
    if let invoice { creditNotes[invoice]?.sort(by: CreditNote.isListedBefore) }
  }

  private mutating func apply(_ note: CreditNote, to invoice: Int?, _ header: InvoiceHeader?, at place: Place?) {
    if let invoice, let header, header.type == .invoice, header.lifecycle == .open || isScheduled(note, header) {
      creditNotes[invoice, default: []].append(note)
    } else {
      findings.add(.orphanCreditNote(note, header?.lifecycle, at: place))
    }
  }

  /// Whether a credit note and its invoice are both still to be issued: the note is no orphan then, and lowers nothing yet.
  private func isScheduled(_ note: CreditNote, _ header: InvoiceHeader) -> Bool {
    guard header.lifecycle == .scheduled, let issueDate = header.issueDate else { return false }
    return note.issueDate >= issueDate
  }
}
