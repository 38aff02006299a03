import Testing

/// What is issued does not change behind anybody's back.
@Suite("Story: silent edits")
struct SilentEditStories {
  private static func exported(
    _ workshop: Workshop, invoice: String = "M-1,acme,2024-05,2024-06-01,2024-06-30,EUR,19%",
    usage: [String] = ["M-1,Compute,100.00", "M-1,Storage,50.00"]
  ) throws {
    try workshop.exported(invoices: [invoice], usage: usage)
  }

  private static func may() throws -> Workshop {
    let workshop = try Workshop()
    try exported(workshop)
    try workshop.publish("--period", "2024-05", "--as-of", "2024-06-15")
    return workshop
  }

  @Test func everyFieldIsNamed() throws {
    let workshop = try Self.may()
    try Self.exported(
      workshop, invoice: "M-1,acme,2024-05,2024-06-02,2024-07-02,EUR,19%",
      usage: ["M-1,Compute,100.00", "M-1,Storage,49.00", "M-1,Support,0.50"])
    // 149.50 and 19 % of it: 28.405, rounded away from zero.
    try workshop.expectRefused(
      "--period", "2024-05", "--as-of", "2024-06-16",
      saying: """
        exports/invoices.csv:2:1: error: “M-1” is issued, and the exports now say something else: issue_date 2024-06-01 → \
        2024-06-02; due_date 2024-06-30 → 2024-07-02; line “Storage”: gross 50.00 → 49.00; line “Storage”: net 50.00 → 49.00; \
        line “Support” none → 0.50; tax “Tax 0.19”: taxable 150.00 → 149.50; and 5 more [changed-issued]
          why: issued documents do not change silently
          fix: restore the export; bill late usage by exporting it under the period that it is billed in, with its own \
        dates in charge_period_start and charge_period_end; correct amounts by a credit note and a new number; take back \
        what was never sent with report withdraw; accept other words with --reissue REASON

        1 error: the data was refused. Nothing was written.

        """)
  }

  @Test(
    arguments: [
      // A cent, a cent moved from line to line, a row split in two of the same sum, a row that went, another customer.
      ["M-1,Compute,100.01", "M-1,Storage,50.00"], ["M-1,Compute,100.01", "M-1,Storage,49.99"],
      ["M-1,Compute,60.00", "M-1,Compute,40.00", "M-1,Storage,50.00"], ["M-1,Compute,100.00"],
      ["M-1,Compute,100.00", "M-1,Storage,50.00,per month"],
    ])
  func usage(rows: [String]) throws {
    let workshop = try Self.may()
    try Self.exported(workshop, usage: rows)
    try Self.expectChangedIssued(workshop)
  }

  @Test(
    arguments: [
      "M-1,acme,2024-05,2024-06-01,2024-06-29,EUR,19%", "M-1,acme,2024-05,2024-05-31,2024-06-30,EUR,19%",
      "M-1,acme,2024-05,2024-06-01,2024-06-30,EUR,19.0001%", "M-1,acme,2024-05,2024-06-01,2024-06-30,USD,19%",
      "M-1,acme,2024-05,2024-06-01,2024-06-30,EUR,19%,draft", "M-1,acme,2024-05,2024-06-01,2024-06-30,EUR,19%,,PO-9",
    ])
  func theInvoice(row: String) throws {
    let workshop = try Self.may()
    try Self.exported(workshop, invoice: row)
    try Self.expectChangedIssued(workshop)
  }

  private static func expectChangedIssued(
    _ workshop: Workshop, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let before = try workshop.tree()
    let outcome = try workshop.run("--period", "2024-05", "--as-of", "2024-06-16")
    #expect(outcome.code == 65, sourceLocation: sourceLocation)
    #expect(outcome.stderr.contains("[changed-issued]"), "\(outcome.stderr)", sourceLocation: sourceLocation)
    #expect(try workshop.tree() == before, sourceLocation: sourceLocation)
  }

  /// A letter that is encoded otherwise is another letter, and the message says where.
  @Test func theSameLettersEncodedOtherwise() throws {
    let workshop = try Workshop()
    try Self.exported(workshop, invoice: "M-1,acme,2024-05,2024-06-01,2024-06-30,EUR,19%,,,Caf\u{e9}")
    try workshop.publish("--period", "2024-05", "--as-of", "2024-06-15")
    try Self.exported(workshop, invoice: "M-1,acme,2024-05,2024-06-01,2024-06-30,EUR,19%,,,Cafe\u{301}")
    let outcome = try workshop.run("--period", "2024-05", "--as-of", "2024-06-16")
    #expect(outcome.code == 65)
    #expect(outcome.stderr.contains("now say something else: note Caf\u{e9} → Cafe\u{301} [changed-issued]\n"))
  }

