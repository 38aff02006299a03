import Billing

/// What a run is asked to do: the command line, in values.
public struct Options: Sendable {
  public var period: PeriodSelection
  public var exports = "exports"
  public var output = "output"
  public var templates = "templates"
  public var configuration = Configuration()
  public var asOf: Day
  /// The workspaces to touch; all where empty.
  public var workspaces: Set<String> = []
  public var jobs = 1
  /// Told how far the run has come.
  public var progress: Progress?

  public init(period: PeriodSelection, asOf: Day) {
    self.period = period
    self.asOf = asOf
  }
}
