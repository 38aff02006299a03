import Diagnostics

/// A file that was written to while a run was reading.
public struct ChangedInput: Error, Sendable, CustomStringConvertible {
  var name: String

  public var description: String {
    """
    \(VisibleText.of(name)) changed while it was being read
      fix: wait until it is complete, then run again
    """
  }
}
