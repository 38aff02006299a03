import Testing

/// Money that came in and goes back: the days before keep their figures.
@Suite("Story: payments that are taken back")
struct ReversalStories {
  private static let june = ["--period", "2024-05", "--as-of", "2024-06-30"]
  private static let july = ["--period", "2024-05", "--as-of", "2024-07-31"]

  private static func exported(_ workshop: Workshop, _ payments: String...) throws {
    try workshop.exported(
      invoices: ["M-1,acme,2024-05,2024-06-01,2024-06-30,EUR"], usage: ["M-1,Compute,119.00"], payments: payments)
  }

  private static func publish(_ workshop: Workshop, _ arguments: [String]) throws -> Outcome {
    let outcome = try workshop.run(arguments)
    #expect(outcome.code == 0, "\(outcome.stderr)")
    try workshop.expectVerified()
    return outcome
  }

  /// Paid in June; July's export says otherwise.
  private static func reversed(_ july: String) throws -> (workshop: Workshop, run: Outcome) {
    let workshop = try Workshop()
    try exported(workshop, "P-1,M-1,2024-06-10,119.00,EUR,succeeded")
    _ = try publish(workshop, june)
    #expect(try workshop.standing("M-1") == "paid 119.00 − 0.00 − 119.00 = 0.00")
    try exported(workshop, july)
    return (workshop, try publish(workshop, Self.july))
  }

