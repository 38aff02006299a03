import Testing

/// Refunds and chargebacks, and what is asked for after them.
@Suite("Story: money that goes back")
struct ReturnedMoneyStories {
  private static func run(_ payments: String..., creditNotes: [String] = []) throws -> (Workshop, Outcome) {
    let workshop = try Workshop().exported(
      invoices: ["M-1,acme,2024-05,2024-06-01,2024-06-30,EUR"], usage: ["M-1,Compute,100.00"],
      payments: ["P-1,M-1,2024-06-05,100.00,EUR,succeeded"] + payments, creditNotes: creditNotes)
    return (workshop, try workshop.publish("--period", "2024-05", "--as-of", "2024-07-10"))
  }

  @Test func aRefundWithoutACreditNote() throws {
    let (workshop, run) = try Self.run("R-1,M-1,2024-06-20,50.00,EUR,succeeded,refund")
    #expect(
      run.stderr == """
        exports/invoices.csv:2:1: warning: invoice “M-1” was refunded 50.00 EUR, and 50.00 EUR of it is due again [refund-without-credit-note]
          why: money that goes back does not lower what is owed: only a credit note does
          fix: export a credit note for what is not owed any more; nothing, if it is to be paid once more

        """)
    #expect(
      try workshop.standing("M-1")
        == "due 100.00 − 0.00 − 50.00 = 50.00, refunded 50.00; overdue partially_paid refunded")
  }

  @Test func aRefundWithItsCreditNote() throws {
    let (workshop, run) = try Self.run(
      "R-1,M-1,2024-06-20,50.00,EUR,succeeded,refund", creditNotes: ["C-1,M-1,2024-06-20,50.00"])
    #expect(run.stderr == "")
    #expect(try workshop.standing("M-1") == "paid 100.00 − 50.00 − 50.00 = 0.00, refunded 50.00; refunded credited")
  }

  /// What is paid out beyond what came in is said once, and not as a refund without a credit note.
  @Test func moreThanWasPaid() throws {
    let (_, run) = try Self.run("R-1,M-1,2024-06-20,150.00,EUR,succeeded,refund")
    #expect(run.stderr.contains("[refund-over-paid]"))
    #expect(!run.stderr.contains("[refund-without-credit-note]"))
  }

  @Test func aChargebackThatIsWonBack() throws {
    let (workshop, run) = try Self.run("B-1,M-1,2024-06-20,100.00,EUR,succeeded,chargeback")
    #expect(run.stderr == "")
    #expect(
      try workshop.standing("M-1") == "due 100.00 − 0.00 − 0.00 = 100.00, refunded 100.00; overdue refunded disputed")
    // Customers are not told what finance calls it.
    #expect(!(try workshop.text("output/workspaces/acme/M-1.html")).contains("Disputed"))
    #expect(!(try workshop.text("output/workspaces/acme/index.html")).contains("Disputed"))
    #expect(try workshop.text("output/index.html").contains("Disputed"))

    try workshop.exported(
      invoices: ["M-1,acme,2024-05,2024-06-01,2024-06-30,EUR"], usage: ["M-1,Compute,100.00"],
      payments: ["B-2,M-1,2024-07-11,100.00,EUR,succeeded,chargeback_reversal"])
    let won = try workshop.publish("--period", "2024-05", "--as-of", "2024-07-11")
    #expect(
      workshop.changes(won) == [
        "M-1 due → paid, due 100.00 → 0.00, paid 0.00 → 100.00, refunded 100.00 → 0.00, flags overdue refunded disputed → none"
      ])
    #expect(
      try workshop.lines("workspaces/acme/statement.csv").suffix(2) == [
        "EUR,2024-06-20,chargeback,B-1,M-1,100.00,100.00", "EUR,2024-07-11,chargeback_reversal,B-2,M-1,100.00,0.00",
      ])
    // opening, invoiced, credited, received, refunded, closing
    #expect(
      try workshop.lines("finance/receivables.csv") == [
        "acme,acme,EUR,0.00,100.00,0.00,100.00,0.00,0.00,0.00,0.00,0.00,0.00,0.00,0.00,0.00,0.00"
      ])
  }

  @Test func moreIsWonBackThanWasChargedBack() throws {
    let (_, run) = try Self.run(
      "B-1,M-1,2024-06-20,60.00,EUR,succeeded,chargeback", "B-2,M-1,2024-06-25,80.00,EUR,succeeded,chargeback_reversal")
    #expect(
      run.stderr == """
        exports/invoices.csv:2:1: warning: chargebacks of invoice “M-1” were reversed by 20.00 EUR more than was charged back [reversal-over-chargebacks]
          why: it counts as paid all the same
          fix: export the chargeback as well; money that came in otherwise has type payment

        """)
  }
}

