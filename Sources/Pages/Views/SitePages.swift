import Markdown

/// The templates of a site, compiled: turns views into whole HTML pages.
public struct SitePages: Sendable {
  /// A link of the way back.
  public struct Crumb: Sendable {
    public var label: String
    public var href: String

    public init(label: String, href: String) {
      self.label = label
      self.href = href
    }
  }

  private struct Frame {
    let kind: PageKind
    let title: Title
    let crumbs: [Crumb]
    let content: ByteBuffer
  }

  /// What kind of page it is, and of what.
  private struct Title {
    let kind: StaticString
    let name: String
  }

  private let invoiceTemplate: Template<InvoiceView>
  private let historyTemplate: Template<HistoryView>
  private let periodTemplate: Template<PeriodView>
  private let indexTemplate: Template<IndexView>
  private let receivablesTemplate: Template<ReceivablesView>
  private let reconciliationTemplate: Template<ReconciliationView>
  private let changesTemplate: Template<ChangesView>
  private let pages: [PageKind: PageTemplate<Frame>]

  /// Compiles the templates of a folder. All that is wrong with them is reported together.
  public init(_ folder: TemplateFolder) throws(TemplateErrors) {
    var errors: [TemplateErrors] = []
    func load<Loaded>(_ body: () throws(TemplateErrors) -> Loaded) -> Loaded? {
      do { return try body() } catch {
        errors.append(error)
        return nil
      }
    }
    let invoice = load { () throws(TemplateErrors) in
      try folder.template("invoice", schema: InvoiceSchema.invoice)
    }
    let history = load { () throws(TemplateErrors) in
      try folder.template("history", schema: IndexSchemas.history)
    }
    let period = load { () throws(TemplateErrors) in try folder.template("period", schema: IndexSchemas.period) }
    let index = load { () throws(TemplateErrors) in try folder.template("index", schema: IndexSchemas.index) }
    let receivables = load { () throws(TemplateErrors) in
      try folder.template("receivables", schema: AccountSchemas.receivables)
    }
    let reconciliation = load { () throws(TemplateErrors) in
      try folder.template("reconciliation", schema: ReconciliationSchema.reconciliation)
    }
    let changes = load { () throws(TemplateErrors) in try folder.template("changes", schema: ChangesSchema.changes) }
    let style = load { () throws(TemplateErrors) in try folder.text(of: "page.css") }
    let pages = load { () throws(TemplateErrors) in try Self.pages(folder, style: style ?? "") }
    guard let invoice, let history, let period, let index, let receivables, let reconciliation, let changes,
      let pages, errors.isEmpty
    else {
      throw TemplateErrors(merging: errors)
    }
    (invoiceTemplate, historyTemplate, periodTemplate, indexTemplate) = (invoice, history, period, index)
    (receivablesTemplate, reconciliationTemplate) = (receivables, reconciliation)
    changesTemplate = changes
    self.pages = pages
  }

  /// The frame for pages of each kind, with as much of the style as may matter on them.
  private static func pages(
    _ folder: TemplateFolder, style: String
  ) throws(TemplateErrors) -> [PageKind: PageTemplate<Frame>] {
    guard try folder.text(of: "page.html").contains("{{content}}") else { throw folder.lacksContent("page.html") }
    let bare = try folder.page("page", schema: Self.frame(style: []))
    let kinds = StyleScope.names(in: style).intersection(PageKind.allCases.flatMap(\.classes))
    // Kinds that the style does not tell apart have the same.
    var styles: [StyleScope: [UInt8]] = [:]
    var pages: [PageKind: PageTemplate<Frame>] = [:]
    for kind in PageKind.allCases {
      let sample = ByteBuffer()
      let crumbs = kind.isBelowHome ? [Crumb(label: "", href: "")] : []
      let title = Title(kind: "", name: "")
      bare.html(Frame(kind: kind, title: title, crumbs: crumbs, content: ByteBuffer()), into: sample)
      let scope = StyleScope(frame: sample.bytes, kinds: kinds)
      let small = styles[scope] ?? StyleSheet.minified(style, in: scope)
      styles[scope] = small
      pages[kind] = try folder.page("page", schema: Self.frame(style: small))
    }
    return pages
  }

