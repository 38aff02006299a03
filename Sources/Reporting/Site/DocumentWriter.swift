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
  /// The path of each document's page without its extension, by its position among the documents.
  let paths: [String]
  /// The same by number, for links between documents of one workspace.
  let pathOfNumber: [String: String]
  let publication: Publication

  /// What one thread uses again for every document: buffers, and texts of its own, whose references no other thread
  /// counts.
  final class Workspace {
    let page = ByteBuffer(capacity: 1 << 16)
    let content = ByteBuffer(capacity: 1 << 16)
    private var issuer: IssuerTexts?
    private var buyers: [String: Buyer] = [:]

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

  /// Writes the pages of one document and returns its record.
  func write(_ index: Int, _ workspace: Workspace) throws -> WrittenRecord {
    let document = try biller.document(index)
    let view = view(document, path: paths[index], workspace)
    for format in Configuration.Format.allCases where configuration.formats.contains(format) {
      workspace.page.removeAll()
      switch format {
      case .html: pages.invoice(view, content: workspace.content, into: workspace.page)
      case .csv: LineCSV.append(document.invoice, to: workspace.page)
      case .md: pages.markdown(view, into: workspace.page)
      }
      try workspace.page.withBytes { bytes in
        _ = try publication.write("\(paths[index]).\(format.rawValue)", UnsafeRawBufferPointer(bytes))
      }
    }
    let record = record(document, index, workspace.content)
    workspace.page.removeAll()
    record.appendJSON(to: workspace.page)
    return WrittenRecord(entry: LedgerEntry(record), line: workspace.page.bytes)
  }

  private func record(_ document: Document, _ index: Int, _ scratch: ByteBuffer) -> Record {
    let header = document.invoice.header
    let name = biller.displayName(header.workspace)
    var record = Record(
      document.invoice, workspaceName: name, balance: document.balance, standing: document.standing,
      page: "\(paths[index]).html")
    if header.lifecycle != .draft {
      let content = IssuedContent(
        invoice: document.invoice, buyerName: name, buyer: biller.workspaces[header.workspace],
        seller: configuration.seller, policy: biller.policy)
      record.issuedSHA256 = content.sha256(using: scratch)
    }
    return record
  }

  private func view(_ document: Document, path: String, _ workspace: Workspace) -> InvoiceView {
    let header = document.invoice.header
    let issuer = workspace.issuer(issuer)
    let buyer = workspace.buyer(header.workspace, else: buyer)
    /// Of a document in the same folder; no page leads out of its workspace.
    func page(of number: String?) -> String? {
      guard let other = number.flatMap({ pathOfNumber[$0] }), Link.folder(other) == Link.folder(path) else {
        return nil
      }
      return "\(Link.encoded(Link.name(other))).html"
    }
    return InvoiceView(
      invoice: document.invoice, balance: document.balance, standing: document.standing, issuer: issuer,
      buyerName: buyer.name, buyerLines: buyer.lines, payments: document.payments,
      creditNotes: document.creditNotes.map { InvoiceView.CreditNoteLink(note: $0, page: page(of: $0.number)) },
      correctedPage: page(of: header.corrects), path: path, hasCSV: configuration.formats.contains(.csv),
      hasUsageCSV: configuration.usageDetail && document.invoice.usageRows > 0,
      method: CalculationMethod(policy: biller.policy))
  }

  private func buyer(_ workspace: String) -> Buyer {
    let name = biller.displayName(workspace)
    return Buyer(name: name, lines: AddressBlock.lines(biller.workspaces[workspace], below: name))
  }
}
