import Diagnostics

/// Why an output folder could not be written. But for `unfinished`, what was there before is untouched.
public enum PublishingError: Error, Equatable, Sendable {
  /// The output, or something beside it that publishing needs, cannot be created.
  case cannotCreate(path: String, reason: String)
  /// The folder cannot be an output: publishing replaces it as a whole.
  case unsuitable(path: String, reason: String)
  /// Something that the tool did not make stands where it has to make something else.
  case inTheWay(path: String, found: String, wanted: String)
  /// A published file that something is to be made of is not as it was published.
  case changed(path: String)
  /// Another run holds the output.
  case busy(path: String, holder: String)
  /// Reading or writing failed half-way.
  case inputOutput(path: String, operation: String, reason: String)
  /// A publication that was interrupted has to be finished first, and who only reads does not.
  case openJournal(path: String)
  /// What an interrupted publication seems to have left is not what one leaves.
  case untrusted(path: String, reason: String)
  /// The new state is complete and part of it is in place; the rest could not be put there yet.
  case unfinished(path: String, reason: String)
}

extension PublishingError {
  /// What the system said, or was found, without what was tried.
  public var reason: String {
    switch self {
    case .cannotCreate(_, let reason), .unsuitable(_, let reason), .inputOutput(_, _, let reason),
      .untrusted(_, let reason), .unfinished(_, let reason):
      reason
    case .inTheWay(_, let found, _): "it is \(found)"
    case .busy(_, let holder): holder
    case .changed: "it is not as it was published"
    case .openJournal: "its last publication was interrupted"
    }
  }
}

extension PublishingError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .cannotCreate(let path, let reason):
      """
      cannot create \(VisibleText.of(path)): \(reason)
        fix: check that the folder above it exists, is writable and on a disk that is not read-only
      """
    case .unsuitable(let path, let reason):
      """
      \(VisibleText.of(path)) cannot be the output: \(reason), and the output is replaced as a whole
        fix: name a folder of its own, such as output
      """
    case .inTheWay(let path, let found, let wanted):
      """
      \(VisibleText.of(path)) is \(found), and the site needs \(wanted) there
        fix: move it out of the output, then run again; it is not replaced, and links in the output are not followed
      """
    case .changed(let path):
      """
      \(VisibleText.of(path)) is not as it was published
        why: what is made of it would bear a new checksum, as if it were
        fix: run report verify to see all that was changed, and restore the output from a backup
      """
    case .busy(let path, let holder):
      """
      another run is publishing to \(VisibleText.of(path)): \(VisibleText.of(holder))
        fix: wait until it is done, then run again
      """
    case .inputOutput(let path, let operation, let reason):
      """
      cannot \(operation) \(VisibleText.of(path)): \(reason)
        fix: check the disk and its free space, then run again
      """
    case .openJournal(let path):
      """
      the last publication to \(VisibleText.of(path)) was interrupted when part of it was in place [unfinished-publication]
        why: what is there is neither the former site nor the new one, and commands that read change nothing
        fix: run generate, refresh or withdraw: the next one finishes it first
      """
    case .untrusted(let path, let reason):
      """
      \(path)/\(Journal.folder)/journal is not what an interrupted publication leaves: \(reason)
        why: what it says would be done to the site
        fix: find out who put it there; without the folder \(path)/\(Journal.folder) the site is read as it stands
      """
    case .unfinished(let path, let reason):
      """
      cannot put all of the new site in place at \(VisibleText.of(path)): \(reason)
        fix: check the disk and its free space, then run again: the next run finishes this one first
      """
    }
  }
}
