import Billing
import Diagnostics
import Reporting
import SiteWriter

/// The summary for people: what was billed, what is open, what to do next.
struct SummaryText {
  let summary: Summary
  /// What was done, and what to do next.
  let closing: [String]

  var text: String {
    var lines = [
      "Billing period \(summary.period), as of \(summary.asOf)", "",
      "  "
        + [
          counted(summary.invoices, "invoice"), counted(summary.workspaces, "workspace"),
          counted(summary.usageRows, "usage row"),
        ].joined(separator: ", "),
    ]
    let statuses = summary.statuses.filter { $0.count > 0 }.reversed().map { status, count in
      status == .issued ? "\(counted(count, "credit note")) issued" : "\(count) \(status.rawValue)"
    }
    if !statuses.isEmpty { lines.append("  " + statuses.joined(separator: ", ")) }
    if !summary.totals.isEmpty { lines += [""] + table.map { "  " + $0 } }
    if !summary.unapplied.isEmpty {
      let amounts = summary.unapplied.map { "\($0.amount.text(in: $0.currency)) \($0.currency)" }
      lines += ["", "  Unapplied: \(amounts.joined(separator: ", ")) beside open invoices"]
    }
    lines += [""] + closing
    return lines.map { VisibleText.of($0) }.joined(separator: "\n") + "\n"
  }

  private var table: [String] {
    let head = ["", "Subtotal", "Tax", "Total", "Credited", "Paid", "Due"]
    let rows = summary.totals.map { totals in
      [totals.currency.code]
        + [totals.subtotal, totals.tax, totals.total, totals.credited, totals.paid, totals.due]
        .map { $0.text(in: totals.currency) }
    }
    let all = [head] + rows
    let widths = head.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
    return all.map { row in
      row.indices.map { column in
        let space = String(repeating: " ", count: widths[column] - row[column].count)
        return column == 0 ? row[column] + space : space + row[column]
      }
      .joined(separator: "  ")
    }
  }
}

/// What a summary ends with.
enum Closing {
  /// - Parameter output: where the site was published; nil for a dry run.
  static func generate(_ summary: Summary, output: String?, isPreview: Bool = false) -> [String] {
    var lines = warnings(summary)
    if summary.isNothingSelected { return lines + nothing(summary) }
    guard let output else { return lines + ["A dry run: nothing was written."] }
    let published = summary.published
    lines.append(
      published.isUnchanged
        ? "Nothing changed: \(output) is up to date."
        : files(summary, output))
    if let format = summary.format { lines.append(format.text) }
    lines += changes(summary, atMost: 20) { $0.kind != .new }
    lines.append(
      isPreview
        ? "Next: open \(output)/index.html and look the invoices over; the same command without --preview issues them."
        : "Next: open \(output)/index.html and look the invoices over, then publish the folder.")
    return lines
  }

  static func refresh(_ summary: Summary, output: String) -> [String] {
    var lines = warnings(summary)
    if summary.isNothingSelected, summary.changes.isEmpty { return lines + nothing(summary) }
    let published = summary.published
    guard published.new + published.updated > 0 else { return lines + ["Nothing changed: \(output) is up to date."] }
    if let format = summary.format { lines.append(format.text) }
    lines += changes(summary, atMost: 1000) { _ in true }
    if summary.changes.isEmpty { lines.append("No document changed.") }
    lines.append(files(summary, output))
    return lines + ["Next: publish \(output) again."]
  }

  static func withdraw(_ summary: Summary, output: String) -> [String] {
    (summary.format.map { [$0.text] } ?? []) + changes(summary, atMost: 1000) { _ in true } + [
      files(summary, output),
      "Next: mend the exports, or take the documents out of them: the next run publishes what they hold.",
    ]
  }

  /// Where nothing is of the months that were asked for: which months there are.
  private static func nothing(_ summary: Summary) -> [String] {
    let months = summary.monthsWithDocuments ?? MonthRanges([])
    return [
      "No document belongs to \(summary.period): nothing was written.",
      months.isEmpty
        ? "Neither the exports nor the site hold any document."
        : "Months that have some: \(months). Ask for one of them with --period.",
    ]
  }

  private static func files(_ summary: Summary, _ output: String) -> String {
    let published = summary.published
    return "Published to \(output): \(counted(published.new, "new file")), \(published.updated) updated, "
      + "\(published.files - published.new - published.updated) unchanged."
  }

  static func check(_ summary: Summary) -> [String] {
    let errors = summary.findings.count(.error)
    let comparison = summary.comparison.map { ComparisonText($0).lines } ?? []
    if errors > 0 {
      return comparison + ["\(counted(errors, "error")) to mend, above: generate would refuse this data."]
        + warnings(summary)
    }
    let lines = warnings(summary)
    if summary.isNothingSelected { return lines + nothing(summary) }
    return comparison + (lines.isEmpty ? ["All figures tie. Next: run the same command without check."] : lines)
  }

  /// What became of documents, a line each.
  private static func changes(
    _ summary: Summary, atMost most: Int, _ isListed: (DocumentChange) -> Bool
  ) -> [String] {
    let listed = summary.changes.filter(isListed)
    guard !listed.isEmpty else { return [] }
    let rest = listed.count > most ? ["  and \(listed.count - most) more, in finance/changes"] : []
    return ["Changed since the last run:"] + listed.prefix(most).map { "  \($0.text)" } + rest
  }

  private static func warnings(_ summary: Summary) -> [String] {
    let warnings = summary.findings.count(.warning)
    guard warnings > 0 else { return [] }
    let known = summary.knownWarnings
    if known == 0 { return ["\(counted(warnings, "warning")) to look at, above."] }
    let new = known == warnings ? "" : "\(warnings - known) new, above; "
    return [
      "\(counted(warnings, "warning")) to look at: \(new)\(known) known from the last run, on its reconciliation page."
    ]
  }
}
