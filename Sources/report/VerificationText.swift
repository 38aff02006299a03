import Diagnostics
import SiteWriter
import Verifying

/// The summary of a verification for people: what was looked at, and how it stands.
struct VerificationText {
  private let summary: VerificationSummary

  init(_ summary: VerificationSummary) {
    self.summary = summary
  }

  var text: String {
    var head = "Site in \(summary.folder)"
    if let asOf = summary.asOf { head += ", as of \(asOf)" }
    if let version = summary.version { head += ", published by report \(version)" }
    var lines = [
      head, "",
      "  \(counted(summary.documents, "document")) of \(counted(summary.workspaces, "workspace")), "
        + "\(counted(summary.files, "file")), \(counted(summary.pages, "page")), \(counted(summary.links, "link"))",
      "  \(signature)",
    ]
    if let recomputed = summary.recomputed {
      lines.append("  \(counted(recomputed, "record")) worked out anew from the exports")
    }
    lines += ["", closing]
    return lines.map { VisibleText.of($0) }.joined(separator: "\n") + "\n"
  }

  private var signature: String {
    switch summary.signature {
    case .none: "not signed"
    case .valid: "signed with this key"
    case .invalid: "the signature does not hold"
    case .missing: "not signed, and a key was given"
    case .unchecked: "signed; the signature was not checked"
    }
  }

  private var closing: String {
    let counts = [(Severity.error, "error"), (.warning, "warning")].map { ($1, summary.findings.count($0)) }
      .filter { $1 > 0 }.map { counted($1, $0) }
    return counts.isEmpty ? "Everything agrees." : "\(counts.joined(separator: ", ")) to look at, above."
  }
}
