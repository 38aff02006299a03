import Testing

/// A site goes on from day to day.
@Suite("Story: the day of a site")
struct DayStories {
  private static let invoices = [
    "M-1,acme,2024-05,2024-06-01,2024-06-30,EUR", "M-2,bolt,2024-05,2024-06-20,2024-07-20,EUR",
  ]
  private static let usage = ["M-1,Compute,100.00", "M-2,Compute,200.00"]
  private static let payments = ["P-1,M-1,2024-06-25,100.00,EUR,succeeded"]

  private static func workshop() throws -> Workshop {
    let workshop = try Workshop().exported(invoices: invoices, usage: usage, payments: payments)
    try workshop.publish("--period", "2024-05", "--as-of", "2024-07-01")
    return workshop
  }

  @Test(
    arguments: [
      ["--period", "2024-05"], ["--period", "2024-05", "--dry-run"], ["refresh"],
      ["withdraw", "M-2", "--reason", "Wrong"],
    ])
  func neverBack(command: [String]) throws {
    let workshop = try Self.workshop()
    let before = try workshop.tree()
    let outcome = try workshop.run(command + ["--as-of", "2024-06-15"])
    let stderr =
      """
      error: “output” shows 2024-07-01, and this run would show 2024-06-15
        why: a site goes on from day to day: invoices that are paid would be due again
        fix: write --as-of 2024-07-01 or later; --preview shows former days
      Nothing was written.

      """
    #expect(outcome == Outcome(code: 64, stdout: "", stderr: stderr))
    #expect(try workshop.tree().rewritten(since: before) == [])
    #expect(try workshop.run(command + ["--as-of", "2024-07-01"]).code == 0)
  }

  /// A preview of a former day: what was issued later is scheduled, and what was paid later is not paid.
  @Test(arguments: [true, false]) func aFormerDay(isExported: Bool) throws {
    let workshop = try Self.workshop()
    if !isExported {
      try workshop.exported(
        invoices: ["J-1,acme,2024-06,2024-07-01,2024-07-31,EUR"], usage: ["J-1,Compute,1.00"])
    }
    let before = try workshop.tree()
    let run = try workshop.run("--period", "2024-05", "--as-of", "2024-06-15", "--preview", "--json")
    #expect(run.code == 0, "\(run.stderr)")
    #expect(run.stdout.contains("\"scheduled\":1,") && run.stdout.contains("\"due\":1}"))
    #expect(run.stdout.contains("\"due\":\"100.00\""))
    #expect(try workshop.read("preview/workspaces/acme/M-1.html").contains("class=\"status status-due\""))
    #expect(try workshop.read("preview/finance/drafts/bolt/M-2.html").contains("Scheduled"))
    let check = try workshop.run("check", "--period", "2024-05", "--as-of", "2024-06-15", "--json")
    #expect(check.stdout.contains("\"scheduled\":1,"), "\(check)")
    #expect(try workshop.tree().rewritten(since: before) == [])
  }

  @Test func someWorkspacesOnTheDayOfAll() throws {
    let workshop = try Self.workshop()
    try workshop.expectRefused(
      "--period", "2024-05", "--as-of", "2024-07-02", "--workspace", "acme", code: 64,
      saying: """
        error: “output” shows 2024-07-01, and this run over some workspaces would show 2024-07-02
          why: lists are over all workspaces, and all figures on them are of one day
          fix: write --as-of 2024-07-01, or run for all workspaces first
        Nothing was written.

        """)
    try workshop.publish("--period", "2024-05", "--as-of", "2024-07-01", "--workspace", "acme")
  }

