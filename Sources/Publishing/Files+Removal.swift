import CSystem
import Crypto
import Dispatch
import Glibc
import Paths
import Threads

extension Files {
  /// Removes a file, or a folder with all it holds; links are removed, not followed.
  static func remove(_ path: String, jobs: Int = 1) throws(PublishingError) {
    guard let kind = try kind(path) else { return }
    try remove(RawPath(path), kind, jobs)
  }

  private static func remove(_ path: RawPath, _ kind: Kind, _ jobs: Int) throws(PublishingError) {
    if kind == .folder {
      // A folder that kept the permissions of one that nobody may write to.
      path.withCString { if access($0, W_OK | X_OK) != 0 { chmod($0, 0o700) } }
      try forEach(try entries(of: path), jobs: jobs) { entry throws(PublishingError) in
        try remove(path.appending(entry.name), entry.kind, jobs)
      }
    }
    guard path.withCString({ kind == .folder ? rmdir($0) : unlink($0) }) == 0 else {
      throw .inputOutput(path: path.shown, operation: "remove", reason: lastError())
    }
  }

  /// Removes the folders below `root` that held these files and hold nothing any more: they go with the last of their
  /// files, and not where there never was one.
  static func removeEmptyFolders(of files: some Sequence<String>, in root: String) throws(PublishingError) {
    for file in files {
      var folder = parent(file)
      while folder != ".", rmdir("\(root)/\(folder)") == 0 { folder = parent(folder) }
      guard folder == "." || [ENOTEMPTY, EEXIST, ENOENT].contains(errno) else {
        throw .inputOutput(path: "\(root)/\(folder)", operation: "remove", reason: lastError())
      }
    }
  }

  /// Calls `body` for each element, on several threads where there are many: a site has a folder for every workspace.
  /// The first error is thrown once all threads have come to rest.
  static func forEach<Element: Sendable, Failure: Error>(
    _ elements: [Element], jobs: Int, _ body: @Sendable (Element) throws(Failure) -> Void
  ) throws(Failure) {
    if jobs == 1 || elements.count < 64 {
      for element in elements { try body(element) }
      return
    }
    let failure = Locked<Failure?>(nil)
    DispatchQueue.concurrentPerform(iterations: jobs) { job in
      do throws(Failure) {
        for index in stride(from: job, to: elements.count, by: jobs) { try body(elements[index]) }
      } catch {
        failure.withLock { $0 = $0 ?? error }
      }
    }
    if let error = failure.withLock({ $0 }) { throw error }
  }
}
