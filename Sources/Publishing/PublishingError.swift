/// Why an output folder could not be written; what was there before is untouched.
public enum PublishingError: Error, Equatable, Sendable {
  /// The output, or something beside it that publishing needs, cannot be created.
  case cannotCreate(path: String, reason: String)
  /// Reading or writing failed half-way.
  case inputOutput(path: String, operation: String, reason: String)
}

extension PublishingError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .cannotCreate(let path, let reason):
      """
      cannot create \(path): \(reason)
        fix: check that the folder above it exists, is writable and on a disk that is not read-only
      """
    case .inputOutput(let path, let operation, let reason):
      """
      cannot \(operation) \(path): \(reason)
        fix: check the disk and its free space, then run again
      """
    }
  }
}
