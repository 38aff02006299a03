import Markdown

@testable import Pages

/// Templates: each is refused with places and remedies, or its two forms are one page, whatever the values are.
enum TemplateTarget {
  /// A template, then values, set apart by record separators (1E).
  static func test(_ input: [UInt8]) {
    let parts = input.split(separator: 0x1E, omittingEmptySubsequences: false).map {
      String(decoding: $0, as: UTF8.self)
    }
    func value(_ index: Int) -> String { parts.count > index ? parts[index] : "*_`|<&>" }
    let source = parts[0]
    _ = StyleSheet.minified(source)
    compile { _ = try PageTemplate(source, file: "t", schema: Invoice.schema) }
    compile {
      let template = try Template(source, file: "t", partials: ["p": "{{number}} *p*\n"], schema: Invoice.schema)
      // Values that templates are written for are never empty.
      let invoice = Invoice(
        number: value(1) + "n", customer: "c" + value(2) + "!", link: "/" + value(3), isPaid: parts.count % 2 == 0,
        services: [.init(name: "-" + value(4), items: [value(5) + "i", "j" + value(1)]), .init(name: "s", items: [])])
      let (page, markdown) = (ByteBuffer(), ByteBuffer())
      template.html(invoice, into: page)
      template.markdown(invoice, into: markdown)
      HTMLCheck.check(page.bytes)
      expectEqual(text(try Markdown.html(markdown.string)), text(page.bytes), markdown.string)
    }
  }

  private static func compile(_ body: () throws -> Void) {
    do {
      try body()
    } catch let errors as TemplateErrors {
      for error in errors.all { expect(error.place.line != nil && !error.remedy.isEmpty, "\(error) has no place") }
    } catch {
      fatalError("\(error)")
    }
  }

  /// But for white space, which differs beside what is hidden and does not show, and for apostrophes, which one of the two
  /// escapes in attributes.
  private static func text(_ html: [UInt8]) -> String {
    String(decoding: html.filter { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A }, as: UTF8.self).replacing(
      "&#39;", with: "'")
  }

  /// A small view with every kind of name.
  private struct Invoice: Sendable {
    var number, customer, link: String
    var isPaid: Bool
    var services: [Service]

    struct Service: Sendable {
      var name: String
      var items: [String]
    }

    static let schema = Schema<Invoice> {
      value("number") { view, out in out.text(view.number) }
      value("customer") { view, out in out.text(view.customer) }
      value("link") { view, out in out.text(view.link) }
      condition("paid") { $0.isPaid }
      list("services", service) { $0.services }
    }

    private static let service = Schema<Service> {
      value("name") { service, out in out.text(service.name) }
      list("lines", Schema<String> { value("item") { item, out in out.text(item) } }) { $0.items }
    }
  }
}
