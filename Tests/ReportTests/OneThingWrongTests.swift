import Foundation
import TestSupport
import Testing

/// Sound exports of every kind with one thing wrong: it is named once, at its place, with what to do about it.
@Suite("One thing wrong")
struct OneThingWrongTests {
  struct Example: Sendable, CustomTestStringConvertible {
    /// The file that is replaced by another, or stands beside the others; `.gz` packs it.
    let file: String
    let text: String
    /// `line:column: … [kind]`, as it begins and ends.
    let place: String
    let kind: String
    /// A word of the remedy.
    let remedy: String

    init(_ file: String, _ text: String, _ place: String, _ kind: String, _ remedy: String) {
      (self.file, self.text, self.place, self.kind, self.remedy) = (file, text, place, kind, remedy)
    }

    var testDescription: String { "\(file) \(kind)" }
  }

  private static let workspaces = "workspace_id,name,country,tax_rate\nacme,Acme,DE,19%\n"
  private static let invoices = "invoice_number,workspace_id,billing_period,currency\nA-1,acme,2024-05,EUR\n"
  private static let usage = "invoice_number,service,quantity,unit_price,amount\nA-1,Compute,2,0.50,\n"
  private static let payments = "payment_id,invoice_number,date,amount,status\nP-1,A-1,2024-06-02,1.00,succeeded\n"
  private static let notes = "credit_note_number,invoice_number,issue_date,amount\nC-1,A-1,2024-06-01,0.10\n"

  private static func tabs(_ text: String) -> String { text.replacingOccurrences(of: ",", with: "\t") }

