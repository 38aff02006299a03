import Billing
import Diagnostics

/// Workspaces that are gone, new, at zero or billed much more or less than in the month before, a line each.
struct ComparisonText {
  /// How many are listed.
  private static let shown = 20

  let lines: [String]

  /// No line where all workspaces are billed about what they were.
  init(_ comparison: MonthComparison) {
    let rows = comparison.rows
    guard !rows.isEmpty else {
      lines = []
      return
    }
    let cells = rows.prefix(Self.shown).map { row in
      [
        row.change.rawValue, VisibleText.of(row.workspace.text), Self.amount(row.before, row.currency),
        "→ \(Self.amount(row.now, row.currency))",
      ]
    }
    let widths = (0..<3).map { column in cells.map { $0[column].count }.max() ?? 0 }
    let table = cells.map { row in
      "  "
        + row.enumerated().map { column, text in
          column == 3 ? text : text + String(repeating: " ", count: widths[column] - text.count)
        }.joined(separator: "  ")
    }
    let rest = rows.count > Self.shown ? ["  and \(rows.count - Self.shown) more, on the reconciliation page"] : []
    lines = ["Compared with \(comparison.before):"] + table + rest + [""]
  }

  private static func amount(_ amount: Amount?, _ currency: Currency) -> String {
    amount.map { "\($0.text(in: currency)) \(currency)" } ?? "nothing"
  }
}
