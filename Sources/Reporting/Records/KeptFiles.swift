import Diagnostics
import Publishing

/// What a run builds on has to be what an earlier run wrote: published again, what is damaged or edited would get a
/// checksum and a signature like everything else.
enum KeptFiles {
  private static let folders = [
    PublishedRecords.folder, IssuedArchive.folder, IssuedArchive.replacedFolder,
    IssuedArchive.draftFolder, ChangeLog.folder, Withdrawal.folder,
  ]

  /// Holds the files of an output that later runs read, or that nothing could be made of again, against its checksums.
  /// An output without checksums is of a version that wrote none.
  ///
  /// - Throws: `ChangedKeptFiles` where any is missing, differs or is listed nowhere; `ChangedSite` where another run
  ///   published meanwhile.
  static func check(_ output: OutputFolder, jobs: Int) throws {
    guard let sums = try output.read(Checksums.file) else { return }
    let listed = ListedFiles(parsing: sums, in: "finance/").digests.filter { path, _ in
      path == KeptAccounts.file || folders.contains { path.hasPrefix("\($0)/") }
    }
    let paths = listed.keys.sorted()
    var changed = try Parallel.map(count: paths.count, jobs: jobs, chunk: 16) {
    } body: { range, _ in
      try paths[range].filter { try output.digest(of: $0) != listed[$0] }
    }.flatMap(\.self)
    for folder in [PublishedRecords.folder, IssuedArchive.folder, IssuedArchive.draftFolder] {
      changed += try output.names(in: folder).map { "\(folder)/\($0)" }
        .filter { $0.hasSuffix(".jsonl") && listed[$0] == nil }
    }
    if listed[KeptAccounts.file] == nil, output.holds(KeptAccounts.file) { changed.append(KeptAccounts.file) }
    if changed.isEmpty { return }
    // A run that only reads holds no lock, and another one may have published meanwhile.
    guard try output.read(Checksums.file) == sums else { throw ChangedSite(path: output.path) }
    throw ChangedKeptFiles(output: output.path, paths: changed)
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
