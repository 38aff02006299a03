import Billing
import Glibc
import Markdown
import Publishing

/// Every payment and credit note that a run has seen, by id: exports add to them, and absence removes nothing. So last
/// month's exports may be gone.
struct KeptAccounts: Sendable {
  static let file = "finance/payments.jsonl"

  private(set) var payments: [String: Payment] = [:]
  private(set) var creditNotes: [String: CreditNote] = [:]
  /// The ids of payments that were put to an issued invoice.
  private(set) var settled: Set<String> = []

  /// Reads what earlier runs kept; nothing where there is no output yet.
  ///
  /// - Parameter withdrawn: the numbers of documents that are taken back: credit notes are left out, and what was paid
  ///   for invoices settles nothing.
  init(_ output: OutputFolder, without withdrawn: Set<String> = []) throws {
    for (index, line) in try DocumentLine.bytes(in: Self.file, of: output).enumerated() {
      let isRead = line.withUnsafeBufferPointer { bytes in
        var scanner = LineScanner(UnsafeBufferPointer(rebasing: bytes.dropLast()))
        return read(&scanner)
      }
      guard isRead else { throw RecordError(file: "\(output.path)/\(Self.file)", line: index + 1) }
    }
    for number in withdrawn { creditNotes[number] = nil }
    if !withdrawn.isEmpty {
      settled = settled.filter { id in payments[id]?.invoice.map { !withdrawn.contains($0) } ?? false }
    }
  }

  private mutating func read(_ line: inout LineScanner) -> Bool {
    guard line.skip("{"), let kind = line.text("kind"), let id = line.text("id"),
      let invoice = line.optionalText("invoice_number"), let workspace = line.optionalText("workspace_id"),
      let date = line.text("date").flatMap({ Day($0) }), let digits = line.text("amount"),
      let currency = line.text("currency").flatMap({ Currency($0) }), let value = try? ExactDecimal(digits),
      let amount = Amount(exactly: value, in: currency)
    else { return false }
    switch kind {
    case "payment":
      guard let state = line.text("status").flatMap({ Payment.State(rawValue: $0) }),
        let type = line.text("type").flatMap({ Payment.Kind(rawValue: $0) }), let method = line.optionalText("method"),
        let reference = line.optionalText("reference")
      else { return false }
      var payment = Payment(
        id: id, invoice: invoice.value, workspace: workspace.value, date: date, amount: amount, currency: currency,
        state: state, kind: type)
      payment.method = method.value
      payment.reference = reference.value
      payments[id] = payment
      // Earlier versions did not say.
      if line.key("applied") {
        if line.skip("true") { settled.insert(id) } else if !line.skip("false") { return false }
      }
    case "credit_note":
      guard let number = invoice.value, let reason = line.optionalText("reason") else { return false }
      var note = CreditNote(number: id, invoice: number, issueDate: date, amount: amount, currency: currency)
      note.workspace = workspace.value
      note.reason = reason.value
      creditNotes[id] = note
    default: return false
    }
    return line.skip("}") && line.isAtEnd
  }

  /// Writes the file for the next run: credit notes, then payments, each by id.
  ///
  /// - Parameter workspaces: those that the run touches; of others it says what it said. All where empty.
  func write(
    _ accounts: Accounts, touching workspaces: Set<String>, _ publication: Publication
  ) throws(PublishingError) {
    func isTouched(_ workspace: String?) -> Bool {
      workspaces.isEmpty || workspace.map { workspaces.contains($0) } ?? false
    }
    let notes = accounts.notes.compactMap { isTouched($0.workspace) ? $0 : creditNotes[$0.number] }
    let payments = accounts.all.indices.compactMap { position -> (payment: Payment, isSettled: Bool)? in
      let payment = accounts.all[position]
      if isTouched(payment.workspace) { return (payment, accounts.isSettled[position]) }
      return self.payments[payment.id].map { ($0, settled.contains($0.id)) }
    }
    let buffer = ByteBuffer(capacity: 1 << 16)
    for note in notes.sorted(by: { strcmp($0.number, $1.number) < 0 }) {
      note.appendJSON(to: buffer)
      buffer.append(UInt8(ascii: "\n"))
    }
    for (payment, isSettled) in payments.sorted(by: { strcmp($0.payment.id, $1.payment.id) < 0 }) {
      payment.appendJSON(isSettled: isSettled, to: buffer)
      buffer.append(UInt8(ascii: "\n"))
    }
    try buffer.withBytes { bytes throws(PublishingError) in
      _ = try publication.write(Self.file, UnsafeRawBufferPointer(bytes))
    }
  }
}

extension Payment {
  fileprivate func appendJSON(isSettled: Bool, to buffer: ByteBuffer) {
    JSONText.object(buffer) { json in
      json.text("kind", "payment")
      json.text("id", id)
      json.text("invoice_number", invoice)
      json.text("workspace_id", workspace)
      json.text("date", date.description)
      json.amount("amount", amount, currency)
      json.text("currency", currency.code)
      json.text("status", state.rawValue)
      json.text("type", kind.rawValue)
      json.text("method", method)
      json.text("reference", reference)
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
    }
  }
}
