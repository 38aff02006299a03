import Diagnostics

/// Why a folder cannot be read as exports at all.
public enum ExportFolderError: Error, Sendable, Hashable {
  case missing(folder: String)
  case notAFolder(String)
  /// The folder cannot be listed.
  case unreadableFolder(InputError)
  /// Nothing in the folder is named like an export; these data files are there.
  case noExports(folder: String, found: [String])
}

extension ExportFolderError: CustomStringConvertible {
  /// What is wrong and what to do, on two or three lines.
  public var description: String {
    switch self {
    case .missing(let folder):
      "the exports folder “\(VisibleText.of(folder))” does not exist\n"
        + "  fix: check the path, or create the folder and put the exports there"
    case .notAFolder(let folder):
      "“\(VisibleText.of(folder))” is not a folder\n  fix: name the folder that holds the export files, not a file"
    case .unreadableFolder(let error):
      error.description
    case .noExports(let folder, let found):
      "the folder “\(VisibleText.of(folder))” holds no export\n"
        + (found.isEmpty ? "" : "  why: these are not named like one: \(Quoted.list(found))\n")
        + "  fix: put files there; \(Self.lookedFor)"
    }
  }

  static var lookedFor: String {
    let kinds = Quoted.choice(ExportKind.allCases.map { "\($0.prefix)*" })
    let packings = Quoted.choice(Packing.allCases.map(\.ending))
    return
      "exports are named \(kinds), and end in \(Quoted.choice(ExportFormat.endings)), packed or not (\(packings), or in "
      + "a .zip); they may lie in folders below"
  }
}
