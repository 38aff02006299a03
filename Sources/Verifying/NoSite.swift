/// A folder that no run of this tool has published to.
public struct NoSite: Error, Sendable, CustomStringConvertible {
  package var path: String
  package var reason: String

  public var description: String {
    """
    \(path) cannot be verified: \(reason)
      fix: name a folder that report has published to
    """
  }
}
