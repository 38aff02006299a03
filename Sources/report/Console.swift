import ArgumentParser
import Diagnostics
import Glibc

/// A standard stream whose failures are noticed: a summary nobody could read is not "done".
struct Console {
  static let output = Console(descriptor: 1)
  static let error = Console(descriptor: 2)

  let descriptor: Int32

  /// Before any file is opened. The number of a stream that came closed would go to the first file that is, and what is
  /// said would be written into that. A reader that goes away and a file that may not grow are errors like any other, not
  /// the end of the process.
  static func prepare() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(descriptor, F_GETFD) == -1 {
      // For reading, so that writing fails. It gets the lowest number that is free: this one.
      _ = open("/dev/null", O_RDONLY)
    }
  }

  /// Writes lines of text. Whatever they hold of files is made visible here, if nobody did so before; a line feed ends a
  /// line, so those of files are to be made visible where lines are put together.
  func write(_ text: String) throws { try send(VisibleText.lines(text)) }

  /// Writes JSON, with escapes for what a terminal would act on.
  func write(json: String) throws { try send(VisibleText.json(json)) }

  /// Writes what is the tool's own from end to end: help, and what moves the cursor.
  func write(own text: String) throws { try send(text) }

  private func send(_ text: String) throws {
    var text = text
    let failure: Int32? = text.withUTF8 { bytes in
      var position = 0
      while position < bytes.count {
        let count = systemWrite(descriptor, bytes.baseAddress! + position, bytes.count - position)
        if count < 0, errno == EINTR { continue }
        if count <= 0 { return errno }
        position += count
      }
      return nil
    }
    guard let failure else { return }
    // Where standard error fails there is nowhere left to say it.
    if descriptor == Console.output.descriptor { try Console.error.write(Self.unreadable(failure)) }
    throw ExitCode(EX_IOERR)
  }

  private static func unreadable(_ code: Int32) -> String {
    """
    error: standard output cannot be written: \(String(cString: strerror(code)))
      fix: check where standard output goes, and the free space there
    The run itself is complete.

    """
  }
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}
