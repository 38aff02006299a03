/// Data that was refused: nothing was written.
public struct Refusal: Error, Sendable {
  public var findings: Findings

  public init(findings: Findings) {
    self.findings = findings
  }
}
