import Testing

/// Debts that finance gives up, which their customers are not told.
@Suite("Story: written off")
struct WriteOffStories {
  private static func exported(_ workshop: Workshop, status: String = "", _ payments: [String]) throws {
    try workshop.exported(
      invoices: ["M-1,acme,2024-05,2024-06-01,2024-06-30,EUR,,\(status)"], usage: ["M-1,Compute,100.00"],
      payments: payments)
  }

  private static func workshop(status: String = "", _ payments: String...) throws -> Workshop {
    let workshop = try Workshop()
    try workshop.config(
      "invoice: {pay_url: \"https://pay.example/{number}?amount={amount}\"}\npublish: {formats: [html, csv, md]}\n")
    try exported(workshop, status: status, payments)
    try workshop.publish("--period", "2024-05", "--as-of", "2024-07-10")
    return workshop
  }

  private static let customers = ["M-1.html", "M-1.md", "M-1.csv", "index.html", "statement.csv"]

  @Test func theDebtStaysAndTheCustomerIsNotTold() throws {
    let plain = try Self.workshop()
    let workshop = try Self.workshop("W-1,M-1,2024-07-01,70.00,EUR,succeeded,write_off")
    #expect(
      try workshop.standing("M-1")
        == "due 100.00 − 0.00 − 0.00 = 100.00, written_off 70.00; overdue written_off")
    // Word for word what it would be without.
    for file in Self.customers {
      #expect(
        try workshop.read("output/workspaces/acme/\(file)") == plain.read("output/workspaces/acme/\(file)"), "\(file)")
    }
    #expect(
      try workshop.lines("finance/receivables.csv") == [
        "acme,acme,EUR,0.00,100.00,0.00,0.00,0.00,100.00,100.00,0.00,0.00,100.00,0.00,0.00,0.00,70.00"
      ])
    let receivables = try workshop.text("output/finance/receivables.html")
    #expect(receivables.contains("Of open invoices, written off 70.00"))
    #expect(receivables.contains("All workspaces EUR 0.00 100.00 0.00 0.00 0.00 100.00 0.00 70.00"))
    #expect(!(try plain.text("output/finance/receivables.html")).contains("Of open invoices, written off"))
    // Finance's lists say so.
    #expect(try workshop.text("output/index.html").contains("Written off"))
    let run = try workshop.run("--period", "2024-05", "--as-of", "2024-07-10", "--json")
    #expect(run.stdout.contains("\"paid\":\"0.00\",\"written_off\":\"70.00\",\"pending\":\"0.00\""))
  }

  @Test func aLaterPaymentLowersIt() throws {
    let workshop = try Self.workshop("W-1,M-1,2024-07-01,70.00,EUR,succeeded,write_off")
    try Self.exported(workshop, ["P-1,M-1,2024-07-11,45.00,EUR,succeeded"])
    let run = try workshop.publish("--period", "2024-05", "--as-of", "2024-07-11")
    #expect(
      workshop.changes(run) == [
        "M-1 due 100.00 → 55.00, paid 0.00 → 45.00, written_off 70.00 → 55.00, flags overdue written_off → overdue partially_paid written_off"
      ])
  }

  @Test(arguments: ["uncollectible", "Uncollectible"])
  func uncollectible(status: String) throws {
    let plain = try Self.workshop()
    let workshop = try Self.workshop(status: status)
    let standing = "due 100.00 − 0.00 − 0.00 = 100.00, written_off 100.00; overdue written_off"
    #expect(try workshop.standing("M-1") == standing)
    #expect(try workshop.read("output/finance/records/2024-05.jsonl").contains("\"status\":\"uncollectible\"}"))
    for file in Self.customers {
      #expect(
        try workshop.read("output/workspaces/acme/\(file)") == plain.read("output/workspaces/acme/\(file)"), "\(file)")
    }
    // The export may be gone, and the invoice with it; a payment then lowers it.
    try workshop.exported(
      invoices: ["M-2,acme,2024-06,2024-07-01,2024-07-31,EUR"], usage: ["M-2,Compute,1.00"],
      payments: ["P-1,M-1,2024-07-12,40.00,EUR,succeeded"])
    try workshop.publish("--period", "2024-06", "--as-of", "2024-07-11")
    #expect(try workshop.standing("M-1") == standing)
    try workshop.publish("--period", "2024-06", "--as-of", "2024-07-12")
    #expect(
      try workshop.standing("M-1")
        == "due 100.00 − 0.00 − 40.00 = 60.00, written_off 60.00; overdue partially_paid written_off")
    #expect(try workshop.run("verify", "--against", "exports").code == 0)
  }

  /// It was written off too early, and the next export takes that back.
  @Test func collectibleAfterAll() throws {
    let workshop = try Self.workshop(status: "uncollectible")
    try Self.exported(workshop, status: "open", [])
    let run = try workshop.publish("--period", "2024-05", "--as-of", "2024-07-11")
    #expect(workshop.changes(run) == ["M-1 written_off 100.00 → 0.00, flags overdue written_off → overdue"])
  }

  @Test(arguments: ["voided", "Cancelled", "canceled"])
  func otherWordsForVoid(status: String) throws {
    let workshop = try Self.workshop(status: status)
    #expect(try workshop.standing("M-1") == "void 100.00 − 0.00 − 0.00 = 0.00")
  }
}
