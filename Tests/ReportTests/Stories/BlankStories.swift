import Foundation
import Testing

/// Identifiers with blanks around them: in exports, on the command line, and on a site that keeps them.
@Suite("Blanks around identifiers, month by month")
struct BlankStories {
  private static let usage = "workspace_id,billing_period,service,amount,currency\n"

  @Test func oneCustomerFromMonthToMonth() throws {
    let workshop = try Workshop().exports("usage.csv", Self.usage + "acme,2024-05,Compute,10.00,EUR\n")
    #expect(try workshop.run("--period", "2024-05", "--as-of", "2024-07-10").code == 0)
    try workshop.exports("usage.csv", Self.usage + "\u{FEFF}acme\u{A0},2024-06,Compute,12.00,EUR\n")
    let june = try workshop.run("--period", "2024-06", "--as-of", "2024-07-10")
    #expect(june.code == 0)
    #expect(june.stderr.contains("[trimmed-identifier]"))
    #expect(try workshop.records().values.map { $0["workspace_id"] } == ["acme", "acme"])
    #expect(try workshop.run("verify").code == 0)
  }

  @Test func theCommandLineMeansTheSame() throws {
    let workshop = try Workshop().exports(
      "usage.csv", Self.usage + "acme,2024-05,Compute,10.00,EUR\nborealis,2024-05,Compute,5.00,EUR\n")
    let one = try workshop.run("--period", "2024-05", "--as-of", "2024-07-10", "--workspace", " acme\u{A0}")
    #expect(one.code == 0, "\(one.stderr)")
    #expect(try workshop.records().values.map { $0["workspace_id"] } == ["acme"])
    let held = try workshop.run(
      "--period", "2024-05", "--as-of", "2024-07-10", "--hold", "INV-2024-05-borealis ", "--dry-run")
    #expect(held.stderr.contains("[held-invoice]"))
    let withdrawn = try workshop.run(
      "withdraw", " INV-2024-05-acme", "--reason", "by mistake", "--as-of", "2024-07-10")
    #expect(withdrawn.code == 0, "\(withdrawn.stderr)")
  }

  /// A workspace that was billed last month and is not in this one's usage.
  @Test func aCustomerWhoIsGone() throws {
    let workshop = try Workshop().exports(
      "usage.csv",
      Self.usage
        + "acme,2024-05,Compute,10.00,EUR\nborealis,2024-05,Compute,5.00,EUR\ncirrus,2024-05,Compute,5.00,EUR\n")
    #expect(try workshop.run("--period", "2024-05", "--as-of", "2024-07-10").code == 0)
    try workshop.exports(
      "usage.csv",
      Self.usage
        + "borealis,2024-06,Compute,7.51,EUR\ncirrus,2024-06,Compute,7.50,EUR\nnimbus,2024-06,Compute,1.00,EUR\n")
    let check = try workshop.run("check", "--period", "2024-06", "--as-of", "2024-07-10")
    #expect(check.code == 1)
    #expect(
      check.stderr == """
        warning: workspace “acme” was billed 10.00 EUR in 2024-05, and has nothing in 2024-06 [workspace-gone]
          why: its usage may be missing from the exports
          fix: nothing if it left; otherwise export its usage of 2024-06

        """)
    #expect(
      check.stdout.hasSuffix(
        """
        Compared with 2024-05:
          gone     acme      10.00 EUR  → nothing
          new      nimbus    nothing    → 1.00 EUR
          changed  borealis  5.00 EUR   → 7.51 EUR

        1 warning to look at, above.

        """), "\(check.stdout)")
    #expect(!check.stdout.contains("All figures tie"))
    #expect(try workshop.run("--period", "2024-06", "--as-of", "2024-07-10").code == 0)
    let page = try workshop.read("output/finance/reconciliation/2024-06.html")
    #expect(page.contains("Compared with 2024-05"))
    #expect(page.contains("billed about what they were: 1."))
    try workshop.config("check: {change: 200%}\n")
    #expect(try !workshop.run("check", "--period", "2024-06", "--as-of", "2024-07-10").stdout.contains("changed "))
  }

  @Test func everyListHasItsOwnLimit() throws {
    let workshop = try Workshop.small()
    let rows = (0..<60).map { "INV-1,Network,,,,x\($0),\n" }
    let head = Small.usage.replacingOccurrences(of: "amount\n", with: "amount,colour\n").split(separator: "\n")[0]
    try workshop.exports("usage.csv", head + "\n" + rows.joined())
    let outcome = try workshop.runSmall()
    #expect(outcome.code == 65)
    #expect(outcome.stderr.contains("note: 1 column is not used: “colour” [unknown-column]"))
    #expect(outcome.stderr.contains("10 more errors [number]"))
  }

  @Test func theCountryOfTheSeller() throws {
    let workshop = try Workshop.small().config("seller: {name: Example Ltd, country: UK}\n")
    let outcome = try workshop.runSmall()
    #expect(outcome.code == 0)
    #expect(
      outcome.stderr.contains("seller.country of report.yml is “UK”, which ISO 3166-1 does not know [unknown-country]"))
    #expect(outcome.stderr.contains("such as GB"))
  }
}
