import Testing

/// What bears a day that has not come yet is no invoice yet.
@Suite("Story: scheduled")
struct ScheduledStories {
  private static let invoices = [
    "M-1,acme,2024-05,2024-06-01,2024-06-30,EUR,19%", "J-1,acme,2024-06,2024-07-01,2024-07-31,EUR,19%",
  ]
  private static let usage = ["M-1,Compute,100.00", "J-1,Compute,200.00"]

  private static func workshop(payments: [String] = []) throws -> Workshop {
    try Workshop().config("invoice: {pay_url: \"https://pay.example/{number}\"}\n")
      .exported(invoices: invoices, usage: usage, payments: payments)
  }

  /// Counted among the invoices and in no sum, wherever a sum stands.
  @Test func inNoSum() throws {
    let workshop = try Self.workshop()
    let run = try workshop.publish("--period", "all", "--as-of", "2024-06-15", "--json")
    #expect(run.stdout.contains("\"invoices\":2,"))
    #expect(run.stdout.contains("\"total\":\"119.00\"") && run.stdout.contains("\"due\":\"119.00\""))
    #expect(run.stdout.contains("\"scheduled\":1,") && run.stdout.contains("\"due\":1}"))
    #expect(try workshop.standing("J-1") == "scheduled 238.00 − 0.00 − 0.00 = 0.00")
    #expect(try workshop.records()["J-1"]?["issued_sha256"] == "")
    #expect(!workshop.exists("output/finance/issued/2024-06.jsonl"))
    let index = try workshop.read("output/index.html")
    #expect(index.contains("119.00") && !index.contains("357.00"))
    #expect(
      try workshop.lines("finance/receivables.csv") == [
        "acme,acme,EUR,0.00,119.00,0.00,0.00,0.00,119.00,119.00,0.00,119.00,0.00,0.00,0.00,0.00,0.00"
      ])
    #expect(try workshop.read("output/finance/periods/2024-06.html").contains("Scheduled"))
    let page = try workshop.read("output/finance/drafts/acme/J-1.html")
    #expect(page.contains("Scheduled.") && page.contains("2024-07-01") && page.contains("238.00"))
    #expect(!page.contains("pay.example"))
    #expect(try workshop.read("output/workspaces/acme/M-1.html").contains("pay.example"))
    // Nothing a customer may see says anything of it.
    #expect(try workshop.tree("output/workspaces").paths.filter { $0.contains("J-1") } == [])
    for page in ["index.html", "statement.csv", "M-1.html"] {
      #expect(!(try workshop.read("output/workspaces/acme/\(page)").contains("J-1")), "\(page)")
    }
  }

  /// A credit note whose day has not come yet is for whom it was for, where a run knows nothing of its workspace.
  @Test func theBuyerOfACreditNoteStays() throws {
    let workshop = try Workshop().exported(
      invoices: ["M-1,acme,2024-05,2024-06-01,2024-06-30,EUR,19%", "M-2,acme,2024-05,2024-06-01,2024-06-30,EUR,19%"],
      usage: ["M-1,Compute,100.00", "M-2,Compute,200.00"], creditNotes: ["C-1,M-2,2024-07-01,5.00,Outage"])
    try workshop.exports("workspaces.csv", "workspace_id,name,country\nacme,Acme Ltd.,DE\n")
    try workshop.publish("--period", "all", "--as-of", "2024-06-15")
    func buyer() throws -> [String?] {
      let record = try workshop.records()["C-1"]
      return [record?["status"], record?["workspace_name"], record?["tax_country"]]
    }
    #expect(try buyer() == ["scheduled", "Acme Ltd.", "DE"])
    try workshop.publish("withdraw", "M-1", "--reason", "By mistake.", "--as-of", "2024-06-15")
    #expect(try buyer() == ["scheduled", "Acme Ltd.", "DE"])
    try workshop.exported(payments: ["P-1,M-2,2024-07-01,1.00,EUR,succeeded"])
    try workshop.publish("refresh", "--as-of", "2024-07-01")
    #expect(try buyer() == ["issued", "Acme Ltd.", "DE"])
    #expect(try workshop.read("output/finance/issued/2024-07.jsonl").contains("Acme Ltd."))
  }

  /// Its day issues it: what was apart goes, and its page appears where the customer sees it.
  @Test func itsDayComes() throws {
    let workshop = try Self.workshop(payments: ["P-1,J-1,2024-06-10,38.00,EUR,succeeded"])
    try workshop.publish("--period", "all", "--as-of", "2024-06-30")
    #expect(try workshop.standing("J-1") == "scheduled 238.00 − 0.00 − 38.00 = 0.00")
    #expect(try workshop.read("output/finance/drafts/acme/J-1.html").contains("Received on account"))
    #expect(
      try workshop.lines("finance/receivables.csv") == [
        "acme,acme,EUR,0.00,119.00,0.00,38.00,0.00,81.00,119.00,38.00,119.00,0.00,0.00,0.00,0.00,0.00"
      ])
    let run = try workshop.publish("refresh", "--as-of", "2024-07-01")
    #expect(
      workshop.changes(run) == [
        "J-1 scheduled → due, due 0.00 → 200.00, flags none → partially_paid",
        "M-1 flags none → overdue",
      ])
    #expect(!workshop.exists("output/finance/drafts/acme/J-1.html"))
    #expect(!workshop.exists("output/finance/unissued/2024-06.jsonl"))
    #expect(workshop.exists("output/workspaces/acme/J-1.html") && workshop.exists("output/workspaces/acme/J-1.csv"))
    #expect(try workshop.standing("J-1") == "due 238.00 − 0.00 − 38.00 = 200.00; partially_paid")
    // Its day alone was new: with the same inputs nothing is written.
    let before = try workshop.tree()
    try workshop.publish("refresh", "--as-of", "2024-07-01")
    #expect(try workshop.tree().rewritten(since: before) == [])
  }

  /// Where all that a workspace has is still to come, its history is empty.
  @Test func nothingIsIssuedYet() throws {
    let workshop = try Self.workshop()
    try workshop.publish("--period", "all", "--as-of", "2024-05-01")
    let history = try workshop.read("output/workspaces/acme/index.html")
    #expect(history.contains("There are no invoices yet.") && !history.contains("M-1"))
    #expect(try workshop.lines("finance/receivables.csv") == [])
    #expect(Page(try workshop.bytes("output/index.html")).links.contains("finance/drafts/acme/M-1.html"))
    #expect(try workshop.run("archive", "--period", "2024-05").code == 0)
    #expect(try workshop.tree("archive").paths == ["2024-05.zip"])
  }

  /// An export that looks ahead says what will be owed; that is no difference.
  @Test func whatItsExportDeclares() throws {
    let workshop = try Workshop()
    try workshop.exports(
      "invoices.csv",
      "invoice_number,workspace_id,billing_period,issue_date,currency,status,amount_due,amount_paid\n"
        + "J-1,acme,2024-06,2024-07-01,EUR,unpaid,200.00,0.00\n"
    ).exports("usage.csv", "invoice_number,service,amount\nJ-1,Compute,200.00\n")
    #expect(try workshop.publish("--period", "all", "--as-of", "2024-06-15").stderr == "")
    #expect(try workshop.publish("--period", "all", "--as-of", "2024-07-01").stderr == "")
    #expect(try workshop.standing("J-1") == "due 200.00 − 0.00 − 0.00 = 200.00")
  }
}
