import Testing

/// Credit notes last like the invoices they correct, whichever export brought them.
@Suite("Story: credit notes")
struct CreditNoteStories {
  private static let invoice = "M-1,acme,2024-05,2024-06-01,2024-06-30,EUR,19%"

  /// A document of the invoices export, issued in June, is published with May's invoice, and stays when its row is gone.
  @Test func oneOfTheInvoicesExportVanishes() throws {
    let workshop = try Workshop().exported(
      invoices: [Self.invoice, "C-1,acme,2024-05,2024-06-05,,EUR,19%,,,,credit_note,M-1"],
      usage: ["M-1,Compute,100.00", "C-1,Compute,10.00"])
    try workshop.publish("--period", "2024-05", "--as-of", "2024-06-15")
    #expect(try workshop.standing("M-1") == "due 119.00 − 11.90 − 0.00 = 107.10; credited")
    #expect(try workshop.records()["C-1"]?.period == "2024-06")
    #expect(try workshop.read("output/workspaces/acme/M-1.html").contains("<a href=\"C-1.html\">C-1</a>"))
    try workshop.exported(invoices: [Self.invoice], usage: ["M-1,Compute,100.00"])
    let run = try workshop.publish("--period", "2024-05", "--as-of", "2024-06-16")
    #expect(workshop.changes(run) == [])
    #expect(try workshop.standing("M-1") == "due 119.00 − 11.90 − 0.00 = 107.10; credited")
    // Before its day it lowers nothing, and from that day it does.
    try workshop.publish("refresh", "--as-of", "2024-06-04")
    #expect(try workshop.standing("M-1") == "due 119.00 − 0.00 − 0.00 = 119.00")
    try workshop.publish("refresh", "--as-of", "2024-06-05")
    #expect(try workshop.standing("M-1") == "due 119.00 − 11.90 − 0.00 = 107.10; credited")
    #expect(
      try workshop.lines("workspaces/acme/statement.csv").last == "EUR,2024-06-05,credit_note,C-1,M-1,11.90,107.10")
  }

  /// Published with its own month, though its export is gone by then.
  @Test func oneOfTheCreditNotesExportVanishes() throws {
    let workshop = try Workshop().exported(
      invoices: [Self.invoice], usage: ["M-1,Compute,100.00"], creditNotes: ["C-1,M-1,2024-06-05,11.90,Outage"])
    try workshop.publish("--period", "2024-05", "--as-of", "2024-06-15")
    #expect(try workshop.standing("M-1") == "due 119.00 − 11.90 − 0.00 = 107.10; credited")
    try workshop.exported(invoices: ["J-1,acme,2024-06,2024-07-01,2024-07-31,EUR,19%"], usage: ["J-1,Compute,10.00"])
    try workshop.publish("--period", "2024-06", "--as-of", "2024-06-30")
    #expect(try workshop.standing("C-1") == "issued 11.90 − 0.00 − 0.00 = 0.00")
    #expect(try workshop.standing("M-1") == "due 119.00 − 11.90 − 0.00 = 107.10; credited")
    #expect(try workshop.read("output/workspaces/acme/C-1.html").contains("Outage"))
  }

  /// A credit note for an invoice that nobody knew, and that turns out to be another customer's, or in another currency.
  @Test func forAnInvoiceOfSomebodyElse() throws {
    let workshop = try Workshop().exported(
      invoices: [Self.invoice], usage: ["M-1,Compute,100.00"],
      creditNotes: [
        "C-1,M-2,2024-06-05,20.00,Outage,EUR,acme", "C-2,M-2,2024-06-05,20.00,Outage,USD,bolt",
        "C-3,M-2,2024-06-05,11.90,Outage,EUR",
      ])
    try workshop.publish("--period", "2024-05", "--as-of", "2024-06-15")
    try workshop.exported(
      invoices: [Self.invoice, "M-2,bolt,2024-05,2024-06-01,2024-06-30,EUR,19%"],
      usage: ["M-1,Compute,100.00", "M-2,Compute,100.00"])
    let run = try workshop.publish("--period", "2024-05", "--as-of", "2024-06-15")
    #expect(
      run.stderr.split(separator: "\n").filter { $0.contains("warning") } == [
        "finance/payments.jsonl: warning: credit note “C-2” is in USD, but invoice “M-2” is in EUR [currency-mismatch]",
        "finance/payments.jsonl: warning: credit note “C-1” is of “acme”, but invoice “M-2” is for “bolt”"
          + " [workspace-mismatch]",
      ])
    #expect(try workshop.standing("M-2") == "due 119.00 − 11.90 − 0.00 = 107.10; credited")
    #expect(try workshop.keptPayments() == ["C-1 20.00", "C-2 20.00", "C-3 11.90"])
  }

  @Test(arguments: ["C-1,M-1,2024-06-05,11.91,Outage", "C-1,M-2,2024-06-05,11.90,Outage"])
  func aNumberIsOneCreditNote(now: String) throws {
    let workshop = try Workshop()
    let invoices = [Self.invoice, Self.invoice.replacing("M-1", with: "M-2")]
    let usage = ["M-1,Compute,100.00", "M-2,Compute,100.00"]
    try workshop.exported(invoices: invoices, usage: usage, creditNotes: ["C-1,M-1,2024-06-05,11.90,Outage"])
    try workshop.publish("--period", "2024-05", "--as-of", "2024-06-15")
    try workshop.exported(invoices: invoices, usage: usage, creditNotes: [now])
    let before = try workshop.tree()
    let outcome = try workshop.run("--period", "2024-05", "--as-of", "2024-06-15")
    #expect(outcome.code == 65)
    #expect(outcome.stderr.contains("credit note “C-1” was 11.90 EUR for “M-1”, and is now 11.9"))
    #expect(try workshop.tree() == before)
  }
}
