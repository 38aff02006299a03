import Diagnostics
import Paths

/// The folder a set of exports lies in.
public enum ExportFolder {
  /// The exports in a folder, in all folders below it and in zips there, sorted by the bytes of their names.
  ///
  /// Every file is accounted for: it is among those returned, or a finding names it. Errors are those of files that are
  /// named like exports and cannot be read, of equal files, and of parts that are missing; other files are listed in a
  /// warning or a note.
  ///
  /// - Throws: what keeps the folder from being read at all, and that there is no export in it.
  public static func files(at folder: String, findings: inout Findings) throws(ExportFolderError) -> [ExportFile] {
    try check(folder)
    let root = PathText.withoutEndingSlashes(folder)
    let walk = try FolderWalk(root)
    var account = FileAccount()
    account.leave(walk.passedOver, unread: walk.unread)
    for finding in walk.findings { account.add(finding) }
    for file in walk.files { account.take(file) }

    let files = account.files
    for finding in account.findings + account.listed(in: root) { findings.add(finding) }
    findings.addMissingParts(named: account.manifests, in: account.paths)
    if files.isEmpty, !findings.hasErrors { throw .noExports(folder: folder, found: account.ignored) }
    DuplicateFiles.report(among: files, findings: &findings)
    return files
  }

  private static func check(_ folder: String) throws(ExportFolderError) {
    let type: Directory.EntryType
    do { type = try Directory.type(at: folder, name: folder) } catch {
      throw error.isMissing ? .missing(folder: folder) : .unreadableFolder(error)
    }
    if type != .folder { throw .notAFolder(folder) }
  }
}
