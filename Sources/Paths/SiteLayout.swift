/// Where everything lies in a site, from its root: the one place that knows the paths of what is published.
///
/// In the root, beside the index, lie the papers that stand for all other files: see `Manifest` and `Checksums`.
public enum SiteLayout {
  // What customers see: a folder for each workspace, in it a page for each document.

  public static let workspaces = "workspaces"
  /// In the root the list of all documents, for finance; in the folder of a workspace its billing history.
  public static let index = "index.html"
  /// As what a path ends in.
  public static let indexEnding: StaticString = "/index.html"
  /// In the folder of a workspace.
  public static let statement = "statement.csv"

  // What finance alone sees.

  public static let finance = "finance"
  /// Drafts and scheduled documents, in folders named like those of their workspaces.
  public static let drafts = "finance/drafts"
  public static let receivablesPage = "finance/receivables.html"
  public static let receivablesCSV = "finance/receivables.csv"
  public static let periods = "finance/periods"
  public static let reconciliation = "finance/reconciliation"
  /// The warnings and notes of the last run.
  public static let findings = "finance/reconciliation/findings.jsonl"
  /// What each run changed, numbered from 0001.
  public static let changes = "finance/changes"

  // What later runs build on.

  /// The runs that made the site, a line each.
  public static let history = "finance/history.jsonl"
  /// A line for each document, a file for each month.
  public static let records = "finance/records"
  /// The frozen content of issued documents, a file for each month.
  public static let issued = "finance/issued"
  /// The content that documents were issued with before they were issued again.
  public static let reissued = "finance/reissued"
  /// The content of drafts and scheduled documents: it is not frozen, and kept as long as they are neither issued nor
  /// dropped. Their exports may be gone when a payment for them comes in.
  public static let unissued = "finance/unissued"
  /// Payments and credit notes as they were taken in.
  public static let payments = "finance/payments.jsonl"
  /// Documents that were taken back, in folders with the number of the run.
  public static let withdrawn = "finance/withdrawn"
  /// Which mails were written, a line each.
  public static let mails = "finance/mail.jsonl"

  /// Whether a path is that of a page for customers, as far as its folder tells.
  public static func isForCustomers(_ path: some StringProtocol) -> Bool { path.hasPrefix("\(workspaces)/") }

  /// Whether a path lies with the drafts.
  public static func isDraft(_ path: some StringProtocol) -> Bool { path.hasPrefix("\(drafts)/") }

  /// - Parameter month: as `2024-05`.
  public static func period(_ month: some CustomStringConvertible) -> String { "\(periods)/\(month).html" }

  /// - Parameter month: as `2024-05`.
  public static func reconciliation(of month: some CustomStringConvertible) -> String {
    "\(reconciliation)/\(month).html"
  }

  /// The file of a month in one of the folders that hold a line for each document.
  ///
  /// - Parameter month: as `2024-05`.
  public static func lines(in folder: String, of month: some CustomStringConvertible) -> String {
    "\(folder)/\(month).jsonl"
  }

  /// What a run changed, without `.html` or `.json`.
  public static func changes(ofRun run: Int) -> String { "\(changes)/\(number(run))" }

  /// Where a run kept what it took back.
  public static func withdrawn(byRun run: Int) -> String { "\(withdrawn)/\(number(run))" }

  /// Four digits at least, so that names sort as numbers do.
  private static func number(_ run: Int) -> String {
    let digits = String(run)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
