import CSystem
import Crypto
import Dispatch
import Glibc
import Paths
import Threads

/// Reading and writing whole files by path, every result checked.
enum Files {
  /// Creates a folder and those above it; no error where they are there.
  static func createFolders(_ path: String, _ modes: Modes? = nil) throws(PublishingError) {
    if try create(path, modes) { return }
    let parent = Self.parent(path)
    guard errno == ENOENT, parent != path else { throw .cannotCreate(path: path, reason: lastError()) }
    try createFolders(parent, modes)
    guard try create(path, modes) else { throw .cannotCreate(path: path, reason: lastError()) }
  }

  /// Whether the folder is there now.
  private static func create(_ path: String, _ modes: Modes?) throws(PublishingError) -> Bool {
    guard mkdir(path, 0o777) == 0 else { return errno == EEXIST }
    if let modes, chmod(path, modes.folder) != 0 { throw .cannotCreate(path: path, reason: lastError()) }
    return true
  }

  /// Creates the folders on the way to `folder` below `root`. What is no folder there is not followed.
  static func createRealFolders(_ folder: String, in root: String, _ modes: Modes? = nil) throws(PublishingError) {
    var path = root
    for name in PathText.names(folder) {
      path += "/\(name)"
      if let kind = try kind(path), kind != .folder {
        throw .inTheWay(path: path, found: kind.name, wanted: Kind.folder.name)
      }
      guard try create(path, modes) else { throw .cannotCreate(path: path, reason: lastError()) }
    }
  }

  /// Gives a folder the permissions, and where that is allowed the owner, of another: publishing changes neither.
  static func copyMode(from old: String, to new: String) { copyMode(from: RawPath(old), to: RawPath(new)) }

  static func copyMode(from old: RawPath, to new: RawPath) {
    var info = stat()
    guard old.withCString({ lstat($0, &info) }) == 0, Kind(info) == .folder else { return }
    new.withCString { new in
      // Root alone may give a folder away; others may still give it to a group of theirs.
      if chown(new, info.st_uid, info.st_gid) != 0, chown(new, uid_t.max, info.st_gid) != 0 { errno = 0 }
      chmod(new, info.st_mode & 0o7777)
    }
  }

  /// Whether two paths, links not followed, are names of one file.
  static func areSame(_ a: RawPath, _ b: RawPath) -> Bool {
    var first = stat()
    var second = stat()
    return a.withCString { lstat($0, &first) } == 0 && b.withCString { lstat($0, &second) } == 0
      && first.st_ino == second.st_ino && first.st_dev == second.st_dev
  }

  /// Whether two folders are on one mount of one file system, so that links and renames between them work. Where the
  /// system does not say, they are taken to be, and what does not work then shows.
  static func areOnOneMount(_ a: String, _ b: String) -> Bool {
    func mount(_ path: String) -> Substring? {
      let folder = retrying { open(path, CSYSTEM_O_PATH | O_CLOEXEC) }
      let info = retrying { open("/proc/self/fdinfo/\(folder)", O_RDONLY | O_CLOEXEC) }
      defer { for file in [folder, info] where file >= 0 { close(file) } }
      // Sizes of what lies in /proc are not known beforehand.
      var text = [UInt8](repeating: 0, count: 1024)
      let count = retrying { Glibc.read(info, &text, text.count) }
      return String(decoding: text.prefix(max(0, count)), as: UTF8.self)
        .split(separator: "\n").first { $0.hasPrefix("mnt_id:") }
    }
    return mount(a) == mount(b)
  }

