import Billing
import Diagnostics

extension MonthComparison {
  /// A warning for each workspace that has nothing in the month, though it was billed in the one before.
  ///
  /// - Parameter workspaces: those that the run touches; all where empty.
  package func findings(touching workspaces: Set<Identifier>) -> [Finding] {
    var amounts: [Identifier: [String]] = [:]
    for row in gone where workspaces.isEmpty || workspaces.contains(row.workspace) {
      amounts[row.workspace, default: []].append(
        "\((row.before ?? .zero).text(in: row.currency)) \(row.currency)")
    }
    return amounts.sorted { $0.key < $1.key }.map { workspace, amounts in
      Finding(
        .workspaceGone,
        "workspace “\(workspace)” was billed \(amounts.joined(separator: " and ")) in \(before), and has nothing in "
          + "\(month)",
        because: "its usage may be missing from the exports",
        remedy: "nothing if it left; otherwise export its usage of \(month)")
    }
  }
}
