import Foundation
import TestSupport
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

  /// Each string stands in every field of an invoice of its own, and within its ids.
  private static func workshop(_ strings: [String], _ ids: [String], asCSV: Bool = false) throws -> Workshop {
    let workshop = try Workshop()
    try workshop.config("publish: {formats: [html, csv, md]}\ninvoice: {pay_url: \"https://pay.example/{number}\"}\n")
    try workshop.file("templates/page.css", "main { margin: 0 }\n")
    var files: [String: [[String: String]]] = [:]
    for (index, text) in strings.enumerated() {
      let id = ids[index]
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
      if asCSV {
        let columns = rows[0].keys.sorted()
        let lines = rows.map { row in columns.map { quoted(row[$0] ?? "") }.joined(separator: ",") + "\r\n" }
        try workshop.exports("\(name).csv", columns.joined(separator: ",") + "\r\n" + lines.joined())
      } else {
        try workshop.exports("\(name).json", bytes: JSONSerialization.data(withJSONObject: rows))
      }
    }
    return workshop
  }

  /// A CSV field; text that means "no value" is one in quotes as well.
  private static func quoted(_ text: String) -> String {
    "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\""
  }

  /// The strings themselves, where they can be ids: these are there, have no blanks around them and do not look alike. All
  /// others stand between plain words.
  private static func ids(_ strings: [String]) -> [String] {
    var shown: Set<[UInt8]> = []
    return strings.enumerated().map { index, text in
      let visible = text.precomposedStringWithCompatibilityMapping.lowercased().unicodeScalars.filter {
        !$0.properties.isDefaultIgnorableCodePoint
      }
      let isFirst = shown.insert(Array(String(String.UnicodeScalarView(visible)).utf8)).inserted
      let hasEnds = [text.unicodeScalars.first, text.unicodeScalars.last].allSatisfy { end in
        end.map { $0.isASCII ? $0.value > 0x20 && $0.value < 0x7F : $0.properties.generalCategory.isVisible } ?? false
      }
      return isFirst && hasEnds && !absent.contains(text) ? text : "n\(index) \(text) end"
    }
  }

  @Test(.enabled(if: Shared.has(corpus)))
  func everywhere() throws {
    let strings = try Self.strings()
    let ids = Self.ids(strings)
    let workshop = try Self.workshop(strings, ids)
    let outcome = try workshop.run("--period", "all", "--as-of", "2024-06-30", "--quiet")
    #expect(outcome == Outcome(code: 0, stdout: "", stderr: ""))

    // The data itself goes through unchanged.
    let lines =
      (try ["05", "06"].flatMap { try workshop.read("output/finance/records/2024-\($0).jsonl").split(separator: "\n") })
    var names: [[UInt8]: [UInt8]] = [:]
    var dues: Set<String> = []
    for line in lines {
      let record = try Record(line: String(line), period: "")
      names[Array(record["invoice_number"].utf8)] = Array(record["workspace_name"].utf8)
      if record["document_type"] == "invoice" { dues.insert(record["due"]) }
    }
    #expect(names.count == 2 * strings.count)
    #expect(dues == ["0.50"])
    for (index, text) in strings.enumerated() where !Self.absent.contains(text) {
      #expect(names[Array(ids[index].utf8)] == Array(text.utf8))
    }

    try expectInert(workshop)

    // The same strings as CSV make the same site.
    let other = try Self.workshop(strings, ids, asCSV: true)
    #expect(try other.run("--period", "all", "--as-of", "2024-06-30", "--quiet") == outcome)
    #expect(try other.tree().differencesOfPages(from: workshop.tree()) == [])
  }

  /// Every page is made of what is allowed, and every link leads to a file: on a workspace's pages, one in its folder.
  private func expectInert(_ workshop: Workshop) throws {
    let files = try workshop.tree().files
    var pages = 0
    var problems: [String] = []
    // Names that every file system takes and keeps apart.
    #expect(Set(files.keys.map { $0.lowercased() }).count == files.count)
    for path in files.keys {
      let names = path.split(separator: "/")
      if !names.allSatisfy({ $0.utf8.count <= 255 && $0.first != "." && $0.utf8.allSatisfy(Self.isPlain) }) {
        problems.append("the name of \(path)")
      }
    }
    for (path, bytes) in files where path.hasSuffix(".html") {
      let page = Page(bytes)
      pages += 1
      problems += page.problems.map { "\($0) on \(path)" }
      problems += page.elements.subtracting(Self.allowed).map { "<\($0)> on \(path)" }
      let own = path.hasPrefix("workspaces/") ? path.split(separator: "/").prefix(2).joined(separator: "/") + "/" : ""
      for link in page.links where !link.hasPrefix("https://pay.example/") {
        guard let file = Page.target(of: link, on: path), files[file] != nil, file.hasPrefix(own) else {
          problems.append("link to \(link) on \(path)")
          continue
        }
      }
    }
    #expect(problems == [])
    #expect(pages > 1500)
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"),
      UInt8(ascii: "%"), UInt8(ascii: "~"):
      true
    default: false
    }
  }
}

extension Unicode.GeneralCategory {
  /// Neither a blank nor a sign that shows nothing.
  fileprivate var isVisible: Bool {
    switch self {
    case .spaceSeparator, .lineSeparator, .paragraphSeparator, .control, .format, .unassigned, .surrogate: false
    default: true
    }
  }
}
