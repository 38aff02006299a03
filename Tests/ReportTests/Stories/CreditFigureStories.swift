import Testing

/// What credit notes take back of an invoice: to the cent, as they state it, and no more than there is.
@Suite("Story: figures of credit notes")
struct CreditFigureStories {
  private static let invoice = "M-1,acme,2024-05,2024-06-01,2024-06-30,EUR"

  /// 100 at 19 % and 100 at 7 %.
  private func workshop(_ creditNotes: [String]) throws -> Workshop {
    let workshop = try Workshop().exported(invoices: [Self.invoice], creditNotes: creditNotes)
    return try workshop.exports(
      "usage.csv", "invoice_number,service,amount,tax_rate\nM-1,Compute,100.00,19%\nM-1,Storage,100.00,7%\n")
  }

  /// 0.33 and 0.07 of tax in four parts, the last two a month later, when the exports of the first are gone.
  @Test func partsOverSeveralRunsGiveBackEveryCent() throws {
    let invoices = ["M-1,acme,2024-05,2024-06-01,2024-06-30,EUR,20%"]
    let usage = (0..<11).map { "M-1,Compute,0.03,disk \($0),u\($0)" }
    let workshop = try Workshop().exported(
      invoices: invoices, usage: usage,
      creditNotes: ["C-1,M-1,2024-06-05,0.10", "C-2,M-1,2024-06-05,0.10"])
    try workshop.publish("--period", "2024-05..2024-06", "--as-of", "2024-06-30")
    try workshop.exported(creditNotes: ["C-4,M-1,2024-07-06,0.10", "C-3,M-1,2024-07-05,0.10"])
    try workshop.publish("--period", "2024-07", "--as-of", "2024-07-31")
    let records = try workshop.records()
    let sums = ["C-1", "C-2", "C-3", "C-4"].map { [records[$0]?["subtotal"], records[$0]?["tax"]] }
    #expect(sums == [["0.08", "0.02"], ["0.08", "0.02"], ["0.08", "0.02"], ["0.09", "0.01"]])
    #expect(try workshop.standing("M-1") == "paid 0.40 − 0.40 − 0.00 = 0.00; credited")
    try workshop.expectVerified()
  }

