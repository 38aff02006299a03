import ArgumentParser
import Glibc

/// A standard stream whose failures are noticed: a summary nobody could read is not "done".
struct Console {
  static let output = Console(descriptor: 1)
  static let error = Console(descriptor: 2)

  let descriptor: Int32

  private static let unreadable = """
    error: the summary could not be written to standard output
      fix: check where standard output goes, and the free space there
    The run itself is complete.

    """

  func write(_ text: String) throws {
    var text = text
    let isWritten = text.withUTF8 { bytes in
      var position = 0
      while position < bytes.count {
        let count = systemWrite(descriptor, bytes.baseAddress! + position, bytes.count - position)
        if count < 0, errno == EINTR { continue }
        if count <= 0 { return false }
        position += count
      }
      return true
    }
    guard isWritten else {
      // Where standard error fails there is nowhere left to say it.
      if descriptor == Console.output.descriptor { try Console.error.write(Self.unreadable) }
      throw ExitCode(EX_IOERR)
    }
  }
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}
