import Billing

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
    condition("has_format") { $0.format != nil }
    value("format") { $1.optional($0.format) }
    condition("has_former") { $0.former != nil }
    value("former") { $1.optional($0.former) }
    condition("has_held") { !$0.held.isEmpty }
    list("held", text) { $0.held }
    condition("has_counts") { !$0.counts.isEmpty }
    list("counts", count) { $0.counts }
    condition("has_rows") { $0.rows?.isEmpty == false }
    list("rows", row) { $0.rows ?? [] }
    condition("has_too_many_rows") { $0.rows == nil }
  }
}