  @Test func draftsAreFreeToChange() throws {
    let workshop = try Workshop()
    for (amount, total) in [("100.00", "178.50"), ("90.00", "166.60"), ("110.00", "190.40")] {
      try Self.exported(
        workshop, invoice: "M-1,acme,2024-05,2024-06-01,2024-06-30,EUR,19%,draft",
        usage: ["M-1,Compute,\(amount)", "M-1,Storage,50.00"])
      try workshop.publish("--period", "2024-05", "--as-of", "2024-06-15")
      #expect(try workshop.standing("M-1") == "draft \(total) − 0.00 − 0.00 = 0.00")
      #expect(!workshop.exists("output/finance/issued/2024-05.jsonl"))
      #expect(Page(try workshop.bytes("output/index.html")).links.contains("finance/periods/2024-05.html"))
    }
  }

  /// Invoices drawn up from usage are scheduled until the period is over; the day then issues them for good.
  @Test func theDayIssuesWhatIsScheduled() throws {
    let workshop = try Workshop()
    func exported(_ amount: String) throws {
      try workshop.exports(
        "usage.csv", "workspace_id,billing_period,service,amount,currency\nacme,2024-05,Compute,\(amount),EUR\n")
    }
    try exported("10.00")
    try workshop.publish("--period", "2024-05", "--as-of", "2024-05-20")
    #expect(try workshop.standing("INV-2024-05-acme") == "scheduled 10.00 − 0.00 − 0.00 = 0.00")
    try exported("12.00")
    let issued = try workshop.publish("--period", "2024-05", "--as-of", "2024-06-01")
    #expect(workshop.changes(issued) == ["INV-2024-05-acme scheduled → due, due 0.00 → 12.00, total 10.00 → 12.00"])
    #expect(workshop.exists("output/finance/issued/2024-05.jsonl"))
    try exported("13.00")
    #expect(try workshop.run("--period", "2024-05", "--as-of", "2024-06-01").code == 65)
  }