  /// What all pages of invoices begin with: everything up to the first tag of `page.html` that differs between them.
  public var prefix: [UInt8] { pages[.invoice]?.prefix ?? [] }

  /// Appends the page of an invoice. `content` is emptied and used for the work.
  public func invoice(_ view: InvoiceView, content: ByteBuffer, into buffer: ByteBuffer) {
    content.removeAll()
    invoiceTemplate.html(view, into: content)
    let title = Title(kind: view.isCreditNote ? "Credit note " : "Invoice ", name: view.invoice.header.number.text)
    frame(view.isPreview ? .preview : .invoice, title, [], content, into: buffer)
  }

  /// Appends the Markdown of an invoice.
  public func markdown(_ view: InvoiceView, into buffer: ByteBuffer) {
    invoiceTemplate.markdown(view, into: buffer)
  }

  public func history(_ view: HistoryView, content: ByteBuffer, into buffer: ByteBuffer) {
    content.removeAll()
    historyTemplate.html(view, into: content)
    frame(.history, Title(kind: "Billing history of ", name: view.name), [], content, into: buffer)
  }

  public func period(_ view: PeriodView, home: Crumb, content: ByteBuffer, into buffer: ByteBuffer) {
    content.removeAll()
    periodTemplate.html(view, into: content)
    frame(.period, Title(kind: "Billing period ", name: "\(view.month)"), [home], content, into: buffer)
  }

  public func index(_ view: IndexView, content: ByteBuffer, into buffer: ByteBuffer) {
    content.removeAll()
    indexTemplate.html(view, into: content)
    frame(.index, Title(kind: "Invoices & Billing History", name: ""), [], content, into: buffer)
  }

  public func receivables(_ view: ReceivablesView, home: Crumb, content: ByteBuffer, into buffer: ByteBuffer) {
    content.removeAll()
    receivablesTemplate.html(view, into: content)
    frame(.receivables, Title(kind: "Receivables", name: ""), [home], content, into: buffer)
  }

  public func reconciliation(_ view: ReconciliationView, home: Crumb, content: ByteBuffer, into buffer: ByteBuffer) {
    content.removeAll()
    reconciliationTemplate.html(view, into: content)
    frame(.reconciliation, Title(kind: "Reconciliation ", name: "\(view.month)"), [home], content, into: buffer)
  }

  public func changes(_ view: ChangesView, home: Crumb, content: ByteBuffer, into buffer: ByteBuffer) {
    content.removeAll()
    changesTemplate.html(view, into: content)
    frame(.changes, Title(kind: "Changes ", name: "\(view.number)"), [home], content, into: buffer)
  }

  private func frame(
    _ kind: PageKind, _ title: Title, _ crumbs: [Crumb], _ content: ByteBuffer, into buffer: ByteBuffer
  ) {
    precondition(crumbs.isEmpty != kind.isBelowHome, "the style was made for a frame with another way back")
    pages[kind]?.html(Frame(kind: kind, title: title, crumbs: crumbs, content: content), into: buffer)
  }

  private static let crumb = Schema<Crumb> {
    value("label") { $1.text($0.label) }
    value("href") { $1.text($0.href) }
  }

  private static func frame(style: [UInt8]) -> Schema<Frame> {
    Schema {
      constant("lang", Array("en".utf8))
      value("title") { view, out in
        out.text {
          $0.append(view.title.kind)
          $0.append(view.title.name)
        }
      }
      value("kind") { $1.text($0.kind.rawValue) }
      condition("home") { !$0.crumbs.isEmpty }
      list("crumbs", crumb) { $0.crumbs }
      constant("style", style)
      raw("content") { frame, buffer in frame.content.withBytes { buffer.append($0) } }
    }
  }
}

extension TemplateErrors {
  fileprivate init(merging errors: [TemplateErrors]) {
    // A partial that every template takes in is wrong once.
    self.init(Array(Set(errors.flatMap(\.all))))
  }
}
