import Glibc

/// Keeps a second run away from an output folder for as long as it lives.
///
/// The lock is the system's, on a file beside the output, and ends with the process however that ends: a file that was
/// left behind locks nothing. Its text names the holder for whoever comes second.
final class OutputLock: Sendable {
  private let path: String
  private let file: Int32

  init(beside output: String) throws(PublishingError) {
    let name = output.split(separator: "/").last.map(String.init) ?? "output"
    let path = "\(Files.parent(output))/.\(name).lock"
    try Files.createFolders(Files.parent(output))
    while true {
      let file = retrying { open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o666) }
      guard file >= 0 else { throw .cannotCreate(path: path, reason: lastError()) }
      guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
        let holder = Self.holder(file)
        close(file)
        throw .busy(path: output, holder: holder)
      }
      // Between the two calls the former holder may have removed the file; a lock on that one keeps nobody away.
      var mine = stat()
      var current = stat()
      if fstat(file, &mine) == 0, stat(path, &current) == 0, mine.st_ino == current.st_ino,
        mine.st_dev == current.st_dev
      {
        self.file = file
        self.path = path
        break
      }
      close(file)
    }
    sign()
  }

  deinit {
    unlink(path)
    close(file)
  }

  private func sign() {
    var host = [CChar](repeating: 0, count: 256)
    gethostname(&host, host.count - 1)
    let name = String(decoding: host.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let text = "process \(getpid()) on \(name)\n"
    ftruncate(file, 0)
    // Only for people to read: a lock without a name still locks.
    _ = text.withCString { write(file, $0, strlen($0)) }
  }

  private static func holder(_ file: Int32) -> String {
    var bytes = [UInt8](repeating: 0, count: 512)
    let count = pread(file, &bytes, bytes.count, 0)
    let text = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    return text.split(separator: "\n").first.map(String.init) ?? "another process"
  }
}