  /// Where the billing system voids what it has issued: void takes nothing back of what was said, and owes nothing; what
  /// was paid is the customer's. Open again, it is due.
  @Test func voidAndOpenAgain() throws {
    let workshop = try Workshop().config("invoice: {void: allow}\n")
    func exported(_ status: String, _ usage: [String]) throws {
      try workshop.exported(
        invoices: ["M-1,acme,2024-05,2024-06-01,2024-06-30,EUR,19%,\(status)"], usage: usage,
        payments: ["P-1,M-1,2024-06-10,19.00,EUR,succeeded"])
    }
    try exported("", ["M-1,Compute,100.00"])
    try workshop.publish("--period", "2024-05", "--as-of", "2024-06-15")
    let content = try workshop.bytes("output/finance/issued/2024-05.jsonl")
    try exported("void", [])
    let void = try workshop.publish("--period", "2024-05", "--as-of", "2024-06-16")
    #expect(
      workshop.changes(void) == [
        "M-1 due → void, due 100.00 → 0.00, paid 19.00 → 0.00, flags partially_paid → none"
      ])
    #expect(try workshop.standing("M-1") == "void 119.00 − 0.00 − 0.00 = 0.00")
    #expect(try workshop.read("output/workspaces/acme/M-1.html").contains("100.00"))
    #expect(try workshop.lines("workspaces/acme/statement.csv") == ["EUR,2024-06-10,payment,P-1,M-1,19.00,-19.00"])
    // Its export gone, it stays void.
    try workshop.exported(
      invoices: ["J-1,acme,2024-06,2024-07-01,2024-07-31,EUR"], usage: ["J-1,Compute,1.00"])
    try workshop.publish("--period", "2024-06", "--as-of", "2024-06-17")
    #expect(try workshop.standing("M-1") == "void 119.00 − 0.00 − 0.00 = 0.00")
    try exported("open", ["M-1,Compute,100.00"])
    try workshop.publish("--period", "2024-05", "--as-of", "2024-06-18")
    #expect(try workshop.standing("M-1") == "due 119.00 − 0.00 − 19.00 = 100.00; partially_paid")
    #expect(try workshop.bytes("output/finance/issued/2024-05.jsonl") == content)
  }

  /// What an export declared otherwise is still flagged when the export is gone and a payment comes.
  @Test func whatWasDeclaredOtherwise() throws {
    let workshop = try Workshop().config("declared: warn\n")
    try Self.exported(workshop, invoice: "M-1,acme,2024-05,2024-06-01,2024-06-30,EUR,19%,,,,,,,200.00")
    try workshop.publish("--period", "2024-05", "--as-of", "2024-06-15")
    #expect(try workshop.standing("M-1") == "due 178.50 − 0.00 − 0.00 = 178.50; declared_differs")
    try workshop.exported(payments: ["P-1,M-1,2024-06-16,8.50,EUR,succeeded"])
    try workshop.publish("refresh", "--as-of", "2024-06-16")
    #expect(try workshop.standing("M-1") == "due 178.50 − 0.00 − 8.50 = 170.00; partially_paid declared_differs")
    #expect(try workshop.records()["M-1"]?["declared"].contains("200.00") == true)
  }

  /// What earlier runs kept is what the next one builds on. Published again, an edit would be hashed and signed like
  /// everything else, and nobody could tell any more.
  @Test(
    arguments: [
      "finance/payments.jsonl", "finance/records/2024-05.jsonl", "finance/issued/2024-05.jsonl",
      "finance/changes/0001.json",
    ])
  func ofWhatIsKept(path: String) throws {
    let workshop = try Workshop().exported(
      invoices: ["M-1,acme,2024-05,2024-06-01,2024-06-30,EUR,19%"], usage: ["M-1,Compute,100.00"],
      payments: ["P-1,M-1,2024-06-10,119.00,EUR,succeeded"])
    try workshop.publish("--period", "2024-05", "--as-of", "2024-06-15")
    let sound = try workshop.read("output/\(path)")
    try workshop.exported(
      invoices: ["M-2,acme,2024-06,2024-07-01,2024-07-30,EUR,19%"], usage: ["M-2,Compute,100.00"])
    let stderr =
      """
      error: in output, “\(path)” is not as published
        why: a run builds on what was issued and paid, and would publish it anew with whatever was changed
        fix: run report verify to see all that was changed, and restore the output from a backup
      Nothing was written.

      """
    try workshop.file("output/\(path)", sound.replacing("2024-0", with: "2024-1"))
    try workshop.expectRefused("--period", "2024-06", "--as-of", "2024-07-15", saying: stderr)
    try workshop.expectRefused("refresh", "--as-of", "2024-07-15", saying: stderr)
    try workshop.without("output/\(path)")
    try workshop.expectRefused("--period", "2024-06", "--as-of", "2024-07-15", saying: stderr)
    try workshop.expectRefused("withdraw", "M-1", "--reason", "x", "--as-of", "2024-07-15", saying: stderr)
    try workshop.file("output/\(path)", sound)
    try workshop.publish("--period", "2024-06", "--as-of", "2024-07-15")
  }

  /// A month of records that no run wrote.
  @Test func ofWhatIsAdded() throws {
    let workshop = try Workshop.small()
    #expect(try workshop.runSmall().code == 0)
    try workshop.file("output/finance/records/2024-04.jsonl", workshop.read("output/finance/records/2024-05.jsonl"))
    let outcome = try workshop.runSmall()
    #expect(outcome.code == 65)
    #expect(outcome.stderr.hasPrefix("error: in output, “finance/records/2024-04.jsonl” is not as published\n"))
  }

  /// The export numbers its invoices anew: both would be owed.
  @Test func ofANumber() throws {
    let workshop = try Workshop().exported(
      invoices: ["M-1,acme,2024-05,2024-06-01,2024-06-30,EUR,19%", "M-2,bolt,2024-05,2024-06-01,2024-06-30,EUR,19%"],
      usage: ["M-1,Compute,100.00", "M-2,Compute,100.00"])
    try workshop.publish("--period", "2024-05", "--as-of", "2024-06-15")
    try workshop.exported(
      invoices: ["N-1,acme,2024-05,2024-06-01,2024-06-30,EUR,19%", "N-2,bolt,2024-05,2024-06-01,2024-06-30,EUR,19%"],
      usage: ["N-1,Compute,100.00", "N-2,Compute,100.01"])
    let run = try workshop.publish("--period", "2024-05", "--as-of", "2024-06-16")
    let warning =
      """
      exports/invoices.csv:2:1: warning: “N-1” bills the usage that “M-1” was issued with [rebilled-usage]
        why: “M-1” is not exported any more, and is still owed: the customer would be billed twice
        fix: export it under its own number; or, if it was never sent, take “M-1” back with report withdraw
      """
    #expect(run.stderr.contains(warning), "\(run.stderr)")
    #expect(!run.stderr.contains("“N-2” bills"))
    // Said once: from then on both are issued.
    #expect(try !workshop.publish("--period", "2024-05", "--as-of", "2024-06-16").stderr.contains("rebilled"))
  }

  /// Without its invoice export the same usage is drawn up anew.
  @Test func ofWhoDrawsUpInvoices() throws {
    let usage = """
      workspace_id,invoice_number,service,amount,billing_period,currency
      acme,M-1,Compute,100.00,2024-05,EUR

      """
    let workshop = try Workshop().exported(invoices: ["M-1,acme,2024-05,2024-06-01,2024-06-30,EUR"])
      .exports("usage.csv", usage)
    try workshop.publish("--period", "2024-05", "--as-of", "2024-06-15")
    try workshop.without("exports/invoices.csv").exports("usage.csv", usage.replacing("M-1", with: ""))
    let run = try workshop.publish("--period", "2024-05", "--as-of", "2024-06-16")
    #expect(run.stderr.contains("“INV-2024-05-acme” bills the usage that “M-1” was issued with [rebilled-usage]"))
  }
}
