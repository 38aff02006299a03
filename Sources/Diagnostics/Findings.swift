/// A collector of findings that stays small however many rows are wrong: of one kind in one file it keeps the first
/// `kept` in full and counts the rest.
public struct Findings: Sendable {
  /// How many findings of one kind in one file are kept in full.
  public static let kept = 50

  public private(set) var all: [Finding] = []
  private var counts: [Source: Int] = [:]

  /// What a count is kept for.
  public struct Source: Sendable, Hashable {
    public var severity: Severity
    public var kind: FindingKind
    public var file: String

    public init(of finding: Finding) {
      severity = finding.severity
      kind = finding.kind
      file = finding.place?.file ?? ""
    }
  }

  public init() {}

  public var isEmpty: Bool { all.isEmpty }
  public var hasErrors: Bool { count(.error) > 0 }

  public func count(_ severity: Severity) -> Int {
    counts.reduce(0) { $1.key.severity == severity ? $0 + $1.value : $0 }
  }

  public mutating func add(_ finding: Finding) {
    let source = Source(of: finding)
    let seen = counts[source, default: 0]
    counts[source] = seen + 1
    if seen < Self.kept { all.append(finding) }
  }

  /// Takes over the findings of a later part of the same work.
  public mutating func add(_ other: Findings) {
    var room: [Source: Int] = [:]
    for finding in other.all {
      let source = Source(of: finding)
      let seen = room[source] ?? counts[source, default: 0]
      room[source] = seen + 1
      if seen < Self.kept { all.append(finding) }
    }
    for (source, count) in other.counts { counts[source, default: 0] += count }
  }

  /// How often each kind was met in each file, in a fixed order.
  public var summary: [(source: Source, count: Int)] {
    counts.map { (source: $0.key, count: $0.value) }
      .sorted {
        ($0.source.severity, $0.source.kind.rawValue, $0.source.file)
          < ($1.source.severity, $1.source.kind.rawValue, $1.source.file)
      }
  }
}
