import Billing
import Diagnostics

/// What one thread found out about a run of documents, and what several found out together.
struct LedgerPart: Sendable {
  /// In the order of months and numbers.
  private(set) var entries: [LedgerEntry] = []
  /// Whether each of them was asked for.
  private(set) var isRequested: [Bool] = []
  private(set) var findings = Findings()
  private(set) var reconciliations: [Month: MonthReconciliation] = [:]

  /// How many documents there will be.
  private let capacity: Int

  init(capacity: Int) {
    self.capacity = capacity
  }

  /// Works a document out, with its record; nil, with findings, where it cannot be published.
  mutating func add(_ planned: Plan.Document, _ biller: Biller) -> (document: Document, record: Record)? {
    let index = Int(planned.index)
    do {
      let document = try biller.document(index)
      let record = Record(
        document.invoice, workspaceName: biller.displayName(document.invoice.header.workspace),
        balance: document.balance, standing: document.standing, page: planned.page)
      let entry = LedgerEntry(record)
      reserve()
      entries.append(entry)
      isRequested.append(planned.isRequested)
      if planned.isReconciled {
        reconciliations[planned.month, default: MonthReconciliation()].add(document, entry)
      }
      guard planned.isWritten else { return (document, record) }
      let found = biller.findings(index, document)
      for finding in found { findings.add(finding) }
      return found.contains { $0.severity == .error } ? nil : (document, record)
    } catch {
      findings.add(biller.finding(index, error))
      return nil
    }
  }

  /// Once there is something to keep, and not before: a copy of an empty part costs nothing.
  private mutating func reserve() {
    guard entries.isEmpty else { return }
    entries.reserveCapacity(capacity)
    isRequested.reserveCapacity(capacity)
  }

  /// Adds what was found out about the documents after these.
  mutating func append(_ next: LedgerPart) {
    reserve()
    entries += next.entries
    isRequested += next.isRequested
    findings.add(next.findings)
    for (month, reconciliation) in next.reconciliations {
      reconciliations[month, default: MonthReconciliation()].add(reconciliation)
    }
  }
}
