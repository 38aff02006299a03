import Billing
import Diagnostics
import Exports
import Markdown

/// One thing that an issued document says, and what the exports now say of it.
struct IssuedDifference: Equatable {
  var field: String
  var issued: String
  var now: String
  /// Whether it changes what is owed: no reissue may.
  var isMoney: Bool

  static let backToDraft = IssuedDifference(field: "status", issued: "issued", now: "draft", isMoney: true)

  /// Members that settings and other exports decide: they are kept as they were issued.
  private static let kept: Set<String> = [
    "seller", "buyer", "terms", "footer", "settings", "source", "tax_codes", "revision",
  ]
  private static let money: Set<String> = [
    "currency", "prices", "tax_given", "subtotal", "discount", "tax", "total", "invoice_number", "workspace_id",
    "document_type", "corrects", "gross", "net", "taxable", "amount", "rate", "lines", "tax_breakdown",
  ]

  /// Field by field, in the order of the content.
  static func all(from issued: JSONValue, to today: IssuedContent) -> [IssuedDifference] {
    let buffer = ByteBuffer()
    today.appendJSON(to: buffer)
    guard let now = try? JSONValue(parsing: buffer.bytes) else { return [] }
    var differences: [IssuedDifference] = []
    for key in keys(issued, now) where !kept.contains(key) {
      switch key {
      case "lines": compare("line", lines(issued), lines(now), &differences)
      case "tax_breakdown": compare("tax", taxes(issued), taxes(now), &differences)
      default: compare(key, key, issued[key], now[key], &differences)
      }
    }
    if differences.isEmpty, let before = issued["source"], let after = now["source"], before != after {
      if today.invoice.header.type == .creditNote, text(ofSource: before) == text(ofSource: after) {
        return [
          IssuedDifference(
            field: "tax, tax_rate, tax_code or service", issued: "as issued", now: "others", isMoney: true)
        ]
      }
      differences.append(
        IssuedDifference(field: "usage", issued: text(ofSource: before), now: text(ofSource: after), isMoney: false))
    }
    return differences
  }

  /// Parts that have names of their own: lines and taxes.
  private static func compare(
    _ what: String, _ issued: [(name: String, value: JSONValue)], _ now: [(name: String, value: JSONValue)],
    _ differences: inout [IssuedDifference]
  ) {
    let before = Dictionary(issued.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    let after = Dictionary(now.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    let names = issued.map(\.name) + now.map(\.name).filter { before[$0] == nil }
    for name in names {
      switch (before[name], after[name]) {
      case (let old?, let new?):
        for key in keys(old, new) where key != "tax_code" && key != "exact" {
          compare("\(what) “\(name)”: \(key)", key, old[key], new[key], &differences)
        }
      case (let old?, nil):
        differences.append(IssuedDifference(field: "\(what) “\(name)”", issued: sum(old), now: "none", isMoney: true))
      case (nil, let new?):
        differences.append(IssuedDifference(field: "\(what) “\(name)”", issued: "none", now: sum(new), isMoney: true))
      case (nil, nil): break
      }
    }
  }

  private static func compare(
    _ field: String, _ key: String, _ issued: JSONValue?, _ now: JSONValue?, _ differences: inout [IssuedDifference]
  ) {
    let (before, after) = (text(issued), text(now))
    // The same letters may be encoded otherwise.
    guard issued != now || !isSame(before, after) else { return }
    differences.append(IssuedDifference(field: field, issued: before, now: after, isMoney: money.contains(key)))
  }

  private static func keys(_ a: JSONValue, _ b: JSONValue) -> [String] {
    guard case .object(let x) = a, case .object(let y) = b else { return [] }
    let known = Set(x.map(\.key))
    return x.map(\.key) + y.map(\.key).filter { !known.contains($0) }
  }

  private static func lines(_ content: JSONValue) -> [(name: String, value: JSONValue)] {
    named(content["lines"]) { line in
      ["service", "description", "unit", "unit_price"].compactMap { line[$0]?.text }.joined(separator: " · ")
    }
  }

  private static func taxes(_ content: JSONValue) -> [(name: String, value: JSONValue)] {
    named(content["tax_breakdown"]) { tax in
      ["name", "category", "rate"].compactMap { tax[$0]?.text }.joined(separator: " ")
    }
  }

  /// The second part of a name gets a number.
  private static func named(
    _ parts: JSONValue?, _ name: (JSONValue) -> String
  ) -> [(name: String, value: JSONValue)] {
    var counts: [String: Int] = [:]
    return (parts?.elements ?? []).map { part in
      let name = name(part)
      counts[name, default: 0] += 1
      let count = counts[name] ?? 1
      return (count == 1 ? name : "\(name) (\(count))", part)
    }
  }

  private static func sum(_ part: JSONValue) -> String { text(part["net"] ?? part["amount"]) }

  private static func text(ofSource source: JSONValue) -> String {
    "\(text(source["usage_rows"])) rows of \(text(source["amount"]))"
  }

  private static func text(_ value: JSONValue?) -> String {
    switch value {
    case .string(let text)?, .number(let text)?: text
    case .bool(let flag)?: "\(flag)"
    default: "none"
    }
  }
}

/// An issued document of which the exports now say something else.
struct ChangedIssue: Error {
  var number: Identifier
  var differences: [IssuedDifference]
  var isReissue = false

  func finding(at place: Place?) -> Finding {
    let shown = differences.prefix(6).map { "\($0.field) \($0.issued) → \($0.now)" }
    let rest = differences.count > shown.count ? "; and \(differences.count - shown.count) more" : ""
    let remedy =
      isReissue
      ? "correct it by a credit note and a new number; or, if it was never sent, take it back: report withdraw \(number) --reason …"
      : "restore the export; correct amounts by a credit note and a new number; take back what was never sent with report "
        + "withdraw; accept other words than amounts with --reissue REASON"
    return Finding(
      .changedIssued, at: place,
      "“\(number)” is issued, and the exports now say something else: \(shown.joined(separator: "; "))\(rest)",
      because: isReissue
        ? "a reissue may change words, not what is owed" : "issued documents do not change silently", remedy: remedy)
  }
}
