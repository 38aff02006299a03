/// How much a finding matters: an error stops the run, a warning asks to be looked at, a note informs.
public enum Severity: String, Sendable, Hashable, CaseIterable, Comparable {
  case error, warning, note

  /// Errors first.
  public static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }

  private var rank: Int {
    switch self {
    case .error: 0
    case .warning: 1
    case .note: 2
    }
  }
}