  @Test(arguments: ["refunded", "failed", "canceled"])
  func onTheDayItWasLearnt(status: String) throws {
    let (workshop, _) = try Self.reversed("P-1,M-1,2024-06-10,119.00,EUR,\(status)")
    let now = ["refunded": "due", "failed": "failed", "canceled": "due"][status] ?? ""
    let flags = status == "refunded" ? "overdue refunded" : "overdue"
    #expect(try workshop.standing("M-1") == "\(now) 119.00 − 0.00 − 0.00 = 119.00; \(flags)")
    #expect(try workshop.records()["M-1"]?["state_since"] == "2024-07-31")
    #expect(
      try workshop.lines("workspaces/acme/statement.csv") == [
        "EUR,2024-06-01,invoice,M-1,,119.00,119.00", "EUR,2024-06-10,payment,P-1,M-1,119.00,0.00",
        "EUR,2024-07-31,reversal,P-1,M-1,119.00,119.00",
      ])
    #expect(try workshop.read("output/finance/payments.jsonl").contains("\"reversed\":\"2024-07-31\""))
    // June as it was, by what is known today.
    #expect(try workshop.run("--period", "2024-05", "--as-of", "2024-07-30", "--preview").code == 0)
    #expect(try workshop.text("preview/workspaces/acme/M-1.html").contains("Nothing is due."))
    // The next run keeps the day, with the export or without it.
    for payments in [true, false] {
      if payments { try Self.exported(workshop, "P-1,M-1,2024-06-10,119.00,EUR,\(status)") }
      if !payments { try Self.exported(workshop) }
      _ = try Self.publish(workshop, ["--period", "2024-05", "--as-of", "2024-08-31"])
      #expect(try workshop.lines("workspaces/acme/statement.csv").last?.contains("2024-07-31,reversal") == true)
    }
  }

  @Test func onTheDayTheExportStates() throws {
    let (workshop, _) = try Self.reversed("P-1,M-1,2024-06-10,119.00,EUR,refunded,,,,2024-07-05")
    #expect(try workshop.records()["M-1"]?["state_since"] == "2024-07-05")
    #expect(try workshop.lines("workspaces/acme/statement.csv").last == "EUR,2024-07-05,reversal,P-1,M-1,119.00,119.00")
    let page = try workshop.read("output/workspaces/acme/M-1.html")
    #expect(page.contains("Refunded</span> 2024-07-05"))
  }

  /// The export knows already what happens next week.
  @Test func onADayToCome() throws {
    let (workshop, run) = try Self.reversed("P-1,M-1,2024-06-10,119.00,EUR,refunded,,,,2024-08-05")
    #expect(run.stderr == "")
    #expect(try workshop.standing("M-1") == "paid 119.00 − 0.00 − 119.00 = 0.00")
    #expect(try workshop.read("output/workspaces/acme/M-1.html").contains("Succeeded</span>"))
    _ = try Self.publish(workshop, ["refresh", "--as-of", "2024-08-05"])
    #expect(try workshop.standing("M-1") == "due 119.00 − 0.00 − 0.00 = 119.00; overdue refunded")
    #expect(try workshop.read("output/workspaces/acme/M-1.html").contains("Refunded</span> 2024-08-05"))
  }

  /// An older export, or money that came in once more: by the same id nobody can tell.
  @Test func itComesBack() throws {
    let (workshop, _) = try Self.reversed("P-1,M-1,2024-06-10,119.00,EUR,failed,,,,2024-07-05")
    try Self.exported(workshop, "P-1,M-1,2024-06-10,119.00,EUR,succeeded")
    let run = try Self.publish(workshop, Self.july)
    #expect(
      run.stderr == """
        exports/payments.csv:2:20: warning: payment “P-1” was failed on 2024-07-05, and the export says succeeded [older-payment]
          why: money that went back does not come in again by the same payment, so it is kept as it was
          fix: remove the older export; or, if it was paid once more, export that with an id of its own

        """)
    #expect(try workshop.standing("M-1") == "failed 119.00 − 0.00 − 0.00 = 119.00; overdue")
  }

  /// Nobody has seen it succeed: it was returned whole, whenever that was.
  @Test func firstSeenAsRefunded() throws {
    let workshop = try Workshop()
    try Self.exported(workshop, "P-1,M-1,2024-06-10,119.00,EUR,refunded,,,,2024-07-05")
    let run = try Self.publish(workshop, Self.july)
    // A transfer that never arrived is no money that goes back.
    #expect(run.stderr == "")
    #expect(try workshop.standing("M-1") == "due 119.00 − 0.00 − 0.00 = 119.00; overdue refunded")
    #expect(try workshop.lines("workspaces/acme/statement.csv").count == 1)
    #expect(!(try workshop.read("output/finance/payments.jsonl").contains("\"reversed\":\"2")))
  }

  /// Received in June, returned in July: the page of each month says its own.
  @Test func byMonth() throws {
    let workshop = try Workshop()
    func exported(_ status: String) throws {
      try workshop.exported(
        invoices: ["M-1,acme,2024-06,2024-06-01,2024-06-30,EUR", "M-2,acme,2024-07,2024-07-01,2024-07-31,EUR"],
        usage: ["M-1,Compute,119.00"], payments: ["P-1,M-1,2024-06-10,119.00,EUR,\(status)"])
    }
    try exported("succeeded")
    _ = try Self.publish(workshop, ["--period", "all", "--as-of", "2024-06-30"])
    try exported("failed")
    _ = try Self.publish(workshop, ["--period", "all", "--as-of", "2024-07-31"])
    // Received, for no invoice, applied from account, processing, failed, returned.
    func activity(_ month: String) throws -> String { try workshop.text("output/finance/periods/\(month).html") }
    #expect(try activity("2024-06").contains("EUR 119.00 0.00 0.00 0.00 0.00 0.00"))
    #expect(try activity("2024-07").contains("EUR 0.00 0.00 0.00 0.00 0.00 119.00"))
  }

  /// What was put in with another day changes the figures between the two.
  @Test func anotherDate() throws {
    let (workshop, run) = try Self.reversed("P-1,M-1,2024-06-03,119.00,EUR,succeeded")
    #expect(
      run.stderr == """
        exports/payments.csv:2:20: warning: payment “P-1” was dated 2024-06-10, and is now dated 2024-06-03 [moved-payment]
          why: figures of the days between the two change with it
          fix: nothing, if the former date was wrong; otherwise mend the export

        """)
    #expect(try workshop.records()["M-1"]?["state_since"] == "2024-06-03")
  }
}
