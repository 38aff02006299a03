import Billing
import Diagnostics
import Publishing

/// What a run builds on has to be what an earlier run wrote: published again, what is damaged or edited would get a
/// checksum and a signature like everything else.
///
/// Proved in their order: the signature stands for the manifest, the manifest for the checksums and the history, the checksums
/// for the files. Only what holds is read.
enum KeptFiles {
  private static let folders = [
    PublishedRecords.folder, IssuedArchive.folder, IssuedArchive.replacedFolder,
    IssuedArchive.draftFolder, ChangeLog.folder, Withdrawal.folder,
  ]
  private static let files = [KeptAccounts.file, RunHistory.file]

  /// Holds the files of a site that later runs read, or that nothing could be made of again, against its papers.
  ///
  /// - Returns: the paths of those files.
  /// - Throws: `Refusal` where the papers do not hold; `ChangedKeptFiles` where a file is missing, differs or is listed
  ///   nowhere; `ChangedSite` where another run published meanwhile.
  static func prove(_ papers: SitePapers, jobs: Int) throws -> Set<String> {
    let output = papers.output
    var findings = papers.findings()
    let kept = try keptFiles(output)
    // Somebody's records without their papers: nobody can tell whether they are what was published.
    if papers.manifest == nil, papers.sums == nil, !kept.isEmpty { findings.append(.missing(Manifest.file)) }
    guard findings.isEmpty else {
      guard try isUnchanged(papers) else { throw ChangedSite(path: output.path) }
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
    // A run that only reads holds no lock, and another one may have published meanwhile.
    guard try isUnchanged(papers) else { throw ChangedSite(path: output.path) }
    throw ChangedKeptFiles(output: output.path, paths: changed)
  }

  private static func isUnchanged(_ papers: SitePapers) throws -> Bool {
    try papers.output.read(Checksums.file) == papers.sums && papers.output.read(Manifest.file) == papers.manifest
  }

  /// Those that are there, listed or not.
  private static func keptFiles(_ output: OutputFolder) throws -> [String] {
    try [PublishedRecords.folder, IssuedArchive.folder, IssuedArchive.draftFolder].flatMap { folder in
      try output.names(in: folder).filter { $0.hasSuffix(".jsonl") }.map { "\(folder)/\($0)" }
    } + files.filter(output.holds)
  }

  /// Holds the records against what was issued, and their number against the history: with every hash made anew, a
  /// document that was changed or taken out in one of them still shows.
  ///
  /// - Throws: `Refusal`
  static func prove(_ records: PublishedRecords, _ papers: SitePapers, jobs: Int) throws {
    let months = Set(records.entries.lazy.map(\.month)).sorted()
    let parts = try Parallel.map(count: months.count, jobs: jobs, chunk: 1) {
    } body: { range, _ in
      try months[range].flatMap { try differences(in: $0, records, papers.output) }
    }
    var findings = parts.flatMap(\.self)
    if let documents = papers.history.documents, documents != records.entries.count {
      findings.append(.history(documents: documents, records: records.entries.count, papers))
    }
    guard findings.isEmpty else { throw Refusal(findings: Findings(findings)) }
  }

  private static func differences(
    in month: Month, _ records: PublishedRecords, _ output: OutputFolder
  ) throws -> [Finding] {
    let file = IssuedArchive.file(of: month)
    var issued: [Identifier: ArraySlice<UInt8>] = [:]
    for line in try DocumentLine.all(in: file, of: output) { issued[line.number] = line.bytes }
    var findings: [Finding] = []
    func differs(_ number: Identifier, _ what: String) {
      findings.append(
        Finding(
          .issuedDiffers, at: Place(file: PublishedRecords.file(of: month)), "“\(number)” \(what)",
          because: "what was issued is frozen; corrections take a credit note and a new number",
          remedy: Remedy.restore))
    }
    for (entry, detail) in zip(records.entries, records.details) where entry.month == month {
      guard let line = issued.removeValue(forKey: entry.number) else {
        if detail.issued != nil { differs(entry.number, "has a record, and no content in \(file)") }
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
  var output: String
  var paths: [String]

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
