import Billing
import SiteFormat

/// A day that a site cannot be shown as of: a run that writes moves it forward, or leaves it.
public struct DayOfSite: Error, Sendable, CustomStringConvertible {
  var path: String
  /// The day that the site shows.
  var shown: Day
  var asked: Day
  /// Whether the run is over some workspaces.
  var isPartial: Bool

  /// - Throws: `DayOfSite` where a run would show an earlier day than the site does, or one over some workspaces another.
  static func check(_ options: Options, _ past: Past) throws {
    guard let shown = past.run?.asOf else { return }
    let isPartial = !options.workspaces.isEmpty
    if options.asOf < shown || isPartial && options.asOf != shown {
      throw DayOfSite(path: options.output, shown: shown, asked: options.asOf, isPartial: isPartial)
    }
  }

  public var description: String {
    if isPartial, asked > shown {
      return """
        “\(path)” shows \(shown), and this run over some workspaces would show \(asked)
          why: lists are over all workspaces, and all figures on them are of one day
          fix: write --as-of \(shown), or run for all workspaces first
        """
    }
    return """
      “\(path)” shows \(shown), and this run would show \(asked)
        why: a site goes on from day to day: invoices that are paid would be due again
        fix: write --as-of \(shown)\(isPartial ? "" : " or later"); --preview shows former days
      """
  }
}
