import Billing
import Markdown
import Pages
import Publishing

/// Writes the pages of documents and their records: the part of a site that grows with the invoices.
struct DocumentWriter: Sendable {
  let biller: Biller
  let pages: SitePages
  let configuration: Configuration
  let issuer: IssuerTexts
  let seller: SellerContent
  /// The pages of documents that others link to, by number.
  let pageOfNumber: [String: String]
  let publication: Publication

  /// What one thread uses again for every document: buffers, and texts of its own, whose references no other thread
  /// counts.
  final class Workspace {
    let page = ByteBuffer(capacity: 1 << 16)
    let content = ByteBuffer(capacity: 1 << 16)
    fileprivate let records = ByteBuffer(capacity: 1 << 18)
    fileprivate var parts: [RecordRun.Part] = []
    private var issuer: IssuerTexts?
    private var buyers: [String: Buyer] = [:]

    /// The records of the documents written since the last call.
    func takeRecords() -> RecordRun {
      defer {
        records.removeAll()
        parts.removeAll()
      }
      return RecordRun(parts: parts, bytes: records.bytes)
    }

    fileprivate func issuer(_ shared: IssuerTexts) -> IssuerTexts {
      if let issuer { return issuer }
      let own = shared.copied()
      issuer = own
      return own
    }

    fileprivate func buyer(_ workspace: String, else make: (String) -> Buyer) -> Buyer {
      if let buyer = buyers[workspace] { return buyer }
      let buyer = make(workspace)
      buyers[workspace] = buyer
      return buyer
    }
  }

  /// Whom a document is for, as its page names them.
  fileprivate struct Buyer {
    let name: String
    let lines: [String]
  }

  /// Writes the pages of one document where its record says, and the record into the workspace.
  func write(_ document: Document, _ record: Record, _ workspace: Workspace) throws {
    let path = String(record.page.dropLast(".html".count))
    let view = view(document, path: path, workspace)
    for format in Configuration.Format.allCases where configuration.formats.contains(format) {
      workspace.page.removeAll()
      switch format {
      case .html: pages.invoice(view, content: workspace.content, into: workspace.page)
      case .csv: LineCSV.append(document.invoice, to: workspace.page)
      case .md: pages.markdown(view, into: workspace.page)
      }
      try workspace.page.withBytes { bytes in
        _ = try publication.write("\(path).\(format.rawValue)", UnsafeRawBufferPointer(bytes))
      }
    }
    var record = record
    if document.invoice.header.lifecycle != .draft {
      record.issuedSHA256 = issuedContent(document, record.workspaceName).sha256(using: workspace.content)
    }
    let start = workspace.records.count
    record.appendJSON(to: workspace.records)
    workspace.parts.append(
      RecordRun.Part(
        number: record.header.number, month: record.header.month, length: workspace.records.count - start))
  }

  private func issuedContent(_ document: Document, _ buyerName: String) -> IssuedContent {
    IssuedContent(
      invoice: document.invoice, buyerName: buyerName, buyer: biller.workspaces[document.invoice.header.workspace],
      seller: seller, policy: biller.policy)
  }

  private func view(_ document: Document, path: String, _ workspace: Workspace) -> InvoiceView {
    let header = document.invoice.header
    let issuer = workspace.issuer(issuer)
    let buyer = workspace.buyer(header.workspace, else: buyer)
    /// Of a document in the same folder; no page leads out of its workspace.
    func link(to number: String?) -> String? {
      guard let other = number.flatMap({ pageOfNumber[$0] }), Link.folder(other) == Link.folder(path) else {
        return nil
      }
      return Link.encoded(Link.name(other))
    }
    return InvoiceView(
      invoice: document.invoice, balance: document.balance, standing: document.standing, issuer: issuer,
      buyerName: buyer.name, buyerLines: buyer.lines, payments: document.payments,
      creditNotes: document.creditNotes.map { InvoiceView.CreditNoteLink(note: $0, page: link(to: $0.number)) },
      correctedPage: link(to: header.corrects), path: path, hasCSV: configuration.formats.contains(.csv),
      hasUsageCSV: configuration.usageDetail && document.invoice.usageRows > 0,
      method: CalculationMethod(policy: biller.policy))
  }

  private func buyer(_ workspace: String) -> Buyer {
    let name = biller.displayName(workspace)
    return Buyer(name: name, lines: AddressBlock.lines(biller.workspaces[workspace], below: name))
  }
}
