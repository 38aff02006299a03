import Billing
import Diagnostics
import Exports
import Markdown
import Settings
import SiteFormat

/// Works out documents from what the exports say. It keeps sums and headers; lines are worked out when a document is
/// asked for, so that memory does not grow with pages.
package struct Biller: Sendable {
  /// Where each invoice stands in its export; none for invoices drawn up from usage.
  package let places: [Place]
  package let policy: BillingPolicy
  let declaredWarns: Bool
  package let asOf: Day
  package let workspaces: [Identifier: Workspace]
  package let names: [Identifier: String]
  package private(set) var accounts: Accounts
  /// Credit notes that are documents of their own, by number, with the position of the invoice each corrects.
  package let notes: [(note: CreditNote, invoice: Int)]
  /// Where credit notes of the credit notes export stand, by number.
  package let creditNotePlaces: [Identifier: CreditNotePlaces]
  /// Credit notes that are documents of the invoices export, by number, with the position of each and of what it corrects.
  private(set) var noteDocuments: [Identifier: (index: Int, invoice: Int)] = [:]
  /// The numbers of credit notes that earlier runs accepted: they stay applied, whatever rules came later.
  private(set) var acceptedNotes: Set<Identifier> = []
  /// What is wrong between documents.
  package private(set) var findings = Findings()
  package let published: PublishedRecords
  private let usage: UsageTotals
  let headers: Headers

  /// - Parameters:
  ///   - past: what earlier runs published, and the payments and credit notes that they saw.
  ///   - held: the numbers of documents to hold back.
  ///   - workspaces: those that the run touches; all where empty.
  package init(
    _ contents: ExportContents, configuration: Configuration, past: Past, held: Set<Identifier>,
    touching workspaces: Set<Identifier>, asOf: Day
  ) {
    published = past.published
    let published = published
    let held = held.filter { published.positions[$0] == nil }
    headers = Headers(contents, past, dueDays: configuration.invoice.dueDays, asOf: asOf)
    let headers = headers
    let numbers = Dictionary(
      (0..<headers.count).map { (headers.number($0), $0) }, uniquingKeysWith: { first, _ in first })
    places = contents.invoicePlaces
    policy = configuration.policy
    declaredWarns = configuration.declaredWarns
    self.asOf = asOf
    self.workspaces = Dictionary(contents.workspaces.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    names = contents.usage.workspaceNames
    usage = contents.usage
    accounts = Accounts(
      contents, kept: past.kept, headers: headers, numbers: numbers, currency: configuration.currency,
      held: held, touching: workspaces)
    notes = accounts.creditNotes.flatMap { invoice, notes in notes.map { (note: $0, invoice: invoice) } }
      .sorted { $0.note.number < $1.note.number }
    creditNotePlaces = Dictionary(
      zip(contents.creditNotes.lazy.map(\.number), contents.creditNotePlaces), uniquingKeysWith: { first, _ in first })
    addCreditNoteDocuments(numbers, but: held)
    acceptNotes(past.kept)
    checkNumbers(published)
  }

  /// The numbers of all invoices.
  package var numbers: some Sequence<Identifier> { (0..<headers.count).lazy.map { headers.number($0) } }

  /// Which documents correct which, by their numbers.
  package var corrections: some Sequence<(number: Identifier, corrected: Identifier)> {
    (0..<headers.count).lazy.compactMap { index in
      headers.corrected(by: index).map { (headers.number(index), $0) }
    }
  }

  /// How many documents there are: those of the invoices export first, then those that left it, then credit notes.
  package var count: Int { headers.count + notes.count }

  /// Whether a document was published and has left the exports.
  package func isVanished(_ index: Int) -> Bool { headers.exportedCount <= index && index < headers.count }

  package func header(_ index: Int) -> InvoiceHeader {
    if index < headers.count { return headers[index] }
    let (note, invoice) = notes[index - headers.count]
    var header = Invoice.header(of: note, correcting: headers[invoice])
    if headers.isScheduled(header) { header.lifecycle = .scheduled }
    return header
  }

  func displayName(_ workspace: Identifier) -> String {
    workspaces[workspace]?.name ?? workspaces[workspace]?.legalName ?? names[workspace] ?? workspace.text
  }

  /// Whether the exports say anything of it.
  func knows(_ workspace: Identifier) -> Bool { workspaces[workspace] != nil || names[workspace] != nil }

  package func country(_ workspace: Identifier) -> String? { workspaces[workspace]?.country }

  /// The invoice at a position, worked out of the exports.
  package func invoice(_ index: Int) throws(Invoice.Failure) -> Invoice {
    let header = headers[index]
    return try Invoice(
      header, usage: usage.groups(of: index), workspaceTax: workspaces[header.workspace]?.tax ?? TaxReference(),
      policy: policy)
  }

  /// The credit note at a position, and the position of the invoice it corrects; nil for an invoice.
  package func creditNote(_ index: Int) -> (note: CreditNote, invoice: Int)? {
    index < headers.count ? nil : notes[index - headers.count]
  }

  /// What the exports say of a document, in hashes.
  ///
  /// - Parameters:
  ///   - isFormatOne: as a site of format 1 has it, for what was issued there.
  ///   - words: a header whose words, purchase order and note, stand in place of its own.
  package func source(
    _ index: Int, isFormatOne: Bool = false, words: InvoiceHeader? = nil, using buffer: ByteBuffer
  ) -> SourceDigest {
    var header: InvoiceHeader
    let groups: [UsageGroup]
    var digest = UsageDigest()
    if let (note, invoice) = creditNote(index) {
      header = Invoice.header(of: note, correcting: headers[invoice])
      groups = [UsageGroup(service: "Credit", amount: note.amount.decimal(in: note.currency), rows: 0)]
      let exported = accounts.restated[note.number] ?? note
      if !isFormatOne { return SourceDigest(header, of: exported, usage: groups, using: buffer) }
    } else {
      header = headers.asExported(index)
      groups = usage.groups(of: index)
      digest = usage.digest(of: index)
    }
    if let words {
      header.purchaseOrder = words.purchaseOrder
      header.note = words.note
    }
    let declaredLines = policy.lineSource == .declared && creditNote(index) == nil
    return isFormatOne
      ? SourceDigest(formatOne: header, usage: groups, policy.grouping, declaredLines: declaredLines, using: buffer)
      : SourceDigest(header, usage: groups, digest, declaredLines: declaredLines, using: buffer)
  }

  /// A document with the money that was paid and credited, as of the day.
  ///
  /// - Parameter former: its entry, where the export that declared something is not what it is worked out from.
  package func document(_ index: Int, _ invoice: Invoice, former: LedgerEntry? = nil) -> Document {
    let state = state(
      index, invoice.header, total: invoice.totals.total,
      declaredDiffers: { former?.flags.contains(.declaredDiffers) ?? DeclaredCheck(invoice, $0).differs })
    return Document(
      invoice: invoice, balance: state.balance, standing: state.standing, payments: state.payments,
      creditNotes: state.creditNotes)
  }

  /// Where a document that left the exports stands now.
  package func entry(ofVanished index: Int) -> LedgerEntry {
    let entry = headers.entry(index)
    let state = state(index, headers[index], total: entry.totals.total) { _ in entry.flags.contains(.declaredDiffers) }
    return entry.standing(state.balance, state.standing)
  }

  private func state(
    _ index: Int, _ header: InvoiceHeader, total: Amount, declaredDiffers: (Balance) -> Bool
  ) -> (balance: Balance, standing: Standing, payments: [Payment], creditNotes: [CreditNote]) {
    let payments = accounts.payments.on(index, until: asOf)
    let notes = (accounts.creditNotes[index] ?? []).filter { $0.issueDate <= asOf }
    let settles = header.type == .invoice && header.lifecycle == .open
    let balance = Balance(
      of: total, payments: payments, creditNotes: notes, settles: settles,
      uncollectible: header.uncollectibleSince(payments, asOf: asOf), asOf: asOf)
    let standing = Standing(
      header, balance: balance, payments: payments, creditNotes: notes, declaredDiffers: declaredDiffers(balance),
      voidSince: voidSince(header), asOf: asOf)
    return (balance, standing, payments, notes)
  }

  /// When a document that was issued became void: on the day of the run that learned it.
  private func voidSince(_ header: InvoiceHeader) -> Day? {
    guard header.lifecycle == .void, let position = published.positions[header.number],
      published.details[position].issued != nil
    else { return nil }
    return published.entries[position].status == .void ? published.details[position].since : asOf
  }

  /// Credit notes that the invoices export itself lists lower the invoice they correct: by what they were issued with, or
  /// else by what they come to.
  private mutating func addCreditNoteDocuments(_ numbers: [Identifier: Int], but held: Set<Identifier>) {
    for index in 0..<headers.count where headers.isOpenCreditNote(index) {
      let header = headers[index]
      if held.contains(header.number) { continue }
      // A run over some workspaces issues nothing of the others, so that nothing of theirs lowers an invoice anew.
      if !accounts.books.touches(header.workspace), !headers.wasIssued(header.number) { continue }
      let issued = headers.wasIssued(header.number) ? published.positions[header.number] : nil
      // What cannot be worked out is reported with the document itself.
      let total =
        issued.map { published.entries[$0].totals.total }
        ?? (isVanished(index) ? headers.entry(index).totals.total : try? self.invoice(index).totals.total)
      guard let issueDate = header.issueDate, let total else { continue }
      var note = CreditNote(
        number: header.number, invoice: header.corrects ?? "", issueDate: issueDate, amount: total,
        currency: header.currency)
      note.reason = header.note
      note.workspace = header.workspace
      let invoice = header.corrects.flatMap { numbers[$0] }
      accounts.add(note, total, to: invoice, invoice.map { headers[$0] }, at: place(index))
      if let invoice { noteDocuments[header.number] = (index, invoice) }
    }
  }

  /// Notes that were issued, and those that were put to an issued invoice; and those of which no export is left that could
  /// be mended, for a run that is refused for what is kept would be refused for ever.
  private mutating func acceptNotes(_ kept: KeptAccounts) {
    for (invoice, notes) in accounts.creditNotes {
      for note in notes {
        let wasApplied = kept.creditNotes[note.number] != nil && headers.wasIssued(headers.number(invoice))
        let isExported = creditNotePlaces[note.number] != nil || noteDocuments[note.number] != nil
        if headers.wasIssued(note.number) || wasApplied || !isExported { acceptedNotes.insert(note.number) }
      }
    }
  }

  /// One number is one document, of one workspace, for ever.
  private mutating func checkNumbers(_ published: PublishedRecords) {
    var seen: [Identifier: Int] = [:]
    for index in 0..<count {
      let header = header(index)
      if let first = seen[header.number] {
        findings.add(.sameNumber(header, self.header(first), at: place(index) ?? place(first)))
      }
      seen[header.number] = index
      if let workspace = published.workspace(of: header.number), workspace != header.workspace {
        findings.add(.movedWorkspace(header, from: workspace, at: place(index)))
      }
    }
  }
}

extension Finding {
  fileprivate static func sameNumber(_ a: InvoiceHeader, _ b: InvoiceHeader, at place: Place?) -> Finding {
    func name(_ header: InvoiceHeader) -> String {
      "\(header.type == .invoice ? "an invoice" : "a credit note") of “\(header.workspace)” for \(header.month)"
    }
    return Finding(
      .duplicateID, at: place, "the number “\(a.number)” is that of \(name(b)) and of \(name(a))",
      because: "a number stands for one document", remedy: "give one of the two another number")
  }

  fileprivate static func movedWorkspace(_ header: InvoiceHeader, from workspace: Identifier, at place: Place?)
    -> Finding
  {
    Finding(
      .workspaceMismatch, at: place,
      "“\(header.number)” is published for “\(workspace)”, and the export now says “\(header.workspace)”",
      because: "the former workspace would keep another's invoice",
      remedy: "mend the workspace_id; correct a wrong invoice by a credit note and a new number")
  }
}
