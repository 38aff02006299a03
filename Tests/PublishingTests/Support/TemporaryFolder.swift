import Foundation

/// A folder of its own for one test, removed with it.
final class TemporaryFolder {
  let path: String

  init() throws {
    path =
      FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
      .appending(path: "report-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ file: String, _ text: String) throws {
    let full = "\(path)/\(file)"
    try FileManager.default.createDirectory(
      atPath: (full as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try text.write(toFile: full, atomically: false, encoding: .utf8)
  }

  func read(_ file: String) -> String? { try? String(contentsOfFile: "\(path)/\(file)", encoding: .utf8) }

  func link(_ file: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(atPath: "\(path)/\(file)", withDestinationPath: target)
  }

  /// Where a link points; nil for anything else.
  func target(_ file: String) -> String? {
    try? FileManager.default.destinationOfSymbolicLink(atPath: "\(path)/\(file)")
  }

  /// What tells a file or folder from another of the same name.
  func number(_ file: String) -> Int? {
    (try? FileManager.default.attributesOfItem(atPath: "\(path)/\(file)"))?[.systemFileNumber] as? Int
  }

  /// Every file and folder below, sorted.
  func everything() -> [String] { (try? FileManager.default.subpathsOfDirectory(atPath: path))?.sorted() ?? [] }

  /// Every file and folder below, sorted, but for the papers of sites: every site has those.
  func tree() -> [String] {
    let all = everything()
    let papers = ["/SHA256SUMS", "/manifest.json", "/finance/history.jsonl"]
    let own = all.filter { path in !papers.contains(where: path.hasSuffix) }
    return own.filter { path in
      !path.hasSuffix("/finance") || own.contains { $0.hasPrefix("\(path)/") } || !all.contains("\(path)/history.jsonl")
    }
  }
}

extension TemporaryFolder {
  /// The permissions of a file or folder.
  func mode(_ file: String) -> Int? {
    (try? FileManager.default.attributesOfItem(atPath: "\(path)/\(file)"))?[.posixPermissions] as? Int
  }

  /// Which file or folder it is and when it last changed, by path. Not of the folder itself: a lock is in it for a moment.
  func stamps() throws -> [String: String] {
    var stamps: [String: String] = [:]
    for file in everything() {
      var info = stat()
      guard lstat("\(path)/\(file)", &info) == 0 else { throw CocoaError(.fileReadUnknown) }
      stamps[file] = "\(info.st_ino) \(info.st_mtim.tv_sec).\(info.st_mtim.tv_nsec) \(info.st_mode)"
    }
    return stamps
  }
}
