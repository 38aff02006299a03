import Billing
import Ledger
import Markdown
import Pages
import Paths
import Publishing
import Settings
import SiteFormat
import Threads

/// Writes the pages of documents, their records and what they are issued with: the part of a site that grows with the
/// invoices.
package final class DocumentWriter: DocumentSink {
  package let pages: SitePages
  package let configuration: Configuration
  package let issuer: IssuerTexts
  /// The pages of documents that others link to, by number.
  package let pageOfNumber: [Identifier: String]
  package let output: OutputFolder
  package let publication: Publication
  package let issuance: Issuance
  package let renewal: Renewal
  /// Pages are marked as not issued, and nothing is kept of them.
  package let isPreview: Bool
  /// The numbers of invoices whose former versions may link to what is taken back.
  package let mended: Set<Identifier>
  /// The files with a line for each document; nil where nothing is kept.
  private let lines: Locked<DocumentFiles?>

  package init(
    pages: SitePages, configuration: Configuration, issuer: IssuerTexts, pageOfNumber: [Identifier: String],
    output: OutputFolder, publication: Publication, issuance: Issuance, renewal: Renewal, isPreview: Bool,
    mended: Set<Identifier>, files: DocumentFiles?
  ) {
    (self.pages, self.configuration, self.issuer, self.pageOfNumber) = (pages, configuration, issuer, pageOfNumber)
    (self.output, self.publication, self.issuance, self.renewal) = (output, publication, issuance, renewal)
    (self.isPreview, self.mended) = (isPreview, mended)
    lines = Locked(files)
  }

  /// What was written of the files with a line for each document, once all are taken.
  package var files: DocumentFiles? { lines.withLock { $0 } }

  /// What one thread uses again for every document: buffers, and texts of its own, whose references no other thread
  /// counts.
  package final class Scratch {
    package let page = ByteBuffer(capacity: 1 << 16)
    package let content = ByteBuffer(capacity: 1 << 16)
    fileprivate var records = Lines()
    fileprivate var issued = Lines()
    fileprivate var replaced = Lines()
    fileprivate var drafts = Lines()
    private var issuer: IssuerTexts?
    private var buyers: [Identifier: Buyer] = [:]

    /// The lines about the documents written since the last call.
    fileprivate func takeLines() -> DocumentFiles.Lines {
      DocumentFiles.Lines(
        records: records.take(), issued: issued.take(), replaced: replaced.take(), drafts: drafts.take())
    }

    fileprivate func issuer(_ shared: IssuerTexts) -> IssuerTexts {
      if let issuer { return issuer }
      let own = shared.copied()
      issuer = own
      return own
    }

    fileprivate func buyer(_ workspace: Identifier, else make: (Identifier) -> Buyer) -> Buyer {
      if let buyer = buyers[workspace] { return buyer }
      let buyer = make(workspace)
      buyers[workspace] = buyer
      return buyer
    }
  }

  /// Lines as they are written one after the other.
  fileprivate struct Lines {
    private let buffer = ByteBuffer(capacity: 1 << 12)
    private var parts: [LineRun.Part] = []

    mutating func add(_ header: InvoiceHeader, _ write: (ByteBuffer) -> Void) {
      let start = buffer.count
      write(buffer)
      parts.append(LineRun.Part(number: header.number, month: header.month, length: buffer.count - start))
    }

    mutating func take() -> LineRun {
      defer {
        buffer.removeAll()
        parts.removeAll()
      }
      return LineRun(parts: parts, bytes: parts.isEmpty ? [] : buffer.bytes)
    }
  }

  /// Whom a document is for, as its page names them.
  fileprivate struct Buyer {
    let name: String
    let lines: [String]

    init(_ content: IssuedContent.Buyer) {
      name = content.name
      lines = AddressBlock.lines(content.facts, below: content.name)
    }
  }

  package func scratch() -> Scratch { Scratch() }

  package func piece(_ scratch: Scratch) -> DocumentFiles.Lines { scratch.takeLines() }

  package func add(_ piece: DocumentFiles.Lines) throws { try lines.withLock { try $0?.add(piece) } }

  package func finish() throws { try lines.withLock { try $0?.finish() } }

  /// Writes the pages of one document where its record says, and keeps its lines for the next piece.
  package func take(_ work: LedgerPart.Work, _ buffers: Issuance.Buffers, _ scratch: Scratch) throws {
    if !isPreview { try addLines(of: work, buffers, scratch) }
    let path = String(work.record.page.dropLast(".html".count))
    if let former = work.issued.former, let revision = work.issued.content?.revision {
      try writeFormer(former, work, revision, scratch)
    }
    if mended.contains(work.record.header.number) { try mendFormers(work, scratch) }
    if try isWhole(work, path, scratch) { return }
    var view = try view(work, path: path, scratch)
    view.isPreview = isPreview
    view.revision = work.issued.content?.revision.map { RevisionView($0) }
    for format in Configuration.Format.allCases where configuration.formats.contains(format) {
      try write(view, "\(path).\(format.rawValue)", format, scratch)
    }
  }

  private func addLines(
    of work: LedgerPart.Work, _ buffers: Issuance.Buffers, _ scratch: Scratch
  ) throws {
    let header = work.record.header
    scratch.records.add(header) { work.record.appendJSON(to: $0) }
    func addLine(_ buffer: ByteBuffer) {
      buffers.line.withBytes { buffer.append($0) }
      buffer.append(UInt8(ascii: "\n"))
    }
    if work.issued.isNew { scratch.issued.add(header, addLine) }
    if work.issued.isDraft { scratch.drafts.add(header, addLine) }
    if work.issued.former != nil {
      let line = try issuance.archive.kept(header.number, header.month)
      scratch.replaced.add(header) { buffer in
        buffer.append(Array(line))
        buffer.append(UInt8(ascii: "\n"))
      }
    }
  }

  /// Whether the pages of a document are those that would be written again: nothing that they show has changed since,
  /// and nobody has touched them.
  private func isWhole(_ work: LedgerPart.Work, _ path: String, _ scratch: Scratch) throws -> Bool {
    guard !isPreview, !work.issued.isNew, work.issued.digest != nil,
      !renewal.renews(work.record.header.number, issued: work.record.header.issueDate),
      let position = issuance.published.positions[work.record.header.number]
    else { return false }
    scratch.content.removeAll()
    work.record.appendJSON(to: scratch.content)
    let hash = scratch.content.withBytes { PublishedRecords.recordHash($0) }
    guard hash == issuance.published.details[position].recordHash else { return false }
    return try Configuration.Format.allCases.filter(configuration.formats.contains).allSatisfy {
      try publication.keep("\(path).\($0.rawValue)")
    }
  }

  /// The page of content that was replaced, as it was issued, with a word on what replaced it.
  private func writeFormer(
    _ former: IssuedContent, _ work: LedgerPart.Work, _ revision: IssuedContent.Revision, _ scratch: Scratch
  ) throws {
    let path = "\(Link.folder(work.record.page))/\(revision.formerPage.dropLast(".html".count))"
    var view = try view(work.former(former), path: path, scratch)
    view.revision = former.revision.map { RevisionView($0) }
    view.replacedBy = RevisionView(revision, page: "\(Link.name(work.record.page))")
    let current = "\(work.record.page.dropLast(".html".count))\(DocumentEnding.usage)"
    let own = "\(path)\(DocumentEnding.usage)"
    let isKept = publication.isPublished(own)
    let usage = try view.hasUsageCSV || isKept ? publication.read(isKept ? own : current) : nil
    view.hasUsageCSV = usage != nil
    if let usage { try publication.write(own, usage) }
    try write(view, "\(path).html", .html, scratch)
    if configuration.formats.contains(.csv) { try write(view, "\(path).csv", .csv, scratch) }
  }

  /// Writes the pages of all former versions anew.
  private func mendFormers(_ work: LedgerPart.Work, _ scratch: Scratch) throws {
    var content = work.issued.content
    while let revision = content?.revision {
      let former = try IssuedArchive.replaced(
        work.record.header.number, work.record.header.month, revision.formerSHA256, in: output)
      if let former { try writeFormer(former, work, revision, scratch) }
      content = former
    }
  }

  private func write(
    _ view: InvoiceView, _ path: String, _ format: Configuration.Format, _ scratch: Scratch
  ) throws {
    scratch.page.removeAll()
    switch format {
    case .html: pages.invoice(view, content: scratch.content, into: scratch.page)
    case .csv: LineCSV.append(view.invoice, to: scratch.page)
    case .md: pages.markdown(view, into: scratch.page)
    }
    try scratch.page.withBytes { bytes in _ = try publication.write(path, UnsafeRawBufferPointer(bytes)) }
  }

  private func view(_ work: LedgerPart.Work, path: String, _ scratch: Scratch) throws -> InvoiceView {
    let document = work.document
    let header = document.invoice.header
    var issuer = scratch.issuer(issuer)
    var buyer = scratch.buyer(header.workspace) { Buyer(issuance.buyer($0)) }
    var policy = issuance.frame.policy
    if let content = work.issued.content {
      issuer = try IssuerTexts(content.frame, payLink: issuer.payLink)
      buyer = Buyer(content.buyer)
      policy = content.frame.policy
    }
    let isApart = SiteLayout.isDraft(work.record.page)
    /// Of a document in the same folder; no page leads out of its workspace, but for those that finance alone sees.
    func link(to number: Identifier?) -> String? {
      guard let other = number.flatMap({ pageOfNumber[$0] }) else { return nil }
      if Link.folder(other) == Link.folder(path) { return Link.encoded(Link.name(other)) }
      return isApart ? "\(Self.rootOfDrafts)\(Link.encoded(other))" : nil
    }
    let payments = document.listedPayments(asOf: issuance.biller.asOf)
    let isOnAccount = header.lifecycle.isUnissued
    var view = try InvoiceView(
      invoice: document.invoice, balance: document.balance, standing: document.standing, issuer: issuer,
      buyerName: buyer.name, buyerLines: buyer.lines, payments: isOnAccount ? [] : payments,
      creditNotes: document.creditNotes.map { InvoiceView.CreditNoteLink(note: $0, page: link(to: $0.number)) },
      correctedPage: link(to: header.corrects), path: path, hasCSV: configuration.formats.contains(.csv),
      hasUsageCSV: hasUsage(work, path), method: CalculationMethod(policy: policy))
    if isOnAccount { view.onAccount = payments }
    if isApart {
      view.history = "\(Self.rootOfDrafts)\(Link.encoded(LedgerEntry(work.record).workspaceFolder))/\(SiteLayout.index)"
    }
    return view
  }

  /// The way from the page of a draft to the root of the output.
  private static let rootOfDrafts = "../../../"

  /// Usage rows stand beside the page where this run writes them, or an earlier one did for a document that left.
  private func hasUsage(_ work: LedgerPart.Work, _ path: String) throws -> Bool {
    guard configuration.usageDetail, work.document.invoice.usageRows > 0 else { return false }
    return try !work.isVanished || output.holds("\(path)\(DocumentEnding.usage)")
  }
}

extension RevisionView {
  package init(_ revision: IssuedContent.Revision, page: String? = nil) {
    self.init(
      date: revision.date, reason: revision.reason, page: Link.encoded(page ?? revision.formerPage))
  }
}
