import Testing

/// Words of an issued invoice may be put right, in the open; amounts may not.
@Suite("Story: issued again")
struct ReissueStories {
  private static func exported(
    _ workshop: Workshop, order: String, note: String = "", street: String = "Old Street 1", amount: String = "100.00"
  ) throws {
    try workshop.exported(
      workspaces: ["acme,Acme,\(street),a@acme.example"],
      invoices: ["M-1,acme,2024-05,2024-06-01,2024-06-30,EUR,19%,,\(order),\(note)"], usage: ["M-1,Compute,\(amount)"])
  }

  @Test func twiceInARow() throws {
    let workshop = try Workshop()
    try Self.exported(workshop, order: "PO-1")
    try workshop.publish("--period", "2024-05", "--as-of", "2024-06-15")
    let first = try #require(try workshop.records()["M-1"])["issued_sha256"]

    try Self.exported(workshop, order: "PO-2", note: "Cost centre 7")
    try workshop.expectRefused(
      "--period", "2024-05", "--as-of", "2024-06-16",
      saying: """
        exports/invoices.csv:2:1: error: “M-1” is issued, and the exports now say something else: purchase_order PO-1 → PO-2; \
        note none → Cost centre 7 [changed-issued]
          why: issued documents do not change silently
          fix: restore the export; bill late usage by exporting it under the period that it is billed in, with its own \
        dates in charge_period_start and charge_period_end; correct amounts by a credit note and a new number; take back \
        what was never sent with report withdraw; accept other words with --reissue REASON

        1 error: the data was refused. Nothing was written.

        """)
    let run = try workshop.publish("--period", "2024-05", "--as-of", "2024-06-16", "--reissue", "Right order number")
    #expect(workshop.changes(run) == ["M-1 reissued, purchase_order PO-1 → PO-2, note none → Cost centre 7"])
    let second = try #require(try workshop.records()["M-1"])["issued_sha256"]
    #expect(second != first)
    var page = try workshop.read("output/workspaces/acme/M-1.html")
    var former = try workshop.read("output/workspaces/acme/M-1~r1.html")
    #expect(page.contains("PO-2") && page.contains("Cost centre 7") && !page.contains("PO-1"))
    #expect(former.contains("PO-1") && !former.contains("PO-2"))
    #expect(Page(page.utf8).links.contains("M-1~r1.html"))
    #expect(Page(former.utf8).links.contains("M-1.html"))
    #expect(Page(former.utf8).links.contains("M-1~r1.csv"))
    #expect(try workshop.bytes("output/workspaces/acme/M-1~r1.csv") == workshop.bytes("output/workspaces/acme/M-1.csv"))
    #expect(try workshop.read("output/finance/issued/2024-05.jsonl").contains("\"former_sha256\":\"\(first)\""))

    // The same run again, with the reason or without it, is quiet.
    let quiet = try workshop.tree("output/workspaces")
    for reason in [["--reissue", "Right order number"], []] {
      let again = try workshop.run(["--period", "2024-05", "--as-of", "2024-06-16"] + reason)
      #expect(again.code == 0)
      #expect(workshop.changes(again) == [])
      #expect(try workshop.tree("output/workspaces").differences(from: quiet) == [])
    }

    // The customer's new address: a setting of today, kept from the invoice until it is issued again.
    try Self.exported(workshop, order: "PO-2", note: "Cost centre 7", street: "New Street 2")
    try workshop.publish("--period", "2024-05", "--as-of", "2024-06-17")
    #expect(try workshop.read("output/workspaces/acme/M-1.html").contains("Old Street 1"))
    let json = try workshop.publish(
      "--period", "2024-05", "--as-of", "2024-06-18", "--reissue", "Moved", "--json")
    #expect(json.stdout.contains("\"changes\":{\"new\":0,\"updated\":1,\"unchanged\":0,\"reissued\":1,"))
    page = try workshop.read("output/workspaces/acme/M-1.html")
    former = try workshop.read("output/workspaces/acme/M-1~r2.html")
    #expect(page.contains("New Street 2") && page.contains("Moved"))
    #expect(former.contains("Old Street 1") && former.contains("PO-2"))
    #expect(Page(page.utf8).links.contains("M-1~r2.html"))
    #expect(Page(former.utf8).links.contains("M-1.html") && Page(former.utf8).links.contains("M-1~r1.html"))
    #expect(try workshop.read("output/finance/issued/2024-05.jsonl").contains("\"former_sha256\":\"\(second)\""))
    #expect(try workshop.standing("M-1") == "due 119.00 − 0.00 − 0.00 = 119.00")
    #expect(try workshop.read("output/finance/changes/0003.json").contains("\"reason\":\"Moved\""))
  }

