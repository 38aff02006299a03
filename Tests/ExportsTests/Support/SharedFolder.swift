import Foundation

/// A folder of test inputs that are not part of the project, in `shared` beside the checkout; the environment variable
/// `REPORT_SHARED` names another place. Nil, said aloud, where there is none.
func sharedFolder(_ name: String) -> URL? {
  let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  let shared =
    ProcessInfo.processInfo.environment["REPORT_SHARED"].map { URL(filePath: $0) }
    ?? package.deletingLastPathComponent().appending(path: "shared")
  let folder = shared.appending(path: name)
  if FileManager.default.fileExists(atPath: folder.path) { return folder }
  print("SKIPPED: no folder \(folder.path); set REPORT_SHARED to the folder that holds \(name)")
  return nil
}

/// The files in a folder, by name.
func files(in folder: URL?) -> [URL] {
  guard let folder else { return [] }
  let found = try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
  return (found ?? []).sorted { $0.lastPathComponent < $1.lastPathComponent }
}
