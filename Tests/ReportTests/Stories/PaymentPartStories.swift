import Testing

/// One payment of several invoices.
@Suite("Story: payments in parts")
struct PaymentPartStories {
  /// Invoices of 60.00 and 40.00 of acme, and one of 100.00 of bolt.
  private static func exported(_ workshop: Workshop, _ payments: [String]) throws {
    try workshop.exported(
      invoices: [
        "M-1,acme,2024-05,2024-06-01,2024-06-30,EUR", "M-2,acme,2024-05,2024-06-01,2024-06-30,EUR",
        "M-3,bolt,2024-05,2024-06-01,2024-06-30,EUR",
      ],
      usage: ["M-1,Compute,60.00", "M-2,Compute,40.00", "M-3,Compute,100.00"], payments: payments)
  }

  @discardableResult
  private static func publish(
    _ workshop: Workshop, _ payments: String..., options: [String] = []
  ) throws -> Outcome {
    try exported(workshop, payments)
    let outcome = try workshop.run(["--period", "2024-05", "--as-of", "2024-06-15"] + options)
    #expect(outcome.code == 0, "\(outcome.stderr)")
    try workshop.expectVerified()
    return outcome
  }

  @Test func twoInvoices() throws {
    let workshop = try Workshop()
    let run = try Self.publish(
      workshop, "P-1,M-1,2024-06-10,60.00,EUR,succeeded", "P-1,M-2,2024-06-10,40.00,EUR,succeeded")
    #expect(run.stderr == "")
    #expect(try workshop.standing("M-1") == "paid 60.00 − 0.00 − 60.00 = 0.00")
    #expect(try workshop.standing("M-2") == "paid 40.00 − 0.00 − 40.00 = 0.00")
    #expect(try workshop.keptPayments() == ["P-1 60.00 succeeded", "P-1 40.00 succeeded"])
    #expect(
      try workshop.lines("workspaces/acme/statement.csv") == [
        "EUR,2024-06-01,invoice,M-1,,60.00,60.00", "EUR,2024-06-01,invoice,M-2,,40.00,100.00",
        "EUR,2024-06-10,payment,P-1,M-1,60.00,40.00", "EUR,2024-06-10,payment,P-1,M-2,40.00,0.00",
      ])
    // Gone from the exports, it counts as before.
    #expect(try Self.publish(workshop).stderr == "")
    #expect(try workshop.standing("M-2") == "paid 40.00 − 0.00 − 40.00 = 0.00")
    #expect(try workshop.keptPayments() == ["P-1 60.00 succeeded", "P-1 40.00 succeeded"])
  }

  @Test func twoWorkspacesAndSomeOnAccount() throws {
    let workshop = try Workshop()
    try Self.publish(
      workshop, "P-1,M-3,2024-06-10,100.00,EUR,succeeded", "P-1,M-1,2024-06-10,60.00,EUR,succeeded",
      "P-1,,2024-06-10,5.00,EUR,succeeded,,bolt")
    #expect(try workshop.standing("M-1") == "paid 60.00 − 0.00 − 60.00 = 0.00")
    #expect(try workshop.standing("M-3") == "paid 100.00 − 0.00 − 100.00 = 0.00")
    #expect(try workshop.lines("workspaces/acme/statement.csv").last == "EUR,2024-06-10,payment,P-1,M-1,60.00,40.00")
    #expect(
      try workshop.lines("workspaces/bolt/statement.csv").suffix(2) == [
        "EUR,2024-06-10,payment,P-1,,5.00,95.00", "EUR,2024-06-10,payment,P-1,M-3,100.00,-5.00",
      ])
    // What is on account first, then by invoice.
    #expect(
      try workshop.keptPayments() == ["P-1 5.00 succeeded", "P-1 60.00 succeeded", "P-1 100.00 succeeded"])
  }

  @Test func itIsDividedAnew() throws {
    let workshop = try Workshop()
    try Self.publish(workshop, "P-1,M-1,2024-06-10,100.00,EUR,succeeded")
    let run = try Self.publish(
      workshop, "P-1,M-1,2024-06-10,60.00,EUR,succeeded", "P-1,M-2,2024-06-10,40.00,EUR,succeeded")
    #expect(
      run.stderr == """
        exports/payments.csv:2:20: warning: payment “P-1” was 100.00 EUR for “M-1” of “acme”, and is now 60.00 EUR for “M-1” of “acme”, 40.00 EUR for “M-2” of “acme” [moved-payment]
          why: it counts for what it is for now, and no longer before
          fix: nothing, if it was put to the wrong one; otherwise mend the export

        """)
    #expect(try workshop.standing("M-1") == "paid 60.00 − 0.00 − 60.00 = 0.00")
    #expect(try workshop.standing("M-2") == "paid 40.00 − 0.00 − 40.00 = 0.00")
    // Said once.
    #expect(
      try Self.publish(
        workshop, "P-1,M-2,2024-06-10,40.00,EUR,succeeded", "P-1,M-1,2024-06-10,60.00,EUR,succeeded"
      ).stderr == "")
  }

  /// Money on account is put to invoices: that is what it is for.
  @Test func itIsPutToInvoicesLater() throws {
    let workshop = try Workshop()
    try Self.publish(workshop, "P-1,,2024-06-10,100.00,EUR,succeeded,,acme")
    let run = try Self.publish(
      workshop, "P-1,M-1,2024-06-10,60.00,EUR,succeeded", "P-1,,2024-06-10,40.00,EUR,succeeded,,acme")
    #expect(!run.stderr.contains("[moved-payment]"))
    #expect(try workshop.standing("M-1") == "paid 60.00 − 0.00 − 60.00 = 0.00")
    #expect(try workshop.keptPayments() == ["P-1 40.00 succeeded", "P-1 60.00 succeeded"])
  }

  @Test(arguments: [["P-1,M-1,2024-06-10,60.00,EUR,succeeded"], ["60.00", "50.00"]])
  func itsSumNeverChanges(now: [String]) throws {
    let workshop = try Workshop()
    try Self.publish(workshop, "P-1,M-1,2024-06-10,60.00,EUR,succeeded", "P-1,M-2,2024-06-10,40.00,EUR,succeeded")
    let rows =
      now.count == 1
      ? now : zip(["M-1", "M-2"], now).map { "P-1,\($0),2024-06-10,\($1),EUR,succeeded" }
    try Self.exported(workshop, rows)
    let sum = now.count == 1 ? "60.00" : "110.00"
    try workshop.expectRefused(
      "--period", "2024-05", "--as-of", "2024-06-15",
      saying: """
        exports/payments.csv:2:20: error: payment “P-1” was a payment of 100.00 EUR, and is now a payment of \(sum) EUR [changed-payment]
          why: what was paid once cannot become another sum; its status may move on
          fix: mend the export; a correction is a payment, refund or chargeback with an id of its own

        1 error: the data was refused. Nothing was written.

        """)
  }

  @Test func twoCurrencies() throws {
    let workshop = try Workshop()
    try workshop.exported(
      invoices: ["M-1,acme,2024-05,2024-06-01,2024-06-30,EUR", "M-2,acme,2024-05,2024-06-01,2024-06-30,USD"],
      usage: ["M-1,Compute,60.00", "M-2,Compute,40.00"],
      payments: ["P-1,M-1,2024-06-10,60.00,,succeeded", "P-1,M-2,2024-06-10,40.00,,succeeded"])
    let outcome = try workshop.run("--period", "2024-05", "--as-of", "2024-06-15")
    #expect(outcome.code == 65)
    #expect(
      outcome.stderr.hasPrefix(
        """
        exports/payments.csv:3:20: error: payment “P-1” is in USD here, and in EUR at exports/payments.csv:2:20 [currency-mismatch]
        """))
  }

  /// A run over one of two customers takes in no half of a payment, and moves none from one to the other.
  @Test func oneWorkspaceAlone() throws {
    let workshop = try Workshop()
    try Self.publish(workshop)
    let parts = ["P-1,M-1,2024-06-10,60.00,EUR,succeeded", "P-1,M-3,2024-06-10,100.00,EUR,succeeded"]
    let run = try Self.publish(workshop, parts[0], parts[1], options: ["--workspace", "acme"])
    #expect(
      run.stderr == """
        exports/payments.csv:2:20: warning: payment “P-1” is 60.00 EUR for “M-1” of “acme”, 100.00 EUR for “M-3” of “bolt” [moved-payment]
          why: this run leaves “bolt” as it is, so the payment does not count yet
          fix: run for all workspaces, without --workspace

        """)
    #expect(try workshop.standing("M-1") == "due 60.00 − 0.00 − 0.00 = 60.00")
    #expect(try workshop.keptPayments() == [])
    #expect(try Self.publish(workshop, parts[0], parts[1]).stderr == "")
    // What is divided anew within acme alone may be taken in.
    let moved = try Self.publish(
      workshop, "P-1,M-2,2024-06-10,60.00,EUR,succeeded", parts[1], options: ["--workspace", "acme"])
    #expect(moved.stderr.contains("[moved-payment]\n  why: it counts for what it is for now"))
    #expect(try workshop.standing("M-1") == "due 60.00 − 0.00 − 0.00 = 60.00")
    #expect(try workshop.standing("M-2") == "paid 40.00 − 0.00 − 60.00 = 0.00, credit 20.00; overpaid")
    #expect(try workshop.keptPayments() == ["P-1 60.00 succeeded", "P-1 100.00 succeeded"])
  }
}