  static let workspaceExamples = [
    Example("workspaces.csv", workspaces + "borealis,Borealis,DE,19\n", "3:22", "rate", "19%"),
    Example("workspaces.csv", workspaces + ",Borealis,DE,\n", "3:1", "missing-value", "fill it in"),
    Example("workspaces.csv", workspaces + "acme,Acme Ltd,DE,\n", "3:1", "duplicate-id", "its own id"),
    Example(
      "workspaces.csv", "workspaces,name\nacme,Acme\n", "1:1", "missing-column", "rename “workspaces” to workspace_id"),
    Example("workspaces.tsv", tabs(workspaces) + "borealis\tBorealis\n", "3:1", "row-width", "each column a field"),
    Example("workspaces.json", #"[{"workspace_id": "acme", "currency": "EURO"}]"#, "1:39", "unknown-currency", "EUR"),
    Example(
      "workspaces.jsonl", "{\"workspace_id\": \"acme\"}\n{\"workspace_id\": }\n", "2:18", "json-syntax",
      "correct the file"),
  ]

  static let invoiceExamples = [
    Example("invoices.csv", invoices + "A-1,acme,2024-06,EUR\n", "3:1", "duplicate-id", "its own id"),
    Example("invoices.csv", invoices + "A-2,acme,2024-13,EUR\n", "3:10", "date", "2024-05"),
    Example("invoices.csv", invoices + "A-2,acme,2024-05,\n", "3:18", "missing-currency", "fill in currency"),
    Example(
      "invoices.csv", invoices + "A-2,acm\u{E9},2024-05,EUR\nA-3,acme\u{301},2024-05,EUR\n", "4:5", "look-alike",
      "same way"),
    Example(
      "invoices.csv", "invoice_no,workspace_id,billing_period,currency\nA-1,acme,2024-05,EUR\n", "1:1",
      "missing-column", "invoice_number"),
    Example("invoices.tsv", tabs(invoices) + "A-2\tac\"me\t2024-05\tEUR\n", "3:7", "csv-syntax", "quote"),
    Example(
      "invoices.json", #"[{"invoice_number": "A-1", "workspace_id": "acme", "billing_period": "2024-05"}]"#, "1:2",
      "missing-column", "currency"),
    Example(
      "invoices.jsonl",
      #"{"invoice_number": "A-1", "invoice_number": "A-1", "workspace_id": "acme", "billing_period": "2024-05", "currency": "EUR"}"#,
      "1:27", "json-duplicate-key", "one of them"),
  ]

  static let usageExamples = [
    Example("usage.csv", usage + "A-7,Compute,1,1,\n", "3:1", "unknown-invoice", "mend the number"),
    Example("usage.csv", usage + "A-1,Compute,1,,\n", "3:16", "missing-value", "amount"),
    Example("usage.csv", usage + "A-1,,1,1,\n", "3:5", "missing-value", "fill it in"),
    Example("usage.csv", usage + "A-1,Compute,,,\"1,50\"\n", "3:15", "number", "decimal point"),
    Example(
      "usage.csv", "invoice_number,sevice,amount\nA-1,Compute,1\nA-1,Storage,1\n", "1:1", "missing-column",
      "rename “sevice” to service"),
    Example("usage.tsv", tabs("invoice_number,service,amount\nA-1,Compute,$5\n"), "2:13", "number", "bare number"),
    Example(
      "usage.json", #"{"data": [{"invoice_number": "A-1", "service": "Compute", "amount": "abc"}]}"#, "1:69", "number",
      "plain decimal"),
    Example(
      "usage.jsonl", "{\"invoice_number\": \"A-1\", \"amount\": 1}\n{\"invoice_number\": \"A-1\", \"amount\": 2}\n",
      "1:1", "missing-column", "service"),
    Example("usage.csv.gz", usage + "A-7,Compute,1,1,\n", "3:1", "unknown-invoice", "mend the number"),
  ]

  static let paymentExamples = [
    Example("payments.csv", payments + "P-1,A-1,2024-06-02,2.00,succeeded\n", "3:1", "duplicate-id", "its own id"),
    Example(
      "payments.csv", payments + "P-2,A-1,2024-06-02,-2.00,succeeded\n", "3:20", "negative-amount", "without its sign"),
    Example("payments.csv", payments + "P-2,A-1,2024-06-02,2.00,done\n", "3:25", "unknown-word", "succeeded"),
    Example(
      "payments.json",
      #"[{"payment_id": "P-1", "invoice_number": "A-1", "date": "2.6.2024", "amount": 1, "status": "failed"}]"#, "1:57",
      "date", "YYYY-MM-DD"),
    Example(
      "payments.jsonl", "{\"payment_id\": \"P-1\", \"date\": \"2024-06-02\", \"amount\": 1}\n", "1:1", "missing-column",
      "status"),
    Example("payments.csv.gz", payments + "P-2,A-1,2024-06-31,1.00,succeeded\n", "3:9", "date", "YYYY-MM-DD"),
  ]

  static let noteExamples = [
    Example("credit_notes.csv", notes + "C-2,A-1,2024-06-01,-1.00\n", "3:20", "negative-amount", "without its sign"),
    Example("credit_notes.csv", notes + "C-2,,2024-06-01,1.00\n", "3:5", "missing-value", "fill it in"),
    Example(
      "credit_notes.tsv", tabs("credit_note_number,invoice_number,amount\nC-1,A-1,0.10\n"), "1:1", "missing-column",
      "issue_date"),
    Example(
      "credit_notes.jsonl",
      "{\"credit_note_number\": \"C-1\", \"invoice_number\": \"A-1\", \"issue_date\": \"2024-06-01\", \"amount\": {}}\n",
      "1:94", "json-shape", "value"),
  ]

  @Test(arguments: workspaceExamples + invoiceExamples + usageExamples + paymentExamples + noteExamples)
  func isNamedOnce(_ example: Example) throws {
    let workshop = try Workshop()
    let sound = [
      ("workspaces", Self.workspaces), ("invoices", Self.invoices), ("usage", Self.usage), ("payments", Self.payments),
      ("credit_notes", Self.notes),
    ]
    for (kind, text) in sound where !example.file.hasPrefix(kind) { try workshop.exports("\(kind).csv", text) }
    let text = example.text
    try workshop.exports(
      example.file, bytes: example.file.hasSuffix(".gz") ? Data(gzip(text)) : Data(text.utf8))
    let outcome = try workshop.run("--period", "2024-05", "--as-of", "2024-06-30")
    #expect(outcome.code == 65, "\(outcome.stderr)")
    let errors = outcome.stderr.split(separator: "\n").filter { $0.contains(": error: ") }
    #expect(errors.count == 1, "\(outcome.stderr)")
    let error = try #require(errors.first)
    #expect(error.hasPrefix("exports/\(example.file):\(example.place): error: "), "\(error)")
    #expect(error.hasSuffix("[\(example.kind)]"), "\(error)")
    let remedy = try #require(outcome.stderr.split(separator: "\n").first { $0.hasPrefix("  fix: ") })
    #expect(remedy.contains(example.remedy), "\(remedy)")
    #expect(!workshop.exists("output"))
  }

  /// What is right with them when nothing is wrong.
  @Test func soundExportsAreSound() throws {
    let workshop = try Workshop().exports("workspaces.csv", Self.workspaces).exports("invoices.csv", Self.invoices)
      .exports("usage.csv", Self.usage).exports("payments.csv", Self.payments).exports("credit_notes.csv", Self.notes)
    let outcome = try workshop.run("--period", "2024-05", "--as-of", "2024-06-30")
    #expect(outcome.code == 0)
    #expect(outcome.stderr == "")
  }
}
