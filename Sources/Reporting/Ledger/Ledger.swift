import Billing
import Diagnostics
import Exports

/// The documents of the exports, checked: every one that is asked for can be worked out.
struct Ledger: Sendable {
  /// What a document of the exports is to a run.
  struct Place: Sendable {
    /// Its position in the biller.
    let index: Int32
    /// Of the months and workspaces that are asked for.
    let isRequested: Bool
    /// Requested, or published and still exported.
    let isWritten: Bool
  }

  let biller: Biller
  let findings: Findings
  let summary: Summary
  /// All documents of the exports by month and number, asked for or not: accounts do not end at a period. The page of
  /// one is set once it is known to be written.
  private(set) var entries: [LedgerEntry]
  private let places: [Place]
  /// How usage became balances, for each month that is asked for.
  let reconciliations: [Month: MonthReconciliation]
  /// The usage rows themselves, where invoices are to list them.
  let usageRows: UsageSpool?

  /// - Parameter published: the workspace of each published document by its number. Those that the exports still hold
  ///   are worked out again, whatever month is asked for: their payments go on.
  init(_ contents: ExportContents, _ options: Options, published: [String: String]) throws {
    let biller = Biller(
      contents, configuration: options.configuration, published: published, asOf: options.asOf)
    let order = Self.order(of: biller)
    options.progress?.begin(.billing, total: order.count)
    let all = try Parallel.fold(LedgerPart(capacity: order.count), count: order.count, jobs: options.jobs) {
    } body: { range, _ in
      defer { options.progress?.advance(by: range.count) }
      return LedgerPart(order[range], biller, options, published)
    } combine: { all, part in
      all.append(part)
    }
    entries = all.entries
    places = all.places
    var findings = contents.findings
    findings.add(biller.findings)
    findings.add(biller.accounts.findings)
    findings.add(all.findings)
    let requested = zip(entries, places).lazy.filter(\.1.isRequested).map(\.0)
    let billed = Set(requested.map(\.workspace))
    let paying = Set(biller.accounts.all.compactMap(\.workspace))
    for finding in LedgerChecks.workspaces(
      biller, billed: billed, paying: paying.subtracting(entries.lazy.map(\.workspace)),
      listed: contents.listsWorkspaces)
    {
      findings.add(finding)
    }
    if !contents.isDrawnUp {
      for finding in LedgerChecks.gaps(biller.numbers) { findings.add(finding) }
    }
    if contents.usage.unbilledRows > 0 { findings.add(.unbilled(contents.usage.unbilledRows)) }

    let usage = RowCounts(
      read: contents.usage.rows, repeated: contents.usage.repeatedRows, unbilled: contents.usage.unbilledRows)
    self.biller = biller
    self.findings = findings
    usageRows = contents.usageRows
    // Months of which nothing is written keep the page they have.
    let months = Set(zip(entries, places).lazy.filter(\.1.isWritten).map(\.0.month))
    reconciliations = all.reconciliations.filter { months.contains($0.key) }.mapValues { $0.tied(to: usage) }
    summary = Summary(options, requested, findings: findings)
  }

  /// The positions of all documents by month and number.
  private static func order(of biller: Biller) -> [Int] {
    let keys = (0..<biller.count).map { index in
      let header = biller.header(index)
      return (month: header.month, number: header.number, index: index)
    }
    return keys.sorted { $0.month != $1.month ? $0.month < $1.month : precedes($0.number, $1.number) }.map(\.index)
  }

  /// Whether there is no document that is not written.
  var writesAll: Bool { places.allSatisfy(\.isWritten) }

  /// The documents that are written.
  var written: some Sequence<LedgerEntry> { zip(entries, places).lazy.filter(\.1.isWritten).map(\.0) }

  /// The page of each document that is written, by its position in the biller.
  var pages: [String?] {
    var pages = [String?](repeating: nil, count: biller.count)
    for (entry, place) in zip(entries, places) where place.isWritten { pages[Int(place.index)] = entry.page }
    return pages
  }

  /// Gives each document that is written the page it is known by.
  mutating func setPages(_ names: inout SiteNames) {
    for position in entries.indices where places[position].isWritten {
      entries[position].page = names.page(of: entries[position].number, in: entries[position].workspace) + ".html"
    }
  }

  /// Writes the pages and records of all documents that are written.
  func write(
    _ writer: DocumentWriter, _ records: RecordFiles, jobs: Int, _ progress: Progress?
  ) throws -> RecordFiles {
    let written = entries.indices.filter { places[$0].isWritten }
    progress?.begin(.writing, total: written.count)
    var records = try Parallel.fold(records, count: written.count, jobs: jobs) {
      DocumentWriter.Workspace()
    } body: { range, workspace in
      for position in written[range] {
        try writer.write(Int(places[position].index), page: entries[position].page, workspace)
      }
      progress?.advance(by: range.count)
      return workspace.takeRecords()
    } combine: { records, run in
      try records.add(run)
    }
    try records.finish(months: Set(written.lazy.map { entries[$0].month }))
    return records
  }
}

extension Finding {
  fileprivate static func unbilled(_ rows: Int) -> Finding {
    Finding(
      .unbilledUsage, "usage rows outside the asked-for period that belong to no invoice yet: \(rows)",
      remedy: "nothing, if their invoices are still to come")
  }
}
