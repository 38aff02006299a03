import Diagnostics

/// The folder a set of exports lies in.
public enum ExportFolder {
  /// The exports in a folder and in the folders directly below it, sorted by the bytes of their names.
  ///
  /// Hidden files, other names and symbolic links to folders are passed over. Two files of a kind with equal content
  /// become a finding; whatever keeps the folder or a file from being read is thrown.
  public static func files(at folder: String, findings: inout Findings) throws(ExportFolderError) -> [ExportFile] {
    try check(folder)
    let root = trimmed(folder)
    var files: [ExportFile] = []
    var ignored: [String] = []
    for entry in try names(in: root) {
      let path = root == "/" ? "/\(entry)" : "\(root)/\(entry)"
      if Directory.isFolder(path) {
        for inner in try names(in: path) {
          if let file = try export(inner, at: "\(path)/\(inner)") { files.append(file) }
        }
      } else if let file = try export(entry, at: path) {
        files.append(file)
      } else if isTable(entry) {
        ignored.append(entry)
      }
    }
    if files.isEmpty { throw .noExports(folder: folder) }
    if !ignored.isEmpty { findings.add(passedOver(ignored, in: root)) }
    files.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    for file in files where try isBlank(file) { throw .emptyFile(file.name) }
    do { try DuplicateFiles.report(among: files, findings: &findings) } catch { throw .unreadableFile(error) }
    return files
  }

  private static func check(_ folder: String) throws(ExportFolderError) {
    let type: Directory.EntryType
    do { type = try Directory.type(at: folder, name: folder) } catch {
      throw error.isMissing ? .missing(folder: folder) : .unreadableFolder(error)
    }
    if type != .folder { throw .notAFolder(folder) }
  }

  private static func names(in path: String) throws(ExportFolderError) -> [String] {
    do { return try Directory.names(in: path, name: path) } catch { throw .unreadableFolder(error) }
  }

  /// The export of this name, nil where the name is none. Something named like an export that cannot be read is
  /// thrown rather than passed over: its rows would be missing from the figures without a word.
  private static func export(_ name: String, at path: String) throws(ExportFolderError) -> ExportFile? {
    guard let kind = ExportKind(fileName: name) else { return nil }
    guard let format = ExportFormat(fileName: name) else { return nil }
    let type: Directory.EntryType
    do { type = try Directory.type(at: path, name: path) } catch { throw .unreadableFile(error) }
    if type != .file { throw .notAFile(path) }
    return ExportFile(path: path, name: path, kind: kind, format: format, isPacked: ExportFormat.isPacked(name))
  }

  /// Whether a file that is not named like an export looks as if it were meant for one.
  private static func isTable(_ name: String) -> Bool {
    let lowercased = name.lowercased()
    return ExportFormat(fileName: name) != nil || [".xlsx", ".xls", ".ods"].contains(where: lowercased.hasSuffix)
  }

  private static func passedOver(_ names: [String], in folder: String) -> Finding {
    Finding(
      .ignoredFile, at: Place(file: folder), "not named like an export and left alone: \(Quoted.list(names))",
      remedy: "nothing, unless one of them is an export; \(ExportFolderError.lookedFor)")
  }

  /// Whether a file holds nothing but a byte order mark and white space.
  private static func isBlank(_ file: ExportFile) throws(ExportFolderError) -> Bool {
    do {
      var window = ByteWindow(source: try file.open(), blockSize: 1 << 12)
      return try window.isBlank()
    } catch {
      throw .unreadableFile(error)
    }
  }

  private static func trimmed(_ folder: String) -> String {
    var folder = Substring(folder)
    while folder.utf8.count > 1, folder.hasSuffix("/") { folder.removeLast() }
    return String(folder)
  }
}
