import Glibc

/// Why an input cannot be read.
public enum InputError: Error, Sendable, Hashable {
  public enum Action: String, Sendable, Hashable {
    case open = "opened"
    case read = "read"
    case list = "listed"
  }

  /// A system call on it failed and left this value of `errno`. The name is that of the file or folder, as messages
  /// show it.
  case call(Action, name: String, code: Int32)
  /// A file cannot be unpacked.
  case packing(PackingFault, name: String)
  /// Rows cannot be put aside in the folder for temporary files, or not be read back from there.
  case temporaryFile(folder: String, code: Int32)

  public init(_ action: Action, _ name: String, _ code: Int32) { self = .call(action, name: name, code: code) }

  /// Whether nothing is there by that name.
  public var isMissing: Bool {
    if case .call(_, _, ENOENT) = self { true } else { false }
  }
}

extension InputError: CustomStringConvertible {
  /// What is wrong and what to do.
  public var description: String {
    switch self {
    case .call(let action, let name, let code):
      "\(name) cannot be \(action.rawValue): \(String(cString: strerror(code)))\n  fix: \(Self.remedy(action, code))"
    case .packing(let fault, let name):
      "\(name) \(fault.message)\n  why: \(fault.reason)\n  fix: \(fault.remedy)"
    case .temporaryFile(let folder, let code):
      """
      usage rows cannot be put aside in \(folder): \(String(cString: strerror(code)))
        fix: make room there, or set TMPDIR to a folder on a disk with room for all usage, then run again
      """
    }
  }

  private static func remedy(_ action: Action, _ code: Int32) -> String {
    switch code {
    case EMFILE, ENFILE: "allow more open files (ulimit -n), then run again"
    case EIO: "check the disk, or export it again, then run again"
    default:
      action == .list ? "check that you may read the folder" : "check that the file is there and that you may read it"
    }
  }
}
