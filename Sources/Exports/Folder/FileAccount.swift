import Billing
import Diagnostics

/// What becomes of each file below the exports folder: it is read, refused or listed.
struct FileAccount {
  private var exports: [ExportFile] = []
  private(set) var findings: [Finding] = []
  private(set) var manifests: [PartList] = []
  /// Data files that are named like no export, by their paths below the folder.
  private(set) var ignored: [String] = []
  private var companions: [String] = []
  private var unread: [String] = []
  /// All files, by their paths below the folder.
  private(set) var paths: [String] = []

  /// The exports, sorted by the bytes of their names.
  var files: [ExportFile] { exports.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) } }

  mutating func add(_ finding: Finding) { findings.append(finding) }

  /// Notes what nobody looks into, by paths below the folder.
  ///
  /// - Parameter unread: links to folders, and what is neither file nor folder.
  mutating func leave(_ passedOver: [String], unread: [String]) {
    companions += passedOver
    self.unread += unread
  }

  mutating func take(_ file: FoundFile) {
    paths.append(file.below)
    take(file, as: FileRole(path: file.below))
  }

  private mutating func take(_ file: FoundFile, as role: FileRole) {
    switch role {
    case .export(let kind, let format, let packing):
      let export = ExportFile(
        path: file.path, name: file.name, kind: kind, format: format, packing: packing, member: file.member)
      if let finding = Self.fault(export) { findings.append(finding) } else { exports.append(export) }
    case .unsupported(let form): findings.append(form.finding(file))
    case .zip:
      let zip = ZipFolder(file)
      findings += zip.findings
      for inner in zip.files { take(inner) }
    case .manifest: takeManifest(file)
    case .data: ignored.append(file.below)
    case .companion: companions.append(file.below)
    }
  }

  /// A file that is named like a manifest and names no parts is what its name says otherwise.
  private mutating func takeManifest(_ file: FoundFile) {
    do throws(InputError) {
      if let manifest = try PartList(file) {
        manifests.append(manifest)
        companions.append(file.below)
      } else {
        take(file, as: .withoutManifest(file.fileName))
      }
    } catch {
      if let finding = error.finding { findings.append(finding) }
    }
  }

  /// Why an export cannot be read, as far as its beginning tells.
  private static func fault(_ file: ExportFile) -> Finding? {
    do throws(InputError) {
      var window = ByteWindow(source: try file.open(), blockSize: 1 << 12)
      return try window.isBlank() ? ExportReader.emptyFile(file.name) : nil
    } catch {
      return error.finding
    }
  }

  /// The files that are neither read nor refused.
  ///
  /// - Parameter root: the exports folder.
  func listed(in root: String) -> [Finding] {
    var findings: [Finding] = []
    if !ignored.isEmpty {
      findings.append(
        Finding(
          .ignoredFile, at: Place(file: root),
          "not named like an export and left alone: \(Quoted.list(ignored))",
          because: "if one of them is an export, its rows are missing from the figures",
          remedy:
            "name exports so that they are read, and take other data out of the folder; \(ExportFolderError.lookedFor)"
        ))
    }
    if !unread.isEmpty {
      findings.append(
        Finding(
          .ignoredFile, at: Place(file: root), "no files and no folders, and left alone: \(Quoted.list(unread))",
          because: "links to folders are not followed, and pipes and devices are not read",
          remedy: "put a folder that holds exports there itself, or name it by --exports"))
    }
    if !companions.isEmpty {
      findings.append(
        Finding(
          .ignoredFile, at: Place(file: root),
          "no exports, and left alone: \(Quoted.list(companions.sorted(by: precedes)))",
          remedy: "nothing", severity: .note))
    }
    return findings
  }
}
