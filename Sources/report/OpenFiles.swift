import ArgumentParser
import Glibc

/// How many files may be open at a time.
enum OpenFiles {
  /// The system's own threads need some, and end the process where they get none.
  static let needed = 32

  static func require() throws {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0, limit.rlim_cur < needed else { return }
    try? Console.error.write(
      """
      error: no more than \(limit.rlim_cur) files may be open at a time, and \(needed) are needed
        fix: allow more, for example with ulimit -n 1024
      Nothing was written.

      """)
    throw ExitCode(EX_IOERR)
  }
}
