import Billing
import Markdown
import Paths
import Publishing

/// A payment that an earlier run saw, or the part of it that is for one invoice.
package struct KeptPayment: Sendable {
  package var payment: Payment
  /// Whether it was put to an issued invoice.
  package var isSettled: Bool
}

/// Every payment and credit note that a run has seen, by id: exports add to them, and absence removes nothing. So last
/// month's exports may be gone.
package struct KeptAccounts: Sendable {

  /// A payment of several invoices has a part for each.
  package private(set) var payments: [Identifier: [KeptPayment]] = [:]
  package private(set) var creditNotes: [Identifier: CreditNote] = [:]

  /// Reads what earlier runs kept; nothing where there is no output yet.
  ///
  /// - Parameter withdrawn: the numbers of documents that are taken back: credit notes are left out, and what was paid
  ///   for invoices settles nothing.
  package init(_ output: OutputFolder, without withdrawn: Set<Identifier> = []) throws {
    for (index, line) in try DocumentLine.bytes(in: SiteLayout.payments, of: output).enumerated() {
      let isRead = line.withUnsafeBufferPointer { bytes in
        var scanner = LineScanner(UnsafeBufferPointer(rebasing: bytes.dropLast()))
        return read(&scanner)
      }
      guard isRead else { throw RecordError(file: "\(output.path)/\(SiteLayout.payments)", line: index + 1) }
    }
    guard !withdrawn.isEmpty else { return }
    for number in withdrawn { creditNotes[number] = nil }
    for (id, parts) in payments {
      payments[id] = parts.map { part in
        let isSettled = part.isSettled && part.payment.invoice.map { !withdrawn.contains($0) } ?? false
        return KeptPayment(payment: part.payment, isSettled: isSettled)
      }
    }
  }

  /// All parts of all payments, in no order.
  package var parts: some Sequence<KeptPayment> { payments.values.lazy.joined() }

  private mutating func read(_ line: inout LineScanner) -> Bool {
    guard line.skip("{"), let kind = line.text("kind"), let id = line.text("id").map({ Identifier($0) }),
      let invoice = line.optionalText("invoice_number"), let workspace = line.optionalText("workspace_id"),
      let date = line.text("date").flatMap({ Day($0) }), let digits = line.text("amount"),
      let currency = line.text("currency").flatMap({ Currency($0) }), let value = try? ExactDecimal(digits),
      let amount = Amount(exactly: value, in: currency)
    else { return false }
    let number = invoice.value.map { Identifier($0) }
    let customer = workspace.value.map { Identifier($0) }
    switch kind {
    case "payment":
      guard let state = line.text("status").flatMap({ Payment.State(rawValue: $0) }),
        let type = line.text("type").flatMap({ Payment.Kind(rawValue: $0) }), let method = line.optionalText("method"),
        let reference = line.optionalText("reference"), let reversed = line.optionalText("reversed")
      else { return false }
      var payment = Payment(
        id: id, invoice: number, workspace: customer, date: date, amount: amount, currency: currency, state: state,
        kind: type)
      payment.method = method.value
      payment.reference = reference.value
      payment.reversed = reversed.value.flatMap { Day($0) }
      // The first versions did not say.
      let isSettled = line.key("applied") && line.skip("true")
      if !isSettled { _ = line.skip("false") }
      payments[id, default: []].append(KeptPayment(payment: payment, isSettled: isSettled))
    case "credit_note":
      guard let number, let reason = line.optionalText("reason"), let tax = line.optionalText("tax"),
        let rate = line.optionalText("tax_rate"), let code = line.optionalText("tax_code"),
        let service = line.optionalText("service")
      else { return false }
      var note = CreditNote(number: id, invoice: number, issueDate: date, amount: amount, currency: currency)
      note.workspace = customer
      note.reason = reason.value
      note.tax = tax.value.flatMap { try? ExactDecimal($0) }.flatMap { Amount(exactly: $0, in: currency) }
      note.taxReference = TaxReference(
        code: code.value.map { Identifier($0) }, rate: rate.value.flatMap { try? Rate($0) })
      note.service = service.value
      creditNotes[id] = note
    default: return false
    }
    return line.isWhole()
  }

  /// Writes the file for the next run: credit notes, then payments, each by id.
  ///
  /// - Parameters:
  ///   - notes: every credit note that is no document of the invoices export.
  ///   - payments: every payment, each with whether it was put to an issued invoice.
  ///   - workspaces: those that the run touches; of others it says what it said. All where empty.
  package func write(
    _ notes: [CreditNote], _ payments: some Sequence<MoneyOnAccount.Put>, touching workspaces: Set<Identifier>,
    _ publication: Publication
  ) throws(PublishingError) {
    func isTouched(_ workspace: Identifier?) -> Bool {
      workspaces.isEmpty || workspace.map { workspaces.contains($0) } ?? false
    }
    let notes = notes.compactMap { isTouched($0.workspace) ? $0 : creditNotes[$0.number] }
    var parts: [KeptPayment] = []
    for (payment, isSettled) in payments where isTouched(payment.workspace) {
      parts.append(KeptPayment(payment: payment, isSettled: isSettled))
    }
    if !workspaces.isEmpty {
      // What was nobody's may have turned out to be for an invoice of those workspaces.
      let written = Set(parts.lazy.filter { $0.payment.invoice != nil }.map(PartName.init))
      parts += self.parts.filter { !isTouched($0.payment.workspace) && !written.contains(PartName($0)) }
    }
    let buffer = ByteBuffer(capacity: 1 << 16)
    for note in notes.sorted(by: { $0.number < $1.number }) {
      note.appendJSON(to: buffer)
      buffer.append(UInt8(ascii: "\n"))
    }
    for part in parts.sorted(by: { Payment.isKeptBefore($0.payment, $1.payment) }) {
      part.appendJSON(to: buffer)
      buffer.append(UInt8(ascii: "\n"))
    }
    try buffer.withBytes { bytes throws(PublishingError) in
      _ = try publication.write(SiteLayout.payments, UnsafeRawBufferPointer(bytes))
    }
  }
}

/// What tells the parts of payments apart that are for invoices.
private struct PartName: Hashable {
  var id: Identifier
  var invoice: Identifier?

  init(_ part: KeptPayment) { (id, invoice) = (part.payment.id, part.payment.invoice) }
}

extension KeptPayment {
  fileprivate func appendJSON(to buffer: ByteBuffer) {
    JSONText.object(buffer) { json in
      json.text("kind", "payment")
      json.text("id", payment.id)
      json.text("invoice_number", payment.invoice)
      json.text("workspace_id", payment.workspace)
      json.text("date", payment.date.description)
      json.amount("amount", payment.amount, payment.currency)
      json.text("currency", payment.currency.code)
      json.text("status", payment.state.rawValue)
      json.text("type", payment.kind.rawValue)
      json.text("method", payment.method)
      json.text("reference", payment.reference)
      json.optional("reversed", payment.reversed?.description)
      json.flag("applied", isSettled)
    }
  }
}

extension CreditNote {
  fileprivate func appendJSON(to buffer: ByteBuffer) {
    JSONText.object(buffer) { json in
      json.text("kind", "credit_note")
      json.text("id", number)
      json.text("invoice_number", invoice)
      json.text("workspace_id", workspace)
      json.text("date", issueDate.description)
      json.amount("amount", amount, currency)
      json.text("currency", currency.code)
      json.text("reason", reason)
      if let tax { json.amount("tax", tax, currency) }
      json.optional("tax_rate", taxReference.rate?.percent)
      json.optional("tax_code", taxReference.code)
      json.optional("service", service)
    }
  }
}