  /// Lists say of all workspaces what their records say: of those that the run is over, what is new.
  @Test func listsAgreeWithRecords() throws {
    let workshop = try Self.workshop()
    try workshop.exported(
      invoices: Self.invoices + [
        "M-3,acme,2024-05,2024-06-01,2024-06-30,EUR", "M-4,bolt,2024-05,2024-06-01,2024-06-30,EUR",
        // Not issued by this run, so that it lowers nothing yet.
        "C-1,bolt,2024-05,2024-06-20,,EUR,,,,,credit_note,M-2",
      ], usage: Self.usage + ["M-3,Compute,10.00", "M-4,Compute,20.00", "C-1,Compute,30.00"],
      payments: Self.payments + [
        "P-2,M-3,2024-06-25,4.00,EUR,succeeded", "P-3,M-2,2024-06-25,50.00,EUR,succeeded",
        "P-4,M-4,2024-06-25,5.00,EUR,succeeded",
      ])
    try workshop.publish("--period", "2024-05", "--as-of", "2024-07-01", "--workspace", "acme")
    #expect(Set(try workshop.records().keys) == ["M-1", "M-2", "M-3"])
    #expect(try workshop.standing("M-3") == "due 10.00 − 0.00 − 4.00 = 6.00; overdue partially_paid")
    #expect(try workshop.standing("M-2") == "due 200.00 − 0.00 − 0.00 = 200.00")
    #expect(
      try workshop.lines("finance/receivables.csv") == [
        "acme,acme,EUR,0.00,110.00,0.00,104.00,0.00,6.00,6.00,0.00,0.00,6.00,0.00,0.00,0.00,0.00",
        "bolt,bolt,EUR,0.00,200.00,0.00,0.00,0.00,200.00,200.00,0.00,200.00,0.00,0.00,0.00,0.00,0.00",
      ])
    // 310.00 invoiced, 104.00 paid.
    let reconciliation = try workshop.read("output/finance/reconciliation/2024-05.html")
    #expect(reconciliation.contains(">310.00<") && reconciliation.contains(">206.00<"))
    #expect(try workshop.read("output/index.html").contains(">206.00<"))
    #expect(try workshop.keptPayments() == ["P-1 100.00 succeeded", "P-2 4.00 succeeded"])
    // Then all of it, as if it had come at once.
    try workshop.publish("--period", "2024-05", "--as-of", "2024-07-01")
    #expect(try workshop.standing("M-2") == "due 200.00 − 30.00 − 50.00 = 120.00; partially_paid credited")
    #expect(try workshop.keptPayments().count == 4)
  }

  /// A month is compared with the one before by what the site shows of other workspaces: their drafts of today and what they
  /// have not been issued yet are no part of it.
  @Test func monthsAreComparedByWhatIsPublished() throws {
    let invoices = Self.invoices + ["D-1,bolt,2024-05,2024-06-10,,EUR,,draft"]
    let usage = Self.usage + ["D-1,Compute,30.00"]
    let workshop = try Workshop().exported(invoices: invoices, usage: usage)
    try workshop.publish("--period", "all", "--as-of", "2024-07-01")
    let receivables = try workshop.lines("finance/receivables.csv")
    // Its draft is none any more, and both have an invoice of the next month.
    try workshop.exported(
      invoices: Self.invoices + [
        "D-1,bolt,2024-05,2024-06-10,,EUR", "J-1,acme,2024-06,2024-07-01,,EUR", "J-2,bolt,2024-06,2024-07-01,,EUR",
      ], usage: usage + ["J-1,Compute,150.00", "J-2,Compute,300.00"])
    try workshop.publish("--period", "all", "--as-of", "2024-07-01", "--workspace", "acme")
    #expect(try workshop.records()["D-1"]?["status"] == "draft")
    #expect(try workshop.lines("finance/receivables.csv").last == receivables.last)
    // May came to 300.00 and June to 150.00, all of it of acme, and bolt is neither counted nor gone.
    func page(_ month: String) throws -> String { try workshop.read("output/finance/reconciliation/\(month).html") }
    #expect(try page("2024-05").contains(">300.00<") && !page("2024-05").contains(">330.00<"))
    #expect(try page("2024-06").contains(">150.00<") && !page("2024-06").contains(">450.00<"))
    #expect(try page("2024-06").contains("billed about what they were: 1."))
    try workshop.publish("--period", "all", "--as-of", "2024-07-01")
    #expect(try page("2024-05").contains(">330.00<"))
    #expect(try page("2024-06").contains(">450.00<"))
    #expect(try page("2024-06").contains("billed about what they were: 2."))
    #expect(try workshop.lines("finance/receivables.csv").last != receivables.last)
  }
}
