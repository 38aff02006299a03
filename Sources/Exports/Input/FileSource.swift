import Glibc

/// The bytes of a file as they stand on disk.
public final class FileSource: ByteSource {
  private let name: String
  private let descriptor: Int32
  private let onRead: (@Sendable (Int) -> Void)?

  /// Opens the file; `name` stands for it in errors, and `onRead` is told how many bytes each read gave.
  public init(path: String, name: String, onRead: (@Sendable (Int) -> Void)? = nil) throws(InputError) {
    var descriptor: Int32
    repeat { descriptor = open(path, O_RDONLY | O_CLOEXEC) } while descriptor < 0 && errno == EINTR
    if descriptor < 0 { throw InputError(.open, name, errno) }
    self.name = name
    self.descriptor = descriptor
    self.onRead = onRead
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
      let count = readOnce(descriptor, buffer)
      if count >= 0 {
        onRead?(count)
        return count
      }
      if errno != EINTR { throw InputError(.read, name, errno) }
    }
  }
}

/// The system call, outside the class, whose own `read` hides it.
private func readOnce(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
  read(descriptor, buffer.baseAddress, buffer.count)
}
