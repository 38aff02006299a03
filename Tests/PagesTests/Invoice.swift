import Markdown

@testable import Pages

/// A small view with every kind of name.
struct Invoice: Sendable {
  var number = "INV-1"
  var customer = "Acme"
  var link = "inv-1.html"
  var isPaid = false
  var note = ""
  var services: [Service] = []
  var terms: Prose?

  struct Service: Sendable {
    var name = "Compute"
    var lines: [Line] = []
  }

  struct Line: Sendable {
    var item = "vCPU"
    var amount = 400
  }

  static let lineSchema = Schema<Line> {
    value("item") { line, out in out.text(line.item) }
    value("amount") { line, out in out.number(line.amount) }
  }

  static let serviceSchema = Schema<Service> {
    value("name") { service, out in out.text(service.name) }
    list("lines", lineSchema) { $0.lines }
  }

  static let schema = Schema<Invoice> {
    value("number") { view, out in out.text(view.number) }
    value("customer") { view, out in out.text(view.customer) }
    value("link") { view, out in out.text(view.link) }
    value("note") { view, out in out.text(view.note) }
    value("status") { view, out in
      if view.isPaid {
        out.markup(html: "<span class=\"status paid\">Paid</span>", text: "Paid")
      } else {
        out.text("Due")
      }
    }
    condition("has_terms") { $0.terms != nil }
    condition("paid") { $0.isPaid }
    condition("has_note") { !$0.note.isEmpty }
    list("services", serviceSchema) { $0.services }
    prose("terms") { $0.terms ?? .empty }
    raw("content") { view, buffer in buffer.append("<main>\(view.number)</main>") }
  }
}

/// Both forms of a filled template, or what is wrong with it.
func fill(
  _ source: String, _ view: Invoice = Invoice(), partials: [String: String] = [:]
) -> (html: String, markdown: String) {
  do {
    let template = try Template(source, file: "invoice.md", partials: partials, schema: Invoice.schema)
    let (page, text) = (ByteBuffer(), ByteBuffer())
    template.html(view, into: page)
    template.markdown(view, into: text)
    return (page.string, text.string)
  } catch {
    return (error.description, error.description)
  }
}

/// The same for a page's frame.
func frame(_ source: String, _ view: Invoice = Invoice(), partials: [String: String] = [:]) -> String {
  do {
    let page = ByteBuffer()
    try PageTemplate(source, file: "page.html", partials: partials, schema: Invoice.schema).html(view, into: page)
    return page.string
  } catch {
    return error.description
  }
}

/// What is wrong with a template.
func errors(_ source: String, partials: [String: String] = [:]) -> String { fill(source, partials: partials).html }
