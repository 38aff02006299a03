import Billing
import Diagnostics
import Exports
import SiteFormat

/// What a run does with each document of the exports, before any of them is worked out.
package struct Plan: Sendable {
  package struct Document: Sendable {
    /// Its position in the biller.
    package let index: Int32
    package let month: Month
    /// Of a workspace that the run is over.
    let isTouched: Bool
    /// Of the months and workspaces that are asked for.
    let isRequested: Bool
    /// Requested, or published: its payments go on.
    package fileprivate(set) var isWritten: Bool
    /// Part of what its month is reconciled from: a month is reconciled as a whole, other workspaces' published
    /// documents included.
    package fileprivate(set) var isReconciled: Bool
    /// Asked to be held back.
    let isHeld: Bool
    /// Its position among the published documents.
    package let published: Int?
    /// Where it is written to, from the root of the output; empty where it is not.
    package fileprivate(set) var page = ""

    /// Of another workspace than those the run is over, and not on the site.
    var isLeftUnpublished: Bool { !isTouched && published == nil }
  }

  package let biller: Biller
  /// By month and number.
  package private(set) var documents: [Document]
  /// Drafts and scheduled documents of the site that the exports do not hold any more, and that neither a payment nor a
  /// credit note names: they are nobody's documents, and leave the site.
  package private(set) var dropped: [LedgerEntry] = []
  /// The pages of drafts that this run cannot write again, by their numbers: the first versions kept nothing of them, and
  /// they are not exported, or held back.
  private var unmovable: [Identifier: String] = [:]
  /// What reading and putting together found.
  package let findings: Findings
  /// Whether there is a workspaces export to be missing from.
  let listsWorkspaces: Bool
  /// Whether the invoices are drawn up from usage.
  let isDrawnUp: Bool
  package let usage: RowCounts
  /// What was read of each file.
  package let controls: ControlTotals
  /// The usage rows themselves, where invoices are to list them.
  package let usageRows: UsageSpool?

  /// - Parameter readsDocuments: whether there are exports that documents could have left.
  /// - Throws: `UnknownNames` where some are asked for that no document is for.
  package init(_ contents: ExportContents, _ request: BillingRequest, _ past: Past, readsDocuments: Bool = true) throws
  {
    let published = past.published
    let biller = Biller(
      contents, configuration: request.configuration, past: past, held: request.held,
      touching: request.workspaces, asOf: request.asOf)
    dropped = try Self.dropped(biller, request, past, readsDocuments)
    let dropped = Set(dropped.map(\.number))
    var findings = contents.findings
    findings.add(biller.findings)
    findings.add(biller.accounts.findings)
    self.findings = findings
    listsWorkspaces = contents.listsWorkspaces
    isDrawnUp = contents.isDrawnUp
    usage = RowCounts(
      read: contents.usage.summedRows, repeated: contents.usage.repeatedRows, unbilled: contents.usage.unbilledRows)
    controls = ControlTotals(contents, currency: biller.accounts.currency)
    usageRows = contents.usageRows
    documents = Self.order(of: biller).filter { dropped.isEmpty || !dropped.contains(biller.header($0).number) }.map {
      index in
      let header = biller.header(index)
      let position = published.positions[header.number]
      let isPublished = position != nil
      let isTouched = request.workspaces.isEmpty || request.workspaces.contains(header.workspace)
      let isHeld = request.held.contains(header.number)
      let isRequested = request.period.contains(header.month) && isTouched && !isHeld
      // What is held and published stays as it was issued, and its payments go on.
      let isFiledElsewhere = isHeld && position.map { published.entries[$0].month != header.month } ?? false
      return Document(
        index: Int32(index), month: header.month, isTouched: isTouched, isRequested: isRequested,
        isWritten: isRequested || isTouched && isPublished && !request.isPreview && !isFiledElsewhere,
        isReconciled: !biller.isVanished(index) && !isHeld && (isRequested || isPublished), isHeld: isHeld,
        published: position)
    }
    self.biller = biller
    for document in documents where document.isHeld || biller.isVanished(Int(document.index)) {
      guard let position = document.published, published.details[position].issued == nil,
        try past.drafts.line(of: published.entries[position].number, published.entries[position].month) == nil
      else { continue }
      unmovable[published.entries[position].number] = published.entries[position].page
    }
    addCreditNotes()
    try checkWorkspaces(request)
    let unknown = request.held.subtracting(held)
    guard unknown.isEmpty else {
      let known = documents.map { biller.header(Int($0.index)).number } + biller.accounts.heldNotes
      throw UnknownNames(kind: .document, names: unknown.sorted(), known: known.sorted())
    }
  }

  /// Whether the data can be published as far as it is known: its documents are still to be worked out.
  package var isSound: Bool { !findings.hasErrors }

  package var hasRequests: Bool { documents.contains(where: \.isRequested) }

  /// The numbers of documents that are held back.
  package var held: [Identifier] {
    (documents.lazy.filter(\.isHeld).map { biller.header(Int($0.index)).number } + biller.accounts.heldNotes)
      .sorted(by: NumberOrder.precedes)
  }

  /// The workspaces of documents that are held back, or that a run over other workspaces leaves unpublished, by month: that
  /// they have nothing in it is this run's doing.
  var absentWorkspaces: [Month: Set<Identifier>] {
    Dictionary(grouping: documents.lazy.filter { $0.isHeld || $0.isLeftUnpublished }, by: \.month)
      .mapValues { Set($0.map { biller.header(Int($0.index)).workspace }) }
  }

  /// The numbers of documents that a run over other workspaces leaves unpublished: lists know neither them nor what was
  /// paid for them.
  package var unlisted: Set<Identifier> {
    Set(documents.lazy.filter { $0.isLeftUnpublished && !$0.isHeld }.map { biller.header(Int($0.index)).number })
  }

  /// The months that something is written of.
  var writtenMonths: Set<Month> { Set(documents.lazy.filter(\.isWritten).map(\.month)) }

  /// The months of which a published document is not exported any more.
  var monthsInPart: Set<Month> { Set(documents.lazy.filter { biller.isVanished(Int($0.index)) }.map(\.month)) }

  /// The page of each document that is written, by its position in the biller.
  package var pages: [String?] {
    var pages = [String?](repeating: nil, count: biller.count)
    for document in documents where document.isWritten { pages[Int(document.index)] = document.page }
    return pages
  }

  /// Gives each document that is written the page it is known by.
  ///
  /// - Parameter sharesDrafts: whether customers may see what is not issued yet.
  package mutating func setPages(_ names: inout SiteNames, sharesDrafts: Bool) {
    for position in documents.indices where documents[position].isWritten {
      let header = biller.header(Int(documents[position].index))
      if let page = unmovable[header.number] {
        documents[position].page = page
        continue
      }
      let held = documents[position].isHeld ? documents[position].published : nil
      // What is held back stays what it was, whatever its export says now.
      let isUnissued = held.map { biller.published.entries[$0].status.isUnissued } ?? header.lifecycle.isUnissued
      let isApart = isUnissued && !sharesDrafts
      documents[position].page = names.page(of: header.number, in: header.workspace, isApart: isApart) + ".html"
    }
  }

  /// Whether a published document stays on the site.
  package func isStaying(_ entry: LedgerEntry) -> Bool {
    !entry.status.isUnissued || !dropped.contains { $0.number == entry.number }
  }

  /// Published documents that were not issued when they were published, and are now: what was kept of them as drafts goes.
  package var issuedNow: [LedgerEntry] {
    documents.lazy.filter { $0.isWritten && !$0.isHeld }.compactMap { document in
      guard let position = document.published, biller.published.entries[position].status.isUnissued,
        !biller.header(Int(document.index)).lifecycle.isUnissued
      else { return nil }
      return biller.published.entries[position]
    }
  }

  private static func dropped(
    _ biller: Biller, _ request: BillingRequest, _ past: Past, _ readsDocuments: Bool
  ) throws -> [LedgerEntry] {
    guard past.published.entries.contains(where: { $0.status.isUnissued }) else { return [] }
    let named = Set(biller.accounts.all.lazy.compactMap(\.invoice)).union(biller.accounts.notes.lazy.map(\.invoice))
    return try (0..<biller.count).lazy.filter(biller.isVanished).compactMap { index -> LedgerEntry? in
      guard let position = past.published.positions[biller.header(index).number] else { return nil }
      let entry = past.published.entries[position]
      guard entry.status.isUnissued, past.published.details[position].issued == nil,
        request.workspaces.isEmpty || request.workspaces.contains(entry.workspace), !request.held.contains(entry.number)
      else { return nil }
      // The first versions kept nothing of a draft that its page could be made of again.
      let isKept = try past.drafts.line(of: entry.number, entry.month) != nil
      if isKept, !readsDocuments || named.contains(entry.number) { return nil }
      return isKept || readsDocuments ? entry : nil
    }.sorted(by: LedgerEntry.isListedBefore)
  }

  /// A credit note of the invoices export is published with the invoice it lowers, whatever its month: it would be lost
  /// with its export.
  private mutating func addCreditNotes() {
    let notes = biller.accounts.creditNotes
    guard !notes.isEmpty else { return }
    let lowering = Set(documents.filter(\.isWritten).flatMap { notes[Int($0.index)] ?? [] }.map(\.number))
    guard !lowering.isEmpty else { return }
    for position in documents.indices where !documents[position].isWritten && !documents[position].isHeld {
      let index = Int(documents[position].index)
      guard biller.creditNote(index) == nil, lowering.contains(biller.header(index).number) else { continue }
      documents[position].isWritten = true
      documents[position].isReconciled = true
    }
  }

  private func checkWorkspaces(_ request: BillingRequest) throws {
    guard !request.workspaces.isEmpty else { return }
    let known = Set((0..<biller.count).lazy.map { biller.header($0).workspace })
    let unknown = request.workspaces.subtracting(known)
    guard unknown.isEmpty else { throw UnknownNames(kind: .workspace, names: unknown.sorted(), known: known.sorted()) }
  }

  /// The positions of all documents by month and number.
  private static func order(of biller: Biller) -> [Int] {
    let keys = (0..<biller.count).map { index in
      let header = biller.header(index)
      return (month: header.month, number: header.number, index: index)
    }
    return keys.sorted { $0.month != $1.month ? $0.month < $1.month : $0.number < $1.number }.map(\.index)
  }
}
