import Glibc

/// The bytes of a file, or of a part of it, as they stand on disk.
public final class FileSource: ByteSource {
  private let name: String
  private let descriptor: Int32
  private let onRead: (@Sendable (Int) -> Void)?
  /// How many bytes of the part are still to come.
  private var rest = Int.max

  /// Opens the file; `name` stands for it in errors, and `onRead` is told how many bytes each read gave.
  public init(path: String, name: String, onRead: (@Sendable (Int) -> Void)? = nil) throws(InputError) {
    var descriptor: Int32
    repeat { descriptor = open(path, O_RDONLY | O_CLOEXEC) } while descriptor < 0 && errno == EINTR
    if descriptor < 0 { throw InputError(.open, name, errno) }
    self.name = name
    self.descriptor = descriptor
    self.onRead = onRead
  }

  /// Opens a part of the file.
  convenience init(
    path: String, name: String, range: Range<Int>, onRead: (@Sendable (Int) -> Void)? = nil
  ) throws(InputError) {
    try self.init(path: path, name: name, onRead: onRead)
    guard lseek(descriptor, range.lowerBound, SEEK_SET) == range.lowerBound else {
      throw InputError(.read, name, errno)
    }
    rest = range.count
  }

  deinit { close(descriptor) }

  /// How many bytes the file has.
  func size() throws(InputError) -> Int {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw InputError(.read, name, errno) }
    return Int(status.st_size)
  }

  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
    while true {
      let count = readOnce(descriptor, buffer.baseAddress, min(buffer.count, rest))
      if count >= 0 {
        if rest != .max { rest -= count }
        onRead?(count)
        return count
      }
      if errno != EINTR { throw InputError(.read, name, errno) }
    }
  }

  /// A part of a file that is small; less where the file ends before it does.
  static func bytes(_ range: Range<Int>, of path: String, name: String) throws(InputError) -> [UInt8] {
    let source = try FileSource(path: path, name: name, range: range)
    return try source.all(atMost: range.count) ?? []
  }
}

extension ByteSource {
  /// All bytes; nil where they are more than `limit`.
  func all(atMost limit: Int) throws(InputError) -> [UInt8]? {
    var bytes: [UInt8] = []
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 1)
    defer { buffer.deallocate() }
    while true {
      let count = try read(into: buffer)
      if count == 0 { return bytes }
      bytes += buffer[..<count]
      if bytes.count > limit { return nil }
    }
  }
}

/// The system call, outside the class, whose own `read` hides it.
private func readOnce(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(descriptor, buffer, count)
}
