import Billing
import Diagnostics

/// Why there is nothing to make an archive of.
public enum NothingToArchive: Error, Sendable, Equatable {
  case noSite(path: String)
  /// Workspaces that no document of these months is for.
  case noWorkspaces(names: [Identifier], period: PeriodSelection, known: [Identifier])
}

extension NothingToArchive: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noSite(let path):
      """
      \(path) holds no published site
        fix: publish first, or name the folder that report has published to with --output
      """
    case .noWorkspaces(let names, let period, let known):
      names.map { name in
        let near =
          Suggestion.nearest(to: name.text, among: known.map(\.text)).map { "did you mean \(VisibleText.of($0))? " }
          ?? ""
        return "no document of \(period) is for the workspace “\(name)”\n"
          + "  fix: \(near)Write a workspace_id that has documents in that period"
      }
      .joined(separator: "\n")
    }
  }
}