  @Test func theStatedTaxIsTaken() throws {
    let workshop = try workshop(["C-1,M-1,2024-06-05,119.00,Outage,,,19.00"])
    try workshop.publish("--period", "2024-05..2024-06", "--as-of", "2024-06-30")
    let record = try #require(try workshop.records()["C-1"])
    #expect(
      [record["subtotal"], record["tax"], record["services"], record["status"]] == ["100.00", "19.00", "1", "issued"])
    #expect(
      try workshop.read("output/finance/records/2024-06.jsonl").contains("\"taxable\":\"100.00\",\"amount\":\"19.00\""))
    #expect(try !workshop.read("output/finance/records/2024-06.jsonl").contains("0.07"))
    #expect(try workshop.read("output/finance/payments.jsonl").contains("\"reason\":\"Outage\",\"tax\":\"19.00\"}"))
    #expect(try workshop.read("output/workspaces/acme/M-1.html").contains("Outage · of which tax"))
    // On lists it has its day, and no period.
    #expect(try workshop.read("output/workspaces/acme/index.html").contains("<td>2024-06-05</td>"))
    try workshop.expectVerified()
    // Without its export it is as it was, and what it left is 107.00.
    try workshop.exported(creditNotes: ["C-2,M-1,2024-07-05,107.00"])
    try workshop.publish("--period", "2024-07", "--as-of", "2024-07-31")
    let rest = try #require(try workshop.records()["C-2"])
    #expect([rest["subtotal"], rest["tax"]] == ["100.00", "7.00"])
    try workshop.expectVerified()
  }

  @Test(arguments: [
    (",,,,19.00,16%", "2:36", "credit note “C-1” is for what is at 16% on “M-1”, which no line bears"),
    (",,,,,,Network", "2:32", "credit note “C-1” is for the service “Network”, which no line of “M-1” is for"),
    (
      ",,,,20.00", "2:30",
      "credit note “C-1” of 119.00 EUR states a tax of 20.00 EUR, which is that of no part of “M-1”"
    ),
    (",,,,119.01", "2:30", "the tax is 119.01, and the amount that it is part of is 119.00"),
    (",,,,30.00", "2:30", "takes back a tax of 30.00 EUR, and 26.00 EUR is left of that of “M-1”"),
    (",,,,,7%", "2:20", "takes back 119.00 EUR of what is at 7% on “M-1”, of which 107.00 EUR is left"),
  ])
  func whatCannotBeKeptToIsRefused(stated: String, at place: String, message: String) throws {
    let workshop = try workshop(["C-1,M-1,2024-06-05,119.00\(stated)"])
    let outcome = try workshop.run("--period", "2024-05", "--as-of", "2024-06-30")
    #expect(outcome.code == 65)
    #expect(outcome.stderr.contains("exports/credit_notes.csv:\(place): error: "), "\(outcome.stderr)")
    #expect(outcome.stderr.contains(message), "\(outcome.stderr)")
    #expect(!workshop.exists("output"))
  }

  /// What an issued note takes back does not change when its export says more of it later.
  @Test func anIssuedNoteIsNotRestated() throws {
    let workshop = try workshop(["C-1,M-1,2024-06-05,119.00,Outage"])
    try workshop.publish("--period", "2024-05..2024-06", "--as-of", "2024-06-30")
    let restated = try self.workshop(["C-1,M-1,2024-06-05,119.00,Outage,,,19.00"])
    try workshop.exports("credit_notes.csv", restated.read("exports/credit_notes.csv"))
    let before = try workshop.tree()
    let outcome = try workshop.run("--period", "2024-05..2024-06", "--as-of", "2024-06-30")
    #expect(outcome.code == 65)
    #expect(outcome.stderr.contains("“C-1” is issued, and the exports now say something else: tax, tax_rate, tax_code"))
    #expect(try workshop.tree() == before)
  }

  /// A document of the invoices export lowers its invoice by what it was issued with, whatever the rate is today.
  @Test func aDocumentCreditsWhatItWasIssuedWith() throws {
    func rates(_ rate: String) -> String { "workspace_id,name,tax_rate\nacme,Acme,\(rate)\n" }
    let workshop = try Workshop().exported(
      invoices: [Self.invoice, "C-1,acme,2024-05,2024-06-05,,EUR,,,,,credit_note,M-1"],
      usage: ["M-1,Compute,100.00", "C-1,Compute,20.00"], payments: ["P-1,M-1,2024-06-10,95.20,EUR,succeeded"])
    try workshop.exports("workspaces.csv", rates("0.19"))
    try workshop.publish("--period", "2024-05..2024-06", "--as-of", "2024-06-30")
    #expect(try workshop.standing("M-1") == "paid 119.00 − 23.80 − 95.20 = 0.00; credited")
    try workshop.exports("workspaces.csv", rates("0.16"))
    try workshop.publish("--period", "2024-05..2024-06", "--as-of", "2024-06-30")
    #expect(try workshop.standing("M-1") == "paid 119.00 − 23.80 − 95.20 = 0.00; credited")
    #expect(try workshop.records()["C-1"]?["total"] == "23.80")
    try workshop.expectVerified()
  }

  @Test(arguments: [
    (["C-1,M-1,2024-06-05,226.01"], "2:20", "“C-1” takes back 226.01 EUR of “M-1”, of which 226.00 EUR is left"),
    (
      ["C-2,M-1,2024-06-06,126.01", "C-1,M-1,2024-06-05,100.00"], "2:20",
      "“C-2” takes back 126.01 EUR of “M-1”, of which 126.00 EUR is left"
    ),
    (
      ["C-1,M-1,2024-05-31,10.00"], "2:9",
      "“C-1” is dated 2024-05-31, and “M-1”, which it takes back, is issued on 2024-06-01"
    ),
  ])
  func moreThanTheTotalAndBeforeTheInvoice(notes: [String], at place: String, message: String) throws {
    let workshop = try workshop(notes)
    let outcome = try workshop.run("--period", "2024-05", "--as-of", "2024-06-30")
    #expect(outcome.code == 65)
    #expect(
      outcome.stderr.contains("exports/credit_notes.csv:\(place): error: credit note \(message)"), "\(outcome.stderr)")
    #expect(!workshop.exists("output"))
  }

  /// The same rules for documents of the invoices export, beside notes that are issued.
  @Test func aDocumentOverTheTotal() throws {
    let usage = ["M-1,Compute,100.00", "C-2,Compute,60.00"]
    let document = "C-2,acme,2024-05,2024-06-06,,EUR,,,,,credit_note,M-1"
    let workshop = try Workshop().exported(
      invoices: [Self.invoice], usage: [usage[0]], creditNotes: ["C-1,M-1,2024-06-07,50.00"])
    try workshop.publish("--period", "2024-05..2024-06", "--as-of", "2024-06-30")
    try workshop.exported(invoices: [Self.invoice, document], usage: usage)
    let outcome = try workshop.run("--period", "2024-06", "--as-of", "2024-06-30")
    #expect(outcome.code == 65)
    #expect(
      outcome.stderr.contains(
        "exports/invoices.csv:3:1: error: credit note “C-2” takes back 60.00 EUR of “M-1”, of which 50.00 EUR is left"),
      "\(outcome.stderr)")
    try workshop.exported(invoices: [Self.invoice, document], usage: [usage[0], "C-2,Compute,50.00"])
    try workshop.publish("--period", "2024-06", "--as-of", "2024-06-30")
    #expect(try workshop.standing("M-1") == "paid 100.00 − 100.00 − 0.00 = 0.00; credited")
    try workshop.expectVerified()
  }
}