  /// Writes a new file, with the folders it lies in.
  ///
  /// - Parameter modes: the permissions of what is new; nil for those that the process gives.
  static func write(
    _ path: String, _ bytes: UnsafeRawBufferPointer, _ modes: Modes? = nil
  ) throws(PublishingError) {
    let create = { retrying { open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666) } }
    var file = create()
    if file < 0, errno == ENOENT {
      try createFolders(parent(path), modes)
      file = create()
    }
    guard file >= 0 else { throw .inputOutput(path: path, operation: "create", reason: lastError()) }
    if let modes, fchmod(file, modes.file) != 0 {
      let reason = lastError()
      close(file)
      throw .inputOutput(path: path, operation: "set the permissions of", reason: reason)
    }
    var written = 0
    while written < bytes.count {
      let count = retrying {
        Glibc.write(file, bytes.baseAddress.map { $0 + written }, bytes.count - written)
      }
      guard count > 0 else {
        let reason = lastError()
        close(file)
        throw .inputOutput(path: path, operation: "write", reason: reason)
      }
      written += count
    }
    guard close(file) == 0 else { throw .inputOutput(path: path, operation: "close", reason: lastError()) }
  }

  static func write(_ path: String, _ bytes: [UInt8]) throws(PublishingError) {
    try bytes.withUnsafeBufferPointer { bytes throws(PublishingError) in
      try write(path, UnsafeRawBufferPointer(bytes))
    }
  }

  /// How these bytes differ from the file at `path`. A link is never followed, nor a pipe waited for: they hold nothing.
  static func difference(
    of path: String, from bytes: UnsafeRawBufferPointer
  ) throws(PublishingError) -> Publication.Change {
    let file = retrying { open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC) }
    guard file >= 0 else {
      if errno == EMFILE || errno == ENFILE { throw .inputOutput(path: path, operation: "open", reason: lastError()) }
      return errno == ENOENT ? .new : .updated
    }
    defer { close(file) }
    var info = stat()
    guard fstat(file, &info) == 0 else { throw .inputOutput(path: path, operation: "read", reason: lastError()) }
    if Kind(info) == .folder { throw .inTheWay(path: path, found: Kind.folder.name, wanted: Kind.file.name) }
    return holds(file, info, bytes) ? .unchanged : .updated
  }

  /// Whether an open file holds exactly these bytes.
  private static func holds(_ file: Int32, _ info: stat, _ bytes: UnsafeRawBufferPointer) -> Bool {
    guard Kind(info) == .file, Int(info.st_size) == bytes.count else { return false }
    return withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 16) { block in
      var position = 0
      while position < bytes.count {
        let count = retrying { Glibc.read(file, block.baseAddress, block.count) }
        guard count > 0, position + count <= bytes.count,
          memcmp(block.baseAddress!, bytes.baseAddress! + position, count) == 0
        else { return false }
        position += count
      }
      return true
    }
  }

  /// Writes what the file system of a folder holds back to its disk.
  static func sync(_ folder: String) throws(PublishingError) {
    let file = retrying { open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard file >= 0 else { throw .inputOutput(path: folder, operation: "open", reason: lastError()) }
    defer { close(file) }
    guard syncfs(file) == 0 else { throw .inputOutput(path: folder, operation: "sync", reason: lastError()) }
  }

  /// The size and hash of a file, read in blocks. What is no file is not waited for.
  ///
  /// - Parameter followsLinks: for what users name; in a site nothing is a link.
  static func digest(
    of path: String, followsLinks: Bool = false
  ) throws(PublishingError) -> (bytes: Int, digest: SHA256Digest) {
    let flags = O_RDONLY | O_NONBLOCK | O_CLOEXEC | (followsLinks ? 0 : O_NOFOLLOW)
    let file = retrying { open(path, flags) }
    guard file >= 0 else { throw .inputOutput(path: path, operation: "open", reason: lastError()) }
    defer { close(file) }
    var info = stat()
    guard fstat(file, &info) == 0 else { throw .inputOutput(path: path, operation: "read", reason: lastError()) }
    guard Kind(info) == .file else { throw .inTheWay(path: path, found: Kind(info).name, wanted: Kind.file.name) }
    if !followsLinks { try checkSize(info, path) }
    let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 64)
    defer { block.deallocate() }
    var hash = SHA256()
    var size = 0
    while true {
      let count = retrying { Glibc.read(file, block.baseAddress, block.count) }
      guard count >= 0 else { throw .inputOutput(path: path, operation: "read", reason: lastError()) }
      if count == 0 { return (size, SHA256Digest(hash.finalize())) }
      hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: block[..<count]))
      size += count
    }
  }

  /// No file of a site has more. One that claims to would take all memory there is, or all day.
  private static let largest = 4 << 30

  private static func checkSize(_ info: stat, _ path: String) throws(PublishingError) {
    guard info.st_size > largest else { return }
    throw .inputOutput(
      path: path, operation: "read", reason: "it has more than \(largest >> 30) GiB, as no file of a site")
  }

  /// The whole file; nil where there is none. What stands there instead of a file is no missing file.
  static func read(_ path: String) throws(PublishingError) -> [UInt8]? {
    let file = retrying { open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC) }
    guard file >= 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      if errno == ELOOP { throw .inTheWay(path: path, found: Kind.link.name, wanted: Kind.file.name) }
      throw .inputOutput(path: path, operation: "open", reason: lastError())
    }
    defer { close(file) }
    var info = stat()
    guard fstat(file, &info) == 0 else { throw .inputOutput(path: path, operation: "read", reason: lastError()) }
    guard Kind(info) == .file else {
      throw .inTheWay(path: path, found: Kind(info).name, wanted: Kind.file.name)
    }
    try checkSize(info, path)
    // An array without room is the one empty array of all threads, and its count would be written.
    if info.st_size == 0 { return [] }
    var failure: PublishingError?
    let bytes = [UInt8](unsafeUninitializedCapacity: Int(info.st_size)) { block, position in
      while position < block.count {
        let count = retrying { Glibc.read(file, block.baseAddress! + position, block.count - position) }
        if count < 0 { failure = .inputOutput(path: path, operation: "read", reason: lastError()) }
        if count <= 0 { return }
        position += count
      }
    }
    if let failure { throw failure }
    return bytes
  }

  /// The names in a folder that are text, sorted by their bytes; none where the folder is missing.
  static func names(in folder: String) throws(PublishingError) -> [String] {
    try entries(of: RawPath(folder)).compactMap(\.name.text).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// What a folder holds, in no order; nothing where it is missing.
  static func entries(of folder: RawPath) throws(PublishingError) -> [(name: RawPath, kind: Kind)] {
    guard let stream = folder.withCString({ opendir($0) }) else {
      if errno == ENOENT || errno == ENOTDIR { return [] }
      throw .inputOutput(path: folder.shown, operation: "read the folder", reason: lastError())
    }
    defer { closedir(stream) }
    var entries: [(name: RawPath, kind: Kind)] = []
    while true {
      // Nil is the end only where there is no error: half a folder must not be taken for all of it.
      errno = 0
      guard let entry = readdir(stream) else {
        guard errno == 0 else {
          throw .inputOutput(path: folder.shown, operation: "read the folder", reason: lastError())
        }
        return entries
      }
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in RawPath(bytes: bytes.prefix { $0 != 0 }) }
      if name == RawPath(".") || name == RawPath("..") { continue }
      // Some file systems do not tell what a name stands for.
      let kind: Kind? =
        switch Int(entry.pointee.d_type) {
        case Int(DT_REG): .file
        case Int(DT_DIR): .folder
        case Int(DT_LNK): .link
        case Int(DT_UNKNOWN): try Self.kind(folder.appending(name))
        default: .other
        }
      if let kind { entries.append((name, kind)) }
    }
  }
}
