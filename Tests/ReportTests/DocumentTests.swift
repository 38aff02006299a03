import Foundation
import Testing

/// Documents against each other: numbers, corrections, workspaces.
@Suite("Documents")
struct DocumentTests {
  private static let invoices =
    "invoice_number,workspace_id,billing_period,issue_date,currency,status,document_type,corrects\n"

  private static func workshop(_ rows: String, usage: String) throws -> Workshop {
    try Workshop().exports("invoices.csv", invoices + rows)
      .exports("usage.csv", "invoice_number,service,amount\n" + usage)
  }

  private static func run(_ workshop: Workshop, _ period: String = "all") throws -> Outcome {
    try workshop.run("--period", period, "--as-of", "2024-07-10")
  }

  @Test func twoDrawnUpInvoicesOfOneNumber() throws {
    let workshop = try Workshop().exports(
      "usage.csv",
      """
      workspace_id,billing_period,service,amount,currency
      acme,2024-05,Compute,100,EUR
      acme,2024-05,Compute,5,USD
      acme-EUR,2024-05,Compute,77,EUR

      """)
    let outcome = try Self.run(workshop)
    #expect(outcome.code == 65)
    #expect(outcome.stderr.contains("the number “INV-2024-05-acme-EUR” is that of an invoice of “acme” for 2024-05"))
    #expect(outcome.stderr.contains("and of an invoice of “acme-EUR” for 2024-05 [duplicate-id]"))
  }

  @Test func aCreditNoteForWhatIsNotIssuedYet() throws {
    let workshop = try Workshop()
      .exports("usage.csv", "workspace_id,billing_period,service,amount,currency\nacme,2024-07,Compute,100,EUR\n")
      .exports(
        "credit_notes.csv",
        "credit_note_number,invoice_number,issue_date,amount\nC-1,INV-2024-07-acme,2024-07-05,5.00\n")
    let outcome = try Self.run(workshop)
    #expect(outcome.stderr.contains("credit note “C-1” is for “INV-2024-07-acme”, which is not issued yet"))
    let record = try #require(try workshop.records()["INV-2024-07-acme"])
    #expect([record["status"], record["credited"]] == ["scheduled", "0.00"])
  }

  @Test func aSecondCurrencyRenamesNothing() throws {
    let euros = "workspace_id,billing_period,service,amount,currency\nacme,2024-05,Compute,100,EUR\n"
    let workshop = try Workshop().exports("usage.csv", euros)
    #expect(try Self.run(workshop).code == 0)
    try workshop.exports("usage.csv", euros + "acme,2024-05,Compute,5,USD\n")
    #expect(try Self.run(workshop).code == 0)
    #expect(try workshop.records().keys.sorted() == ["INV-2024-05-acme", "INV-2024-05-acme-USD"])
  }

  @Test func aNumberInTwoExports() throws {
    let workshop = try Self.workshop("A-1,acme,2024-05,2024-06-01,EUR,open,,\n", usage: "A-1,Compute,10\n")
      .exports(
        "credit_notes.csv", "credit_note_number,invoice_number,issue_date,amount\nA-1,A-1,2024-06-05,5.00\n")
    let outcome = try Self.run(workshop)
    #expect(outcome.code == 65)
    #expect(outcome.stderr.contains("[duplicate-id]"))
  }

