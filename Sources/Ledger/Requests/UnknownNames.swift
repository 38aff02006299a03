import Billing
import Diagnostics

/// Workspaces or documents that were asked for and that nobody knows.
public struct UnknownNames: Error, Sendable, CustomStringConvertible {
  package enum Kind {
    case workspace, document
  }

  package var kind: Kind
  package var names: [Identifier]
  package var known: [Identifier]

  package init(kind: Kind, names: [Identifier], known: [Identifier]) {
    self.kind = kind
    self.names = names
    self.known = known
  }

  public var description: String {
    let known = known.map(\.text)
    return names.map { name in
      let near = Suggestion.nearest(to: name.text, among: known).map { "did you mean \(VisibleText.of($0))? " } ?? ""
      return switch kind {
      case .workspace:
        "no invoice of the exports is for the workspace “\(name)”\n  fix: \(near)Write a workspace_id of the exports"
      case .document:
        "there is no document “\(name)”\n  fix: \(near)Write the number of an invoice or credit note"
      }
    }
    .joined(separator: "\n")
  }
}
