/// A record of the output that cannot be read back.
public struct RecordError: Error, Sendable, CustomStringConvertible {
  package var file: String
  package var line: Int

  package init(file: String, line: Int) {
    self.file = file
    self.line = line
  }

  public var description: String {
    """
    \(file):\(line): error: this is no record that this version can read
      fix: restore the file from a backup of the output, or publish into a new folder
    """
  }
}
