import Billing
import Diagnostics
import Pages
import Paths
import Publishing
import SiteFormat
import Verifying

/// The documents of a month, with the lines that a site keeps of each.
package struct ArchivedMonth: Sendable {
  /// A kind of lines, by the file that an archive has of it.
  package enum Kept: String, CaseIterable, Sendable {
    case records, issued, reissued, payments

    package var file: String { "\(rawValue).jsonl" }

    package var text: String {
      switch self {
      case .records: "every printed figure, one JSON object per document"
      case .issued: "what each document was issued with, in the form that issued_sha256 is the hash of"
      case .reissued: "what documents were issued with before they were reissued"
      case .payments: "payments and credit notes for these documents"
      }
    }

    /// Where the site keeps it.
    package func path(_ month: Month) -> String {
      switch self {
      case .records: SiteLayout.lines(in: SiteLayout.records, of: month)
      case .issued: IssuedArchive.file(of: month)
      case .reissued: SiteLayout.lines(in: SiteLayout.reissued, of: month)
      case .payments: SiteLayout.payments
      }
    }
  }

  package let month: Month
  /// By number, as the records are.
  package let documents: [LedgerEntry]
  private let payments: PaymentLines
  private let lines: [Kept: [Identifier: [ArraySlice<UInt8>]]]

  /// The months of a site that have records.
  package static func months(of site: ArchivedSite) -> [Month] {
    site.files.listed.digests.keys.compactMap { path in
      guard path.hasPrefix("\(SiteLayout.records)/"), path.hasSuffix(".jsonl") else { return nil }
      return Month(path.dropFirst(SiteLayout.records.utf8.count + 1).dropLast(".jsonl".utf8.count))
    }
    .sorted()
  }

  package init(_ month: Month, of site: ArchivedSite, _ payments: PaymentLines, _ tally: inout Tally) throws {
    self.month = month
    self.payments = payments
    var documents: [LedgerEntry] = []
    for (index, line) in site.lines(of: Kept.records.path(month), &tally).enumerated() {
      let entry = line.withUnsafeBufferPointer { bytes in
        var reader = RecordReader(bytes)
        return reader.entry(month: month)
      }
      guard let entry else {
        throw RecordError(file: "\(site.output.path)/\(Kept.records.path(month))", line: index + 1)
      }
      documents.append(entry)
    }
    self.documents = documents
    var lines: [Kept: [Identifier: [ArraySlice<UInt8>]]] = [:]
    for kept in [Kept.records, .issued, .reissued] {
      lines[kept] = Dictionary(grouping: site.lines(of: kept.path(month), &tally), by: Self.number)
    }
    self.lines = lines
  }

  /// The lines of these documents, each with its newline.
  package func lines(_ kept: Kept, of documents: [LedgerEntry]) -> [UInt8] {
    let lines =
      kept == .payments
      ? payments.lines(of: documents) : documents.flatMap { self.lines[kept]?[$0.number] ?? [] }
    return lines.flatMap { $0 + [UInt8(ascii: "\n")] }
  }

  /// The documents by the folders of their workspaces, in the order of those; drafts that customers do not see among them.
  func byFolder() -> [(folder: String, documents: [LedgerEntry])] {
    Dictionary(grouping: documents, by: \.workspaceFolder)
      .sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      .map { (folder: $0.key, documents: $0.value) }
  }

  /// What a line is about; it stands first.
  private static func number(_ line: ArraySlice<UInt8>) -> Identifier {
    line.withUnsafeBufferPointer { bytes in
      var scanner = LineScanner(bytes)
      return Identifier(scanner.skip("{") ? scanner.text("invoice_number") ?? "" : "")
    }
  }
}
