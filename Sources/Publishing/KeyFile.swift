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

  /// Writes a new file that has its permissions from the beginning.
  static func write(_ path: String, _ text: String, _ mode: mode_t) throws(KeyError) {
    let file = retrying { open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode) }
    guard file >= 0 else { throw errno == EEXIST ? .exists(path: path) : .unwritable(path: path, reason: lastError()) }
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = retrying { bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) } }
      guard count > 0 else { break }
      bytes = bytes.dropFirst(count)
    }
    let isSynced = bytes.isEmpty && fsync(file) == 0
    let reason = lastError()
    guard close(file) == 0, isSynced else {
      unlink(path)
      throw .unwritable(path: path, reason: reason)
    }
  }
}
