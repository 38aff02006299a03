import Billing
import Diagnostics
import SiteFormat

/// What one thread found out about a run of documents, and what several found out together.
package struct LedgerPart: Sendable {
  /// In the order of months and numbers.
  package private(set) var entries: [LedgerEntry] = []
  /// Whether each of them was asked for.
  private(set) var isRequested: [Bool] = []
  package private(set) var findings = Findings()
  package private(set) var reconciliations: [Month: MonthReconciliation] = [:]
  /// How many documents keep parties or settings that are others today.
  private(set) var keptAsIssued = 0
  /// What is otherwise in documents that are issued again, by number.
  package private(set) var reissued: [Identifier: [IssuedDifference]] = [:]
  /// The workspaces of documents that could not be worked out, by month.
  package private(set) var refused: [Month: Set<Identifier>] = [:]
  /// Taxes of 0 % without a reason.
  private(set) var zeroTaxes = ZeroTaxes()

  /// How many documents there will be.
  private let capacity: Int

  package init(capacity: Int) {
    self.capacity = capacity
  }

  /// A document worked out, with its record: what there is to write of it. Some kilobytes, so that it is handed on and not
  /// copied.
  package final class Work {
    package let document: Document
    package let record: Record
    package let issued: Issuance.Issued
    /// It left the exports: what is said of it is what was kept.
    package let isVanished: Bool

    package init(document: Document, record: Record, issued: Issuance.Issued, isVanished: Bool) {
      (self.document, self.record, self.issued, self.isVanished) = (document, record, issued, isVanished)
    }

    /// As it was issued before.
    package func former(_ content: IssuedContent) -> Work {
      var (document, issued) = (document, issued)
      issued.content = content
      document.invoice = content.invoice
      return Work(document: document, record: record, issued: issued, isVanished: isVanished)
    }
  }

  /// Works a document out, with its record. Where it cannot be published, the findings say why.
  ///
  /// - Parameter renewal: which documents are written again though they stand where they stood.
  package mutating func add(
    _ planned: Plan.Document, _ issuance: Issuance, _ renewal: Renewal, _ buffers: Issuance.Buffers
  ) throws -> Result {
    let index = Int(planned.index)
    let biller = issuance.biller
    if planned.isHeld { return try hold(planned, issuance, buffers) }
    if biller.isVanished(index), let position = planned.published {
      let former = issuance.published.entries[position]
      let entry = biller.entry(ofVanished: index)
      let isIssued = issuance.published.details[position].issued != nil
      guard planned.isWritten, try isIssued || issuance.drafts.line(of: former.number, former.month) != nil,
        !entry.hasSameState(as: former) || former.page != planned.page
          || renewal.renews(former.number, issued: former.issueDate)
      else {
        add(entry, planned)
        return .nothing
      }
    }
    do {
      let issued = try issuance.issue(planned, buffers)
      let work = work(planned, issuance, issued, asPublished: biller.isVanished(index) ? planned.published : nil)
      if planned.isReconciled, let entry = listed(work.record, planned, issuance) {
        reconciliations[planned.month, default: MonthReconciliation()].add(work.document, entry)
      }
      guard planned.isWritten else { return .nothing }
      if issued.isKept { keptAsIssued += 1 }
      if issued.former != nil { reissued[work.record.header.number] = issued.differences }
      if let former = issued.rebilled {
        findings.add(.rebilled(work.record.header.number, former, at: biller.place(index)))
      }
      // What was issued under other settings keeps them: there is nothing to mend.
      if !issued.isKept, !biller.isVanished(index) { zeroTaxes.add(work.document.invoice, at: biller.place(index)) }
      let found = biller.findings(index, work.document)
      for finding in found { findings.add(finding) }
      if found.contains(where: { $0.severity == .error }) { return .refused }
      return .work(work)
    } catch let failure as Invoice.Failure {
      findings.add(biller.finding(index, failure))
    } catch let change as ChangedIssue {
      findings.add(change.finding(at: biller.place(index)))
    } catch let void as VoidedIssue {
      findings.add(void.finding(at: biller.place(index)))
    } catch let refused as RefusedCredit {
      for finding in refused.findings { findings.add(finding) }
    }
    refused[planned.month, default: []].insert(biller.header(index).workspace)
    return .refused
  }

  /// A document where it stands now, which is added to the entries.
  ///
  /// - Parameter position: its position among the published documents, where what the exports say of it now, and
  ///   declare, does not count; nil where it does.
  private mutating func work(
    _ planned: Plan.Document, _ issuance: Issuance, _ issued: Issuance.Issued, asPublished position: Int?
  ) -> Work {
    let index = Int(planned.index)
    let biller = issuance.biller
    let document = biller.document(index, issued.invoice, former: position.map { issuance.published.entries[$0] })
    let name = issued.content?.buyer.name ?? biller.displayName(issued.invoice.header.workspace)
    let country = issued.content.map { $0.buyer.facts?.country } ?? biller.country(issued.invoice.header.workspace)
    var record = Record(
      issued.invoice, workspaceName: name, taxCountry: country, balance: document.balance, standing: document.standing,
      page: planned.page)
    record.issuedSHA256 = issued.digest?.hexadecimal
    record.declaredJSON = position.flatMap { issuance.published.details[$0].declared }
    if let entry = listed(record, planned, issuance) { add(entry, planned) }
    return Work(document: document, record: record, issued: issued, isVanished: biller.isVanished(index))
  }

  /// What lists and sums know of a document. A run over other workspaces leaves it as it stands on the site; what no run has
  /// published is not there yet.
  private func listed(_ record: Record, _ planned: Plan.Document, _ issuance: Issuance) -> LedgerEntry? {
    planned.isTouched ? LedgerEntry(record) : planned.published.map { issuance.published.entries[$0] }
  }

  package enum Result {
    case work(Work)
    case nothing
    case refused
  }

  /// A document that is held back is not on the site, unless it was: then it says what it was issued with, and its
  /// payments go on. What is wrong with it stops nobody else.
  private mutating func hold(
    _ planned: Plan.Document, _ issuance: Issuance, _ buffers: Issuance.Buffers
  ) throws -> Result {
    let index = Int(planned.index)
    let biller = issuance.biller
    var wrong: [Finding] = []
    do {
      let issued = try issuance.issue(planned, buffers)
      wrong = biller.findings(index, biller.document(index, issued.invoice))
    } catch let failure as Invoice.Failure {
      wrong = [biller.finding(index, failure)]
    } catch let change as ChangedIssue {
      wrong = [change.finding(at: biller.place(index))]
    } catch let void as VoidedIssue {
      wrong = [void.finding(at: biller.place(index))]
    } catch let refused as RefusedCredit {
      wrong = refused.findings
    } catch {
      wrong = []
    }
    for var finding in wrong {
      finding.severity = max(finding.severity, .warning)
      findings.add(finding)
    }
    findings.add(.held(biller.header(index).number, at: biller.place(index)))
    guard let position = planned.published else { return .nothing }
    let lifecycle = InvoiceHeader(issuance.published.entries[position]).lifecycle
    guard planned.isWritten, let issued = try issuance.kept(position, as: lifecycle) else {
      add(issuance.published.entries[position], planned)
      return .nothing
    }
    return .work(work(planned, issuance, issued, asPublished: position))
  }

  /// Once there is something to keep, and not before: a copy of an empty part costs nothing.
  private mutating func reserve() {
    guard entries.isEmpty else { return }
    entries.reserveCapacity(capacity)
    isRequested.reserveCapacity(capacity)
  }

  private mutating func add(_ entry: LedgerEntry, _ planned: Plan.Document) {
    reserve()
    // Where it is said that nothing is written of a document, it stands on the site as it stood.
    entries.append(entry.moved(to: planned.page))
    isRequested.append(planned.isRequested)
  }

  /// Adds what was found out about the documents after these.
  package mutating func append(_ next: LedgerPart) {
    reserve()
    entries += next.entries
    isRequested += next.isRequested
    findings.add(next.findings)
    keptAsIssued += next.keptAsIssued
    zeroTaxes.add(next.zeroTaxes)
    reissued.merge(next.reissued) { first, _ in first }
    refused.merge(next.refused) { $0.union($1) }
    for (month, reconciliation) in next.reconciliations {
      reconciliations[month, default: MonthReconciliation()].add(reconciliation)
    }
  }
}

extension Finding {
  fileprivate static func rebilled(_ number: Identifier, _ former: Identifier, at place: Place?) -> Finding {
    Finding(
      .rebilledUsage, at: place, "“\(number)” bills the usage that “\(former)” was issued with",
      because: "“\(former)” is not exported any more, and is still owed: the customer would be billed twice",
      remedy: "export it under its own number; or, if it was never sent, take “\(former)” back with report withdraw")
  }
}
