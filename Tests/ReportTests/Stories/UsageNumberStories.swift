import Testing

/// Invoices that nobody exports: their numbers come from the usage, or are made up, and stay.
@Suite("Story: numbers of usage")
struct UsageNumberStories {
  private static let head = "invoice_number,workspace_id,service,amount,billing_period,currency\n"

  @Test func statedNumbers() throws {
    let workshop = try Workshop().exports(
      "usage.csv", Self.head + "INV-77,acme,Compute,10.00,2024-05,EUR\nINV-78,acme,Compute,5.00,2024-05,EUR\n")
    try workshop.publish("--period", "2024-05", "--as-of", "2024-06-15")
    #expect(try workshop.standing("INV-77") == "due 10.00 − 0.00 − 0.00 = 10.00")
    #expect(try workshop.standing("INV-78") == "due 5.00 − 0.00 − 0.00 = 5.00")
    #expect(try workshop.records().count == 2)
    let again = try workshop.publish("--period", "2024-05", "--as-of", "2024-06-15")
    #expect(workshop.changes(again) == [])
  }

  @Test func aNewPrefix() throws {
    let workshop = try Workshop().exports("usage.csv", Self.head + ",acme,Compute,10.00,2024-05,EUR\n")
    try workshop.publish("--period", "2024-05", "--as-of", "2024-06-15")
    try workshop.config("invoice: {number_prefix: R-}\n")
    try workshop.expectRefused(
      "--period", "2024-05", "--as-of", "2024-06-15",
      saying: """
        error: number_prefix is another one than issued invoices have: “INV-2024-05-acme” would be “R-2024-05-acme” \
        [renumbered]
          why: an issued number stays, and under a second one the customer would be billed twice
          fix: set invoice: number_prefix in report.yml back; or credit these invoices in full, or take back with report \
        withdraw what was never sent

        1 error: the data was refused. Nothing was written.

        """)
    // What is new has the new prefix; what is issued left the exports.
    try workshop.exports("usage.csv", Self.head + ",acme,Compute,10.00,2024-06,EUR\n")
    try workshop.publish("--period", "all", "--as-of", "2024-07-15")
    #expect(try workshop.records().keys.sorted() == ["INV-2024-05-acme", "R-2024-06-acme"])
  }
}
