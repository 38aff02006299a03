import Billing
import Diagnostics
import Exports
import Markdown

/// One thing that an issued document says, and what the exports now say of it.
package struct IssuedDifference: Equatable {
  package var field: String
  package var issued: String
  package var now: String
  /// Whether no reissue may change it: figures, tax, dates and whom and what they are for.
  package var isFixed: Bool

  package static let backToDraft = IssuedDifference(field: "status", issued: "issued", now: "draft", isFixed: true)

  /// Members that settings and other exports decide: they are kept as they were issued.
  private static let settings: Set<String> = ["settings", "source", "tax_codes", "revision"]
  /// Members that a reissue alone takes over: who the parties are, and what the seller says to all.
  private static let parties: Set<String> = ["seller", "buyer", "terms", "footer"]
  /// Members that a reissue may change, of the document and of its lines.
  private static let words: Set<String> = [
    "purchase_order", "note", "service", "category", "description", "resource",
  ]

  /// Field by field, in the order of the content.
  ///
  /// - Parameters:
  ///   - isGroupedAlike: whether usage is put into lines as it was; where it is not, lines cannot be compared.
  ///   - parties: whether parties are compared as well.
  package static func all(
    from issued: JSONValue, to today: IssuedContent, isGroupedAlike: Bool, parties comparesParties: Bool = false
  ) -> [IssuedDifference] {
    let buffer = ByteBuffer()
    today.appendJSON(to: buffer)
    guard let now = try? JSONValue(parsing: buffer.bytes) else { return [] }
    var differences: [IssuedDifference] = []
    for key in keys(issued, now) where !settings.contains(key) {
      switch key {
      case "lines": if isGroupedAlike { compareLines(issued, now, &differences) }
      case "tax_breakdown": compare("tax", taxes(issued), taxes(now), &differences)
      case _ where parties.contains(key):
        if comparesParties { compareParty(key, issued[key], now[key], &differences) }
      default: compare(key, key, issued[key], now[key], &differences)
      }
    }
    if differences.isEmpty, let before = issued["source"], let after = now["source"], before != after {
      if today.invoice.header.type == .creditNote, text(ofSource: before) == text(ofSource: after) {
        return [
          IssuedDifference(
            field: "tax, tax_rate, tax_code or service", issued: "as issued", now: "others", isFixed: true)
        ]
      }
      differences.append(usage(before, after, isGroupedAlike: isGroupedAlike))
    }
    return differences
  }

  /// What differs in usage alone, where nothing that is printed does.
  private static func usage(_ issued: JSONValue, _ now: JSONValue, isGroupedAlike: Bool) -> IssuedDifference {
    let (before, after) = (text(ofSource: issued), text(ofSource: now))
    let isSameSum = isSame(before, after)
    return IssuedDifference(
      field: "usage", issued: before, now: isSameSum ? "\(after), with other texts, dates or tax" : after,
      isFixed: !isSameSum || !isGroupedAlike)
  }

  /// Lines by their names; of the others those whose figures are the same are the same lines with other words.
  private static func compareLines(
    _ issued: JSONValue, _ now: JSONValue, _ differences: inout [IssuedDifference]
  ) {
    let before = lines(issued)
    var after = lines(now)
    let common = Set(before.map(\.name)).intersection(after.map(\.name))
    var others: [String: [Int]] = [:]
    for index in after.indices where !common.contains(after[index].name) {
      others[figures(after[index].value), default: []].append(index)
    }
    for index in before.indices where !common.contains(before[index].name) {
      guard let match = others[figures(before[index].value)]?.first else { continue }
      others[figures(before[index].value)]?.removeFirst()
      // From here on the two have one name.
      after[match].name = before[index].name
    }
    compare("line", before, after, &differences)
  }

  /// All that no reissue may change of a line, in one text.
  private static func figures(_ line: JSONValue) -> String {
    keys(line, line).filter { !words.contains($0) && $0 != "tax_code" }.map { "\($0) \(text(line[$0]))" }
      .joined(separator: "\n")
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
        // What was rounded says what was not, where it differs as well.
        let isExact = isSame(text(old["gross"]), text(new["gross"]))
        for key in keys(old, new) where key != "tax_code" && (key != "exact" || isExact) {
          compare("\(what) “\(name)”: \(key)", key, old[key], new[key], &differences)
        }
      case (let old?, nil):
        differences.append(IssuedDifference(field: "\(what) “\(name)”", issued: sum(old), now: "none", isFixed: true))
      case (nil, let new?):
        differences.append(IssuedDifference(field: "\(what) “\(name)”", issued: "none", now: sum(new), isFixed: true))
      case (nil, nil): break
      }
    }
  }

  private static func compareParty(
    _ party: String, _ issued: JSONValue?, _ now: JSONValue?, _ differences: inout [IssuedDifference]
  ) {
    guard let issued, let now, case .object = issued, case .object = now else {
      let (before, after) = (text(issued), text(now))
      if !isSame(before, after) {
        differences.append(IssuedDifference(field: party, issued: before, now: after, isFixed: false))
      }
      return
    }
    for key in keys(issued, now) where !isSame(text(issued[key]), text(now[key])) {
      differences.append(
        IssuedDifference(field: "\(party): \(key)", issued: text(issued[key]), now: text(now[key]), isFixed: false))
    }
  }

  private static func compare(
    _ field: String, _ key: String, _ issued: JSONValue?, _ now: JSONValue?, _ differences: inout [IssuedDifference]
  ) {
    let (before, after) = (text(issued), text(now))
    // The same letters may be encoded otherwise.
    guard issued != now || !isSame(before, after) else { return }
    differences.append(IssuedDifference(field: field, issued: before, now: after, isFixed: !words.contains(key)))
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
package struct ChangedIssue: Error {
  package var number: Identifier
  package var differences: [IssuedDifference]
  package var isReissue = false

  package init(number: Identifier, differences: [IssuedDifference], isReissue: Bool = false) {
    self.number = number
    self.differences = differences
    self.isReissue = isReissue
  }

  package func finding(at place: Place?) -> Finding {
    let shown = differences.prefix(6).map { "\($0.field) \($0.issued) → \($0.now)" }
    let rest = differences.count > shown.count ? "; and \(differences.count - shown.count) more" : ""
    let remedy =
      isReissue
      ? "correct it by a credit note and a new number; or, if it was never sent, take it back: report withdraw \(number) --reason …"
      : "restore the export; bill late usage by exporting it under the period that it is billed in, with its own dates in "
        + "charge_period_start and charge_period_end; correct amounts by a credit note and a new number; take back what "
        + "was never sent with report withdraw; accept other words with --reissue REASON"
    return Finding(
      .changedIssued, at: place,
      "“\(number)” is issued, and the exports now say something else: \(shown.joined(separator: "; "))\(rest)",
      because: isReissue
        ? "a reissue may change words, not figures, tax, dates or currency" : "issued documents do not change silently",
      remedy: remedy)
  }
}
