import Diagnostics
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
  /// A zip, or a file in it, cannot be read.
  case zip(ZipFault, name: String)
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
    guard case .temporaryFile(let folder, let code) = self else {
      return "\(name) \(message)\n" + (reason.isEmpty ? "" : "  why: \(reason)\n") + "  fix: \(remedy)"
    }
    return """
      usage rows cannot be put aside in “\(VisibleText.of(folder))”: \(String(cString: strerror(code)))
        fix: \(remedy)
      """
  }

  /// The file or folder, in quotes.
  private var name: String {
    switch self {
    case .call(_, let name, _), .packing(_, let name), .zip(_, let name), .temporaryFile(let name, _):
      "“\(VisibleText.of(name))”"
    }
  }

  /// What was found, behind the name.
  private var message: String {
    switch self {
    case .call(let action, _, let code): "cannot be \(action.rawValue): \(String(cString: strerror(code)))"
    case .packing(let fault, _): fault.message
    case .zip(let fault, _): fault.message
    case .temporaryFile: "cannot be written to"
    }
  }

  private var reason: String {
    switch self {
    case .packing(let fault, _): fault.reason
    case .zip(let fault, _): fault.reason
    case .call, .temporaryFile: ""
    }
  }

  private var remedy: String {
    switch self {
    case .call(let action, _, let code): Self.remedy(action, code)
    case .packing(let fault, _): fault.remedy
    case .zip(let fault, _): fault.remedy
    case .temporaryFile:
      "make room there, or set TMPDIR to a folder on a disk with room for all usage, then run again"
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

extension InputError {
  /// What there is to say of the file; nil where the fault is none of an input.
  var finding: Finding? {
    switch self {
    case .call(_, let file, _), .packing(_, let file), .zip(_, let file):
      Finding(kind, at: Place(file: file), "\(Quoted.file(file)) \(message)", because: reason, remedy: remedy)
    case .temporaryFile: nil
    }
  }

  private var kind: FindingKind {
    switch self {
    case .call, .temporaryFile: .unreadableFile
    case .packing, .zip: .damagedFile
    }
  }
}
