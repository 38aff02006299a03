import Foundation
import Testing

/// What billing stories are told with: exports that come and go, runs that end well, and sites that verify after each.
extension Workshop {
  private static let columns = [
    "workspaces.csv": "workspace_id,name,address,email",
    "invoices.csv": "invoice_number,workspace_id,billing_period,issue_date,due_date,currency,tax_rate,status,"
      + "purchase_order,note,document_type,corrects,tax_code,total",
    "usage.csv": "invoice_number,service,amount,description,usage_id",
    "payments.csv": "payment_id,invoice_number,date,amount,currency,status,type,workspace_id,reference,updated",
    "credit_notes.csv": "credit_note_number,invoice_number,issue_date,amount,reason,currency,workspace_id,tax,tax_rate,"
      + "service,tax_code",
  ]

  /// The exports of a month: nothing is left of earlier ones. Rows may end early; payments are in euros.
  @discardableResult
  func exported(
    workspaces: [String] = [], invoices: [String] = [], usage: [String] = [], payments: [String] = [],
    creditNotes: [String] = []
  ) throws -> Workshop {
    if exists("exports") { try without("exports") }
    let files = [
      "workspaces.csv": workspaces, "invoices.csv": invoices, "usage.csv": usage, "payments.csv": payments,
      "credit_notes.csv": creditNotes,
    ]
    for (name, rows) in files where !rows.isEmpty {
      let columns = try #require(Self.columns[name])
      let width = columns.split(separator: ",").count
      let lines = rows.map { row in
        row + String(repeating: ",", count: width - row.split(separator: ",", omittingEmptySubsequences: false).count)
      }
      try exports(name, ([columns] + lines).joined(separator: "\n") + "\n")
    }
    return self
  }

  /// A run that ends well and leaves a site that verifies.
  @discardableResult
  func publish(
    _ arguments: String..., ending code: Int32 = 0, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Outcome {
    let outcome = try run(arguments)
    #expect(outcome.code == code, "\(outcome.stderr)", sourceLocation: sourceLocation)
    try expectVerified(sourceLocation: sourceLocation)
    return outcome
  }

  func expectVerified(sourceLocation: SourceLocation = #_sourceLocation) throws {
    let outcome = try run("verify")
    #expect(outcome.code == 0, sourceLocation: sourceLocation)
    #expect(outcome.stderr == "", sourceLocation: sourceLocation)
  }

  /// A run that is refused: it says exactly this, and nothing of the output is touched.
  func expectRefused(
    _ arguments: String..., code: Int32 = 65, saying stderr: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let before = try tree()
    let outcome = try run(arguments)
    #expect(outcome == Outcome(code: code, stdout: "", stderr: stderr), sourceLocation: sourceLocation)
    let after = try tree()
    #expect(after.differences(from: before) == [], sourceLocation: sourceLocation)
    #expect(after.rewritten(since: before) == [], sourceLocation: sourceLocation)
  }

  /// Where a document stands: `due 119.00 − 0.00 − 19.00 = 100.00`, that is status, total less credited and paid, and due;
  /// then what is not zero of the rest, and its flags.
  func standing(_ number: String) throws -> String {
    let record = try #require(try records()[number], "no record of \(number)")
    let rest = ["written_off", "pending", "refunded", "credit"].filter { record[$0] != "0.00" }.map {
      ", \($0) \(record[$0])"
    }
    let flags = record["flags"].isEmpty ? "" : "; \(record["flags"])"
    return "\(record["status"]) \(record["total"]) − \(record["credited"]) − \(record["paid"]) = \(record["due"])"
      + rest.joined() + flags
  }

  /// The lines of a CSV file of the output without its head.
  func lines(_ path: String) throws -> [String] {
    try read("output/\(path)").split(whereSeparator: \.isNewline).dropFirst().map(String.init)
  }

  /// What a reader sees of a page, without its style, as words with one space between them.
  func text(_ path: String) throws -> String {
    let body = try read(path).split(separator: "</style>", omittingEmptySubsequences: false).last ?? ""
    return body.replacing(/<[^>]*>/, with: " ").split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// The lines about documents that a run's summary ends with.
  func changes(_ outcome: Outcome) -> [String] {
    outcome.stdout.split(separator: "\n").drop { $0 != "Changed since the last run:" }.dropFirst()
      .prefix { $0.hasPrefix("  ") }.map { String($0.dropFirst(2)) }
  }

  /// The ids in the file of payments and credit notes with what became of them, in its order.
  func keptPayments() throws -> [String] {
    try read("output/finance/payments.jsonl").split(separator: "\n").map { line in
      let record = try Record(line: String(line), period: "")
      return record["kind"] == "payment"
        ? "\(record["id"]) \(record["amount"]) \(record["status"])" : "\(record["id"]) \(record["amount"])"
    }
  }
}
