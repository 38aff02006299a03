import CArchive
import Crypto
import Glibc

/// Writes zips that are the same, to the byte, whenever and by whomever they are made of the same files: sorted, without
/// times, owners and permissions of those files, and packed in one way.
struct ZipFile {
  private static let options = "zip:compression=deflate,zip:compression-level=6,zip:hdrcharset=UTF-8"
  private static let blockSize = 1 << 18

  private let path: String
  private let zip: OpaquePointer

  /// Writes a new file.
  ///
  /// - Parameter output: where published files are read from.
  static func write(_ path: String, _ entries: [ZipEntry], from output: OutputFolder) throws {
    try Files.createFolders(Files.parent(path))
    let file = retrying { open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666) }
    guard file >= 0 else { throw PublishingError.inputOutput(path: path, operation: "create", reason: lastError()) }
    guard let zip = archive_write_new() else { fatalError("out of memory") }
    do {
      defer { archive_write_free(zip) }
      try ZipFile(path: path, zip: zip).write(entries, to: file, from: output)
    } catch {
      close(file)
      throw error
    }
    guard close(file) == 0 else {
      throw PublishingError.inputOutput(path: path, operation: "close", reason: lastError())
    }
  }

  private func write(_ entries: [ZipEntry], to file: Int32, from output: OutputFolder) throws {
    try check(archive_write_set_format_zip(zip))
    try check(archive_write_set_options(zip, Self.options))
    try check(archive_write_set_bytes_in_last_block(zip, 1))
    try check(archive_write_open_fd(zip, file))
    for entry in entries.sorted(by: { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }) {
      switch entry.content {
      case .bytes(let bytes):
        try begin(entry.path, size: bytes.count)
        try bytes.withUnsafeBytes(add)
      case .published(let file, let digest):
        try add(entry.path, "\(output.path)/\(file)", digest, followsLinks: false)
      case .file(let file, let digest):
        try add(entry.path, file, digest, followsLinks: true)
      }
      try check(archive_write_finish_entry(zip))
    }
    try check(archive_write_close(zip))
  }

  /// No time is set: that is the first of 1980 in a zip, wherever and whenever it is written.
  private func begin(_ path: String, size: Int) throws {
    guard let entry = archive_entry_new2(zip) else { fatalError("out of memory") }
    defer { archive_entry_free(entry) }
    archive_entry_set_pathname_utf8(entry, path)
    archive_entry_set_filetype(entry, UInt32(S_IFREG))
    archive_entry_set_perm(entry, 0o644)
    archive_entry_set_size(entry, la_int64_t(size))
    try check(archive_write_header(zip, entry))
  }

  /// Adds a file block by block, and makes sure that it is the one of this hash.
  private func add(_ name: String, _ path: String, _ digest: SHA256Digest, followsLinks: Bool) throws {
    let flags = O_RDONLY | O_NONBLOCK | O_CLOEXEC | (followsLinks ? 0 : O_NOFOLLOW)
    let file = retrying { open(path, flags) }
    guard file >= 0 else {
      if errno == ENOENT { throw ArchiveError.changed(path: path) }
      throw PublishingError.inputOutput(path: path, operation: "open", reason: lastError())
    }
    defer { close(file) }
    var info = stat()
    guard fstat(file, &info) == 0 else {
      throw PublishingError.inputOutput(path: path, operation: "read", reason: lastError())
    }
    var rest = Int(info.st_size)
    try begin(name, size: rest)
    let block = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.blockSize, alignment: 64)
    defer { block.deallocate() }
    var hash = SHA256()
    while true {
      let count = retrying { Glibc.read(file, block.baseAddress, block.count) }
      guard count >= 0 else {
        throw PublishingError.inputOutput(path: path, operation: "read", reason: lastError())
      }
      if count == 0 { break }
      rest -= count
      guard rest >= 0 else { throw ArchiveError.changed(path: path) }
      let bytes = UnsafeRawBufferPointer(rebasing: block[..<count])
      hash.update(bufferPointer: bytes)
      try add(bytes)
    }
    guard SHA256Digest(hash.finalize()) == digest else { throw ArchiveError.changed(path: path) }
  }

  private func add(_ bytes: UnsafeRawBufferPointer) throws {
    var written = 0
    while written < bytes.count {
      let count = archive_write_data(zip, bytes.baseAddress.map { $0 + written }, bytes.count - written)
      guard count > 0 else { throw failure }
      written += count
    }
  }

  private func check(_ result: Int32) throws {
    guard result == ARCHIVE_OK else { throw failure }
  }

  private var failure: PublishingError {
    .inputOutput(
      path: path, operation: "write", reason: archive_error_string(zip).map { String(cString: $0) } ?? lastError())
  }
}
