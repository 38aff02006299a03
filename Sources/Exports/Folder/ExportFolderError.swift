/// Why a folder cannot be read as exports at all.
public enum ExportFolderError: Error, Sendable, Hashable {
  case missing(folder: String)
  case notAFolder(String)
  /// The folder or one of its sub-folders cannot be listed.
  case unreadableFolder(InputError)
  /// Nothing in the folder is named like an export.
  case noExports(folder: String)
  /// A file cannot be opened or read.
  case unreadableFile(InputError)
  /// A file is named like an export, and is a device, a pipe or a folder.
  case notAFile(String)
  /// A file holds nothing, or only a byte order mark and white space.
  case emptyFile(String)
}

extension ExportFolderError: CustomStringConvertible {
  /// What is wrong and what to do, on two lines.
  public var description: String {
    switch self {
    case .missing(let folder):
      "the exports folder \(folder) does not exist\n  fix: check the path, or create the folder and put the exports there"
    case .notAFolder(let folder):
      "\(folder) is not a folder\n  fix: name the folder that holds the export files, not a file"
    case .unreadableFolder(let error), .unreadableFile(let error):
      error.description
    case .noExports(let folder):
      "the folder \(folder) holds no export\n  fix: " + Self.lookedFor
    case .notAFile(let name):
      "\(name) is named like an export but is not a regular file\n  fix: rename it, or put the file itself there"
    case .emptyFile(let name):
      "\(name) is empty\n  fix: export it again, or remove the file if there is nothing to export"
    }
  }

  static var lookedFor: String {
    let kinds = ExportKind.allCases.map { "\($0.prefix)*" }.joined(separator: ", ")
    let endings = ExportFormat.endings.joined(separator: ", ")
    return
      "put files named \(kinds) there, ending in \(endings) or one of these and .gz, or in a folder directly below it"
  }
}
