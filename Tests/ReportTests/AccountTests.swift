import Foundation
import Testing

/// Statements and receivables, followed through a story.
@Suite("Accounts")
struct AccountTests {
  private static func run(_ workshop: Workshop, asOf: String) throws -> [String] {
    let outcome = try workshop.run("--period", "all", "--as-of", asOf)
    #expect(outcome.code == 0, "\(outcome.stderr)")
    return try workshop.read("output/finance/receivables.csv").split(whereSeparator: \.isNewline).dropFirst()
      .map(String.init)
  }

  /// Top up 100; 40 of it pays an invoice of 40; 60 stay on account.
  @Test func thePrepaidWallet() throws {
    let workshop = try Workshop()
      .exports(
        "invoices.csv",
        """
        invoice_number,workspace_id,billing_period,issue_date,due_date,currency
        A-0,acme,2024-03,2024-04-01,2024-05-01,EUR
        A-1,acme,2024-04,2024-05-01,2024-05-31,EUR

        """
      )
      .exports("usage.csv", "invoice_number,service,amount\nA-1,Compute,40.00\n")
      .exports(
        "payments.csv",
        """
        payment_id,invoice_number,workspace_id,date,amount,currency,status,type
        P-1,,acme,2024-04-10,100.00,EUR,succeeded,payment
        P-2,A-1,acme,2024-05-02,40.00,EUR,succeeded,credit

        """)
    // opening, invoiced, credited, received, refunded, closing, due, on account; then by age
    #expect(
      try Self.run(workshop, asOf: "2024-04-10") == [
        "acme,acme,EUR,0.00,0.00,0.00,100.00,0.00,-100.00,0.00,100.00,0.00,0.00,0.00,0.00,0.00,0.00"
      ])
    #expect(
      try Self.run(workshop, asOf: "2024-05-01") == [
        "acme,acme,EUR,0.00,40.00,0.00,100.00,0.00,-60.00,40.00,100.00,40.00,0.00,0.00,0.00,0.00,0.00"
      ])
    #expect(
      try Self.run(workshop, asOf: "2024-05-02") == [
        "acme,acme,EUR,0.00,40.00,0.00,100.00,0.00,-60.00,0.00,60.00,0.00,0.00,0.00,0.00,0.00,0.00"
      ])
    #expect(
      try workshop.read("output/workspaces/acme/statement.csv")
        == [
          "currency,date,type,document,invoice,amount,balance", "EUR,2024-04-01,invoice,A-0,,0.00,0.00",
          "EUR,2024-04-10,payment,P-1,,100.00,-100.00", "EUR,2024-05-01,invoice,A-1,,40.00,-60.00",
          "EUR,2024-05-02,credit,P-2,A-1,40.00,-60.00", "",
        ].joined(separator: "\r\n"))
    #expect(try workshop.records()["A-1"]?["status"] == "paid")
  }

  /// opening + invoiced − credited − received + refunded = closing = due − on account, for every workspace.
  @Test(arguments: ["all", "2024-05", "2024-06"]) func receivablesTie(period: String) throws {
    let workshop = try Workshop.samples()
    #expect(try workshop.run("--period", period, "--as-of", "2024-07-10").code == 0)
    let rows = try workshop.read("output/finance/receivables.csv").split(whereSeparator: \.isNewline).dropFirst()
    #expect(rows.count == 8)
    for row in rows {
      // Names with commas are quoted; figures stand in the last fourteen fields.
      let figures = try row.split(separator: ",").suffix(14).map { try #require(Decimal(string: String($0))) }
      #expect(figures[0] + figures[1] - figures[2] - figures[3] + figures[4] == figures[5], "\(row)")
      #expect(figures[5] == figures[6] - figures[7], "\(row)")
      #expect(figures[8..<13].reduce(0, +) == figures[6], "\(row)")
    }
  }
}
