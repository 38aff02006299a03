import Billing
import Paths
import SiteFormat
import Verifying

/// The payments and credit notes of a site, line by line.
package struct PaymentLines: Sendable {
  private struct Line: Sendable {
    var bytes: ArraySlice<UInt8>
    var workspace: Identifier?
  }

  private var lines: [Line] = []
  /// The positions of what is for an invoice, and of credit notes by their own numbers.
  private var positions: [Identifier: [Int]] = [:]

  package init(of site: ArchivedSite, _ tally: inout Tally) throws {
    for (index, line) in site.lines(of: SiteLayout.payments, &tally).enumerated() {
      let isRead = line.withUnsafeBufferPointer { bytes in
        var scanner = LineScanner(bytes)
        guard scanner.skip("{"), let kind = scanner.text("kind"), let id = scanner.text("id"),
          let invoice = scanner.optionalText("invoice_number"), let workspace = scanner.optionalText("workspace_id")
        else { return false }
        lines.append(Line(bytes: line, workspace: workspace.value.map { Identifier($0) }))
        if let number = invoice.value { positions[Identifier(number), default: []].append(index) }
        if kind == "credit_note" { positions[Identifier(id), default: []].append(index) }
        return true
      }
      guard isRead else { throw RecordError(file: "\(site.output.path)/\(SiteLayout.payments)", line: index + 1) }
    }
  }

  /// What is for these documents, in the order of the file; nothing that another workspace's id stands on.
  package func lines(of documents: [LedgerEntry]) -> [ArraySlice<UInt8>] {
    var found: Set<Int> = []
    for document in documents {
      for position in positions[document.number] ?? [] {
        if lines[position].workspace.map({ $0 == document.workspace }) ?? true { found.insert(position) }
      }
    }
    return found.sorted().map { lines[$0].bytes }
  }
}
