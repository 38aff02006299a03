import Archiving
import Diagnostics

/// The summary of an archive for people.
struct ArchiveText {
  let summary: ArchiveSummary

  var text: String {
    if let months = summary.monthsWithDocuments {
      return """
        No document of \(summary.period) is published in \(VisibleText.of(summary.output)): nothing was written.
        \(months.isEmpty ? "Publish that period first." : "Months that are published: \(months).")

        """
    }
    let zips = summary.zips
    let closing =
      zips.new + zips.updated == 0
      ? "Nothing changed: \(VisibleText.of(summary.archive)) is up to date."
      : "Archived to \(VisibleText.of(summary.archive)): \(counted(zips.new, "new zip")), \(zips.updated) updated, "
        + "\(zips.unchanged) unchanged."
    return """
      Billing period \(summary.period), as published in \(VisibleText.of(summary.output))

        \(counted(summary.documents, "document")) of \(counted(summary.workspaces, "workspace"))

      \(closing)

      """
  }
}
