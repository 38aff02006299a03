import Foundation

/// Test inputs that are not part of the project, in `shared` beside the checkout; the environment variable
/// `REPORT_SHARED` names another place. Tests that need them are skipped, and say so, where they are not there.
enum Shared {
  static let folder =
    ProcessInfo.processInfo.environment["REPORT_SHARED"].map { URL(filePath: $0) }
    ?? Project.folder.deletingLastPathComponent().appending(path: "shared")

  static func has(_ path: String) -> Bool {
    if FileManager.default.fileExists(atPath: folder.appending(path: path).path) { return true }
    print("SKIPPED: no \(folder.appending(path: path).path); set REPORT_SHARED to the folder that holds \(path)")
    return false
  }
}
