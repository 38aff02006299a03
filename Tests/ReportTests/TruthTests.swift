import Foundation
import TestSupport
import Testing

/// Figures that others worked out: invoices of official examples, and real exports whose sums are known.
@Suite("Figures that are known")
struct TruthTests {
  /// What one line of `expected.jsonl` states; `source` and `why` are for people.
  private struct Expected {
    static let remarks: Set<String> = ["source", "why"]
    var number: String
    var figures: [String: String]

    init(_ line: Substring) throws {
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
      figures = object.filter { !Self.remarks.contains($0.key) }.compactMapValues { $0 as? String }
      number = figures["invoice_number"] ?? ""
    }
  }

  @Test(
    .enabled(if: Shared.has("truth")),
    arguments: [("en16931", 41), ("gobl-exclusive", 44), ("gobl-inclusive", 6)])
  func officialExamples(name: String, count: Int) throws {
    let folder = Shared.folder.appending(path: "truth/\(name)")
    let workshop = try Workshop()
    for file in try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "exports").path) {
      try workshop.exports(copying: folder.appending(path: "exports/\(file)"))
    }
    try workshop.config(String(contentsOf: folder.appending(path: "report.yml"), encoding: .utf8))
    let outcome = try workshop.run("--period", "all", "--as-of", "2030-01-01", "--quiet")
    #expect(outcome == Outcome(code: 0, stdout: "", stderr: ""))

    let records = try workshop.records()
    let lines = try String(contentsOf: folder.appending(path: "expected.jsonl"), encoding: .utf8).split(separator: "\n")
    #expect(lines.count == count)
    #expect(records.count == count)
    for line in lines {
      let expected = try Expected(line)
      let record = try #require(records[expected.number], "no record of \(expected.number)")
      #expect(expected.figures.count >= 8)
      for (key, figure) in expected.figures {
        #expect(record[key] == figure, "\(key) of \(expected.number)")
      }
    }
  }

  @Test(.enabled(if: Shared.has("data/chinook-canonical")))
  func shop() throws {
    let workshop = try Workshop()
    for name in ["invoices.csv", "usage.csv", "workspaces.csv"] {
      try workshop.exports(copying: Shared.folder.appending(path: "data/chinook-canonical/\(name)"))
    }
    let all = try workshop.run("--period", "all", "--as-of", "2026-01-31", "--json")
    #expect(all.code == 0)
    #expect(all.stdout.hasPrefix(#"{"period":"all","as_of":"2026-01-31","invoices":412,"workspaces":59,"#))
    #expect(all.stdout.contains(#""usage_rows":2240,"#))
    #expect(
      all.stdout.contains(#""totals":{"USD":{"subtotal":"2328.60","discount":"0.00","tax":"0.00","total":"2328.60","#))

    let month = try workshop.run("--period", "2024-05", "--as-of", "2026-01-31", "--json")
    #expect(month.code == 0)
    #expect(month.stdout.hasPrefix(#"{"period":"2024-05","as_of":"2026-01-31","invoices":7,"#))
    #expect(
      month.stdout.contains(#""totals":{"USD":{"subtotal":"37.62","discount":"0.00","tax":"0.00","total":"37.62","#))
  }

  /// A real FOCUS export without invoices: 999 rows of 12 decimals, the exact sum of each sub-account rounded once.
  /// Rows rounded one by one would come to 20.33, the exact sum of all to 20.28.
  @Test(.enabled(if: Shared.has("data/focus-sample")))
  func focus() throws {
    let workshop = try Workshop().config("rounding: document\n")
    try workshop.exports(copying: Shared.folder.appending(path: "data/focus-sample/focus_sample.csv"), as: "usage.csv")
    let outcome = try workshop.run("--period", "2024-09", "--as-of", "2024-11-01", "--json")
    #expect(outcome.code == 0)
    #expect(
      outcome.stdout.hasPrefix(
        #"{"period":"2024-09","as_of":"2024-11-01","invoices":72,"workspaces":72,"usage_rows":999,"#))
    #expect(
      outcome.stdout.contains(#""totals":{"USD":{"subtotal":"20.31","discount":"0.00","tax":"0.00","total":"20.31","#))
    let records = try workshop.records()
    #expect(records.count == 72)
    // Worked out apart from this tool, to 60 digits.
    let largest = [
      "11353890204": "13.62", "/subscriptions/ed570627-0265-4620-bb42-bae06bcfa914": "1.58", "18938484842": "1.34",
      "46124420288": "0.41", "90054491575": "0.36", "86366525267": "0.29", "85742851457": "0.27",
    ]
    for (workspace, total) in largest {
      let record = try #require(records["INV-2024-09-\(workspace)"])
      #expect(record["total"] == total)
      #expect(record["workspace_id"] == workspace)
    }
    #expect(records.values.count { $0["total"] != "0.00" } == 45)
  }
}
