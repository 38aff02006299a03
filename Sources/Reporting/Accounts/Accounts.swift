import Billing
import Diagnostics
import Exports

/// Payments and credit notes, of the exports and of earlier runs, put to the invoices they are for.
struct Accounts: Sendable {
  private(set) var creditNotes: [Int: [CreditNote]] = [:]
  /// Every payment, applied or not, whatever became of it.
  private(set) var all: [Payment] = []
  /// Every credit note that is no document of the invoices export, applied or not.
  private(set) var notes: [CreditNote] = []
  /// Whether each of `all` was put to an issued invoice, when that was last known.
  private(set) var isSettled: [Bool] = []
  /// The ids of payments that were put to an invoice.
  private(set) var applied: Set<Identifier> = []
  /// The numbers of invoices whose payments or credit notes are not what the last run knew.
  private(set) var touched: Set<Identifier> = []
  private(set) var findings = Findings()
  /// Credit notes that say more in the exports than when they were issued: what was issued counts, and the difference is
  /// found where issued content is held against the exports.
  private(set) var restated: [Identifier: CreditNote] = [:]
  /// The numbers of credit notes that are others than an earlier run saw: errors, which are reported.
  private(set) var changedNotes: Set<Identifier> = []
  /// The numbers of credit notes that are held back: they lower nothing yet, and nothing is kept of them.
  private(set) var heldNotes: [Identifier] = []
  /// The positions in `all` of those put to an invoice, by invoice and then as they are listed; those of invoice `i`
  /// begin at `starts[i]`.
  private var order: [Int32] = []
  private var starts: [Int32] = []
  /// The position in `all` of each payment's invoice, or -1.
  private var invoices: [Int32] = []

