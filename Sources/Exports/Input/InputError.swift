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

  public init(_ action: Action, _ name: String, _ code: Int32) { self = .call(action, name: name, code: code) }

  /// Whether nothing is there by that name.
  public var isMissing: Bool {
    if case .call(_, _, ENOENT) = self { true } else { false }
  }
}

extension InputError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .call(let action, let name, let code):
      "\(name) cannot be \(action.rawValue): \(String(cString: strerror(code)))"
    case .packing(let fault, let name):
      "\(name) \(fault.message)\n  why: \(fault.reason)\n  fix: \(fault.remedy)"
    }
  }
}
