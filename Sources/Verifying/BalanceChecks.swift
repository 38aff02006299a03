import Billing
import Diagnostics
import SiteFormat
import Threads

/// What each document came to, worked out anew from the payments and credit notes that the site keeps.
struct BalanceChecks: Sendable {
  private let records: SiteRecords
  private let history: PaymentHistory
  private let manifest: SiteManifest
  /// The credit notes of each invoice.
  private let creditNotes: [Identifier: [CreditNote]]

  init(_ records: SiteRecords, _ history: PaymentHistory, _ manifest: SiteManifest) {
    self.records = records
    self.history = history
    self.manifest = manifest
    var creditNotes = history.creditNotes
    // Those that are documents of an invoices export stand among the records.
    for record in records.all where record.entry.type == .creditNote && record.entry.counts {
      guard let invoice = record.entry.corrects, let date = record.entry.issueDate,
        creditNotes[invoice]?.contains(where: { $0.number == record.entry.number }) != true
      else { continue }
      var note = CreditNote(
        number: record.entry.number, invoice: invoice, issueDate: date, amount: record.total,
        currency: record.currency)
      note.workspace = record.entry.workspace
      creditNotes[invoice, default: []].append(note)
    }
    self.creditNotes = creditNotes
  }

  func findings(jobs: Int) throws -> Findings {
    try Parallel.fold(Findings(), count: records.all.count, jobs: jobs) {
    } body: { range, _ in
      range.flatMap { [finding(records.all[$0])].compactMap(\.self) + creditFindings(records.all[$0]) }
    } combine: { findings, found in
      for finding in found { findings.add(finding) }
    }
  }

  private func finding(_ record: SiteRecord) -> Finding? {
    guard manifest.isAsOfItsDay(record.entry) else { return nil }
    let differences = differences(record)
    guard !differences.isEmpty else { return nil }
    return Finding(
      .balanceDiffers, at: SiteRecords.place(record),
      "“\(record.entry.number)”: \(differences.joined(separator: "; "))",
      because: "its payments and credit notes up to \(manifest.asOf) come to that, with a total of "
        + "\(record.text(record.total)) \(record.currency)",
      remedy: Remedy.restore)
  }

  /// A credit note is kept with the amount it was issued with, and notes take back no more than their invoice, and not before
  /// it; but for those that an earlier version of the tool accepted.
  private func creditFindings(_ record: SiteRecord) -> [Finding] {
    let entry = record.entry
    let place = SiteRecords.place(record)
    guard entry.type == .invoice else {
      let kept = entry.corrects.flatMap { history.creditNotes[$0] }?.first { $0.number == entry.number }
      guard let kept, (kept.amount, kept.currency) != (record.total, record.currency) else { return [] }
      return [
        Finding(
          .balanceDiffers, at: place,
          "“\(entry.number)”: total is \(record.text(record.total)) \(record.currency), and it is kept as a credit note of "
            + "\(kept.amount.text(in: kept.currency)) \(kept.currency)", remedy: Remedy.restore)
      ]
    }
    guard entry.counts else { return [] }
    var left = record.total
    return notes(of: entry).filter { $0.issueDate <= manifest.asOf }.flatMap { note in
      var findings: [Finding] = []
      if left < note.amount { findings.append(.creditOver(note, left: max(.zero, left), at: place, isKept: true)) }
      left -= note.amount
      if let issued = entry.issueDate, note.issueDate < issued {
        findings.append(.creditBefore(note, issued, at: place, isKept: true))
      }
      return findings
    }
  }

  /// The credit notes that are put to a document.
  private func notes(of entry: LedgerEntry) -> [CreditNote] {
    guard entry.type == .invoice, InvoiceHeader(entry).lifecycle == .open, let notes = creditNotes[entry.number] else {
      return []
    }
    return notes.filter { Self.fits($0.currency, $0.workspace, entry) }.sorted(by: CreditNote.isListedBefore)
  }

  private func differences(_ record: SiteRecord) -> [String] {
    let entry = record.entry
    let header = InvoiceHeader(entry)
    let isOpen = header.lifecycle == .open && entry.type == .invoice
    let isFormatOne = manifest.format == 1
    let payments = (history.payments[entry.number] ?? []).filter { payment in
      Self.fits(payment.currency, payment.workspace, entry)
        && (header.lifecycle != .void || payment.state == .failed || payment.state == .canceled)
    }.sorted(by: Payment.isListedBefore)
    let notes = notes(of: entry)
    let balance = Balance(
      of: record.total, payments: payments, creditNotes: notes, settles: isOpen,
      uncollectible: isFormatOne ? nil : header.uncollectibleSince(payments, asOf: manifest.asOf), asOf: manifest.asOf)
    // What was declared is compared by the run that still has the export.
    let declaredDiffers = record.isDeclared && entry.flags.contains(.declaredDiffers)
    let standing = Standing(
      header, balance: balance, payments: payments, creditNotes: notes, declaredDiffers: declaredDiffers,
      voidSince: record.since.flatMap { $0 <= manifest.asOf ? $0 : nil }, asOf: manifest.asOf)
    let former = isFormatOne ? FormatOneStanding(standing, header, balance, asOf: manifest.asOf) : nil

    var differences: [String] = []
    func compare(_ name: String, _ stated: String, _ computed: String) {
      if stated != computed { differences.append("\(name) is \(stated), and comes to \(computed)") }
    }
    compare("credited", record.text(entry.credited), record.text(balance.credited))
    compare("paid", record.text(entry.paid), record.text(balance.paid))
    compare("written_off", record.text(entry.writtenOff), record.text(balance.writtenOff))
    compare("pending", record.text(entry.pending), record.text(balance.pending))
    compare("refunded", record.text(entry.refunded), record.text(balance.refunded))
    compare("due", record.text(entry.due), record.text(balance.due))
    compare("credit", record.text(entry.credit), record.text(balance.credit))
    compare("status", entry.status.rawValue, standing.status.rawValue)
    compare("flags", Self.list(entry.flags), Self.list(former?.flags ?? standing.flags))
    let since = former.map(\.since) ?? standing.since
    compare("state_since", record.since?.description ?? "null", since?.description ?? "null")
    return differences
  }

  /// Whether it counts for a document: what names another's is kept, and put to nothing.
  private static func fits(_ currency: Currency, _ workspace: Identifier?, _ entry: LedgerEntry) -> Bool {
    currency == entry.currency && workspace.map { $0 == entry.workspace } ?? true
  }

  private static func list(_ flags: [StatusFlag]) -> String { "[\(flags.map(\.rawValue).joined(separator: ", "))]" }
}
