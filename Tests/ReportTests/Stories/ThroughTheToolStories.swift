import Foundation
import Testing

/// Rules that units have tests of, seen once through the whole tool: from the export to the record, or to the refusal.
@Suite("Story: through the whole tool")
struct ThroughTheToolStories {
  private static let invoice = "A-1,acme,2024-05,EUR,2024-06-01\n"
  private static let invoices = "invoice_number,workspace_id,billing_period,currency,issue_date\n\(invoice)"

  private func refused(
    _ exports: [String: String], _ messages: [String], sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let workshop = try Workshop()
    for (name, text) in exports { try workshop.exports(name, text) }
    let outcome = try workshop.run("--period", "2024-05", "--as-of", "2024-06-30")
    #expect(outcome.code == 65, sourceLocation: sourceLocation)
    for message in messages {
      #expect(outcome.stderr.contains(message), "\(outcome.stderr)", sourceLocation: sourceLocation)
    }
    #expect(
      outcome.stderr.contains("\(messages.count == 1 ? "1 error" : "\(messages.count) errors"): "), "\(outcome.stderr)",
      sourceLocation: sourceLocation)
    #expect(!workshop.exists("output"), sourceLocation: sourceLocation)
  }

  @Test func usageInAFormNobodyReads() throws {
    try refused(
      [
        "invoices.csv": Self.invoices, "usage.csv": "invoice_number,service,amount\nA-1,A,1\n",
        "usage-2.txt": "A-1,A,1",
      ],
      ["exports/usage-2.txt: error: “usage-2.txt” is named like an export"])
  }

  @Test func usageTwoFoldersDown() throws {
    let workshop = try Workshop().exports("invoices.csv", Self.invoices)
      .exports("billing_period=2024-05/part1/usage-1.csv", "invoice_number,service,amount\nA-1,A,1.25\n")
    try workshop.publish("--period", "2024-05", "--as-of", "2024-06-30")
    #expect(try workshop.records()["A-1"]?["total"] == "1.25")
  }

  /// Swift takes both for the same text: K and the Kelvin sign.
  @Test func twoCustomersThatLookAlike() throws {
    try refused(
      [
        "usage.csv":
          "workspace_id,service,amount,billing_period,currency\n\u{212A}iwi,A,1,2024-05,EUR\nKiwi,A,2,2024-05,EUR\n"
      ],
      ["exports/usage.csv:3:1: error: workspace_id “Kiwi” (U+004B) looks the same as “\u{212A}iwi” (U+212A)"])
  }

  /// 105.31 of net and 13.69 of tax: what two rates share is 52.65 and 52.66.
  @Test func basesAddUpToTheSubtotal() throws {
    let workshop = try Workshop().exports("invoices.csv", Self.invoices)
      .exports(
        "usage.csv", "invoice_number,service,amount,tax_rate\nA-1,Compute,100.00,19%\nA-1,Storage,100.00,7%\n"
      )
      .exports("credit_notes.csv", "credit_note_number,invoice_number,issue_date,amount\nC-1,A-1,2024-06-05,119.00\n")
    try workshop.publish("--period", "2024-05..2024-06", "--as-of", "2024-06-30")
    let record = try workshop.read("output/finance/records/2024-06.jsonl")
    #expect(record.contains("\"subtotal\":\"105.31\""), "\(record)")
    let bases = record.components(separatedBy: "\"taxable\":\"").dropFirst().map { $0.prefix(5) }
    #expect(bases.sorted() == ["52.65", "52.66"])
  }

  @Test func oneColumnAndNothingElse() throws {
    let workshop = try Workshop().exports("usage.csv", "service\nA\nB\n")
    let outcome = try workshop.run("--period", "2024-05", "--as-of", "2024-06-30")
    #expect(outcome.code == 65)
    for column in ["workspace_id", "amount", "billing_period", "currency"] {
      #expect(outcome.stderr.contains(column), "\(column): \(outcome.stderr)")
    }
    #expect(outcome.stderr.contains("\n1 error: "), "\(outcome.stderr)")
  }

  @Test func numbersThatCountInFront() throws {
    let rows = ["0001/2024", "0002/2024", "0004/2024"].map { "\($0),acme,2024-05,EUR,2024-06-01\n" }
    let workshop = try Workshop()
      .exports("invoices.csv", "invoice_number,workspace_id,billing_period,currency,issue_date\n" + rows.joined())
      .exports("usage.csv", "invoice_number,service,amount\n0001/2024,A,1\n0002/2024,A,1\n0004/2024,A,1\n")
    let outcome = try workshop.publish("--period", "2024-05", "--as-of", "2024-06-30")
    #expect(outcome.stderr.contains("the invoice numbers “…/2024” skip 3 [number-gap]"), "\(outcome.stderr)")
  }

  /// 9 × 29.00 − 33.93 = 227.07, as a pocket calculator has it.
  @Test func aDiscountInTheLines() throws {
    let workshop = try Workshop().exports("invoices.csv", Self.invoices)
      .exports("usage.csv", "invoice_number,service,quantity,unit_price,discount\nA-1,Compute,9,29.00,33.93\n")
    try workshop.publish("--period", "2024-05", "--as-of", "2024-06-30")
    let lines = try workshop.read("output/workspaces/acme/A-1.csv").split(whereSeparator: \.isNewline)
    let columns = lines[0].split(separator: ",", omittingEmptySubsequences: false)
    let values = lines[1].split(separator: ",", omittingEmptySubsequences: false)
    let line = Dictionary(uniqueKeysWithValues: zip(columns, values))
    #expect(
      ["quantity", "unit_price", "discount", "amount"].map { line[$0[...]] } == ["9", "29", "33.93", "227.07"],
      "\(lines)")
  }

  /// A site that was never signed, its records and checksums gone, and other usage in the exports.
  @Test func anIssuedNumberWithAnotherAmount() throws {
    let workshop = try Workshop().exports("invoices.csv", Self.invoices)
      .exports("usage.csv", "invoice_number,service,amount\nA-1,Compute,300\n")
    try workshop.publish("--period", "2024-05", "--as-of", "2024-06-30")
    #expect(try workshop.shell("rm -r output/finance output/SHA256SUMS").code == 0)
    try workshop.exports("usage.csv", "invoice_number,service,amount\nA-1,Compute,333\n")
    let before = try workshop.tree()
    let outcome = try workshop.run("--period", "2024-05", "--as-of", "2024-06-30")
    #expect(outcome.code == 65)
    #expect(outcome.stderr.contains("SHA256SUMS was published and is not there"), "\(outcome.stderr)")
    #expect(try workshop.tree().differences(from: before) == [])
  }

  /// A payment of somebody's own, and no checksums to hold it against.
  @Test func paymentsWithoutChecksums() throws {
    let workshop = try Workshop.small()
    #expect(try workshop.runSmall().code == 0)
    let payments = try workshop.read("output/finance/payments.jsonl")
    try workshop.file(
      "output/finance/payments.jsonl", payments.replacingOccurrences(of: "\"amount\":\"", with: "\"amount\":\"1"))
    #expect(try workshop.shell("rm output/SHA256SUMS").code == 0)
    let before = try workshop.tree()
    let outcome = try workshop.run("refresh", "--as-of", "2024-07-01")
    #expect(outcome.code == 65)
    #expect(outcome.stderr.contains("SHA256SUMS was published and is not there"), "\(outcome.stderr)")
    #expect(try workshop.tree().differences(from: before) == [])
  }

  @Test(arguments: ["con.", "CON", "con"])
  func foldersThatWindowsCannotHold(workspace: String) throws {
    let workshop = try Workshop()
      .exports("invoices.csv", Self.invoices.replacingOccurrences(of: "acme", with: workspace))
      .exports("usage.csv", "invoice_number,service,amount\nA-1,Compute,300\n")
    try workshop.publish("--period", "2024-05", "--as-of", "2024-06-30")
    let folders = try workshop.tree("output/workspaces").paths.compactMap { $0.split(separator: "/").first }
    #expect(Set(folders).count == 1)
    #expect(folders[0].lowercased().hasPrefix("con") && folders[0].contains("~"), "\(folders)")
    #expect(!folders[0].contains("."))
  }
}