  @Test func amountsNever() throws {
    let workshop = try Workshop()
    try Self.exported(workshop, order: "PO-1")
    try workshop.publish("--period", "2024-05", "--as-of", "2024-06-15")
    try Self.exported(workshop, order: "PO-1", amount: "90.00")
    try workshop.expectRefused(
      "--period", "2024-05", "--as-of", "2024-06-16", "--reissue", "Cheaper",
      saying: """
        exports/invoices.csv:2:1: error: “M-1” is issued, and the exports now say something else: line “Compute”: gross \
        100.00 → 90.00; line “Compute”: net 100.00 → 90.00; tax “Tax 0.19”: taxable 100.00 → 90.00; tax “Tax 0.19”: amount \
        19.00 → 17.10; subtotal 100.00 → 90.00; tax 19.00 → 17.10; and 1 more [changed-issued]
          why: a reissue may change words, not figures, tax, dates or currency
          fix: correct it by a credit note and a new number; or, if it was never sent, take it back: report withdraw M-1 \
        --reason …

        1 error: the data was refused. Nothing was written.

        """)
  }

  /// Withdrawn after it was reissued: both versions are kept.
  @Test func withdrawnAfterwards() throws {
    let workshop = try Workshop()
    try Self.exported(workshop, order: "PO-1")
    try workshop.publish("--period", "2024-05", "--as-of", "2024-06-15")
    try Self.exported(workshop, order: "PO-2")
    try workshop.publish("--period", "2024-05", "--as-of", "2024-06-16", "--reissue", "Right order number")
    try workshop.publish("withdraw", "M-1", "--reason", "Not sent", "--as-of", "2024-06-17")
    #expect(try workshop.tree().paths.filter { $0.hasPrefix("workspaces/") && !$0.hasSuffix("/") } == [])
    for name in ["M-1.html", "M-1.csv", "M-1~r1.html", "M-1~r1.csv"] {
      #expect(workshop.exists("output/finance/withdrawn/0003/acme/\(name)"), "\(name)")
    }
  }

  /// Its period and its dates are no words.
  @Test(arguments: [
    ("2024-04,2024-06-01,2024-06-30,EUR,19%", "billing_period_start 2024-05-01 → 2024-04-01"),
    ("2024-05,2024-06-02,2024-06-30,EUR,19%", "issue_date 2024-06-01 → 2024-06-02"),
    ("2024-05,2024-06-01,2024-07-01,EUR,19%", "due_date 2024-06-30 → 2024-07-01"),
    ("2024-05,2024-06-01,2024-06-30,EUR,7%", "tax “Tax 0.19”"),
    ("2024-05,2024-06-01,2024-06-30,USD,19%", "currency EUR → USD"),
  ])
  func datesAndTaxNever(row: String, says difference: String) throws {
    let workshop = try Workshop()
    func exported(_ row: String) throws {
      try workshop.exported(invoices: ["M-1,acme,\(row)"], usage: ["M-1,Compute,100.00"])
    }
    try exported("2024-05,2024-06-01,2024-06-30,EUR,19%")
    try workshop.publish("--period", "2024-05", "--as-of", "2024-06-15")
    try exported(row)
    let before = try workshop.tree()
    let refused = try workshop.run("--period", "all", "--as-of", "2024-06-16", "--reissue", "Better so")
    #expect(refused.code == 65)
    #expect(refused.stderr.contains(difference), "\(refused.stderr)")
    #expect(try workshop.tree().differences(from: before) == [])
  }

