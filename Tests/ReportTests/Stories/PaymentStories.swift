import Testing

/// Payments change their minds; ids do not.
@Suite("Story: payments")
struct PaymentStories {
  /// One invoice of 100.00 without tax, and these payments.
  private static func workshop(_ payments: String...) throws -> Workshop {
    let workshop = try Workshop()
    try paid(workshop, payments)
    try workshop.publish("--period", "2024-05", "--as-of", "2024-06-15")
    return workshop
  }

  private static func paid(_ workshop: Workshop, _ payments: [String]) throws {
    try workshop.exported(
      invoices: ["M-1,acme,2024-05,2024-06-01,2024-06-30,EUR"], usage: ["M-1,Compute,100.00"], payments: payments)
  }

  private static func next(_ workshop: Workshop, _ payments: String..., asOf: String = "2024-06-16") throws -> Outcome {
    try paid(workshop, payments)
    return try workshop.publish("--period", "2024-05", "--as-of", asOf)
  }

  @Test func itBounced() throws {
    let workshop = try Self.workshop("P-1,M-1,2024-06-10,100.00,EUR,succeeded")
    #expect(try workshop.standing("M-1") == "paid 100.00 − 0.00 − 100.00 = 0.00")
    let run = try Self.next(workshop, "P-1,M-1,2024-06-10,100.00,EUR,failed")
    #expect(workshop.changes(run) == ["M-1 paid → failed, due 0.00 → 100.00, paid 100.00 → 0.00"])
    #expect(try workshop.standing("M-1") == "failed 100.00 − 0.00 − 0.00 = 100.00")
    #expect(try workshop.keptPayments() == ["P-1 100.00 failed"])
    // It was there until the day the run learnt of it.
    #expect(
      try workshop.lines("workspaces/acme/statement.csv") == [
        "EUR,2024-06-01,invoice,M-1,,100.00,100.00", "EUR,2024-06-10,payment,P-1,M-1,100.00,0.00",
        "EUR,2024-06-16,reversal,P-1,M-1,100.00,100.00",
      ])
    #expect(
      try workshop.lines("finance/receivables.csv") == [
        "acme,acme,EUR,0.00,100.00,0.00,100.00,100.00,100.00,100.00,0.00,100.00,0.00,0.00,0.00,0.00,0.00"
      ])
  }

  @Test func itWasChargedBack() throws {
    let workshop = try Self.workshop("P-1,M-1,2024-06-10,100.00,EUR,succeeded")
    // The export of the next day knows of the chargeback alone.
    let run = try Self.next(workshop, "B-1,M-1,2024-06-16,100.00,EUR,succeeded,chargeback")
    #expect(
      workshop.changes(run) == [
        "M-1 paid → due, due 0.00 → 100.00, paid 100.00 → 0.00, refunded 0.00 → 100.00, flags none → refunded disputed"
      ])
    #expect(try workshop.standing("M-1") == "due 100.00 − 0.00 − 0.00 = 100.00, refunded 100.00; refunded disputed")
    #expect(
      try workshop.lines("workspaces/acme/statement.csv") == [
        "EUR,2024-06-01,invoice,M-1,,100.00,100.00", "EUR,2024-06-10,payment,P-1,M-1,100.00,0.00",
        "EUR,2024-06-16,chargeback,B-1,M-1,100.00,100.00",
      ])
  }

  /// A status of its own: returned whole, it counts for nothing, and the flag says so.
  @Test func itWasRefunded() throws {
    let workshop = try Self.workshop("P-1,M-1,2024-06-10,100.00,EUR,succeeded")
    let run = try Self.next(workshop, "P-1,M-1,2024-06-10,100.00,EUR,refunded")
    #expect(workshop.changes(run) == ["M-1 paid → due, due 0.00 → 100.00, paid 100.00 → 0.00, flags none → refunded"])
    #expect(try workshop.standing("M-1") == "due 100.00 − 0.00 − 0.00 = 100.00; refunded")
    #expect(try workshop.keptPayments() == ["P-1 100.00 refunded"])
  }

  @Test func itWasPendingAndSucceeded() throws {
    let workshop = try Self.workshop("P-1,M-1,2024-06-10,100.00,EUR,pending")
    #expect(try workshop.standing("M-1") == "processing 100.00 − 0.00 − 0.00 = 100.00, pending 100.00; pending")
    #expect(!(try workshop.read("output/workspaces/acme/M-1.html").contains("Pay now")))
    let run = try Self.next(workshop, "P-1,M-1,2024-06-10,100.00,EUR,succeeded")
    #expect(
      workshop.changes(run) == [
        "M-1 processing → paid, due 100.00 → 0.00, paid 0.00 → 100.00, pending 100.00 → 0.00, flags pending → none"
      ])
    let paid = try workshop.tree("output/workspaces")
    // Somebody puts the older export back.
    let older = try Self.next(workshop, "P-1,M-1,2024-06-10,100.00,EUR,pending")
    #expect(
      older.stderr == """
        exports/payments.csv:2:20: warning: payment “P-1” was succeeded already, and the export says processing [older-payment]
          why: payments do not go back to being under way, so it is kept as it was
          fix: remove the older export

        """)
    #expect(try workshop.tree("output/workspaces").differences(from: paid) == [])
    #expect(try workshop.keptPayments() == ["P-1 100.00 succeeded"])
  }

  @Test(arguments: ["99.99,EUR,succeeded", "100.00,EUR,succeeded,refund"])
  func anIdIsOneSum(now: String) throws {
    let workshop = try Self.workshop("P-1,M-1,2024-06-10,100.00,EUR,succeeded")
    try Self.paid(workshop, ["P-1,M-1,2024-06-10,\(now)"])
    let sum = now.hasSuffix("refund") ? "a refund of 100.00 EUR" : "a payment of 99.99 EUR"
    let findings = """
      exports/payments.csv:2:20: error: payment “P-1” was a payment of 100.00 EUR, and is now \(sum) [changed-payment]
        why: what was paid once cannot become another sum; its status may move on
        fix: mend the export; a correction is a payment, refund or chargeback with an id of its own

      """
    let before = try workshop.tree()
    let outcome = try workshop.run("--period", "2024-05", "--as-of", "2024-06-16")
    #expect(outcome.code == 65)
    #expect(outcome.stderr.hasPrefix(findings))
    #expect(outcome.stderr.hasSuffix("1 error: the data was refused. Nothing was written.\n"))
    #expect(try workshop.tree() == before)
  }

  /// é is one letter or two to a computer, and the same to people: the second payment would vanish behind the first.
  @Test func idsThatLookAlike() throws {
    let workshop = try Self.workshop("P-\u{e9},M-1,2024-06-10,10.00,EUR,succeeded")
    try Self.paid(workshop, ["P-e\u{301},M-1,2024-06-10,10.00,EUR,succeeded"])
    try workshop.expectRefused(
      "--period", "2024-05", "--as-of", "2024-06-16",
      saying: """
        exports/payments.csv:2:1: error: payment_id “P-e\u{301}” (U+0065 U+0301) looks the same as “P-\u{e9}” \
        (U+00E9), which is published [look-alike]
          why: identifiers are compared by their bytes, so these are two, and nobody can tell them apart
          fix: write it the same way everywhere, or give one of the two another name

        1 error: the data was refused. Nothing was written.

        """)
  }

  /// Money for an invoice that is a draft is on account until the invoice is issued.
  @Test func paidBeforeItWasIssued() throws {
    let workshop = try Workshop()
    func exported(_ status: String, _ payments: [String]) throws {
      try workshop.exported(
        invoices: ["M-1,acme,2024-05,2024-06-01,2024-06-30,EUR,,\(status)"], usage: ["M-1,Compute,100.00"],
        payments: payments)
    }
    try exported("draft", ["P-1,M-1,2024-06-10,40.00,EUR,succeeded"])
    try workshop.publish("--period", "2024-05", "--as-of", "2024-06-15")
    #expect(try workshop.standing("M-1") == "draft 100.00 − 0.00 − 40.00 = 0.00")
    let draft = try workshop.read("output/finance/drafts/acme/M-1.html")
    #expect(draft.contains("Received on account") && draft.contains(">40.00<"))
    #expect(
      try workshop.lines("finance/receivables.csv") == [
        "acme,acme,EUR,0.00,0.00,0.00,40.00,0.00,-40.00,0.00,40.00,0.00,0.00,0.00,0.00,0.00,0.00"
      ])
    try exported("open", [])
    let run = try workshop.publish("--period", "2024-05", "--as-of", "2024-06-15")
    #expect(
      workshop.changes(run) == ["M-1 draft → due, due 0.00 → 60.00, flags none → partially_paid"])
    #expect(try workshop.lines("workspaces/acme/statement.csv").last == "EUR,2024-06-10,payment,P-1,M-1,40.00,60.00")
  }

  /// What is paid for an invoice that nobody knows yet is on account, and put to the invoice once it is there: unless that
  /// is another customer's, or in another currency.
  @Test func paidBeforeItWasExported() throws {
    let workshop = try Workshop().exported(
      invoices: ["M-1,acme,2024-05,2024-06-01,2024-06-30,EUR"], usage: ["M-1,Compute,100.00"],
      payments: [
        "P-1,M-2,2024-06-10,20.00,EUR,succeeded,,acme", "P-2,M-2,2024-06-10,7000,JPY,succeeded,,bolt",
        "P-3,M-2,2024-06-10,30.00,EUR,succeeded,,bolt", "P-4,M-2,2024-06-10,5.00,EUR,succeeded",
      ])
    try workshop.publish("--period", "2024-05", "--as-of", "2024-06-15")
    try workshop.exported(
      invoices: ["M-1,acme,2024-05,2024-06-01,2024-06-30,EUR", "M-2,bolt,2024-05,2024-06-01,2024-06-30,EUR"],
      usage: ["M-1,Compute,100.00", "M-2,Compute,100.00"])
    let run = try workshop.publish("--period", "2024-05", "--as-of", "2024-06-15")
    #expect(
      run.stderr == """
        finance/payments.jsonl: warning: payment “P-2” is in JPY, but invoice “M-2” is in EUR [currency-mismatch]
          why: currencies are never added together, so it is kept but applied to nothing
          fix: export it again with the invoice and the workspace it is for
        finance/payments.jsonl: warning: payment “P-1” is of “acme”, but invoice “M-2” is for “bolt” [workspace-mismatch]
          why: one workspace never pays for another, so it is kept but applied to nothing
          fix: export it again with the invoice and the workspace it is for

        """)
    #expect(try workshop.standing("M-2") == "due 100.00 − 0.00 − 35.00 = 65.00; partially_paid")
    let page = try workshop.read("output/workspaces/bolt/M-2.html")
    #expect(!page.contains("P-1") && !page.contains("20.00"))
    #expect(
      try workshop.lines("finance/receivables.csv") == [
        "acme,acme,EUR,0.00,100.00,0.00,20.00,0.00,80.00,100.00,20.00,100.00,0.00,0.00,0.00,0.00,0.00",
        "bolt,bolt,EUR,0.00,100.00,0.00,35.00,0.00,65.00,65.00,0.00,65.00,0.00,0.00,0.00,0.00,0.00",
        "bolt,bolt,JPY,0,0,0,7000,0,-7000,0,7000,0,0,0,0,0,0",
      ])
    #expect(try workshop.keptPayments().count == 4)
  }

  /// A run over one workspace keeps what it knew of the others, and takes nothing in for them.
  @Test func oneWorkspaceAlone() throws {
    let workshop = try Workshop()
    func exported(_ payments: String...) throws {
      try workshop.exported(
        invoices: ["M-1,acme,2024-05,2024-06-01,2024-06-30,EUR", "M-2,bolt,2024-05,2024-06-01,2024-06-30,EUR"],
        usage: ["M-1,Compute,100.00", "M-2,Compute,100.00"], payments: payments)
    }
    try exported(
      "P-1,M-1,2024-06-10,10.00,EUR,succeeded", "P-2,M-2,2024-06-10,20.00,EUR,succeeded",
      "P-3,,2024-06-10,5.00,EUR,succeeded,,bolt")
    try workshop.publish("--period", "2024-05", "--as-of", "2024-06-15")
    try exported(
      "P-1,M-1,2024-06-10,10.00,EUR,failed", "P-2,M-2,2024-06-10,20.00,EUR,failed",
      "P-4,M-1,2024-06-11,1.00,EUR,succeeded", "P-5,M-2,2024-06-11,2.00,EUR,succeeded")
    try workshop.publish("--period", "2024-05", "--as-of", "2024-06-15", "--workspace", "acme")
    #expect(
      try workshop.keptPayments() == [
        "P-1 10.00 failed", "P-2 20.00 succeeded", "P-3 5.00 succeeded", "P-4 1.00 succeeded",
      ])
    #expect(try workshop.standing("M-1") == "due 100.00 − 0.00 − 1.00 = 99.00; partially_paid")
    #expect(try workshop.standing("M-2") == "due 100.00 − 0.00 − 20.00 = 80.00; partially_paid")
    // The next run over all takes the rest in.
    try workshop.publish("--period", "2024-05", "--as-of", "2024-06-15")
    #expect(try workshop.standing("M-2") == "due 100.00 − 0.00 − 2.00 = 98.00; partially_paid")
  }

  /// Put to the wrong customer's invoice first: it counts where it is put now, and the run says so.
  @Test func itWasForSomebodyElse() throws {
    let workshop = try Self.two("P-1,M-1,2024-06-10,100.00,EUR,succeeded", "P-2,,2024-06-10,7.00,EUR,succeeded,,bolt")
    let run = try Self.next(
      two: workshop, "P-1,M-2,2024-06-10,100.00,EUR,succeeded", "P-2,M-2,2024-06-10,7.00,EUR,succeeded")
    #expect(
      run.stderr == """
        exports/payments.csv:2:20: warning: payment “P-1” was for “M-1” of “acme”, and is now for “M-2” of “bolt” [moved-payment]
          why: it counts for what it is for now, and no longer before
          fix: nothing, if it was put to the wrong one; otherwise mend the export

        """)
    #expect(try workshop.standing("M-1") == "due 100.00 − 0.00 − 0.00 = 100.00")
    #expect(try workshop.standing("M-2") == "paid 100.00 − 0.00 − 107.00 = 0.00, credit 7.00; overpaid")
    // Said once.
    #expect(try Self.next(two: workshop, "P-1,M-2,2024-06-10,100.00,EUR,succeeded").stderr == "")
  }

  /// A run over one of the two customers would take it from one and not put it to the other.
  @Test(arguments: ["acme", "bolt"])
  func itWasForSomebodyElseAndOneIsRun(workspace: String) throws {
    let workshop = try Self.two("P-1,M-1,2024-06-10,100.00,EUR,succeeded")
    let run = try Self.next(
      two: workshop, "P-1,M-2,2024-06-10,100.00,EUR,succeeded", options: ["--workspace", workspace])
    #expect(
      run.stderr == """
        exports/payments.csv:2:20: warning: payment “P-1” was for “M-1” of “acme”, and is now for “M-2” of “bolt” [moved-payment]
          why: this run leaves “\(workspace == "acme" ? "bolt" : "acme")” as it is, so the payment counts as before
          fix: run for all workspaces, without --workspace

        """)
    #expect(try workshop.standing("M-1") == "paid 100.00 − 0.00 − 100.00 = 0.00")
    #expect(try workshop.standing("M-2") == "due 100.00 − 0.00 − 0.00 = 100.00")
    #expect(try workshop.read("output/finance/payments.jsonl").contains("\"invoice_number\":\"M-1\""))
    // The next run over all moves it.
    try Self.next(two: workshop, "P-1,M-2,2024-06-10,100.00,EUR,succeeded")
    #expect(try workshop.standing("M-1") == "due 100.00 − 0.00 − 0.00 = 100.00")
    #expect(try workshop.standing("M-2") == "paid 100.00 − 0.00 − 100.00 = 0.00")
  }

  /// April was never published: a run without its export knows neither its invoice nor that it was paid, and does not
  /// take the money for the customer's.
  @Test func paidForAnInvoiceThatIsNotPublished() throws {
    let workshop = try Workshop()
    let may = ["M-2,acme,2024-05,2024-06-01,2024-06-30,EUR", "M-3,bolt,2024-05,2024-06-01,2024-06-30,EUR"]
    let april = [
      "M-0,acme,2024-04,2024-05-01,2024-05-31,EUR,,draft", "M-1,acme,2024-04,2024-05-01,2024-05-31,EUR",
    ]
    let usage = ["M-0,Compute,50.00", "M-1,Compute,100.00", "M-2,Compute,200.00", "M-3,Compute,300.00"]
    let payments = [
      "P-0,M-0,2024-06-10,1.00,EUR,succeeded,,acme", "P-1,M-1,2024-06-10,100.00,EUR,succeeded",
      "P-2,M-2,2024-06-10,40.00,EUR,succeeded", "P-3,,2024-06-10,2.00,EUR,succeeded,,acme",
      "P-4,M-9,2024-06-10,4.00,EUR,succeeded,,acme",
    ]
    let all = [
      "EUR,2024-05-01,invoice,M-1,,100.00,100.00", "EUR,2024-06-01,invoice,M-2,,200.00,300.00",
      "EUR,2024-06-10,payment,P-0,M-0,1.00,299.00", "EUR,2024-06-10,payment,P-1,M-1,100.00,199.00",
      "EUR,2024-06-10,payment,P-2,M-2,40.00,159.00", "EUR,2024-06-10,payment,P-3,,2.00,157.00",
      "EUR,2024-06-10,payment,P-4,M-9,4.00,153.00",
    ]
    // What was paid for no invoice, for a draft, or for what nobody ever knew, is the customer's throughout.
    let published = [
      "EUR,2024-06-01,invoice,M-2,,200.00,200.00", "EUR,2024-06-10,payment,P-0,M-0,1.00,199.00",
      "EUR,2024-06-10,payment,P-2,M-2,40.00,159.00", "EUR,2024-06-10,payment,P-3,,2.00,157.00",
      "EUR,2024-06-10,payment,P-4,M-9,4.00,153.00",
    ]
    let statement = "workspaces/acme/statement.csv"
    try workshop.exported(invoices: april + may, usage: usage, payments: payments)
    try workshop.publish("--period", "2024-05", "--as-of", "2024-06-15")
    #expect(try workshop.lines(statement) == all)

    #expect(try workshop.run("withdraw", "M-3", "--reason", "Wrong customer", "--as-of", "2024-06-15").code == 0)
    try workshop.expectVerified()
    #expect(try workshop.lines(statement) == published)
    #expect(
      try workshop.lines("finance/receivables.csv") == [
        "acme,acme,EUR,0.00,200.00,0.00,47.00,0.00,153.00,160.00,7.00,160.00,0.00,0.00,0.00,0.00,0.00"
      ])
    #expect(try workshop.keptPayments().count == 5)

    // With the exports it is known again.
    try workshop.exported(invoices: april + may, usage: usage, payments: payments)
    try workshop.publish("--period", "2024-05", "--as-of", "2024-06-15")
    #expect(try workshop.lines(statement) == all)
    // An export that holds May alone, and no payment or every one.
    try workshop.exported(invoices: may, usage: Array(usage.dropFirst(2)))
    try workshop.publish("refresh", "--as-of", "2024-06-16")
    #expect(try workshop.lines(statement) == published)
    try workshop.exported(invoices: may, usage: Array(usage.dropFirst(2)), payments: payments)
    let run = try workshop.publish("--period", "2024-05", "--as-of", "2024-06-16")
    #expect(try workshop.lines(statement) == published)
    #expect(
      run.stderr.contains(
        """
        warning: payment “P-1” is for “M-1”, an invoice that is neither exported any more nor published [orphan-payment]
          why: it was put to that invoice, and is left out of statements together with it
          fix: export that invoice as well, or publish it

        """))
  }

  /// Prepaid money that was moved to such an invoice is spent.
  @Test func creditForAnInvoiceThatIsNotPublished() throws {
    let workshop = try Workshop()
    let may = "M-2,acme,2024-05,2024-06-01,2024-06-30,EUR"
    try workshop.exported(
      invoices: ["M-1,acme,2024-04,2024-05-01,2024-05-31,EUR", may],
      usage: ["M-1,Compute,30.00", "M-2,Compute,200.00"],
      payments: [
        "P-1,,2024-05-01,100.00,EUR,succeeded,,acme", "P-2,M-1,2024-05-02,30.00,EUR,succeeded,credit,",
        "P-3,M-2,2024-06-02,20.00,EUR,succeeded,credit,",
      ])
    try workshop.publish("--period", "2024-05", "--as-of", "2024-06-15")
    #expect(
      try workshop.lines("workspaces/acme/statement.csv") == [
        "EUR,2024-05-01,invoice,M-1,,30.00,30.00", "EUR,2024-05-01,payment,P-1,,100.00,-70.00",
        "EUR,2024-05-02,credit,P-2,M-1,30.00,-70.00", "EUR,2024-06-01,invoice,M-2,,200.00,130.00",
        "EUR,2024-06-02,credit,P-3,M-2,20.00,130.00",
      ])
    try workshop.exported(invoices: [may], usage: ["M-2,Compute,200.00"])
    try workshop.publish("--period", "2024-05", "--as-of", "2024-06-15")
    #expect(
      try workshop.lines("workspaces/acme/statement.csv") == [
        "EUR,2024-05-01,payment,P-1,,100.00,-100.00", "EUR,2024-05-02,credit,P-2,M-1,30.00,-70.00",
        "EUR,2024-06-01,invoice,M-2,,200.00,130.00", "EUR,2024-06-02,credit,P-3,M-2,20.00,130.00",
      ])
    #expect(
      try workshop.lines("finance/receivables.csv") == [
        "acme,acme,EUR,0.00,200.00,0.00,70.00,0.00,130.00,180.00,50.00,180.00,0.00,0.00,0.00,0.00,0.00"
      ])
  }

  /// Two customers with an invoice each.
  private static func two(_ payments: String...) throws -> Workshop {
    let workshop = try Workshop()
    try next(two: workshop, payments)
    return workshop
  }

  @discardableResult
  private static func next(two workshop: Workshop, _ payments: String..., options: [String] = []) throws -> Outcome {
    try next(two: workshop, payments, options)
  }

  @discardableResult
  private static func next(two workshop: Workshop, _ payments: [String], _ options: [String] = []) throws -> Outcome {
    try workshop.exported(
      invoices: ["M-1,acme,2024-05,2024-06-01,2024-06-30,EUR", "M-2,bolt,2024-05,2024-06-01,2024-06-30,EUR"],
      usage: ["M-1,Compute,100.00", "M-2,Compute,100.00"], payments: payments)
    let outcome = try workshop.run(["--period", "2024-05", "--as-of", "2024-06-15"] + options)
    #expect(outcome.code == 0, "\(outcome.stderr)")
    try workshop.expectVerified()
    return outcome
  }
}