/// Money on account, moved and left lying.
@Suite("Story: money on account")
struct OnAccountStories {
  private static func workshop(_ payments: String...) throws -> Workshop {
    try Workshop().exported(
      invoices: ["M-1,acme,2024-05,2024-06-01,2024-06-30,EUR", "M-2,bolt,2024-05,2024-06-01,2024-06-30,EUR"],
      usage: ["M-1,Compute,10.00", "M-2,Compute,100.00"], payments: payments)
  }

  @Test func besideAnOpenInvoice() throws {
    let workshop = try Self.workshop(
      "P-1,,2024-06-10,10.00,EUR,succeeded,,acme", "P-2,M-2,2024-06-10,100.00,EUR,succeeded")
    let check = try workshop.run("check", "--period", "2024-05", "--as-of", "2024-06-15")
    #expect(check.code == 1)
    let run = try workshop.publish("--period", "2024-05", "--as-of", "2024-06-15")
    #expect(
      run.stderr == """
        exports/payments.csv:2:17: warning: workspace “acme” has money on account, of payment “P-1” (10.00 EUR), beside open invoices: “M-1” [unapplied-money]
          why: it is put to no invoice, so they go on asking for all of it
          fix: fill in the invoice_number of the payment; or move the money with type credit; or leave it, if it is for later

        """)
    for run in [check, run] { #expect(run.stdout.contains("\n  Unapplied: 10.00 EUR beside open invoices\n")) }
    // A run with nothing new says it as well.
    let again = try workshop.publish("--period", "2024-05", "--as-of", "2024-06-15")
    #expect(again.stdout.contains("Nothing changed") && again.stdout.contains("Unapplied: 10.00 EUR"))
    // Once it is moved, there is nothing to say.
    try workshop.exported(
      invoices: ["M-1,acme,2024-05,2024-06-01,2024-06-30,EUR"], usage: ["M-1,Compute,10.00"],
      payments: ["C-1,M-1,2024-06-16,10.00,EUR,succeeded,credit"])
    let moved = try workshop.publish("refresh", "--as-of", "2024-06-16")
    #expect(moved.stderr == "" && !moved.stdout.contains("Unapplied"))
    #expect(try workshop.standing("M-1") == "paid 10.00 − 0.00 − 10.00 = 0.00")
  }

  @Test func movedAndNotThere() throws {
    let workshop = try Self.workshop(
      "P-1,,2024-06-10,30.00,EUR,succeeded,,bolt", "C-1,M-2,2024-06-12,100.00,EUR,succeeded,credit",
      "P-2,M-1,2024-06-10,10.00,EUR,succeeded")
    let run = try workshop.publish("--period", "2024-05", "--as-of", "2024-06-15")
    #expect(
      run.stderr == """
        exports/payments.csv:3:20: warning: credit “C-1” moves 100.00 EUR to invoice “M-2”, but “bolt” had 30.00 EUR on account [credit-over-account]
          why: the invoice counts as paid with money that nobody has seen
          fix: export the payment that brought the money in; or write type payment, if this one did

        """)
    #expect(!run.stdout.contains("Unapplied"))
    #expect(
      try workshop.lines("finance/receivables.csv").last
        == "bolt,bolt,EUR,0.00,100.00,0.00,30.00,0.00,70.00,0.00,-70.00,0.00,0.00,0.00,0.00,0.00,0.00")
  }
}

/// What a customer is asked for is what is left to pay.
@Suite("Story: the Pay link")
struct PayLinkStories {
  private static func workshop(_ payments: String...) throws -> Workshop {
    try Workshop().config("invoice: {pay_url: \"https://pay.example/?i={number}&a={amount}\"}\n").exported(
      invoices: ["M/1,acme,2024-05,2024-06-01,2024-06-30,EUR"], usage: ["M/1,Compute,203.76"], payments: payments)
  }

  @Test func partOfItIsUnderWay() throws {
    let workshop = try Self.workshop("P-1,M/1,2024-06-10,100.00,EUR,processing")
    try workshop.publish("--period", "2024-05", "--as-of", "2024-06-15")
    let link = "href=\"https://pay.example/?i=M%2F1&amp;a=103.76\""
    for page in ["workspaces/acme/M%2F1.html", "workspaces/acme/index.html", "index.html"] {
      #expect(try workshop.read("output/\(page)").contains(link), "\(page)")
    }
    #expect(
      try workshop.text("output/workspaces/acme/M%2F1.html").contains(
        "103.76 EUR due by 2024-06-30 – another 100.00 EUR is being processed Pay"))
  }

  @Test(arguments: ["203.76", "300.00"])
  func allOfItIsUnderWay(amount: String) throws {
    let workshop = try Self.workshop("P-1,M/1,2024-06-10,\(amount),EUR,processing")
    try workshop.publish("--period", "2024-05", "--as-of", "2024-06-15")
    for page in ["workspaces/acme/M%2F1.html", "workspaces/acme/index.html", "index.html"] {
      #expect(!(try workshop.read("output/\(page)")).contains("pay.example"), "\(page)")
    }
    #expect(
      try workshop.text("output/workspaces/acme/M%2F1.html").contains("\(amount) EUR is being processed – due by"))
  }
}
