import Diagnostics

/// Findings as they are printed: errors first, by place; the first in full, then how many more of each kind and file.
struct FindingsText {
  /// How many are printed in full.
  static let shown = 50

  let text: String

  init(_ findings: Findings) {
    let sorted = findings.all.sorted()
    var parts = sorted.prefix(Self.shown).map(\.description)
    var printed: [Findings.Source: Int] = [:]
    for finding in sorted.prefix(Self.shown) {
      printed[Findings.Source(of: finding), default: 0] += 1
    }
    let rest = findings.summary.compactMap { source, count -> String? in
      let more = count - printed[source, default: 0]
      guard more > 0 else { return nil }
      let place = source.file.isEmpty ? "" : " in \(source.file)"
      return "  \(counted(more, "more \(source.severity.rawValue)")) [\(source.kind.rawValue)]\(place)"
    }
    if !rest.isEmpty { parts.append("and besides these:\n" + rest.joined(separator: "\n")) }
    text = parts.joined(separator: "\n")
  }
}
