import Glibc

/// Keeps a second run away from an output folder for as long as it lives.
///
/// Two locks of the system, which end with the process however that ends, so that a file that was left behind locks
/// nothing. One is on a file beside the output, which is there before the output is and whose text names the holder for
/// whoever comes second. The other is on the output itself, and is all there is where nothing can be created beside it;
/// the text then lies in the output for as long as the lock is held.
final class OutputLock: Sendable {
  /// Whether something can be created beside the output.
  let isBeside: Bool
  /// The file that names the holder; nil where it could not be made.
  private let path: String?
  private let descriptors: [Int32]

  init(_ output: String) throws(PublishingError) {
    let beside = Self.path(beside: output)
    try Files.createFolders(Files.parent(output))
    let file = try Self.lock(beside, O_RDWR | O_CREAT | O_NOFOLLOW, for: output)
    isBeside = file != nil
    let reason = lastError()
    let folder: Int32?
    do {
      folder = try Self.lock(output, O_RDONLY | O_DIRECTORY, for: output)
    } catch {
      if let file {
        unlink(beside)
        close(file)
      }
      throw error
    }
    descriptors = [file, folder].compactMap(\.self)
    if let file {
      path = beside
      Self.sign(file)
      return
    }
    guard folder != nil else { throw .cannotCreate(path: beside, reason: reason) }
    let inside = Self.path(inside: output)
    let place = Files.parent(inside)
    mkdir(place, 0o700)
    // The output may hold anything under these names: nothing is written through a link, and no file of others.
    guard (try? Files.kind(place)) == .folder else {
      path = nil
      return
    }
    if (try? Files.kind(inside)) != .folder { unlink(inside) }
    let text = retrying { open(inside, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644) }
    path = text >= 0 ? inside : nil
    if text >= 0 {
      Self.sign(text)
      close(text)
    }
  }

  deinit {
    if let path {
      unlink(path)
      // Where a journal is left to be finished, the folder stays with it.
      if !isBeside { rmdir(Files.parent(path)) }
    }
    for descriptor in descriptors { close(descriptor) }
  }

  private static func path(beside output: String) -> String {
    "\(Files.parent(output))/.\(Files.name(output)).lock"
  }

  private static func path(inside output: String) -> String { "\(output)/\(Journal.folder)/lock" }

  /// Opens a file or folder and locks it; nil where there is none and none may be made.
  private static func lock(_ path: String, _ flags: Int32, for output: String) throws(PublishingError) -> Int32? {
    var attempts = 20
    while true {
      let file = retrying { open(path, flags | O_CLOEXEC, 0o666) }
      guard file >= 0 else {
        if [ENOENT, EACCES, EPERM, EROFS].contains(errno) { return nil }
        throw .cannotCreate(path: path, reason: lastError())
      }
      guard retrying({ flock(file, LOCK_EX | LOCK_NB) }) == 0 else {
        let isHeld = errno == EWOULDBLOCK
        let reason = lastError()
        let holder = holder(of: output, file)
        close(file)
        guard isHeld else { throw .cannotCreate(path: path, reason: "it cannot be locked: \(reason)") }
        // A holder without a name is about to sign, or gone by now.
        attempts -= 1
        guard holder == nil, attempts > 0 else { throw .busy(path: output, holder: holder ?? "another process") }
        usleep(5_000)
        continue
      }
      // Between the two calls the former holder may have removed the file, or exchanged the folder: a lock on that one
      // keeps nobody away.
      var mine = stat()
      var current = stat()
      guard fstat(file, &mine) == 0, stat(path, &current) == 0 || errno == ENOENT else {
        let reason = lastError()
        close(file)
        throw .cannotCreate(path: path, reason: reason)
      }
      if mine.st_ino == current.st_ino, mine.st_dev == current.st_dev { return file }
      close(file)
    }
  }

  /// Only for people to read: a lock without a name still locks.
  private static func sign(_ file: Int32) {
    var host = [CChar](repeating: 0, count: 256)
    gethostname(&host, host.count - 1)
    let name = String(decoding: host.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    var now = time(nil)
    var parts = tm()
    gmtime_r(&now, &parts)
    var since = [CChar](repeating: 0, count: 64)
    strftime(&since, since.count, "%Y-%m-%d %H:%M:%S UTC", &parts)
    let date = String(decoding: since.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let text = "process \(getpid()) on \(name) since \(date)\n"
    ftruncate(file, 0)
    _ = text.withCString { write(file, $0, strlen($0)) }
  }

  /// What the file says that cannot be locked, or, of the output, one of those that go with it.
  private static func holder(of output: String, _ file: Int32) -> String? {
    var own = [UInt8](repeating: 0, count: 512)
    own.removeSubrange(max(0, pread(file, &own, own.count, 0))...)
    let others = [path(beside: output), path(inside: output)].map { (try? Files.read($0)) ?? [] }
    for text in [own] + others {
      if let end = text.firstIndex(of: UInt8(ascii: "\n")) { return String(decoding: text[..<end], as: UTF8.self) }
    }
    return nil
  }
}
