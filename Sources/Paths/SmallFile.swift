import Glibc

/// A file that is read whole: a configuration, a template, a key. It has to be a regular file of bounded size: a pipe
/// would be waited for without end, and a device such as `/dev/zero` has no end. Links to one are followed.
public enum SmallFile {
  /// No configuration and no template is larger.
  public static let longest = 16 << 20
  /// No key or secret is larger.
  public static let longestKey = 64 << 10

  /// Why it is not read.
  public enum Fault: Error, Equatable, Sendable {
    /// A call of the system failed with this `errno`.
    case call(Int32)
    /// What stands there instead of a file: “a folder”.
    case notAFile(String)
    case tooLarge(limit: Int)

    public var isMissing: Bool { self == .call(ENOENT) }

    /// What was found, as a sentence about it.
    public var reason: String {
      switch self {
      case .call(let code): "it cannot be read: \(String(cString: strerror(code)))"
      case .notAFile(let found): "it is \(found), not a regular file"
      case .tooLarge(let limit): "it has more than \(limit >= 1 << 20 ? "\(limit >> 20) MiB" : "\(limit >> 10) KiB")"
      }
    }
  }

  /// - Parameter limit: how many bytes it may have.
  public static func read(_ path: String, atMost limit: Int = longest) throws(Fault) -> [UInt8] {
    // Not to wait for whoever writes to a pipe.
    let file = retrying { open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC) }
    guard file >= 0 else { throw .call(errno) }
    defer { close(file) }
    var info = stat()
    guard fstat(file, &info) == 0 else { throw .call(errno) }
    guard info.st_mode & S_IFMT == S_IFREG else { throw .notAFile(name(info.st_mode)) }
    guard info.st_size <= limit else { throw .tooLarge(limit: limit) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = retrying { Glibc.read(file, &block, block.count) }
      guard count >= 0 else { throw .call(errno) }
      if count == 0 { return bytes }
      bytes += block[..<count]
      // It may grow meanwhile, and some files do not tell their size.
      guard bytes.count <= limit else { throw .tooLarge(limit: limit) }
    }
  }

  /// Whether a regular file is there, by way of a link or not.
  public static func isThere(_ path: String) -> Bool {
    var info = stat()
    return stat(path, &info) == 0 && info.st_mode & S_IFMT == S_IFREG
  }

  private static func name(_ mode: mode_t) -> String {
    switch mode & S_IFMT {
    case S_IFDIR: "a folder"
    case S_IFIFO: "a pipe"
    case S_IFCHR, S_IFBLK: "a device"
    default: "something else"
    }
  }

  /// Calls again while a signal interrupts.
  private static func retrying<Result: SignedInteger>(_ call: () -> Result) -> Result {
    while true {
      let result = call()
      if result != -1 || errno != EINTR { return result }
    }
  }
}
