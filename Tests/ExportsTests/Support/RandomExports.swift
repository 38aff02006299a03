import Billing
import Foundation
import TestSupport

@testable import Exports

/// Usage of a few invoices, made up: most of it plain, with everything that can be odd about a row in between.
struct RandomExports {
  var usage: [String] = []
  private var names: [String] = []
  private var invoices: String?
  private var workspaces: String?
  var rules = ExportContents.Rules()

  private static let columns: [(name: String, usual: [String], odd: [String])] = [
    ("workspace_id", ["acme", "acme", "beta"], ["", "\u{212A}", "K", "cafe\u{301}", "caf\u{E9}", "gamma"]),
    ("invoice_number", ["INV-1", "INV-2", "INV-3"], ["", "INV-9", "INV-\u{E9}", "INV-e\u{301}", "INV-BAD", "NULL"]),
    ("service", ["A", "Data Transfer, Internet", "Data Transfer, Inter-Region and more"], ["", "say \"hi\"", "é\nü"]),
    ("category", ["Compute"], ["", "Storage"]),
    ("description", ["d"], ["", "e", "a longer description than others are"]),
    ("resource", ["web-1", "web-1", "web, 2"], ["", "web-3", "null"]),
    ("quantity", ["1", "2.50", "0.000001"], ["", "-3", "+1", "1e3", "x", "1,5", "123456789012345678901"]),
    ("unit", ["h", "h", "GB"], ["", "GB-month"]),
    ("unit_price", ["0.1", "0.10", "2"], ["", ".1", "1e-3", "99999999999999999999999", "y", "-1"]),
    (
      "amount", ["", "", "12.34"], ["999999999999999999", "-0.5", ".", "-", "170141183460469231731687303715884105727"]
    ),
    (
      "timestamp", ["2024-05-01T10:00:00Z", "2024-05-31"],
      [
        "", "2024-06-01", "2024-05-31T23:30:00-02:00", "2024-05-01T24:00:00Z", "2024-13-01", "2024-05-31 12:00:00",
        "2016-12-31T23:59:60Z",
      ]
    ),
    (
      "charge_period_end", ["2024-05-02", "2024-06-01T00:00:00Z"],
      ["", "2024-05-31", "2024-05-01", "2024-07-01", "2024-05-31T22:30:00Z", "2024-05-02T00:00:00+02:00", "soon"]
    ),
    ("billing_period", ["", "2024-05"], ["2024-06", "May"]),
    ("billing_period_start", ["", "2024-05-01"], ["2024-05-02", "z"]),
    ("billing_period_end", ["", "2024-06-01"], ["2024-05-31", "2024-05-03"]),
    ("workspace_name", ["Acme"], ["", "Acme Inc.", "ACME"]),
    ("charge_category", ["", "Usage"], ["Tax", "credit", "Fee"]),
    ("discount", [""], ["10%", "0.5", "-1", "0"]),
    ("tax_code", ["", "standard"], ["reduced"]),
    ("tax_rate", ["", "0.19"], ["19%", "19", "0.190"]),
    ("currency", ["", "EUR"], ["eur", "USD", "XXX"]),
    ("usage_id", [""], ["U1", "U2"]),
    ("usage_rows", ["", "1", "7"], ["0", "-1", "1.5", "4294967295", "4294967296", "900719925474099", "many"]),
  ]

  init(_ random: inout SplitMix64) {
    // One export in three has many odd values, the others few.
    let odd = Int.random(in: 0..<3, using: &random) == 0 ? 10 : 200
    let isDrawnUp = Int.random(in: 0..<4, using: &random) == 0
    let required = isDrawnUp ? ["workspace_id", "service", "amount"] : ["invoice_number", "service", "quantity"]
    for file in 0..<Int.random(in: 1...3, using: &random) {
      let columns = Self.columns.filter { required.contains($0.name) || Bool.random(using: &random) }
        .shuffled(using: &random)
      let rows = [3, 20, 200].randomElement(using: &random) ?? 3
      if Int.random(in: 0..<3, using: &random) == 0 {
        names.append("usage-\(file).jsonl")
        usage.append(Self.lines(columns, rows, odd, &random))
      } else {
        let isTabbed = Int.random(in: 0..<5, using: &random) == 0
        names.append("usage-\(file).\(isTabbed ? "tsv" : "csv")")
        usage.append(Self.table(columns, rows, odd, delimiter: isTabbed ? "\t" : ",", &random))
      }
    }
    if !isDrawnUp {
      invoices = """
        invoice_number,workspace_id,currency,billing_period,status,issue_date
        INV-1,acme,EUR,2024-05,,
        INV-2,beta,EUR,2024-05,,
        INV-3,acme,USD,,,2024-06-01
        INV-e\u{301},cafe\u{301},EUR,2024-05,,
        INV-\u{212A},\u{212A},EUR,2024-05,,
        INV-5,caf\u{E9},EUR,2024-06,,
        INV-6,beta,EUR,2024-05,void,
        INV-BAD,acme,EUR,May,,

        """
    }
    if Bool.random(using: &random) { workspaces = "workspace_id,currency\nacme,EUR\nbeta,USD\n" }
    rules.currency = Bool.random(using: &random) ? Currency("EUR") : nil
    rules.keepsUsageRows = Int.random(in: 0..<6, using: &random) == 0
    rules.grouping = LineGrouping(
      Set(LineGrouping.Column.allCases.filter { $0 != .row && Bool.random(using: &random) }))
    if Int.random(in: 0..<10, using: &random) == 0 { rules.grouping = LineGrouping([.row]) }
    if Bool.random(using: &random) { rules.selection = PeriodSelection("2024-05") ?? .all }
    if Int.random(in: 0..<4, using: &random) == 0 {
      rules.dates = DateRules(zone: .fixed(7200), periodEndIsInclusive: true)
    }
    if Int.random(in: 0..<8, using: &random) == 0 { rules.reading.recordLimit = 120 }
  }

