import Billing
import Diagnostics
import Pages
import Paths
import SiteFormat
import Threads

/// All records of a site, and where to find each.
package struct SiteRecords: Sendable {
  /// By month, then as they stand in their files.
  package let all: [SiteRecord]
  private let byNumber: [Identifier: Int]
  /// By page, without `.html`.
  private let byPage: [String: Int]

  package subscript(number: Identifier) -> SiteRecord? { byNumber[number].map { all[$0] } }

  package func position(of number: Identifier) -> Int? { byNumber[number] }

  /// The record whose page or CSV this is.
  package func position(ofPage path: Substring) -> Int? { byPage[String(path)] }

  package static func place(_ record: SiteRecord) -> Place {
    Place(file: PublishedRecords.file(of: record.entry.month), line: record.line)
  }

  /// The record files of a site, by month.
  package static func paths(_ inventory: Inventory) -> [String] {
    inventory.files(in: SiteLayout.records).filter { month(of: $0) != nil }
  }

  private static func month(of path: String) -> Month? {
    path.hasSuffix(".jsonl")
      ? Month(path.dropFirst(SiteLayout.records.utf8.count + 1).dropLast(".jsonl".utf8.count)) : nil
  }

  /// Reads and checks the records, each by itself and then against each other.
  package init(_ files: SiteFiles, jobs: Int, _ tally: inout Tally) throws {
    var all: [SiteRecord] = []
    for path in Self.paths(files.inventory) {
      guard let month = Self.month(of: path), let bytes = files.read(path, &tally) else { continue }
      let lines = bytes.lines
      let parts = try Parallel.map(count: lines.count, jobs: jobs) {
      } body: { range, _ in
        Self.read(lines[range], from: range.lowerBound, of: path, month)
      }
      for part in parts {
        all += part.records
        tally.findings.add(part.findings)
      }
    }
    self.all = all
    var byNumber: [Identifier: Int] = [:]
    var byPage: [String: Int] = [:]
    for (position, record) in all.enumerated() {
      if let first = byNumber[record.entry.number] {
        tally.findings.add(.twice("number", record.entry.number.text, record, all[first]))
      } else {
        byNumber[record.entry.number] = position
      }
      let page = record.entry.page
      guard page.hasSuffix(".html"), SiteLayout.isForCustomers(page) || record.entry.isApart else {
        tally.findings.add(.misplacedPage(record))
        continue
      }
      if let first = byPage.updateValue(position, forKey: String(page.dropLast(5))) {
        tally.findings.add(.twice("page", page, record, all[first]))
      }
    }
    self.byNumber = byNumber
    self.byPage = byPage
  }

  private static func read(
    _ lines: ArraySlice<ArraySlice<UInt8>>, from first: Int, of file: String, _ month: Month
  ) -> (records: [SiteRecord], findings: Findings) {
    var records: [SiteRecord] = []
    var findings = Findings()
    for (index, line) in lines.enumerated() {
      do {
        let record = try SiteRecord(Array(line), month: month, line: first + index + 1)
        for finding in RecordFigures.findings(record, file: file) { findings.add(finding) }
        records.append(record)
      } catch {
        findings.add(.unreadable("record", error, at: Place(file: file, line: first + index + 1)))
      }
    }
    return (records, findings)
  }
}

extension Finding {
  /// - Parameter what: what the line should be: “record”.
  package static func unreadable(_ what: String, _ flaw: JSONMembers.Flaw, at place: Place) -> Finding {
    Finding(
      .unreadableRecord, at: place,
      "this is no \(what): \(flaw.key.isEmpty ? "it is not \(flaw.wanted)" : "\(flaw.key) is not \(flaw.wanted)")",
      remedy: Remedy.restore)
  }

  fileprivate static func twice(_ key: String, _ value: String, _ a: SiteRecord, _ b: SiteRecord) -> Finding {
    Finding(
      .duplicateID, at: SiteRecords.place(a), "the \(key) “\(value)” is also that of \(SiteRecords.place(b))",
      because: "a document has one record, and a page shows one document", remedy: Remedy.restore)
  }

  fileprivate static func misplacedPage(_ record: SiteRecord) -> Finding {
    Finding(
      .pageDiffers, at: SiteRecords.place(record),
      "“\(record.entry.number)” names “\(record.entry.page)” as its page",
      because:
        "pages of documents lie in \(SiteLayout.workspaces)/, and those of drafts in \(SiteLayout.drafts)/ as well",
      remedy: Remedy.restore)
  }
}
