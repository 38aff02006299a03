import Billing
import Diagnostics
import Exports
import Markdown
import Paths
import Publishing
import SiteFormat

/// Decides what each document says: what the exports come to today, or what it was issued with.
///
/// A document is issued with its first publication. From then on it is rendered from what was kept of it: settings and
/// parties of today are for new documents, and rows that changed are refused.
package struct Issuance: Sendable {
  package let biller: Biller
  package let published: PublishedRecords
  package let archive: IssuedArchive
  package let drafts: IssuedArchive
  package let frame: IssuedFrame
  /// Whether an issued document may become void.
  let allowsVoid: Bool
  /// Why documents are issued again; nil where they are not.
  package let reissue: String?
  let creditDocuments = CreditDocuments()
  /// Issued invoices that are not exported any more, by what they are for, as positions among the published documents:
  /// their usage may have come under another number.
  private let vanished: [InvoiceSlot: [Int]]

  package init(_ biller: Biller, _ past: Past, _ request: BillingRequest) {
    self.biller = biller
    published = past.published
    archive = past.archive
    drafts = past.drafts
    frame = IssuedFrame(request.configuration)
    reissue = request.reissue
    allowsVoid = request.configuration.invoice.allowsVoid
    let published = published
    let gone = (0..<biller.count).lazy.filter(biller.isVanished)
      .compactMap { published.positions[biller.header($0).number] }
      .filter { published.details[$0].issued != nil && published.entries[$0].type == .invoice }
      .filter { published.entries[$0].status != .void }
    vanished = Dictionary(grouping: gone) { InvoiceSlot(published.entries[$0]) }
  }

  /// What a document says.
  package struct Issued {
    package var invoice: Invoice
    /// What it was issued with, where that is not what would be issued today.
    package var content: IssuedContent?
    /// The hash of its content; nil for a draft.
    package var digest: SHA256Digest?
    /// The content is not in the archive yet; its canonical line is in the buffer.
    package var isNew = false
    /// It is not issued: the line in the buffer is what it comes to today.
    package var isDraft = false
    /// It keeps parties or settings that are others today.
    package var isKept = false
    /// The number of an issued invoice of the same usage that is not exported any more.
    var rebilled: Identifier?
    /// What it said before it was issued again, and what is otherwise.
    package var former: IssuedContent?
    package var differences: [IssuedDifference] = []

    package init(_ invoice: Invoice) {
      self.invoice = invoice
    }
  }

  /// Buffers of one thread.
  package struct Buffers {
    /// Holds the canonical line of content that is new.
    package let line = ByteBuffer(capacity: 1 << 16)
    fileprivate let scratch = ByteBuffer(capacity: 1 << 14)
  }

  /// - Throws: `Invoice.Failure` where it cannot be worked out, `ChangedIssue` where it says something else now,
  ///   `VoidedIssue` where it is void now, and what keeps issued content from being read.
  package func issue(_ planned: Plan.Document, _ buffers: Buffers) throws -> Issued {
    let index = Int(planned.index)
    let detail = planned.published.map { published.details[$0] }
    if biller.isVanished(index), let position = planned.published {
      let lifecycle = biller.header(index).lifecycle
      guard var kept = try kept(position, as: lifecycle) else {
        throw IssuedContentError(
          number: published.entries[position].number, file: SiteLayout.unissued, problem: "was never kept in")
      }
      if kept.digest == nil, !lifecycle.isUnissued {
        // It was scheduled, and its day has come: it is issued with what was kept of it.
        kept.digest = kept.content?.digest(into: buffers.line)
        kept.isNew = true
      }
      return kept
    }
    let billed = try billed(index)
    guard planned.isWritten || detail?.issued != nil else { return Issued(billed) }
    var issued = Issued(billed)
    let lifecycle = billed.header.lifecycle
    if let position = planned.published, detail?.issued != nil, lifecycle.isUnissued {
      // What was issued is scheduled on the former days that a preview shows, and never a draft again.
      guard lifecycle == .scheduled, let kept = try kept(position, as: lifecycle) else {
        throw ChangedIssue(number: billed.header.number, differences: [.backToDraft])
      }
      return kept
    }
    if lifecycle == .void, !allowsVoid, let position = planned.published, detail?.issued != nil,
      published.entries[position].status != .void
    {
      throw VoidedIssue(number: billed.header.number)
    }
    let formerBuyer = try formerBuyer(of: planned, billed.header.workspace)
    let today = IssuedContent(
      invoice: billed, buyer: formerBuyer ?? buyer(billed.header.workspace), frame: frame,
      source: biller.source(index, using: buffers.scratch))
    if formerBuyer != nil { issued.content = today }
    let digest = today.digest(into: buffers.line)
    if lifecycle.isUnissued {
      issued.isDraft = true
      return issued
    }
    issued.digest = digest
    guard let position = planned.published, let former = detail?.issued else {
      issued.isNew = true
      issued.rebilled = try rebilled(today, index, buffers)
      return issued
    }
    if digest == former { return issued }
    return try keep(
      today, index, published.entries[position], former, isRequested: planned.isRequested, buffers)
  }

  /// The issued invoice that the usage of a new one was billed with, where that is not exported any more.
  private func rebilled(_ today: IssuedContent, _ index: Int, _ buffers: Buffers) throws -> Identifier? {
    let header = today.invoice.header
    let slot = InvoiceSlot(workspace: header.workspace, month: header.month, currency: header.currency)
    guard today.source.rows > 0, let positions = vanished[slot] else { return nil }
    for position in positions {
      let entry = published.entries[position]
      guard let digest = published.details[position].issued else { continue }
      let former = try archive.content(of: entry.number, entry.month, digest).0
      if source(today, index, like: former, buffers).usage == former.source.usage { return entry.number }
    }
    return nil
  }

  /// Content that is not what would be issued today: kept, issued again, or refused.
  private func keep(
    _ today: IssuedContent, _ index: Int, _ entry: LedgerEntry, _ digest: SHA256Digest, isRequested: Bool,
    _ buffers: Buffers
  ) throws -> Issued {
    let (content, json) = try archive.content(of: entry.number, entry.month, digest)
    let header = today.invoice.header
    var issued = Issued(content.invoice.with(header.lifecycle, header.declared, in: header.publishedMonth))
    issued.content = content
    issued.digest = digest
    if let revision = content.revision {
      var same = today
      same.revision = revision
      if same.digest(into: buffers.scratch) == digest { return issued }
    }
    // What was taken back is owed by nobody: its rows may be gone.
    if header.lifecycle == .void, header.period == content.invoice.header.period { return issued }
    let isGroupedAlike = frame.readsAlike(content.frame)
    let source = source(today, index, like: content, buffers)
    if let reissue, isRequested {
      let hasSameUsage = source.hasSameUsage(as: content.source, isGroupedAlike: isGroupedAlike)
      let again = hasSameUsage && isSameButForWords(index, content, buffers) ? reworded(content, today) : today
      if let again {
        return try self.again(again, content, json, digest, entry, reason: reissue, buffers)
      }
    } else if !source.isSame(as: content.source, isGroupedAlike: isGroupedAlike) {
      // What was another credit note before is reported already.
      if biller.accounts.changedNotes.contains(entry.number) { throw RefusedCredit(findings: []) }
      throw ChangedIssue(
        number: entry.number,
        differences: IssuedDifference.all(from: json, to: today, isGroupedAlike: isGroupedAlike))
    }
    issued.isKept = true
    return issued
  }

  /// Whether the row of a document says what it said when it was issued, but for its purchase order and its note.
  private func isSameButForWords(_ index: Int, _ content: IssuedContent, _ buffers: Buffers) -> Bool {
    let isFormatOne = if case .grouped = content.source.usage { true } else { false }
    let source = biller.source(
      index, isFormatOne: isFormatOne, words: content.invoice.header, using: buffers.scratch)
    return source.invoice == content.source.invoice
  }

  /// The words of today with the figures of the day of issue, which settings of today do not change; nil where the words
  /// are the same.
  private func reworded(_ content: IssuedContent, _ today: IssuedContent) -> IssuedContent? {
    let header = today.invoice.header
    var again = content
    again.revision = nil
    let before = again.line
    again.invoice = content.invoice.with(purchaseOrder: header.purchaseOrder, note: header.note)
      .with(header.lifecycle, header.declared, in: header.publishedMonth)
    again.buyer = today.buyer
    again.frame = frame.keeping(content.frame.policy)
    if again.line == before { return nil }
    again.source = today.source
    return again
  }

  /// What the exports say of a document today, in the format that it was issued in.
  private func source(
    _ today: IssuedContent, _ index: Int, like former: IssuedContent, _ buffers: Buffers
  ) -> SourceDigest {
    guard case .grouped = former.source.usage else { return today.source }
    return biller.source(index, isFormatOne: true, using: buffers.scratch)
  }

  /// Issues a document again: other words, the same money.
  private func again(
    _ today: IssuedContent, _ former: IssuedContent, _ json: JSONValue, _ digest: SHA256Digest, _ entry: LedgerEntry,
    reason: String, _ buffers: Buffers
  ) throws -> Issued {
    let differences = IssuedDifference.all(
      from: json, to: today, isGroupedAlike: today.frame.readsAlike(former.frame), parties: true)
    guard !differences.contains(where: \.isFixed) else {
      throw ChangedIssue(number: entry.number, differences: differences, isReissue: true)
    }
    let number = (former.revision?.number ?? 1) + 1
    var again = today
    again.revision = IssuedContent.Revision(
      number: number, date: biller.asOf, reason: reason, formerSHA256: digest.hexadecimal,
      formerPage: "\(Link.name(entry.page).dropLast(".html".count))~r\(number - 1).html")
    var issued = Issued(again.invoice)
    issued.digest = again.digest(into: buffers.line)
    issued.content = again
    issued.former = former
    issued.differences = differences
    issued.isNew = true
    return issued
  }

  /// A published document as it was issued, or, where it is not, as it last was, whatever the exports say of it now; nil
  /// for a draft of the first versions, which kept nothing of it.
  ///
  /// - Parameter position: its position among the published documents.
  package func kept(_ position: Int, as lifecycle: Lifecycle) throws -> Issued? {
    let entry = published.entries[position]
    guard let digest = published.details[position].issued else {
      guard let content = try drafts.content(ofDraft: entry.number, entry.month) else { return nil }
      var draft = Issued(content.invoice.with(lifecycle, Declared(), in: entry.month))
      draft.content = content
      return draft
    }
    let (content, _) = try archive.content(of: entry.number, entry.month, digest)
    var issued = Issued(content.invoice.with(lifecycle, InvoiceHeader(entry).declared, in: entry.month))
    issued.content = content
    issued.digest = digest
    return issued
  }

  private func billed(_ index: Int) throws -> Invoice {
    if let (note, corrected) = biller.creditNote(index) {
      let header = biller.header(index)
      return try creditNote(note, of: corrected, headed: header).with(
        header.lifecycle, Declared(), in: header.publishedMonth)
    }
    let invoice = try biller.invoice(index)
    try checkNoteDocument(invoice.header.number)
    return invoice
  }

  /// Whom a document that is not issued yet was for, where the exports say nothing of its workspace: a credit note goes on
  /// without them.
  private func formerBuyer(of planned: Plan.Document, _ workspace: Identifier) throws -> IssuedContent.Buyer? {
    guard let position = planned.published, published.details[position].issued == nil, !biller.knows(workspace) else {
      return nil
    }
    let entry = published.entries[position]
    return try drafts.content(ofDraft: entry.number, entry.month)?.buyer
  }

  /// Whom documents are for today.
  package func buyer(_ workspace: Identifier) -> IssuedContent.Buyer {
    IssuedContent.Buyer(name: biller.displayName(workspace), facts: biller.workspaces[workspace])
  }
}

extension IssuedContent {
  /// The canonical line.
  fileprivate var line: [UInt8] {
    let buffer = ByteBuffer()
    appendJSON(to: buffer)
    return buffer.bytes
  }

  /// The hash of the canonical line, which is left in `buffer`.
  fileprivate func digest(into buffer: ByteBuffer) -> SHA256Digest {
    buffer.removeAll()
    appendJSON(to: buffer)
    return buffer.withBytes { SHA256Digest(of: UnsafeRawBufferPointer($0)) }
  }
}
