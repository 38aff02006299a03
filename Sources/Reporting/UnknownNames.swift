import Billing
import Diagnostics

/// Workspaces that were asked for and that no export knows.
public struct UnknownWorkspaces: Error, Sendable, CustomStringConvertible {
  var names: [Identifier]
  var known: [Identifier]

  public var description: String {
    names.map { name in
      "no invoice of the exports is for the workspace “\(name)”\n  fix: \(name.nearest(among: known))"
        + "Write a workspace_id of the exports"
    }
    .joined(separator: "\n")
  }
}

/// Documents that were asked for by number and that nobody knows.
public struct UnknownNumbers: Error, Sendable, CustomStringConvertible {
  var names: [Identifier]
  var known: [Identifier]

  public var description: String {
    names.map { name in
      "there is no document “\(name)”\n  fix: \(name.nearest(among: known))Write the number of an invoice or credit note"
    }
    .joined(separator: "\n")
  }
}

extension Identifier {
  /// The question whether the most similar of some was meant; empty where none is similar.
  fileprivate func nearest(among known: [Identifier]) -> String {
    Suggestion.nearest(to: text, among: known.map(\.text)).map { "did you mean \($0)? " } ?? ""
  }
}
