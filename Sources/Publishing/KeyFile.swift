import CSystem
import Glibc
import Paths

/// Files that hold keys: small, read whole, links followed, as secrets are often mounted through links.
enum KeyFile {
  static func read(_ path: String) throws(KeyError) -> [UInt8] {
    do {
      return try SmallFile.read(path, atMost: SmallFile.longestKey)
    } catch {
      switch error {
      case .call(let code): throw .unreadable(path: path, reason: String(cString: strerror(code)))
      case .notAFile(let found): throw .notAKey(path: path, .notAFile(found))
      case .tooLarge: throw .notAKey(path: path, .notPEM)
      }
    }
  }

  /// Puts a new file in its place in one step, with its permissions from the beginning: whoever is interrupted leaves all of
  /// it, or nothing that anybody takes for a key.
  static func write(_ path: String, _ text: String, _ mode: mode_t) throws(KeyError) {
    let staged = "\(Files.parent(path))/.\(Files.name(path)).new"
    unlink(staged)
    let file = retrying { open(staged, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode) }
    guard file >= 0 else { throw .unwritable(path: path, reason: lastError()) }
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = retrying { bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) } }
      guard count > 0 else { break }
      bytes = bytes.dropFirst(count)
    }
    let isSynced = bytes.isEmpty && fsync(file) == 0
    let reason = lastError()
    guard close(file) == 0, isSynced else {
      unlink(staged)
      throw .unwritable(path: path, reason: reason)
    }
    guard place(staged, path) == 0 else {
      let error: KeyError = errno == EEXIST ? .exists(path: path) : .unwritable(path: path, reason: lastError())
      unlink(staged)
      throw error
    }
  }

  /// Gives a file its name where nothing has that name yet.
  private static func place(_ staged: String, _ path: String) -> Int32 {
    if renameat2(AT_FDCWD, staged, AT_FDCWD, path, CSYSTEM_RENAME_NOREPLACE) == 0 { return 0 }
    guard errno == EINVAL || errno == ENOSYS else { return -1 }
    // File systems that know no such renaming, mostly of networks, know links.
    guard link(staged, path) == 0 else { return -1 }
    unlink(staged)
    return 0
  }
}