  /// - Parameters:
  ///   - kept: what earlier runs saw.
  ///   - headers: the invoices as they are billed, those that left the exports included.
  ///   - numbers: the position of each invoice by its number.
  ///   - currency: for rows that state none and whose invoice and workspace do not tell.
  ///   - held: the numbers of documents to hold back that no run has published.
  ///   - workspaces: those that the run touches; all where empty.
  init(
    _ contents: ExportContents, kept: KeptAccounts, headers: Headers, numbers: [Identifier: Int], currency: Currency?,
    held: Set<Identifier>, touching workspaces: Set<Identifier>
  ) {
    let workspaceCurrencies = Dictionary(
      contents.workspaces.compactMap { workspace in workspace.currency.map { (workspace.id, $0) } },
      uniquingKeysWith: { first, _ in first })
    all.reserveCapacity(contents.payments.count)
    invoices.reserveCapacity(contents.payments.count)
    isSettled.reserveCapacity(contents.payments.count)
    let books = Books(numbers: numbers, headers: headers, kept: kept, held: held)
    var taken: Set<Identifier> = []
    for (row, place) in zip(contents.payments, contents.paymentPlaces) {
      let header = row.invoice.flatMap { numbers[$0] }.map { headers[$0] }
      let stated = row.currency ?? header?.currency ?? row.workspace.flatMap { workspaceCurrencies[$0] } ?? currency
      guard let currency = check(stated, header, place), let amount = check(row.amount, currency, place),
        checkWorkspace(row.workspace, header, place)
      else { continue }
      var payment = Payment(
        // Its invoice's own text where there is one: the two are the same, and one copy is enough.
        id: row.id, invoice: header?.number ?? row.invoice, workspace: row.workspace ?? header?.workspace,
        date: row.date, amount: amount, currency: currency, state: row.state, kind: row.kind)
      payment.method = row.method
      payment.reference = row.reference
      guard let current = moveOn(payment, from: kept.payments[row.id]?.first?.payment, touching: workspaces, place)
      else {
        continue
      }
      taken.insert(row.id)
      add(current, books, place)
    }
    for var payment in kept.parts.lazy.map(\.payment).filter({ !taken.contains($0.id) }).sorted(by: { $0.id < $1.id }) {
      let header = payment.invoice.flatMap { numbers[$0] }.map { headers[$0] }
      guard checkKept("payment “\(payment.id)”", payment.currency, payment.workspace, header) else {
        keep(payment, for: nil, isSettled: false)
        continue
      }
      payment.workspace = payment.workspace ?? header?.workspace
      add(payment, books, nil)
    }

    for (row, places) in zip(contents.creditNotes, contents.creditNotePlaces) {
      if held.contains(row.number), kept.creditNotes[row.number] == nil {
        heldNotes.append(row.number)
        findings.add(.held(row.number, at: places.amount))
        continue
      }
      let header = numbers[row.invoice].map { headers[$0] }
      guard let currency = check(row.currency ?? header?.currency ?? currency, header, places.amount),
        let amount = check(row.amount, currency, places.amount),
        checkWorkspace(row.workspace, header, places.amount)
      else { continue }
      var note = CreditNote(
        number: row.number, invoice: row.invoice, issueDate: row.issueDate, amount: amount, currency: currency)
      if let tax = row.tax {
        guard let tax = check(tax, currency, places.tax) else { continue }
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
    let listed = Set(contents.creditNotes.lazy.map(\.number))
    for var note in kept.creditNotes.values.filter({ !listed.contains($0.number) })
      .sorted(by: { $0.number < $1.number })
    {
      let invoice = numbers[note.invoice]
      let header = invoice.map { headers[$0] }
      let fits = checkKept("credit note “\(note.number)”", note.currency, note.workspace, header)
      if fits { note.workspace = note.workspace ?? header?.workspace }
      notes.append(note)
      // Of what earlier runs saw, they spoke already.
      if fits, let invoice { apply(note, to: invoice, header, at: nil) }
    }
    sort(count: headers.count)
    for invoice in creditNotes.keys { creditNotes[invoice]?.sort(by: CreditNote.isListedBefore) }
  }

  /// What payments are put to.
  private struct Books {
    let numbers: [Identifier: Int]
    let headers: Headers
    let kept: KeptAccounts
    let held: Set<Identifier>

    /// Whether statements count an invoice by now.
    func isIssued(_ header: InvoiceHeader) -> Bool {
      header.lifecycle == .open && !held.contains(header.number)
    }

    /// Whether a payment was put to an invoice that nobody knows any more.
    func wasSettled(_ payment: Payment) -> Bool {
      kept.payments[payment.id]?.contains { $0.isSettled && $0.payment.invoice == payment.invoice } ?? false
    }
  }

  /// Whether a payment at a position of `all` counts beside its invoice, or for none. One that settled an invoice does
  /// not, where neither the exports nor the site know that invoice any more: alone it would be money on account.
  func counts(_ position: Int) -> Bool { invoices[position] >= 0 || !isSettled[position] }

  private mutating func keep(_ payment: Payment, for invoice: Int?, isSettled: Bool) {
    all.append(payment)
    invoices.append(invoice.map { Int32($0) } ?? -1)
    self.isSettled.append(isSettled)
    if invoice != nil || isSettled { applied.insert(payment.id) }
  }

  private mutating func add(_ payment: Payment, _ books: Books, _ place: Place?) {
    if let number = payment.invoice, let invoice = books.numbers[number] {
      let header = books.headers[invoice]
      let isForVoid = header.lifecycle == .void && payment.state != .failed && payment.state != .canceled
      if isForVoid { findings.add(.paymentForVoid(payment, at: place)) }
      keep(payment, for: isForVoid ? nil : invoice, isSettled: books.isIssued(header))
      return
    }
    let isSettled = books.wasSettled(payment)
    keep(payment, for: nil, isSettled: isSettled)
    if let place {
      // Of what earlier runs saw, they spoke already.
      if let number = payment.invoice {
        findings.add(
          isSettled ? .settledPayment(payment, number, at: place) : .orphanPayment(payment, number, at: place))
      } else if payment.workspace == nil {
        findings.add(.nobodysPayment(payment, at: place))
      }
    }
  }

  /// A payment as it is now; nil where it is what an earlier run saw. It may move on, but not become another sum, and
  /// not go back to being under way: an old export says what was true once.
  private mutating func moveOn(
    _ row: Payment, from kept: Payment?, touching workspaces: Set<Identifier>, _ place: Place
  ) -> Payment? {
    var payment = row
    // Where its invoice left the exports, a row that states no workspace still has the one it had.
    payment.workspace = row.workspace ?? kept?.workspace
    guard let kept, kept != payment else {
      if kept == nil, let invoice = payment.invoice { touched.insert(invoice) }
      return payment
    }
    if (kept.amount, kept.currency, kept.kind) != (payment.amount, payment.currency, payment.kind) {
      findings.add(.changedPayment(payment, from: kept, at: place))
    }
    if payment.state == .processing, kept.state != .processing {
      findings.add(.olderPayment(payment, than: kept, at: place))
      return nil
    }
    if let former = kept.workspace, let workspace = payment.workspace, former != workspace, !workspaces.isEmpty {
      // Taken from one and not put to the other, it would count for both or for none.
      let others = [former, workspace].filter { !workspaces.contains($0) }
      if others.count == 1 { findings.add(.heldPayment(payment, from: kept, of: others[0], at: place)) }
      if !others.isEmpty { return nil }
    }
    // Money on account that is put to an invoice is as usual.
    if kept.invoice.map({ $0 != payment.invoice }) ?? false || kept.workspace.map({ $0 != payment.workspace }) ?? false
    {
      findings.add(.movedPayment(payment, from: kept, at: place))
    }
    touched.formUnion([payment.invoice, kept.invoice].compactMap(\.self))
    return payment
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

  /// The payments put to an invoice, as they are listed, up to a day.
  func payments(of invoice: Int, until day: Day) -> [Payment] {
    guard invoice + 1 < starts.count else { return [] }
    return order[Int(starts[invoice])..<Int(starts[invoice + 1])].lazy.map { all[Int($0)] }.filter { $0.date <= day }
  }

  private mutating func sort(count: Int) {
    starts = [Int32](repeating: 0, count: count + 1)
    for invoice in invoices where invoice >= 0 { starts[Int(invoice) + 1] += 1 }
    for index in 1..<starts.count { starts[index] += starts[index - 1] }
    let invoices = invoices
    order = all.indices.lazy.map(Int32.init).filter { invoices[Int($0)] >= 0 }
    order.sort { a, b in
      let (x, y) = (invoices[Int(a)], invoices[Int(b)])
      return x != y ? x < y : Payment.isListedBefore(all[Int(a)], all[Int(b)])
    }
  }

  /// Takes in a credit note that came as a document of the invoices export: the same rules hold for it.
  mutating func add(_ note: CreditNote, _ total: Amount, to invoice: Int?, _ header: InvoiceHeader?, at place: Place?) {
    guard check(note.currency, header, place) != nil, checkWorkspace(note.workspace, header, place) else { return }
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
    if let invoice, let header, header.lifecycle == .open, header.type == .invoice {
      creditNotes[invoice, default: []].append(note)
    } else {
      findings.add(.orphanCreditNote(note, header?.lifecycle, at: place))
    }
  }

  private mutating func check(_ currency: Currency?, _ header: InvoiceHeader?, _ place: Place?) -> Currency? {
    guard let currency else {
      findings.add(
        Finding(
          .missingCurrency, at: place, "the amount states no currency",
          because: "neither its invoice, its workspace nor the configuration states one either",
          remedy: "fill in currency, or set it in report.yml"))
      return nil
    }
    if let header, header.currency != currency {
      findings.add(
        Finding(
          .currencyMismatch, at: place,
          "the amount is in \(currency), but invoice “\(header.number)” is in \(header.currency)",
          because: "currencies are never added together", remedy: "mend the currency, or the invoice_number"))
      return nil
    }
    return currency
  }

  private mutating func check(_ value: ExactDecimal, _ currency: Currency, _ place: Place) -> Amount? {
    if let amount = Amount(exactly: value, in: currency) { return amount }
    findings.add(
      Finding(
        .numberRange, at: place, "the amount \(value.digits) is none that \(currency) can be paid in",
        because: "\(currency) has \(currency.minorUnits) digits after the point",
        remedy: "write the amount that was paid, rounded by whoever paid it"))
    return nil
  }

  private mutating func checkWorkspace(_ workspace: Identifier?, _ header: InvoiceHeader?, _ place: Place?) -> Bool {
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
  private mutating func checkKept(
    _ what: String, _ currency: Currency, _ workspace: Identifier?, _ header: InvoiceHeader?
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
