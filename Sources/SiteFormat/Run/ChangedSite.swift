/// A site that a run published anew in the meantime.
public struct ChangedSite: Error, Sendable, CustomStringConvertible {
  package var path: String

  package init(path: String) {
    self.path = path
  }

  public var description: String {
    """
    \(path) changed while it was being read
      fix: wait until the run that publishes to it is done, then run this again
    """
  }
}