@Suite("Story: exports that repeat themselves")
struct RepeatedExportStories {
  private static let invoice = "M-1,acme,2024-05,2024-06-01,2024-06-30,EUR"

  /// Two copies of a file: every row without an id would count twice.
  @Test func aFileTwice() throws {
    let workshop = try Workshop().exported(invoices: [Self.invoice], usage: ["M-1,Compute,100.00"])
    try workshop.exports("usage copy.csv", try workshop.read("exports/usage.csv"))
    let outcome = try workshop.run("--period", "2024-05", "--as-of", "2024-06-15")
    #expect(outcome.code == 65)
    #expect(outcome.stderr.contains("[duplicate-file]"))
    #expect(!workshop.exists("output"))
  }

  /// The overlap of two exports, with ids, counts once.
  @Test func rowsTwice() throws {
    let usage = "M-1,Compute,100.00,,u-1"
    let payment = "P-1,M-1,2024-06-10,40.00,EUR,succeeded"
    let workshop = try Workshop().exported(invoices: [Self.invoice], usage: [usage], payments: [payment])
    let usageFile = try workshop.read("exports/usage.csv")
    let payments = try workshop.read("exports/payments.csv")
    try workshop.exports("usage-2.csv", usageFile + "M-1,Compute,7.00,,u-2\n")
    try workshop.exports("payments-2.csv", payments + "P-2,M-1,2024-06-11,3.00,EUR,succeeded,,,,\n")
    let outcome = try workshop.publish("--period", "2024-05", "--as-of", "2024-06-15")
    #expect(try workshop.standing("M-1") == "due 107.00 − 0.00 − 43.00 = 64.00; partially_paid")
    #expect(
      outcome.stderr.split(separator: "\n").count { $0.contains(": note: ") && $0.contains("[repeated-row]") } == 2)
  }
}
