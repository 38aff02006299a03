import Foundation

/// Packs with the gzip of the system, without a name and a time.
public func gzip(_ bytes: some Sequence<UInt8>, level: Int = 6) throws -> [UInt8] {
  let folder = FileManager.default.temporaryDirectory.appending(path: "report-gzip-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  let file = folder.appending(path: "text")
  try Data(bytes).write(to: file)
  let process = Process()
  process.executableURL = URL(filePath: "/bin/gzip")
  process.arguments = ["-n", "-\(level)", file.path]
  try process.run()
  process.waitUntilExit()
  return Array(try Data(contentsOf: URL(filePath: file.path + ".gz")))
}

public func gzip(_ text: String, level: Int = 6) throws -> [UInt8] { try gzip(text.utf8, level: level) }
