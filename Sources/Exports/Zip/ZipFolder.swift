import Diagnostics

/// A zip as a folder: the files in it, and what of it is refused.
struct ZipFolder {
  private(set) var files: [FoundFile] = []
  private(set) var findings: [Finding] = []

  /// Why files in a zip are refused, whatever they hold.
  private enum Refusal: CaseIterable {
    case encrypted, link, unsafeName, sameName, zip
  }

  init(_ zip: FoundFile) {
    let members: [ZipMember]
    do {
      members = try ZipDirectory(path: zip.path, name: zip.name).members
    } catch {
      findings = error.finding.map { [$0] } ?? []
      return
    }
    var refused: [Refusal: [String]] = [:]
    var names: Set<[UInt8]> = []
    for member in members {
      let role = FileRole(path: member.path)
      if !member.isSafe {
        refused[.unsafeName, default: []].append(member.path)
      } else if !names.insert(member.name).inserted {
        refused[.sameName, default: []].append(member.path)
      } else if member.isFolder {
        continue
      } else if member.isLink {
        refused[.link, default: []].append(member.path)
      } else if member.isEncrypted, role != .companion {
        refused[.encrypted, default: []].append(member.path)
      } else if role == .zip {
        refused[.zip, default: []].append(member.path)
      } else {
        files.append(
          FoundFile(
            path: zip.path, name: "\(zip.name)/\(member.path)", below: "\(zip.below)/\(member.path)", member: member))
      }
    }
    for refusal in Refusal.allCases {
      if let names = refused[refusal] { findings.append(Self.finding(refusal, names, in: zip)) }
    }
    if findings.isEmpty, ExportKind(fileName: zip.fileName) != nil, !files.contains(where: \.holdsExport) {
      findings.append(Self.noExport(zip, files.map { String($0.below.dropFirst(zip.below.count + 1)) }))
    }
  }

  private static func finding(_ refusal: Refusal, _ names: [String], in zip: FoundFile) -> Finding {
    let list = Quoted.list(names)
    let (message, reason, remedy) =
      switch refusal {
      case .encrypted:
        ("holds files that take a password: \(list)", "what they hold cannot be told", "pack them without a password")
      case .link:
        (
          "holds symbolic links: \(list)", "what they lead to is not in the zip",
          "pack the files that they lead to, or unpack the zip into the folder"
        )
      case .unsafeName:
        (
          "holds names that lead elsewhere when they are unpacked: \(list)",
          "no export has such a name; the zip was damaged, made to do harm, or made by a program that writes \\ for /",
          "find out where it comes from, and pack the files again"
        )
      case .sameName:
        (
          "holds several files of one name: \(list)", "which of them is meant would be a guess",
          "pack the files again, each of them once"
        )
      case .zip:
        (
          "holds other zips: \(list)", "exports are looked for in a zip, and not in a zip in it",
          "unpack the outer zip into the folder"
        )
      }
    return Finding(
      .unsupportedFile, at: Place(file: zip.name), "\(Quoted.file(zip.name)) \(message)", because: reason,
      remedy: remedy)
  }

  private static func noExport(_ zip: FoundFile, _ names: [String]) -> Finding {
    Finding(
      .unsupportedFile, at: Place(file: zip.name),
      "\(Quoted.file(zip.name)) is named like an export, and no file in it is"
        + (names.isEmpty ? "" : ": \(Quoted.list(names))"),
      because: "what it holds would be missing from the figures",
      remedy:
        "name the files in it like exports, such as usage.csv; if none of them is one, take the zip out of the folder")
  }
}

extension FoundFile {
  fileprivate var holdsExport: Bool { FileRole(path: below).isExport }
}
