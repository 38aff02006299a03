/// A site that a later version of the tool has published.
public struct NewerSite: Error, Sendable, CustomStringConvertible {
  package var path: String
  package var format: Int
  package var version: String

  package init(path: String, format: Int, version: String) {
    self.path = path
    self.format = format
    self.version = version
  }

  public var description: String {
    """
    “\(path)” was published by report \(version), in format \(format); this is report \(ToolVersion.current), which reads up to \
    format \(FormatNumber.current)
      fix: use report \(version) or later
    """
  }
}
