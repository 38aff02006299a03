import Foundation
import Testing

/// Text from exports is data wherever it goes: no element, attribute, link, path or figure comes of it.
@Suite("Naughty strings")
struct NaughtyStringTests {
  private static let corpus = "corpora/naughty-strings/blns.json"

  /// Everything that pages are made of.
  private static let allowed: Set<String> = [
    "a[href]", "blockquote", "body[class]", "div[class]", "em", "h1", "h2", "head", "header", "hr", "html[lang]", "li",
    "main", "meta[charset]", "meta[http-equiv][content]", "meta[name][content]", "nav[aria-label]", "ol", "p",
    "span[class]", "strong", "style", "table", "tbody", "td", "td[class]", "th", "th[class]", "thead", "title", "tr",
  ]

  /// The strings that are no value at all.
  private static let absent: Set<String> = ["", "NULL", "null"]

  private static func strings() throws -> [String] {
    let data = try Data(contentsOf: Shared.folder.appending(path: corpus))
    return try JSONDecoder().decode([String].self, from: data)
  }

  /// Each string stands in every field of an invoice of its own; ids must be there and differ, so some get another.
  private static func workshop(_ strings: [String]) throws -> Workshop {
    let workshop = try Workshop()
    try workshop.config("publish: {formats: [html, csv, md]}\ninvoice: {pay_url: \"https://pay.example/{number}\"}\n")
    try workshop.file("templates/page.css", "main { margin: 0 }\n")
    var files: [String: [[String: String]]] = [:]
    for (index, text) in strings.enumerated() {
      let id = id(index, of: strings)
      files["workspaces", default: []].append([
        "workspace_id": id, "name": text, "legal_name": text, "email": text, "address": text, "city": text,
        "postal_code": text, "region": text, "tax_id": text, "reference": text,
      ])
      files["invoices", default: []].append([
        "invoice_number": id, "workspace_id": id, "billing_period": "2024-05", "issue_date": "2024-06-01",
        "currency": "EUR", "note": text, "purchase_order": text,
      ])
      files["usage", default: []].append([
        "usage_id": id, "invoice_number": id, "service": absent.contains(text) ? "none" : text, "category": text,
        "description": text, "resource": text, "unit": text, "quantity": "2", "unit_price": "0.5",
      ])
      files["payments", default: []].append([
        "payment_id": id, "invoice_number": id, "date": "2024-06-02", "amount": "0.25", "status": "succeeded",
        "method": text, "reference": text,
      ])
      files["credit_notes", default: []].append([
        "credit_note_number": "CN \(id)", "invoice_number": id, "issue_date": "2024-06-03", "amount": "0.25",
        "reason": text,
      ])
    }
    for (name, rows) in files {
      try workshop.exports("\(name).json", bytes: JSONSerialization.data(withJSONObject: rows))
    }
    return workshop
  }

  private static func id(_ index: Int, of strings: [String]) -> String {
    let text = strings[index]
    let isTaken = strings[..<index].contains { Array($0.utf8) == Array(text.utf8) }
    return absent.contains(text) || isTaken ? "id \(index)" : text
  }

  @Test(.enabled(if: Shared.has(corpus)))
  func everywhere() throws {
    let strings = try Self.strings()
    let workshop = try Self.workshop(strings)
    let outcome = try workshop.run("--period", "all", "--as-of", "2024-06-30", "--quiet")
    #expect(outcome == Outcome(code: 0, stdout: "", stderr: ""))

    // The data itself goes through unchanged.
    var lines = ArraySlice(
      try ["05", "06"].flatMap { try workshop.read("output/finance/records/2024-\($0).jsonl").split(separator: "\n") })
    var names: [[UInt8]: [UInt8]] = [:]
    while let line = lines.popFirst() {
      let record = try Record(line: String(line), period: "")
      names[Array(record["invoice_number"].utf8)] = Array(record["workspace_name"].utf8)
      #expect(record["document_type"] == "credit_note" || record["due"] == "0.50")
    }
    #expect(names.count == 2 * strings.count)
    for (index, text) in strings.enumerated() where !Self.absent.contains(text) {
      #expect(names[Array(Self.id(index, of: strings).utf8)] == Array(text.utf8))
    }

    try expectInert(workshop)
  }

  /// Every page is made of what is allowed, and every link leads to a file: on a workspace's pages, one in its folder.
  private func expectInert(_ workshop: Workshop) throws {
    let files = Set(try workshop.tree().paths)
    var pages = 0
    for path in files where path.hasSuffix(".html") {
      let page = Page(try workshop.read("output/\(path)"))
      pages += 1
      #expect(page.problems == [], "\(path)")
      #expect(page.elements.subtracting(Self.allowed) == [], "\(path)")
      for link in page.links where !link.hasPrefix("https://pay.example/") {
        let target = try #require(Page.target(of: link, on: path), "\(link) on \(path)")
        #expect(files.contains(target), "\(link) on \(path)")
        guard path.hasPrefix("workspaces/") else { continue }
        let own = path.split(separator: "/").prefix(2).joined(separator: "/") + "/"
        #expect(target.hasPrefix(own), "\(link) on \(path) leaves the workspace's folder")
      }
    }
    #expect(pages > 1500)
  }
}
