import Billing

/// What an archive holds of one workspace and month: the page that it is read by.
public struct WorkspaceArchiveView: Sendable {
  /// A file beside the page.
  public struct File: Sendable {
    public var name: String
    public var text: String

    /// - Parameter text: what it holds.
    public init(_ name: String, _ text: String) {
      self.name = name
      self.text = text
    }

    /// As its name says.
    var format: String {
      if name.hasSuffix(".html") { return "page" }
      if name.hasSuffix(".jsonl") { return "JSON Lines" }
      return name.hasSuffix(".json") ? "JSON" : "text"
    }
  }

  public var name: String
  public var id: String
  public var month: Month
  public var totals: [CurrencyTotals]
  public var rows: DocumentRows
  public var files: [File]

  public init(
    name: String, id: String, month: Month, totals: [CurrencyTotals], rows: DocumentRows, files: [File]
  ) {
    self.name = name
    self.id = id
    self.month = month
    self.totals = totals
    self.rows = rows
    self.files = files
  }
}

/// What an archive holds of one month.
public struct MonthArchiveView: Sendable {
  public var month: Month
  public var totals: [CurrencyTotals]
  public var workspaces: [IndexView.Part]
  /// None where they are too many.
  public let rows: DocumentRows?
  public var files: [WorkspaceArchiveView.File]

  /// - Parameter rows: all documents.
  public init(
    month: Month, totals: [CurrencyTotals], workspaces: [IndexView.Part], rows: DocumentRows,
    files: [WorkspaceArchiveView.File]
  ) {
    self.month = month
    self.totals = totals
    self.workspaces = workspaces
    self.rows = rows.order.count <= IndexView.most ? rows : nil
    self.files = files
  }
}

/// The names of the templates of archives.
enum ArchiveSchemas {
  private static let file = Schema<WorkspaceArchiveView.File> {
    value("file") { $1.text($0.name) }
    value("file_page") { file, out in out.text { $0.append(link: file.name) } }
    value("format") { $1.text($0.format) }
    value("holds") { $1.text($0.text) }
  }

  static let workspace = Schema<WorkspaceArchiveView> {
    value("workspace_name") { $1.text($0.name) }
    value("workspace_id") { $1.text($0.id) }
    value("month") { $1.month($0.month) }
    list("totals", IndexSchemas.totals) { $0.totals }
    list("rows", IndexSchemas.row) {
      $0.rows.isEmpty
    } each: {
      DocumentRows.forEach(of: $0.rows, $1)
    }
    list("files", file) { $0.files }
  }

  static let month = Schema<MonthArchiveView> {
    value("month") { $1.month($0.month) }
    list("totals", IndexSchemas.totals) { $0.totals }
    list("workspaces", IndexSchemas.part) { $0.workspaces }
    list("rows", IndexSchemas.row) {
      $0.rows?.isEmpty ?? true
    } each: {
      if let rows = $0.rows { DocumentRows.forEach(of: rows, $1) }
    }
    condition("has_rows") { $0.rows?.isEmpty == false }
    list("files", file) { $0.files }
  }
}
