import Billing
import Markdown
import Publishing
import SiteFormat

/// What was archived, for people and, as JSON, for machines.
public struct ArchiveSummary: Sendable {
  public var period: PeriodSelection
  public var output: String
  public var archive: String
  public var documents = 0
  /// The months that are published; known where no document is of those that were asked for.
  public var monthsWithDocuments: MonthRanges?
  public var workspaces: Int { names.count }
  public var zips = ZipFolder.Counts()
  /// Seconds, as measured by whoever ran it.
  public var elapsed = "0.00"
  private var names: Set<String> = []

  package init(period: PeriodSelection, output: String, archive: String) {
    self.period = period
    self.output = output
    self.archive = archive
  }

  package mutating func add(_ archives: [WorkspaceArchive]) {
    for archive in archives where !archive.documents.isEmpty {
      documents += archive.documents.count
      names.insert(archive.folder)
    }
  }

  /// One JSON object on one line.
  public var json: String {
    let buffer = ByteBuffer()
    JSONText.object(buffer) { json in
      json.text("period", period.description)
      json.text("archive", archive)
      json.number("documents", documents)
      json.number("workspaces", workspaces)
      json.object("zips") { json in
        json.number("new", zips.new)
        json.number("updated", zips.updated)
        json.number("unchanged", zips.unchanged)
      }
      json.key("elapsed")
      buffer.append(elapsed)
    }
    return buffer.string
  }
}
