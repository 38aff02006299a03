import Billing
import Diagnostics
import Pages
import Publishing
import SiteFormat
import Threads

/// Every file of a site, read and hashed once, and what pages and CSV files say held against the records.
struct FileChecks: Sendable {
  private let files: SiteFiles
  private let records: SiteRecords
  private let issued: IssuedContents
  private let lists: [String: DocumentList]

  init(_ files: SiteFiles, _ records: SiteRecords, _ issued: IssuedContents) {
    self.files = files
    self.records = records
    self.issued = issued
    lists = DocumentList.all(of: records)
  }

  /// - Parameter read: what was read and hashed before.
  func tally(except read: Set<String>, jobs: Int, progress: Progress?) throws -> Tally {
    let paths = files.inventory.files.filter { files.listed.digests[$0] != nil && !read.contains($0) }
    progress?.begin(.verifying, total: paths.count)
    var tally = Tally()
    for finding in missingPages { tally.findings.add(finding) }
    return try Parallel.fold(tally, count: paths.count, jobs: jobs, chunk: 64) {
    } body: { range, _ in
      var tally = Tally()
      for path in paths[range] { check(path, &tally) }
      progress?.advance(by: range.count)
      return tally
    } combine: { all, part in
      all.add(part)
    }
  }

  private func check(_ path: String, _ tally: inout Tally) {
    if path.hasSuffix(".html") {
      guard let bytes = files.read(path, &tally) else { return }
      tally.pages += 1
      bytes.withUnsafeBytes { checkPage(path, $0, &tally) }
    } else if path.hasSuffix(".csv"), let position = records.position(ofPage: path.dropLast(4)) {
      guard let bytes = files.read(path, &tally) else { return }
      let problems = LineCSVCheck.problems(bytes, records.all[position], prices: issued.prices(of: position))
      if !problems.isEmpty { tally.findings.add(.differs(path, records.all[position], problems)) }
    } else {
      files.check(path, &tally)
    }
  }

  private func checkPage(_ path: String, _ page: UnsafeRawBufferPointer, _ tally: inout Tally) {
    let links = SiteLinks(page, on: path, keepsPages: lists[path] != nil, files, &tally)
    if let position = records.position(ofPage: path.dropLast(5)) {
      let record = records.all[position]
      let problems = problems(record, PageText(page))
      if !problems.isEmpty { tally.findings.add(.differs(path, record, problems)) }
    }
    for problem in lists[path]?.problems(PageText(page), links.pages) ?? [] {
      tally.findings.add(
        Finding(.listDiffers, "\(path) \(problem)", because: "the records say so", remedy: Remedy.restore))
    }
  }

  /// What the page of a document does not show.
  private func problems(_ record: SiteRecord, _ text: PageText) -> [String] {
    let entry = record.entry
    var problems: [String] = []
    func check(_ name: String, _ figure: String) {
      if !text.shows(figure) { problems.append("it does not show the \(name) \(figure)") }
    }
    check("number", entry.number.text)
    check("total", record.text(record.total))
    // What owes nothing by its nature says nothing of it.
    if entry.type == .invoice, entry.counts { check("amount due", record.text(entry.due)) }
    if !text.isMarked(entry) {
      let status = Badge.status(entry.status, isCleared: entry.isCleared).text
      problems.append("its status is not \(status)")
    }
    return problems
  }

  /// Pages that neither are there nor were ever listed: what is listed and gone is found by its checksum.
  private var missingPages: [Finding] {
    func isUnknown(_ path: String) -> Bool { !files.inventory.holds(path) && files.listed.digests[path] == nil }
    let documents = records.all.lazy.filter { isUnknown($0.entry.page) }.map { record in
      Finding(
        .pageDiffers, at: SiteRecords.place(record), "“\(record.entry.number)” has no page \(record.entry.page)",
        remedy: Remedy.restore)
    }
    let lists = lists.keys.filter(isUnknown).sorted().map { path in
      Finding(
        .listDiffers, "\(path) is not there", because: "it would list documents of the site", remedy: Remedy.restore)
    }
    return documents + lists
  }
}

extension Finding {
  fileprivate static func differs(_ path: String, _ record: SiteRecord, _ problems: [String]) -> Finding {
    Finding(
      .pageDiffers,
      "\(path) is not what the record of “\(record.entry.number)” says: \(problems.joined(separator: "; "))",
      because: "the record is \(SiteRecords.place(record))", remedy: Remedy.restore)
  }
}
