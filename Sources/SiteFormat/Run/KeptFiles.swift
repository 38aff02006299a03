import Billing
import Diagnostics
import Pages
import Paths
import Publishing
import Threads

/// What a run builds on has to be what an earlier run wrote: published again, what is damaged or edited would get a
/// checksum and a signature like everything else.
///
/// Proved in their order: the signature stands for the manifest, the manifest for the checksums and the history, the checksums
/// for the files. Only what holds is read.
package enum KeptFiles {
  package static let folders = [
    SiteLayout.records, SiteLayout.issued, SiteLayout.reissued, SiteLayout.unissued, SiteLayout.changes,
    SiteLayout.withdrawn,
  ]
  private static let files = [
    SiteLayout.payments, SiteLayout.history, SiteLayout.findings, SiteLayout.mails,
  ]

  /// Holds the files of a site that later runs read, or that nothing could be made of again, against its papers.
  ///
  /// - Returns: the paths of those files.
  /// - Throws: `Refusal` where the papers do not hold; `ChangedKeptFiles` where a file is missing, differs or is listed
  ///   nowhere; `ChangedSite` where another run published meanwhile.
  static func prove(_ papers: SitePapers, jobs: Int) throws -> Set<String> {
    let output = papers.output
    var findings = try papers.findings() + papers.linkedFolders
    let kept = try keptFiles(output)
    // Somebody's records without their papers: nobody can tell whether they are what was published.
    if papers.manifest == nil, papers.sums == nil, !kept.isEmpty || papers.signature != nil {
      findings.append(.missing(Manifest.file))
    }
    let hasIssued = kept.contains { $0.hasPrefix("\(SiteLayout.issued)/") }
    if hasIssued, papers.listed.digests[SiteLayout.payments] == nil { findings.append(.missing(SiteLayout.payments)) }
    guard findings.isEmpty else {
      // A run that only reads holds no lock, and another one may have published meanwhile.
      try papers.requireUnchanged()
      throw Refusal(findings: Findings(findings))
    }
    let listed = papers.listed.digests.filter { path, _ in
      files.contains(path) || folders.contains { path.hasPrefix("\($0)/") }
    }
    let paths = listed.keys.sorted()
    var changed = try Parallel.map(count: paths.count, jobs: jobs, chunk: 1) {
    } body: { range, _ in
      try paths[range].filter { try output.digest(of: $0) != listed[$0] }
    }.flatMap(\.self)
    changed += kept.filter { listed[$0] == nil }
    if changed.isEmpty { return Set(paths) }
    try papers.requireUnchanged()
    throw ChangedKeptFiles(output: output.path, paths: changed)
  }

  /// Those that are there, listed or not: what nobody published is read as little as what was changed.
  private static func keptFiles(_ output: OutputFolder) throws -> [String] {
    try folders.flatMap { folder in
      try output.names(in: folder).filter { name in [".json", ".jsonl", ".html"].contains(where: name.hasSuffix) }
        .map { "\(folder)/\($0)" }
    } + files.filter { try output.holds($0) }
  }

  /// Holds the records against what was issued, and their number against the history: with every hash made anew, a
  /// document that was changed or taken out in one of them still shows.
  ///
  /// - Throws: `Refusal`
  static func prove(_ records: PublishedRecords, _ papers: SitePapers, jobs: Int) throws {
    let issued = try papers.output.names(in: SiteLayout.issued).compactMap { name in
      name.hasSuffix(".jsonl") ? Month(name.dropLast(".jsonl".count)) : nil
    }
    let positions = Dictionary(grouping: records.entries.indices) { records.entries[$0].month }
    let months = Set(positions.keys).union(issued).sorted()
    let parts = try Parallel.map(count: months.count, jobs: jobs, chunk: 1) {
    } body: { range, _ in
      try months[range].flatMap { try differences(in: $0, positions[$0] ?? [], records, papers.output) }
    }
    var findings = parts.flatMap(\.self)
    if let documents = papers.history.documents, documents != records.entries.count {
      findings.append(.history(documents: documents, records: records.entries.count, papers))
    }
    guard findings.isEmpty else {
      try papers.requireUnchanged()
      throw Refusal(findings: Findings(findings))
    }
  }

  private static func isPage(_ path: String) -> Bool {
    ListedFiles.isInside(path) && path.hasSuffix(".html")
      && (SiteLayout.isForCustomers(path) || SiteLayout.isDraft(path))
  }

  private static func differences(
    in month: Month, _ positions: [Int], _ records: PublishedRecords, _ output: OutputFolder
  ) throws -> [Finding] {
    let file = IssuedArchive.file(of: month)
    var issued: [Identifier: ArraySlice<UInt8>] = [:]
    var findings: [Finding] = []
    func differs(_ number: Identifier, _ what: String) {
      findings.append(
        Finding(
          .issuedDiffers, at: Place(file: PublishedRecords.file(of: month)), "“\(number)” \(what)",
          because: "what was issued is frozen; corrections take a credit note and a new number",
          remedy: Remedy.restore))
    }
    for line in try DocumentLine.all(in: file, of: output)
    where issued.updateValue(line.bytes, forKey: line.number) != nil {
      differs(line.number, "was issued twice")
    }
    for (entry, detail) in positions.lazy.map({ (records.entries[$0], records.details[$0]) }) {
      if !isPage(entry.page) { differs(entry.number, "has its page outside the site, at \(entry.page)") }
      guard let line = issued.removeValue(forKey: entry.number) else {
        if detail.issued != nil { differs(entry.number, "has a record, and no content in \(file)") }
        continue
      }
      guard detail.issued == line.withUnsafeBytes({ SHA256Digest(of: UnsafeRawBufferPointer(rebasing: $0.dropLast())) })
      else {
        differs(entry.number, "was issued with other content than its record says")
        continue
      }
      let total = entry.totals.total.text(in: entry.currency)
      if !IssuedContent.states(line, total: total) {
        differs(entry.number, "has a total of \(total), and was issued with another")
      }
    }
    for number in issued.keys.sorted() { differs(number, "was issued, and has no record") }
    return findings
  }
}

/// Files that are not what was published.
public struct ChangedKeptFiles: Error, Sendable, CustomStringConvertible {
  package var output: String
  package var paths: [String]

  public var description: String {
    let shown = paths.prefix(5).map { "“\(VisibleText.of($0))”" }.joined(separator: ", ")
    let more = paths.count > 5 ? " and \(paths.count - 5) more" : ""
    return """
      in \(output), \(shown)\(more) \(paths.count == 1 ? "is" : "are") not as published
        why: a run builds on what was issued and paid, and would publish it anew with whatever was changed
        fix: run report verify to see all that was changed, and restore the output from a backup
      """
  }
}
