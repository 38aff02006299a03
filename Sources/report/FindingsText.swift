import Diagnostics
import SiteFormat

/// Findings as they are printed: errors first, by place; of errors, warnings and notes the first in full, then how many
/// more of each kind and file.
/// Warnings and notes that the last run printed already are only counted.
struct FindingsText {
  /// How many errors are printed in full, how many warnings, and how many notes.
  static let shown = 50

  let text: String

  init(_ findings: Findings, known: KnownFindings = KnownFindings([])) {
    let all = findings.all.sorted()
    let sorted = all.filter { $0.severity == .error || !known.contains($0) }
    let full = Severity.allCases.flatMap { severity in sorted.lazy.filter { $0.severity == severity }.prefix(Self.shown)
    }
    var parts = full.map(\.description)
    var printed: [Findings.Source: Int] = [:]
    for finding in full + all.filter({ $0.severity != .error && known.contains($0) }) {
      printed[Findings.Source(of: finding), default: 0] += 1
    }
    let rest = findings.summary.compactMap { source, count -> String? in
      let more = count - printed[source, default: 0]
      guard more > 0 else { return nil }
      let place = source.file.isEmpty ? "" : " in \(VisibleText.of(source.file))"
      return "  \(counted(more, "more \(source.severity.rawValue)")) [\(source.kind.rawValue)]\(place)"
    }
    if !rest.isEmpty { parts.append("and besides these:\n" + rest.joined(separator: "\n")) }
    let repeated = all.count - sorted.count
    if repeated > 0 {
      parts.append("\(counted(repeated, "warning or note", "warnings and notes")) known from the last run")
    }
    text = parts.joined(separator: "\n")
  }
}
