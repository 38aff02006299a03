/// A collector of findings that stays small however many rows are wrong: of one kind in one file it keeps the first
/// `kept` in full, by their places and not by when they were told, and counts the rest.
public struct Findings: Sendable {
  /// How many findings of one kind in one file are kept in full.
  public static let kept = 50

  public private(set) var all: [Finding] = []
  private var tallies: [Source: Tally] = [:]

  private struct Tally {
    var count = 0
    var kept = 0
    /// Where in `all` the last one stands, by order; nil while there is room for more.
    var last: Int?
  }

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

  public init(_ findings: some Sequence<Finding>) {
    for finding in findings { add(finding) }
  }

  public var isEmpty: Bool { all.isEmpty }
  public var hasErrors: Bool { count(.error) > 0 }

  public func count(_ severity: Severity) -> Int {
    tallies.reduce(0) { $1.key.severity == severity ? $0 + $1.value.count : $0 }
  }

  public mutating func add(_ finding: Finding) {
    let source = Source(of: finding)
    tallies[source, default: Tally()].count += 1
    keep(finding, of: source)
  }

  public mutating func add(_ other: Findings) {
    for (source, tally) in other.tallies { tallies[source, default: Tally()].count += tally.count }
    for finding in other.all { keep(finding, of: Source(of: finding)) }
  }

  private mutating func keep(_ finding: Finding, of source: Source) {
    var tally = tallies[source, default: Tally()]
    if let last = tally.last {
      guard finding < all[last] else { return }
      all[last] = finding
    } else {
      all.append(finding)
      tally.kept += 1
    }
    if tally.kept == Self.kept {
      tally.last = all.indices.filter { Source(of: all[$0]) == source }.max { all[$0] < all[$1] }
    }
    tallies[source] = tally
  }

  /// How often each kind was met in each file, in a fixed order.
  public var summary: [(source: Source, count: Int)] {
    tallies.map { (source: $0.key, count: $0.value.count) }
      .sorted {
        ($0.source.severity, $0.source.kind.rawValue, $0.source.file)
          < ($1.source.severity, $1.source.kind.rawValue, $1.source.file)
      }
  }
}
