import Billing

/// What one run changed, document by document.
public struct ChangesView: Sendable {
  public struct Row: Sendable {
    public var entry: LedgerEntry
    /// `new`, `updated`, `reissued` or `withdrawn`.
    public var kind: String
    public var text: String
    /// The page of its period; the page that is kept of what was withdrawn.
    public var page: String

    public init(entry: LedgerEntry, kind: String, text: String, page: String) {
      self.entry = entry
      self.kind = kind
      self.text = text
      self.page = page
    }
  }

  struct Count {
    let change: String
    let count: Int
  }

  public var number: Int
  public var asOf: Day
  public var reason: String?
  /// The page of the run before, in the same folder.
  public var former: String?
  /// None where they are too many.
  public let rows: [Row]?
  let counts: [Count]
  /// The numbers of documents that were held back.
  public var held: [String]

  public init(number: Int, asOf: Day, reason: String?, former: String?, rows: [Row], held: [String]) {
    self.number = number
    self.asOf = asOf
    self.reason = reason
    self.former = former
    self.rows = rows.count <= IndexView.most ? rows : nil
    self.held = held
    let counts = Dictionary(rows.map { ($0.kind, 1) }, uniquingKeysWith: +)
    self.counts = counts.sorted { $0.key < $1.key }.map { Count(change: $0.key, count: $0.value) }
  }
}

/// The names `changes.md` may use.
enum ChangesSchema {
  private static let text = Schema<String> { value("text") { $1.text($0) } }

  private static let count = Schema<ChangesView.Count> {
    value("change") { $1.text($0.change) }
    value("count") { $1.number($0.count) }
  }

  private static let row = Schema<ChangesView.Row> {
    value("number") { $1.text($0.entry.number) }
    value("workspace_name") { $1.text($0.entry.workspaceName) }
    value("workspace_id") { $1.text($0.entry.workspace) }
    value("period") { $1.text("\($0.entry.month)") }
    value("change") { $1.text($0.kind) }
    value("text") { $1.text($0.text) }
    value("page") { $1.text($0.page) }
  }

  static let changes = Schema<ChangesView> {
    value("number") { $1.number($0.number) }
    value("as_of") { $1.day($0.asOf) }
    condition("has_reason") { $0.reason != nil }
    value("reason") { $1.optional($0.reason) }
    condition("has_former") { $0.former != nil }
    value("former") { $1.optional($0.former) }
    condition("has_held") { !$0.held.isEmpty }
    list("held", text) { $0.held }
    list("counts", count) { $0.counts }
    condition("has_rows") { $0.rows?.isEmpty == false }
    list("rows", row) { $0.rows ?? [] }
    condition("has_too_many_rows") { $0.rows == nil }
  }
}
