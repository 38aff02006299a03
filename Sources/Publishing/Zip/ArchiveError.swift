import Diagnostics

/// Why an archive could not be made; the archives that are there are untouched.
public enum ArchiveError: Error, Equatable, Sendable {
  /// The folder for archives lies in the output, or the output in it.
  case unsuitable(path: String, output: String)
  /// Something else stands where a zip or its folder is to be.
  case inTheWay(path: String, found: String)
  /// A file with a name that is not safe to unpack.
  case unsafeName(String)
  /// A file of the output that another run wrote meanwhile.
  case changed(path: String)
}

extension ArchiveError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unsuitable(let path, let output):
      """
      \(VisibleText.of(path)) cannot hold the archives: it and \(VisibleText.of(output)) lie in each other, and archives are no part of the site
        fix: name a folder beside it, such as archive
      """
    case .inTheWay(let path, let found):
      """
      cannot create \(VisibleText.of(path)): it is \(found)
        fix: move it away, then run again; it is not replaced, and links are not followed
      """
    case .unsafeName(let name):
      """
      the name “\(VisibleText.of(name))” is not safe in a zip: it could be unpacked to another place
        fix: run report verify to see what else was changed, and restore the output from a backup
      """
    case .changed(let path):
      """
      \(VisibleText.of(path)) changed while it was being archived
        fix: wait until the run that publishes to it is done, then run again
      """
    }
  }
}
