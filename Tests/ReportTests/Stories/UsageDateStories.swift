import Testing

/// Usage of another time than its invoice's, and invoices of another time than their usage.
@Suite("Story: when it was used")
struct UsageDateStories {
  private static let usage =
    "invoice_number,service,description,quantity,unit_price,charge_period_start,charge_period_end\n"

  /// A plan for June on the invoice for May: a line with its dates, everywhere.
  @Test func aPlanInAdvance() throws {
    let workshop = try Workshop().exports("invoices.csv", Small.invoices).exports(
      "usage.csv",
      Self.usage + "INV-1,Compute,,1,12.00,2024-05-01,2024-06-01\nINV-1,Plan,Pro,1,25.00,2024-06-01,2024-07-01\n")
    let run = try workshop.publish("--period", "2024-05", "--as-of", "2024-06-15")
    #expect(run.stderr == "")
    #expect(
      try workshop.lines("workspaces/acme/INV-1.csv") == [
        "Compute,,1,,12,1,12.00,,0.00,,", "Plan,Pro,1,,25,1,25.00,,0.00,2024-06-01,2024-07-01",
      ])
    let page = try workshop.read("output/workspaces/acme/INV-1.html")
    #expect(page.contains("Pro <br> <em>2024-06-01 – 2024-06-30</em>"), "\(page)")
    let issued = try workshop.read("output/finance/issued/2024-05.jsonl")
    #expect(issued.contains(#""description":"Pro","period_start":"2024-06-01","period_end":"2024-07-01""#))
    // Other dates are another plan.
    try workshop.exports(
      "usage.csv",
      Self.usage + "INV-1,Compute,,1,12.00,2024-05-01,2024-06-01\nINV-1,Plan,Pro,1,25.00,2024-07-01,2024-08-01\n")
    let refused = try workshop.run("--period", "2024-05", "--as-of", "2024-06-15", "--reissue", "July")
    #expect(refused.code == 65)
    #expect(refused.stderr.contains("period_start 2024-06-01 → 2024-07-01"), "\(refused.stderr)")
  }

  /// Usage of May that arrives in July is billed in June, and May's invoice stays as it is.
  @Test func lateUsage() throws {
    let workshop = try Workshop().exports("invoices.csv", Small.invoices).exports(
      "usage.csv", Self.usage + "INV-1,Compute,,1,12.00,2024-05-01,2024-06-01\n")
    try workshop.publish("--period", "2024-05", "--as-of", "2024-06-15")
    try workshop.exports(
      "usage.csv",
      Self.usage + "INV-1,Compute,,1,12.00,2024-05-01,2024-06-01\nINV-1,Compute,,1,3.00,2024-05-31,2024-06-01\n")
    let refused = try workshop.run("--period", "2024-05", "--as-of", "2024-07-01")
    #expect(refused.code == 65)
    #expect(refused.stderr.contains("bill late usage by exporting it under the period that it is billed in"))
    try workshop.exports(
      "invoices.csv", Small.invoices + "INV-2,acme,2024-06,2024-07-01,2024-07-31,EUR\n"
    ).exports(
      "usage.csv",
      Self.usage + "INV-1,Compute,,1,12.00,2024-05-01,2024-06-01\nINV-2,Compute,,1,3.00,2024-05-31,2024-06-01\n")
    try workshop.publish("--period", "all", "--as-of", "2024-07-01")
    #expect(
      try workshop.lines("workspaces/acme/INV-2.csv") == ["Compute,,1,,3,1,3.00,,0.00,2024-05-31,2024-06-01"])
  }

  /// A year that is billed before it begins is of the month it begins in; once issued, it stays there.
  @Test func aYearInAdvance() throws {
    let head = "invoice_number,workspace_id,period_start,period_end,issue_date,currency,tax_point\n"
    let workshop = try Workshop().exports(
      "invoices.csv",
      head
        + "A-1,acme,2024-04-01,2025-04-01,2024-04-01,EUR,\nA-2,acme,2024-04-01,2024-05-01,2024-05-02,EUR,2024-05-03\n"
    ).exports("usage.csv", "invoice_number,service,amount\nA-1,Plan,120.00\nA-2,Compute,1.00\n")
    try workshop.publish("--period", "2024-04", "--as-of", "2024-05-15")
    let records = try workshop.records()
    #expect(records["A-1"]?.period == "2024-04")
    #expect(records["A-1"]?["tax_point"] == "2024-04-01")
    #expect(records["A-2"]?["tax_point"] == "2024-05-03")
    #expect(workshop.exists("output/finance/periods/2024-04.html"))
    let verified = try workshop.run("verify", "--against", "exports")
    #expect(verified.code == 0, "\(verified.stderr)")
  }

  /// Days before its first day is in advance as well; a day behind it is not, and then its last day decides.
  @Test(arguments: [("2024-03-27", "2024-04"), ("2024-04-01", "2024-04"), ("2024-04-02", "2024-06")])
  func aQuarterAroundItsFirstDay(issueDate: String, month: String) throws {
    let head = "invoice_number,workspace_id,period_start,period_end,issue_date,currency\n"
    let workshop = try Workshop().exports("invoices.csv", head + "A-1,acme,2024-04-01,2024-07-01,\(issueDate),EUR\n")
      .exports("usage.csv", "invoice_number,service,amount\nA-1,Plan,120.00\n")
    try workshop.publish("--period", month, "--as-of", "2024-07-15")
    #expect(try workshop.records()["A-1"]?.period == month)
  }

  /// A description and a note of several lines.
  @Test func textsOfSeveralLines() throws {
    let workshop = try Workshop().config("publish: {formats: [html, csv, md]}\n").exports(
      "invoices.csv",
      "invoice_number,workspace_id,billing_period,currency,note\nA-1,acme,2024-05,EUR,\"Dear Acme,\nthank you.\"\n"
    ).exports("usage.csv", "invoice_number,service,amount,description\nA-1,Plan,1.00,\"Pro\nfor ten | people\"\n")
    try workshop.publish("--period", "2024-05", "--as-of", "2024-06-15")
    let page = try workshop.read("output/workspaces/acme/A-1.html")
    #expect(page.contains("Dear Acme,<br>thank you.") && page.contains("Pro<br>for ten | people"))
    let markdown = try workshop.read("output/workspaces/acme/A-1.md")
    #expect(
      markdown.contains("Dear Acme,\\\nthank you.") && markdown.contains("Pro<br>for ten \\| people"), "\(markdown)")
  }
}
