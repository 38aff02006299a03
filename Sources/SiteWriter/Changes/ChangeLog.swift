import Billing
import Markdown
import Pages
import Paths
import Publishing
import SiteFormat

/// What each run changed, as JSON and as a page, numbered from 0001.
package struct ChangeLog: Sendable {
  /// The number of the last run that changed a document; 0 where there was none.
  package let last: Int

  package init(_ output: OutputFolder) throws {
    last =
      try output.names(in: SiteLayout.changes).compactMap { name in
        guard name.hasSuffix(".json"), let number = Count.read(name.dropLast(5)) else { return nil }
        return SiteLayout.changes(ofRun: number) == "\(SiteLayout.changes)/\(name.dropLast(5))" ? number : nil
      }.max() ?? 0
  }

  /// The page that is the last one after a run, from the root of the output.
  ///
  /// - Parameter isLogged: whether the run has anything to say.
  package func page(isLogged: Bool) -> String? {
    let number = isLogged ? last + 1 : last
    return number == 0 ? nil : "\(SiteLayout.changes(ofRun: number)).html"
  }

  /// Writes what this run changed.
  ///
  /// - Parameters:
  ///   - format: where the site is in another format than it was.
  ///   - reason: why documents were reissued or withdrawn.
  ///   - held: the numbers of documents that were held back.
  package func write(
    _ changes: [DocumentChange], period: PeriodSelection, asOf: Day, format: FormatChange?, reason: String?,
    held: [Identifier],
    pages: SitePages,
    _ publication: Publication
  ) throws {
    let path = SiteLayout.changes(ofRun: last + 1)
    let buffer = ByteBuffer()
    JSONText.object(buffer) { json in
      json.number("number", last + 1)
      json.text("version", ToolVersion.current)
      json.text("period", period.description)
      json.text("as_of", asOf.description)
      json.text("reason", reason)
      if let format {
        json.object("format") { json in
          json.number("from", format.from)
          json.number("to", format.to)
        }
      }
      for kind in DocumentChange.Kind.allCases {
        json.key(named: kind.rawValue)
        JSONText.list(buffer, changes.indices.lazy.filter { changes[$0].kind == kind }) { index, buffer in
          JSONText.object(buffer) { changes[index].append(to: &$0) }
        }
      }
      json.array("held", held) { JSONText.string($0.text, to: $1) }
    }
    buffer.append(UInt8(ascii: "\n"))
    try buffer.withBytes { _ = try publication.write("\(path).json", UnsafeRawBufferPointer($0)) }

    var view = ChangesView(
      number: last + 1, asOf: asOf, reason: reason,
      former: last == 0 ? nil : "\(Link.name(SiteLayout.changes(ofRun: last))).html",
      counts: DocumentChange.Kind.allCases.map { kind in (kind.rawValue, changes.count { $0.kind == kind }) }
        .filter { $0.1 > 0 },
      held: held.map(\.text)
    ) { row(changes[$0]) }
    view.format = format?.text
    let page = ByteBuffer()
    buffer.removeAll()
    pages.changes(view, home: .init(label: "All invoices", href: "../../index.html"), content: buffer, into: page)
    try publication.write("\(path).html", page.bytes)
  }

  private func row(_ change: DocumentChange) -> ChangesView.Row {
    ChangesView.Row(
      entry: change.document, kind: change.kind.rawValue, text: change.details,
      // What is changed later must not break a link of today: months stay, documents may be withdrawn.
      page: change.kind == .withdrawn
        ? "../../\(Link.encoded(withdrawnPage(of: change.document)))"
        : "../periods/\(change.document.month).html")
  }

  /// Where the page of a document is kept that this run takes back, from the root of the output.
  private func withdrawnPage(of entry: LedgerEntry) -> String {
    let folder = "\(Link.name("\(Link.folder(entry.page))"))"
    return "\(SiteLayout.withdrawn(byRun: last + 1))/\(folder)/\(Link.name(entry.page))"
  }
}

extension DocumentChange {
  /// What is otherwise, without the number.
  fileprivate var details: String {
    switch kind {
    case .new: "\(document.totals.total.text(in: document.currency)) \(document.currency), \(document.status.rawValue)"
    case .withdrawn: "taken back"
    case .dropped: "a \(document.status.rawValue) document, not exported any more"
    case .updated, .reissued:
      differences.isEmpty
        ? "other details"
        : differences.map { "\($0.field) \($0.before) → \($0.after)" }.joined(separator: ", ")
    }
  }

  /// As members of an object.
  package func append(to json: inout JSONText) {
    json.text("invoice_number", document.number)
    json.text("workspace_id", document.workspace)
    json.text("period", document.month.description)
    json.text("currency", document.currency.code)
    json.text("status", document.status.rawValue)
    json.amount("total", document.totals.total, document.currency)
    json.amount("due", document.due, document.currency)
    json.object("changes") { json in
      for difference in differences {
        json.key(named: difference.field)
        JSONText.list(json.buffer, [difference.before, difference.after]) { JSONText.string($0, to: $1) }
      }
    }
  }
}
