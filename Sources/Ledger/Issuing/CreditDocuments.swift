import Billing
import Diagnostics
import Publishing
import SiteFormat
import Threads

/// A credit note that cannot be issued.
struct RefusedCredit: Error {
  /// Empty where what is wrong is reported with something else: its invoice, or its change.
  var findings: [Finding]
}

/// The documents of credit notes, by invoice: notes of one invoice are taken off it one after the other, so that what one
/// of them takes back depends on those before it.
final class CreditDocuments: Sendable {
  typealias Outcomes = [Identifier: Result<Invoice, any Error>]

  private let known = Locked<[Int: Outcomes]>([:])

  /// What became of each note of an invoice that is not issued yet; worked out once where there are several.
  func outcomes(_ invoice: Int, of notes: Int, _ work: () throws -> Outcomes) throws -> Outcomes {
    guard notes > 1 else { return try work() }
    if let outcomes = known.withLock({ $0[invoice] }) { return outcomes }
    let outcomes = try work()
    known.withLock { $0[invoice] = outcomes }
    return outcomes
  }
}

extension Issuance {
  /// A credit note of the credit notes export as a document: as it was issued, or as it is taken off its invoice today.
  package func creditNote(_ note: CreditNote, of invoice: Int, headed header: InvoiceHeader) throws -> Invoice {
    if let issued = try issuedContent(of: note.number) { return issued.invoice.headed(header) }
    return try outcome(of: note, invoice).get()
  }

  /// Whether a credit note of the invoices export that is not issued yet fits the invoice it corrects.
  func checkNoteDocument(_ number: Identifier) throws {
    guard let invoice = biller.noteDocuments[number]?.invoice, published.issued(number) == nil,
      let note = biller.accounts.creditNotes[invoice]?.first(where: { $0.number == number })
    else { return }
    _ = try outcome(of: note, invoice).get()
  }

  private func outcome(of note: CreditNote, _ invoice: Int) throws -> Result<Invoice, any Error> {
    let notes = biller.accounts.creditNotes[invoice] ?? []
    let outcomes = try creditDocuments.outcomes(invoice, of: notes.count) { try takeOff(notes, invoice) }
    return outcomes[note.number] ?? .failure(RefusedCredit(findings: []))
  }

  /// Takes all notes off an invoice: those issued already as they were issued, then by date and number.
  private func takeOff(_ notes: [CreditNote], _ position: Int) throws -> CreditDocuments.Outcomes {
    var invoice = try creditedInvoice(position)
    let header = invoice.invoice.header
    var outcomes: CreditDocuments.Outcomes = [:]
    for note in notes {
      guard let issued = try issuedContent(of: note.number) else { continue }
      if biller.noteDocuments[note.number] != nil {
        invoice.take(issued.invoice)
      } else {
        invoice.take(
          issued.invoice, issuedFor: note, code: note.taxReference.code.flatMap { biller.policy.taxCodes[$0] })
      }
    }
    for note in notes where published.issued(note.number) == nil {
      var findings: [Finding] = []
      let isAccepted = biller.acceptedNotes.contains(note.number)
      if let issued = header.issueDate, note.issueDate < issued, !isAccepted {
        let place = biller.creditNotePlaces[note.number]?.issueDate ?? biller.place(note)
        findings.append(.creditBefore(note, issued, at: place, isKept: false))
      }
      do {
        let document = try take(note, off: &invoice, isAccepted: isAccepted)
        outcomes[note.number] = findings.isEmpty ? .success(document) : .failure(RefusedCredit(findings: findings))
      } catch let refusal as CreditRefusal {
        findings.append(biller.creditFinding(note, refusal))
        outcomes[note.number] = .failure(RefusedCredit(findings: findings))
      } catch {
        outcomes[note.number] = .failure(error)
      }
    }
    return outcomes
  }

  private func take(_ note: CreditNote, off invoice: inout CreditedInvoice, isAccepted: Bool) throws -> Invoice {
    if let (index, _) = biller.noteDocuments[note.number] {
      let document = try biller.invoice(index)
      guard isAccepted || note.amount <= invoice.left else {
        throw CreditRefusal.overInvoice(left: max(.zero, invoice.left))
      }
      invoice.take(document)
      return document
    }
    var code: TaxCode?
    if let stated = note.taxReference.code {
      guard let known = biller.policy.taxCodes[stated] else { throw Invoice.Failure.unknownTaxCode(stated) }
      code = known
    }
    if isAccepted, invoice.left < note.amount { return invoice.creditBeyond(note) }
    return try invoice.credit(note, code: code)
  }

  /// An invoice with nothing credited yet: as it was issued, or as it comes to today.
  private func creditedInvoice(_ position: Int) throws -> CreditedInvoice {
    if let content = try issuedContent(of: biller.header(position).number) ?? draft(position) {
      return CreditedInvoice(
        content.invoice, taxPerLine: content.frame.policy.taxPerLine, content.frame.policy.mode)
    }
    do {
      return CreditedInvoice(
        try biller.invoice(position), taxPerLine: biller.policy.taxPerLine, biller.policy.mode)
    } catch {
      // What keeps the invoice from being worked out is reported with the invoice itself.
      throw RefusedCredit(findings: [])
    }
  }

  /// What is kept of a document that is not issued and has left the exports.
  private func draft(_ position: Int) throws -> IssuedContent? {
    guard biller.isVanished(position), let published = published.positions[biller.header(position).number] else {
      return nil
    }
    let entry = self.published.entries[published]
    return try drafts.content(ofDraft: entry.number, entry.month)
  }

  /// What a document was issued with; nil where it is not issued yet.
  private func issuedContent(of number: Identifier) throws -> IssuedContent? {
    guard let position = published.positions[number], let digest = published.details[position].issued else {
      return nil
    }
    return try archive.content(of: number, published.entries[position].month, digest).0
  }
}

extension PublishedRecords {
  /// The hash of what a document was issued with; nil where it is not issued.
  package func issued(_ number: Identifier) -> SHA256Digest? { positions[number].flatMap { details[$0].issued } }
}
