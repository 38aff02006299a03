import Diagnostics

extension Findings {
  /// Whether something of the exports was not read: a file, or the rest of one. What other files hold would seem wrong
  /// then, and is not.
  public var hasUnreadFiles: Bool {
    summary.contains {
      switch $0.source.kind {
      case .emptyFile, .unreadableFile, .unsupportedFile, .damagedFile, .missingPart: true
      default: false
      }
    }
  }

  /// Adds what kept a file from being read to its end, so that the next ones are read and all of them are named together.
  ///
  /// - Throws: a fault that is none of the file.
  mutating func add(unread error: InputError) throws {
    guard let finding = error.finding else { throw error }
    add(finding)
  }

  /// Whether all that is wrong is that there is nothing to read.
  public var areOfMissingInput: Bool {
    let errors = summary.filter { $0.source.severity == .error }
    return !errors.isEmpty && errors.allSatisfy { $0.source.kind == .emptyFile || $0.source.kind == .unreadableFile }
  }
}
