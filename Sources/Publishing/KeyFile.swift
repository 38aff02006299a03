import Glibc

/// Files that hold keys: small, read whole, links followed, as secrets are often mounted through links.
enum KeyFile {
  /// More than any key takes, so that a wrong path is noticed early.
  private static let limit = 1 << 16

  static func read(_ path: String) throws(KeyError) -> [UInt8] {
    let file = retrying { open(path, O_RDONLY | O_CLOEXEC) }
    guard file >= 0 else { throw .unreadable(path: path, reason: lastError()) }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: limit)
    var size = 0
    while size < limit {
      let count = retrying { Glibc.read(file, &bytes[size], limit - size) }
      guard count >= 0 else { throw .unreadable(path: path, reason: lastError()) }
      if count == 0 { return Array(bytes[..<size]) }
      size += count
    }
    throw .notAKey(path: path, .notPEM)
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
