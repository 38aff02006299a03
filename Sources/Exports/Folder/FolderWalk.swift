import Diagnostics

/// Goes through the exports folder and all folders below it, and lists every file there.
struct FolderWalk {
  /// Files that can be opened, in the order of the bytes of their names.
  private(set) var files: [FoundFile] = []
  /// What is not looked into, by its path below the folder: hidden folders.
  private(set) var passedOver: [String] = []
  /// Links to folders, and what is neither file nor folder, by its path below the folder.
  private(set) var unread: [String] = []
  /// What cannot be listed or opened, and could hold exports.
  private(set) var findings: [Finding] = []

  private let root: String

  /// - Parameter root: without a slash at its end, unless it is one.
  init(_ root: String) throws(ExportFolderError) {
    self.root = root
    let names: [EntryName]
    do { names = try Directory.names(in: root, name: root) } catch { throw .unreadableFolder(error) }
    var folders: [String] = []
    for name in names { visit(name, in: "", &folders) }
    // No folder leads back to one above it: symbolic links are not followed.
    while let folder = folders.popLast() {
      do {
        for name in try Directory.names(in: path(folder), name: path(folder)) {
          visit(name, in: folder + "/", &folders)
        }
      } catch {
        if let finding = error.finding { findings.append(finding) }
      }
    }
    files.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  private func path(_ below: String) -> String { root == "/" ? "/\(below)" : "\(root)/\(below)" }

  /// - Parameters:
  ///   - folder: below the root, with a slash at its end.
  ///   - folders: those that are still to be gone through.
  private mutating func visit(_ name: EntryName, in folder: String, _ folders: inout [String]) {
    let below = folder + name.visible
    guard name.text != nil else { return refuse(below) }
    let path = path(below)
    let isHidden = name.bytes.first == UInt8(ascii: ".")
    if Directory.isFolder(path) {
      if isHidden { passedOver.append(below + "/") } else { folders.append(below) }
      return
    }
    let role = FileRole(path: below)
    let type: Directory.EntryType
    do {
      type = try Directory.type(at: path, name: path)
    } catch {
      if !role.mayHoldExports {
        unread.append(below)
      } else if let finding = error.finding {
        findings.append(finding)
      }
      return
    }
    switch type {
    case .file: files.append(FoundFile(path: path, name: path, below: below))
    case .folder where !role.isReadable, .other where !role.mayHoldExports:
      if role == .companion { passedOver.append(below) } else { unread.append(below) }
    case .folder, .other: findings.append(Self.notAFile(path))
    }
  }

  private mutating func refuse(_ below: String) {
    findings.append(
      Finding(
        .unreadableFile, at: Place(file: path(below)), "the name \(Quoted.file(below)) is not UTF-8",
        because: "it could be an export, or a folder of exports", remedy: "rename it, for example with convmv"))
  }

  private static func notAFile(_ path: String) -> Finding {
    Finding(
      .unreadableFile, at: Place(file: path),
      "\(Quoted.file(path)) is named like an export but is not a regular file",
      because: "what it should hold would be missing from the figures",
      remedy: "rename it, or put the file itself there")
  }
}

extension FileRole {
  /// Whether the file is named like an export.
  var isExport: Bool {
    switch self {
    case .export, .unsupported: true
    case .zip, .manifest, .data, .companion: false
    }
  }

  /// Whether the file is named like an export that is read.
  var isReadable: Bool {
    if case .export = self { true } else { false }
  }

  /// Whether exports are missing where the file cannot be opened.
  var mayHoldExports: Bool { isExport || self == .zip }
}
