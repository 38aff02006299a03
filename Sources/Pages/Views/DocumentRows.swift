import Billing
import Diagnostics
import Markdown
import Paths

/// Documents as the rows of a list. It refers to all documents of a site and says which of them are listed, in which
/// order; a row is made when it is written.
public struct DocumentRows: Sendable {
  /// What the rows of all lists of a site have in common.
  public struct Site: Sendable {
    public var documents: [LedgerEntry]
    public var hasCSV: Bool
    public var payLink: PayLink?

    public init(documents: [LedgerEntry], hasCSV: Bool, payLink: PayLink?) {
      self.documents = documents
      self.hasCSV = hasCSV
      self.payLink = payLink
    }
  }

  /// Where the list stands, which decides what its links look like.
  public enum Place: Sendable {
    /// On the workspace's own page, whose links stay in its folder.
    case history
    case period
    case index
  }

  let site: Site
  let order: ArraySlice<Int>
  let place: Place

  /// - Parameter order: positions among the documents of the site.
  public init(_ site: Site, order: ArraySlice<Int>, on place: Place) {
    precondition(order.allSatisfy(site.documents.indices.contains))
    self.site = site
    self.order = order
    self.place = place
  }

  var isEmpty: Bool { order.isEmpty }

  static func forEach(of rows: borrowing DocumentRows, _ body: (borrowing RowView) -> Void) {
    let place = rows.place
    withUnsafePointer(to: rows.site) { site in
      rows.site.documents.withUnsafeBufferPointer { documents in
        rows.order.withUnsafeBufferPointer { order in
          guard let first = documents.baseAddress else { return }
          for position in order { body(RowView(entry: first + position, site: site, place: place)) }
        }
      }
    }
  }
}

/// A document as a row, where it lies: its list lends it for as long as the page is filled.
struct RowView {
  let entry: UnsafePointer<LedgerEntry>
  let site: UnsafePointer<DocumentRows.Site>
  let place: DocumentRows.Place

  /// The way from the page to the root of the output.
  private var root: StaticString {
    switch place {
    case .history, .index: ""
    case .period: "../../"
    }
  }

  func writePage(to out: Output) {
    lend(entry) { out.link(root, to: $0.page, place == .history ? .name : .whole) }
  }

  func writeCSV(to out: Output) {
    guard site.pointee.hasCSV else { return }
    lend(entry) {
      out.link(root, to: $0.page, place == .history ? .name : .whole, dropping: ".html".utf8.count, ending: ".csv")
    }
  }

  func writeWorkspacePage(to out: Output) {
    if lend(entry, { $0.isApart }) {
      let folder = lend(entry) { $0.workspaceFolder }
      out.link(root, to: folder, ending: SiteLayout.indexEnding)
    } else {
      lend(entry) { out.link(root, to: $0.page, .folder, ending: SiteLayout.indexEnding) }
    }
  }

  var hasPayLink: Bool { lend(site) { $0.payLink != nil } }

  func writePayLink(to out: Output) {
    lend(site) { site in
      guard let link = site.payLink else { return }
      lend(entry) { entry in
        out.text { link.write(entry.number.text, entry.leftToPay, entry.currency, to: $0) }
      }
    }
  }
}
