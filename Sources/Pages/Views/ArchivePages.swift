import Markdown

/// The pages that archives are read by. An archive needs no templates: these are the tool's own, in the style of the
/// pages that are archived.
public struct ArchivePages: Sendable {
  private let workspaceTemplate: Template<WorkspaceArchiveView>
  private let monthTemplate: Template<MonthArchiveView>

  public init() throws(TemplateErrors) {
    workspaceTemplate = try Template(Self.workspaceSource, file: "archive.md", schema: ArchiveSchemas.workspace)
    monthTemplate = try Template(Self.monthSource, file: "archive.md", schema: ArchiveSchemas.month)
  }

  /// - Parameter style: that of a billing history.
  public func workspace(_ view: WorkspaceArchiveView, style: [UInt8]) -> [UInt8] {
    let content = ByteBuffer()
    workspaceTemplate.html(view, into: content)
    return Self.page("Billing period \(view.month) of \(view.name)", "history", style, content)
  }

  /// - Parameter style: that of a billing period.
  public func month(_ view: MonthArchiveView, style: [UInt8]) -> [UInt8] {
    let content = ByteBuffer()
    monthTemplate.html(view, into: content)
    return Self.page("Billing period \(view.month)", "period", style, content)
  }

  private static func page(_ title: String, _ kind: String, _ style: [UInt8], _ content: ByteBuffer) -> [UInt8] {
    let page = ByteBuffer(capacity: 1 << 14)
    page.append(
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; \
      img-src data:; base-uri 'none'; form-action 'none'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta name="robots" content="noindex">
      <meta name="referrer" content="no-referrer">
      <style>
      """)
    page.append(style)
    let title = HTMLEscape.text(TextCleaning.clean(title))
    page.append("</style>\n<title>\(title)</title>\n</head>\n<body class=\"\(kind)\">\n<main>\n")
    content.withBytes { page.append($0) }
    page.append("</main>\n</body>\n</html>\n")
    return page.bytes
  }

  private static let sums = """
    {{#totals}}

    | {{currency}} | Amount |
    | :--- | ---: |
    | Invoices | {{invoices}} |
    | Subtotal | {{subtotal}} |
    {{#has_discount}}
    | *after discounts of* | *{{discount}}* |
    {{/has_discount}}
    | Tax | {{tax}} |
    | **Total** | **{{total}}** |
    | Less credit notes | {{credited}} |
    | Less payments | {{paid}} |
    {{#has_refunded}}
    | *after refunds of* | *{{refunded}}* |
    {{/has_refunded}}
    {{#has_credit}}
    | Plus overpayments | {{credit}} |
    {{/has_credit}}
    | **Amount due** | **{{due}}** |
    {{#has_pending}}
    | *Being processed* | *{{pending}}* |
    {{/has_pending}}
    {{#has_credit_notes}}
    | *Credit notes issued ({{credit_notes}})* | *{{credit_note_total}}* |
    {{/has_credit_notes}}

    {{/totals}}
    """

  private static let files = """
    ## Files

    | File | Format | Holds |
    | :--- | :--- | :--- |
    {{#files}}
    | [{{file}}]({{file_page}}) | {{format}} | {{holds}} |
    {{/files}}

    In this folder, `sha256sum -c SHA256SUMS` tells whether all of it is whole.
    """

  private static let workspaceSource = """
    # {{workspace_name}}

    Archive of billing period {{month}} of workspace {{workspace_id}}

    \(sums)

    ## Invoices

    | Invoice | Billing Period | Services | Currency | Tax | Total Amount | Due Amount | Status | Actions |
    | :--- | :--- | ---: | :--- | ---: | ---: | ---: | :--- | :--- |
    {{#rows}}
    | {{number}} {{#is_credit_note}}*{{document}}*{{/is_credit_note}} | {{period}} | {{services}} | {{currency}} | \
    {{tax}} | {{total}} | {{due}} | {{status}} {{flags}} | [View]({{page}}) {{#has_csv}}[Download]({{csv}}){{/has_csv}} |
    {{/rows}}

    \(files)
    """

  private static let monthSource = """
    # Billing period {{month}}

    Archive of all workspaces

    \(sums)

    ## Workspaces

    | Workspace | Identifier | Invoices | Currency | Total | Due |
    | :--- | :--- | ---: | :--- | ---: | ---: |
    {{#workspaces}}
    | [{{name}}]({{page}}) | {{id}} | {{invoices}} | {{currency}} | {{total}} | {{due}} |
    {{/workspaces}}

    {{#has_rows}}

    ## Invoices

    | Invoice | Billing Period | Workspace | Services | Currency | Tax | Total Amount | Due Amount | Status | Actions |
    | :--- | :--- | :--- | ---: | :--- | ---: | ---: | ---: | :--- | :--- |
    {{#rows}}
    | {{number}} {{#is_credit_note}}*{{document}}*{{/is_credit_note}} | {{period}} | \
    [{{workspace_name}}]({{workspace_page}}) | {{services}} | {{currency}} | {{tax}} | {{total}} | {{due}} | \
    {{status}} {{flags}} | [View]({{page}}) {{#has_csv}}[Download]({{csv}}){{/has_csv}} |
    {{/rows}}

    {{/has_rows}}

    \(files)
    """
}
