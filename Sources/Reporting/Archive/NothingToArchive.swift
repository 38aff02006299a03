import Billing
import Diagnostics

/// Why there is nothing to make an archive of.
public enum NothingToArchive: Error, Sendable, Equatable {
  case noSite(path: String)
  /// No document of the months that are asked for; `published` are those that there are.
  case noDocuments(period: PeriodSelection, path: String, published: [Month])
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
    case .noDocuments(let period, let path, let published):
      """
      no document of \(period) is published in \(path)
        fix: publish that period first, or ask for one that is published\(Self.range(published))
      """
    case .noWorkspaces(let names, let period, let known):
      names.map { name in
        let near = Suggestion.nearest(to: name.text, among: known.map(\.text)).map { "did you mean \($0)? " } ?? ""
        return "no document of \(period) is for the workspace “\(name)”\n"
          + "  fix: \(near)Write a workspace_id that has documents in that period"
      }
      .joined(separator: "\n")
    }
  }

  private static func range(_ months: [Month]) -> String {
    guard let first = months.first, let last = months.last else { return "" }
    return first == last ? ": \(first)" : ": \(first) to \(last)"
  }
}