  /// A line in other words is the same line, by its figures.
  @Test func descriptions() throws {
    let workshop = try Workshop()
    func exported(_ first: String, _ second: String) throws {
      try workshop.exported(
        invoices: ["M-1,acme,2024-05,2024-06-01,2024-06-30,EUR,19%"],
        usage: ["M-1,Compute,100.00,\(first)", "M-1,Compute,50.00,\(second)"])
    }
    try exported("large", "small")
    try workshop.publish("--period", "2024-05", "--as-of", "2024-06-15")
    try exported("large", "very small")
    let run = try workshop.publish("--period", "2024-05", "--as-of", "2024-06-16", "--reissue", "Said better")
    #expect(
      workshop.changes(run) == ["M-1 reissued, line “Compute · small”: description small → very small"])
    #expect(try workshop.read("output/finance/changes/0002.json").contains("\"reissued\":[{\"invoice_number\":\"M-1\""))
    #expect(try workshop.standing("M-1") == "due 178.50 − 0.00 − 0.00 = 178.50")
  }

  /// Settings of today are for new documents: words are accepted, and the figures of the day of issue stay.
  @Test func underOtherSettings() throws {
    let workshop = try Workshop()
    func exported(_ order: String) throws {
      try workshop.exported(
        invoices: ["M-1,acme,2024-05,2024-06-01,2024-06-30,EUR,,,\(order)", "M-2,acme,2024-05,2024-06-01,,EUR"],
        usage: ["M-1,Compute,100.00", "M-2,Compute,10.00"])
    }
    try exported("PO-1")
    try workshop.config("tax: {default: 19%}\n")
    try workshop.publish("--period", "2024-05", "--as-of", "2024-06-15")
    try exported("PO-2")
    try workshop.config("tax: {default: 7%}\nrounding: document\n")
    let run = try workshop.publish("--period", "2024-05", "--as-of", "2024-06-16", "--reissue", "Right order number")
    #expect(workshop.changes(run) == ["M-1 reissued, purchase_order PO-1 → PO-2"])
    #expect(try workshop.standing("M-1") == "due 119.00 − 0.00 − 0.00 = 119.00")
    #expect(try workshop.standing("M-2") == "due 11.90 − 0.00 − 0.00 = 11.90")
    try workshop.publish("--period", "2024-05", "--as-of", "2024-06-17")
  }

  /// However lines are grouped by now, taxes that change places are no words.
  @Test(arguments: [[], ["--reissue", "Better so"]])
  func taxesThatChangePlaces(arguments: [String]) throws {
    let workshop = try Workshop()
    func exported(_ first: String, _ second: String) throws {
      try workshop.exports("invoices.csv", Small.invoices).exports(
        "usage.csv",
        "invoice_number,service,description,amount,tax_rate\nINV-1,Compute,a,50.00,\(first)\n"
          + "INV-1,Compute,b,50.00,\(second)\n")
    }
    try exported("19%", "7%")
    try workshop.publish("--period", "2024-05", "--as-of", "2024-06-15")
    try workshop.config("lines: {group_by: [service]}\n")
    try workshop.publish("--period", "2024-05", "--as-of", "2024-06-16")
    try exported("7%", "19%")
    let before = try workshop.tree()
    let refused = try workshop.run(["--period", "2024-05", "--as-of", "2024-06-16"] + arguments)
    #expect(refused.code == 65)
    #expect(
      refused.stderr.contains("usage 2 rows of 100 → 2 rows of 100, with other texts, dates or tax"),
      "\(refused.stderr)")
    #expect(try workshop.tree().differences(from: before) == [])
  }

  /// Voided, it stays what it was: under another month it would be neither here nor there.
  @Test func voidedForAnotherMonth() throws {
    let workshop = try Workshop()
    func exported(_ period: String, _ status: String = "") throws {
      try workshop.exported(
        invoices: [
          "M-1,acme,\(period),2024-06-01,2024-06-30,EUR,19%,\(status)",
          "M-2,acme,2024-05,2024-06-01,2024-06-30,EUR,19%",
        ], usage: ["M-1,Compute,100.00", "M-2,Compute,50.00"])
    }
    try exported("2024-05")
    try workshop.publish("--period", "all", "--as-of", "2024-06-15")
    let before = try workshop.tree()
    func expectRefused(saying message: String) throws {
      let refused = try workshop.run("--period", "all", "--as-of", "2024-06-16")
      #expect(refused.code == 65)
      #expect(refused.stderr.contains("“M-1” is issued, and the exports now \(message)"), "\(refused.stderr)")
      #expect(try workshop.tree().differences(from: before) == [])
    }
    for period in ["2024-06", "2024-05"] {
      try exported(period, "void")
      try expectRefused(saying: "call it void [voided-issued]")
    }
    // Where voids are allowed, they still are of the document as it was issued.
    try workshop.config("invoice: {void: allow}\n")
    try exported("2024-06", "void")
    try expectRefused(saying: "say something else: billing_period_start 2024-05-01 → 2024-06-01; ")
    try exported("2024-05", "void")
    try workshop.publish("--period", "all", "--as-of", "2024-06-16")
    #expect(try workshop.standing("M-1").hasPrefix("void "))
  }
}
