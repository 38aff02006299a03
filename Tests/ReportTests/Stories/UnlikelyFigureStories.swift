import Foundation
import Testing

/// Figures that are right by their own rules, and most likely not meant: they are billed, and said.
@Suite("Story: unlikely figures")
struct UnlikelyFigureStories {
  private static let head =
    "invoice_number,workspace_id,billing_period,issue_date,due_date,currency,tax_rate,tax_code\n"

  /// What a run says of one invoice of May, and its site.
  private static func run(
    _ invoice: String, usage: String, workspaces: String = "workspace_id\nacme\n", config: String? = nil
  ) throws -> (Workshop, String) {
    let workshop = try Workshop().exports("workspaces.csv", workspaces).exports("invoices.csv", head + invoice + "\n")
      .exports("usage.csv", usage)
    if let config { try workshop.config(config) }
    let outcome = try workshop.publish("--period", "2024-05", "--as-of", "2024-06-15")
    return (workshop, outcome.stderr)
  }

  @Test(arguments: [("2024-06-09", true), ("2024-06-10", false)])
  func dueBeforeItIsIssued(due: String, isSaid: Bool) throws {
    let (_, said) = try Self.run(
      "M-1,acme,2024-05,2024-06-10,\(due),EUR,19%,", usage: "invoice_number,service,amount\nM-1,Compute,100.00\n")
    let warning =
      "exports/invoices.csv:2:1: warning: invoice “M-1” is due on 2024-06-09, before it is issued on 2024-06-10 "
      + "[due-before-issue]\n"
    #expect(said.hasPrefix(warning) == isSaid, "\(said)")
    #expect(isSaid || said == "")
  }

  /// One of several Tax rows is missing: 1.90 was billed, and 19 % of 1,010.00 are 191.90. A cent of rounding is none.
  @Test(arguments: [("1.90", true), ("191.90", false)])
  func givenTaxBesideTheRates(tax: String, isSaid: Bool) throws {
    let (workshop, said) = try Self.run(
      "M-1,acme,2024-05,2024-06-10,2024-07-10,EUR,,",
      usage: "invoice_number,service,amount,charge_category\nM-1,A,1000,Usage\nM-1,B,10,Usage\nM-1,VAT,\(tax),Tax\n",
      workspaces: "workspace_id,tax_rate\nacme,19%\n")
    let warning =
      "exports/invoices.csv:2:1: warning: invoice “M-1” has a given tax of 1.90 EUR, but the rates of its lines come to "
      + "191.90 [given-tax-differs]\n"
    #expect(said.hasPrefix(warning) == isSaid, "\(said)")
    #expect(isSaid || said == "")
    #expect(try workshop.records()["M-1"]?["tax"] == tax)
  }

  /// Two Tax rows on two charges: nobody stated what each of them is on.
  @Test func noBaseIsMadeUp() throws {
    let (workshop, said) = try Self.run(
      "M-1,acme,2024-05,2024-06-10,2024-07-10,EUR,,",
      usage: "invoice_number,service,amount,charge_category,description\nM-1,Compute,10.00,Usage,\n"
        + "M-1,Storage,5.00,Usage,\nM-1,Tax,1.90,Tax,Tax for Compute\nM-1,Tax,0.95,Tax,Tax for Storage\n")
    #expect(said == "")
    let record = try workshop.read("output/finance/records/2024-05.jsonl")
    #expect(record.components(separatedBy: "\"taxable\":null").count == 3, "\(record)")
    #expect(record.contains("\"tax\":\"2.85\""))
    let page = try workshop.read("output/workspaces/acme/M-1.html")
    #expect(page.contains("Tax for Compute") && page.contains("Tax for Storage"))
    #expect(!page.contains("on 15.00"))
  }

  private static let zeroRate = "  codes:\n    zero: [{name: VAT, rate: 0%"

  @Test(arguments: [("}]", true), (", category: Z}]", false), (", category: AE, reason: Reverse charge}]", false)])
  func noTaxWithoutAReason(rest: String, isSaid: Bool) throws {
    let (_, said) = try Self.run(
      "M-1,acme,2024-05,2024-06-10,2024-07-10,EUR,,zero",
      usage: "invoice_number,service,amount\nM-1,Compute,100.00\n", config: "tax:\n\(Self.zeroRate)\(rest)\n")
    #expect(said.contains("warning: invoice “M-1” bears “VAT 0%” without a reason [zero-tax]\n") == isSaid, "\(said)")
    #expect(isSaid || said == "")
  }

  @Test(arguments: [("-50.00", true), ("0.00", false)])
  func anInvoiceBelowZero(amount: String, isSaid: Bool) throws {
    let (_, said) = try Self.run(
      "M-1,acme,2024-05,2024-06-10,2024-07-10,EUR,19%,",
      usage: "invoice_number,service,amount\nM-1,Compute,\(amount)\n")
    let warning = "exports/invoices.csv:2:1: warning: invoice “M-1” comes to -59.50 EUR [negative-invoice]\n"
    #expect(said.hasPrefix(warning) == isSaid, "\(said)")
    #expect(isSaid || said == "")
  }

  /// A rate of nothing is a rate: what states none has that of the invoice.
  @Test func aRateOfZeroIsNoMissingOne() throws {
    let (workshop, _) = try Self.run(
      "M-1,acme,2024-05,2024-06-10,2024-07-10,EUR,19%,",
      usage: "invoice_number,service,amount,tax_rate\nM-1,Compute,100.00,0\nM-1,Compute,100.00,\n")
    #expect(try workshop.lines("workspaces/acme/M-1.csv").count == 2)
    #expect(try workshop.records()["M-1"]?["tax"] == "19.00")
  }
}