  /// A credit note of the invoices export follows the rules of the credit notes export.
  @Test(
    arguments: [
      ("C-1,beta,2024-05,2024-06-02,EUR,open,credit_note,A-1\n", "C-1,Compute,7\n", 65, "workspace-mismatch"),
      ("C-1,acme,2024-05,2024-06-02,USD,open,credit_note,A-1\n", "C-1,Compute,7\n", 65, "currency-mismatch"),
      ("C-1,acme,2024-05,2024-06-02,EUR,open,credit_note,A-1\n", "C-1,Compute,-7\n", 65, "negative-amount"),
      ("C-1,acme,2024-05,,EUR,open,credit_note,A-1\n", "C-1,Compute,7\n", 65, "missing-value"),
      ("C-1,acme,2024-05,2024-06-02,EUR,open,credit_note,X-1\n", "C-1,Compute,7\n", 0, "orphan-credit-note"),
      ("C-1,acme,2024-05,2024-06-02,EUR,open,credit_note,\n", "C-1,Compute,7\n", 0, "orphan-credit-note"),
      ("C-1,acme,2024-05,2024-06-02,EUR,open,credit_note,A-2\n", "C-1,Compute,7\n", 0, "orphan-credit-note"),
      ("C-1,acme,2024-05,2024-06-02,EUR,open,credit_note,C-1\n", "C-1,Compute,7\n", 0, "orphan-credit-note"),
    ])
  func creditNotesAmongInvoices(row: String, usage: String, code: Int32, kind: String) throws {
    let workshop = try Self.workshop(
      "A-1,acme,2024-05,2024-06-01,EUR,open,,\nA-2,acme,2024-05,2024-06-01,EUR,void,,\n" + row,
      usage: "A-1,Compute,100\n" + usage)
    let outcome = try Self.run(workshop)
    #expect(outcome.code == code)
    #expect(outcome.stderr.contains("[\(kind)]"), "\(outcome.stderr)")
    if code == 0 { #expect(try workshop.records()["A-1"]?["due"] == "100.00") }
  }

  @Test func aCreditNoteAmongInvoicesLowersItsInvoice() throws {
    let workshop = try Self.workshop(
      "A-1,acme,2024-05,2024-06-01,EUR,open,,\nC-1,acme,2024-06,2024-06-02,EUR,open,credit_note,A-1\n",
      usage: "A-1,Compute,100\nC-1,Compute,7\n")
    #expect(try Self.run(workshop).code == 0)
    let record = try #require(try workshop.records()["A-1"])
    #expect([record["credited"], record["due"], record["flags"]] == ["7.00", "93.00", "credited"])
    #expect(try workshop.read("output/workspaces/acme/A-1.html").contains("href=\"C-1.html\""))
  }

  @Test func idsThatOnlyLookAlike() throws {
    let workshop = try Self.workshop(
      "A-1,caf\u{E9},2024-05,2024-06-01,EUR,open,,\nA-2,cafe\u{301},2024-05,2024-06-01,EUR,open,,\n",
      usage: "A-1,Compute,10\nA-2,Compute,20\n")
    let outcome = try Self.run(workshop)
    #expect(outcome.code == 65)
    #expect(
      outcome.stderr.contains(
        "workspace_id “cafe\u{301}” (U+0065 U+0301) looks the same as “caf\u{E9}” (U+00E9) at exports/invoices.csv:2:5 "
          + "[look-alike]"), "\(outcome.stderr)")

    let payments = try Workshop.small().exports(
      "payments.csv",
      Small.payments + "P-\u{E9},INV-1,2024-06-10,1.00,EUR,succeeded\n"
        + "P-e\u{301},INV-1,2024-06-10,1.00,EUR,succeeded\n")
    let refused = try payments.runSmall()
    #expect(refused.code == 65)
    #expect(refused.stderr.contains("[look-alike]"), "\(refused.stderr)")
  }

  @Test func declaredLines() throws {
    let header = "invoice_number,workspace_id,billing_period,currency,subtotal,tax,total\n"
    for configuration in [
      "lines: {from: declared}\ntax: {prices: inclusive, default: 19%}\n", "lines: {from: declared}\n",
    ] {
      let workshop = try Workshop().config(configuration)
        .exports("invoices.csv", header + "A-1,acme,2024-05,EUR,100.00,19.00,119.00\n")
      #expect(try Self.run(workshop).code == 0, "\(configuration)")
      let record = try #require(try workshop.records()["A-1"])
      #expect([record["subtotal"], record["tax"], record["total"]] == ["100.00", "19.00", "119.00"])
    }
  }

  @Test func settingsThatPublishNothingUseful() throws {
    #expect(try Workshop.small().run("--period", "2024-05", "--output", "").code == 64)
    try expectRefusal(
      78,
      """
      templates/invoice.md: error: the template 'invoice.md' is empty
        fix: restore it, or copy it from the templates that come with report
      templates/page.html: error: the template 'page.html' has no {{content}}
        fix: put {{content}} where the page goes
      Nothing was written.

      """
    ) {
      try $0.file("templates/invoice.md", "\n").file("templates/page.html", "<p>x</p>\n")
    }
  }
}
