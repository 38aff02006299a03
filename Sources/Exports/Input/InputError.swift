import Glibc

/// A system call on an input that failed.
public struct InputError: Error, Sendable, Hashable {
  public enum Action: String, Sendable, Hashable {
    case open = "opened"
    case read = "read"
    case list = "listed"
  }

  public var action: Action
  /// The name of the file or folder, as messages show it.
  public var name: String
  /// The value of `errno`.
  public var code: Int32

  public init(_ action: Action, _ name: String, _ code: Int32) {
    self.action = action
    self.name = name
    self.code = code
  }

  /// Whether nothing is there by that name.
  public var isMissing: Bool { code == ENOENT }
}

extension InputError: CustomStringConvertible {
  public var description: String { "\(name) cannot be \(action.rawValue): \(String(cString: strerror(code)))" }
}
