import Foundation

/// Test inputs that are not part of the project, in `shared` beside the checkout; the environment variable
/// `REPORT_SHARED` names another place. Tests that need them are skipped, and say so, where they are not there.
public enum Shared {
  public static let folder =
    ProcessInfo.processInfo.environment["REPORT_SHARED"].map { URL(filePath: $0) }
    ?? URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "shared")

  public static func has(_ path: String) -> Bool {
    let file = folder.appending(path: path).path
    if FileManager.default.fileExists(atPath: file) { return true }
    print("SKIPPED: no \(file); set REPORT_SHARED to the folder that holds \(path)")
    return false
  }

  /// A folder of such inputs; nil, said aloud, where there is none.
  public static func folder(_ path: String) -> URL? {
    has(path) ? folder.appending(path: path) : nil
  }
}

/// The files in a folder, by name.
public func files(in folder: URL?) -> [URL] {
  guard let folder else { return [] }
  let found = try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
  return (found ?? []).sorted { $0.lastPathComponent < $1.lastPathComponent }
}