  /// Writes the files into a folder of their own and returns its path.
  func write() throws -> String {
    let folder = FileManager.default.temporaryDirectory.appending(path: "report-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (name, text) in zip(names, usage) {
      // Where a text says so, bytes that are none.
      let bytes = Data(text.utf8).split(separator: 0x7F, omittingEmptySubsequences: false).joined(separator: [0xC3])
      try Data(bytes).write(to: folder.appending(path: name))
    }
    try invoices?.write(to: folder.appending(path: "invoices.csv"), atomically: false, encoding: .utf8)
    try workspaces?.write(to: folder.appending(path: "workspaces.csv"), atomically: false, encoding: .utf8)
    return folder.path
  }

  private static func value(
    _ column: (name: String, usual: [String], odd: [String]), _ odd: Int, _ random: inout SplitMix64
  ) -> String {
    let values = Int.random(in: 0..<odd, using: &random) == 0 ? column.odd : column.usual
    return values.randomElement(using: &random) ?? ""
  }

  private static func table(
    _ columns: [(name: String, usual: [String], odd: [String])], _ rows: Int, _ odd: Int, delimiter: String,
    _ random: inout SplitMix64
  ) -> String {
    let ends = Bool.random(using: &random) ? "\n" : "\r\n"
    var text = columns.map(\.name).joined(separator: delimiter) + ends
    let faults = [
      "x", "\"open", "a\"b", "\"a\"b", "\u{0}", "\u{7F}", "\r", "", String(repeating: delimiter, count: 40), "\"\n\"",
      String(repeating: "long", count: 40),
    ]
    for _ in 0..<rows {
      if Int.random(in: 0..<(odd * 4), using: &random) == 0 {
        text += (faults.randomElement(using: &random) ?? "") + ends
      }
      let fields = columns.map { column in
        let value = value(column, odd, &random)
        let needsQuotes = value.contains { $0 == "\"" || $0.isNewline || String($0) == delimiter }
        guard needsQuotes || Int.random(in: 0..<10, using: &random) == 0 else { return value }
        return "\"" + value.replacingOccurrences(of: "\"", with: "\"\"") + "\""
      }
      text += fields.joined(separator: delimiter) + ends
    }
    return Bool.random(using: &random) ? text : String(text.dropLast())
  }

  private static func lines(
    _ columns: [(name: String, usual: [String], odd: [String])], _ rows: Int, _ odd: Int, _ random: inout SplitMix64
  ) -> String {
    let isTagged = Bool.random(using: &random)
    func isOdd() -> Bool { Int.random(in: 0..<odd, using: &random) == 0 }
    return (0..<rows).map { _ in
      // Most records have the frame of the one before, and some lack a column.
      var members = columns.filter { _ in !isOdd() }.map { column in
        let value = value(column, odd, &random)
        if value.isEmpty { return "\"\(column.name)\":null" }
        if ShortDecimalText.isJSON(value), Bool.random(using: &random) { return "\"\(column.name)\":\(value)" }
        let escaped = value.replacingOccurrences(of: "\"", with: "\\\"").replacingOccurrences(of: "\n", with: "\\n")
        return "\"\(column.name)\": \"\(escaped)\""
      }
      if isTagged { members.append(#""tags": {"a": [1, "b"], "\#(isOdd() ? "a" : "c")": null}"#) }
      if isOdd() { members.append(#""service": ["A"]"#) }
      if isOdd(), let first = members.first { members.append(first) }
      let fault = Int.random(in: 0..<(odd * 4), using: &random) == 0 ? "," : ""
      return "{" + members.joined(separator: isOdd() ? " , " : ",") + fault + (isOdd() ? "} x\n" : "}\n")
    }.joined()
  }

  private enum ShortDecimalText {
    /// Whether a text is a JSON number as well.
    static func isJSON(_ text: String) -> Bool { ["1", "2.50", "0.1", "0.10", "2", "12.34", "0.19"].contains(text) }
  }
}
