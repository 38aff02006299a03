import Testing

/// What was published by mistake and never sent is taken back, and nothing of it is lost.
@Suite("Story: withdrawn")
struct WithdrawalStories {
  private static let invoices = [
    "M-1,acme,2024-05,2024-06-01,2024-06-30,EUR,19%", "M-2,acme,2024-05,2024-06-01,2024-06-30,EUR,19%",
    "M-3,bolt,2024-05,2024-06-01,2024-06-30,EUR,19%",
  ]
  private static let usage = ["M-1,Compute,100.00", "M-2,Compute,200.00", "M-3,Compute,300.00"]

  private static func workshop(payments: [String] = [], creditNotes: [String] = []) throws -> Workshop {
    let workshop = try Workshop().exported(
      invoices: invoices, usage: usage, payments: payments, creditNotes: creditNotes)
    try workshop.publish("--period", "all", "--as-of", "2024-06-15")
    return workshop
  }

  private static func withdraw(
    _ workshop: Workshop, _ numbers: String..., asOf day: String = "2024-06-16"
  ) throws -> Outcome {
    let outcome = try workshop.run(["withdraw"] + numbers + ["--reason", "Wrong customer", "--as-of", day])
    #expect(outcome.code == 0, "\(outcome.stderr)")
    try workshop.expectVerified()
    return outcome
  }

  @Test func oneOfTwoInvoices() throws {
    let workshop = try Self.workshop(payments: ["P-1,M-2,2024-06-10,38.00,EUR,failed"])
    let before = try workshop.tree()
    let outcome = try Self.withdraw(workshop, "M-2")
    #expect(workshop.changes(outcome) == ["M-2 withdrawn"])
    #expect(
      outcome.stderr == """
        warning: payment “P-1” is for “M-2”, which is withdrawn [orphan-payment]
          why: who tries to pay an invoice has it, and it was sent
          fix: make sure that the invoice was never sent, or publish it again

        """)
    let after = try workshop.tree()
    #expect(
      after.differences(from: before).filter { $0.contains("M-2") || $0.contains("withdrawn") } == [
        "new: finance/withdrawn/", "new: finance/withdrawn/0002/", "new: finance/withdrawn/0002/acme/",
        "new: finance/withdrawn/0002/acme/M-2.csv", "new: finance/withdrawn/0002/acme/M-2.html",
        "new: finance/withdrawn/0002/issued.jsonl", "new: finance/withdrawn/0002/records.jsonl",
        "missing: workspaces/acme/M-2.csv", "missing: workspaces/acme/M-2.html",
      ])
    // What is kept is what was there, byte for byte.
    for name in ["M-2.html", "M-2.csv"] {
      #expect(after.files["finance/withdrawn/0002/acme/\(name)"] == before.files["workspaces/acme/\(name)"])
    }
    let lines = try workshop.read("output/finance/withdrawn/0002/records.jsonl")
    #expect(lines.hasPrefix("{\"invoice_number\":\"M-2\",") && lines.hasSuffix("}\n"))
    // Nothing of it is left on the lists.
    #expect(Set(try workshop.records().keys) == ["M-1", "M-3"])
    for page in ["index.html", "finance/periods/2024-05.html", "workspaces/acme/index.html"] {
      let links = Page(try workshop.bytes("output/\(page)")).links
      #expect(links.contains { $0.hasSuffix("M-1.html") } && !links.contains { $0.hasSuffix("M-2.html") }, "\(page)")
    }
    #expect(try workshop.read("output/finance/issued/2024-05.jsonl").split(separator: "\n").count == 2)
    let receivables = [
      "acme,acme,EUR,0.00,119.00,0.00,0.00,0.00,119.00,119.00,0.00,119.00,0.00,0.00,0.00,0.00,0.00",
      "bolt,bolt,EUR,0.00,357.00,0.00,0.00,0.00,357.00,357.00,0.00,357.00,0.00,0.00,0.00,0.00,0.00",
    ]
    #expect(try workshop.lines("finance/receivables.csv") == receivables)
    try workshop.exported(
      invoices: [Self.invoices[0], Self.invoices[2]], usage: [Self.usage[0], Self.usage[2]])
    try workshop.publish("refresh", "--as-of", "2024-06-17")
    #expect(try workshop.lines("finance/receivables.csv") == receivables)
  }

  /// Mended, it is published under its number.
  @Test func publishedAgain() throws {
    let workshop = try Self.workshop()
    _ = try Self.withdraw(workshop, "M-2")
    try workshop.exported(
      invoices: Self.invoices, usage: ["M-1,Compute,100.00", "M-2,Compute,20.00", "M-3,Compute,300.00"])
    let again = try workshop.publish("--period", "2024-05", "--as-of", "2024-06-17")
    #expect(again.stdout.contains("Published to output: 4 new files"))
    #expect(try workshop.standing("M-2") == "due 23.80 − 0.00 − 0.00 = 23.80")
    #expect(try workshop.read("output/finance/withdrawn/0002/issued.jsonl").contains("\"total\":\"238.00\""))
    #expect(try workshop.read("output/finance/issued/2024-05.jsonl").contains("\"total\":\"23.80\""))
    // And taken back a second time, beside the first.
    _ = try Self.withdraw(workshop, "M-2", asOf: "2024-06-17")
    #expect(workshop.exists("output/finance/withdrawn/0002/acme/M-2.html"))
    #expect(workshop.exists("output/finance/withdrawn/0004/acme/M-2.html"))
  }

  /// With the last of its invoices, all that a workspace has on the site goes.
  @Test func theLastOfAWorkspace() throws {
    let workshop = try Self.workshop()
    _ = try Self.withdraw(workshop, "M-3")
    #expect(!workshop.exists("output/workspaces/bolt/index.html"))
    #expect(!workshop.exists("output/workspaces/bolt/statement.csv"))
    #expect(!(try workshop.read("output/index.html").contains("workspaces/bolt")))
    #expect(try workshop.lines("finance/receivables.csv").count == 1)
  }

  /// What it has on account stays on the list of receivables alone.
  @Test func theLastOfAWorkspaceThatPaid() throws {
    let workshop = try Self.workshop(payments: ["P-2,,2024-06-10,40.00,EUR,succeeded,,bolt"])
    let outcome = try Self.withdraw(workshop, "M-3")
    #expect(
      outcome.stderr.contains(
        """
        warning: workspace “bolt” has 40.00 EUR on account, and no document any more [orphan-payment]
          why: its pages leave the site with the last of its documents; receivables go on to list it
          fix: refund what is on account, or publish a document of the workspace again

        """))
    #expect(!workshop.exists("output/workspaces/bolt/index.html"))
    #expect(
      try workshop.lines("finance/receivables.csv").last
        == "bolt,bolt,EUR,0.00,0.00,0.00,40.00,0.00,-40.00,0.00,40.00,0.00,0.00,0.00,0.00,0.00,0.00")
  }

  @Test func allThereIs() throws {
    let workshop = try Self.workshop()
    _ = try Self.withdraw(workshop, "M-1", "M-2", "M-3")
    #expect(!workshop.exists("output/finance/records/2024-05.jsonl"))
    #expect(!workshop.exists("output/finance/issued/2024-05.jsonl"))
    #expect(try workshop.lines("finance/receivables.csv") == [])
    try workshop.publish("--period", "2024-05", "--as-of", "2024-06-17")
    #expect(try workshop.records().count == 3)
  }

  @Test func aNumberNobodyKnows() throws {
    let workshop = try Self.workshop()
    try workshop.expectRefused(
      "withdraw", "M-4", "--reason", "Wrong", "--as-of", "2024-06-16", code: 64,
      saying: """
        error: there is no document “M-4”
          fix: did you mean M-1? Write the number of an invoice or credit note
        Nothing was written.

        """)
  }

  @Test func anInvoiceWithACreditNote() throws {
    let workshop = try Self.workshop(creditNotes: ["C-1,M-1,2024-06-05,11.90,Outage"])
    #expect(try workshop.standing("M-1") == "due 119.00 − 11.90 − 0.00 = 107.10; credited")
    try workshop.expectRefused(
      "withdraw", "M-1", "--reason", "Wrong", "--as-of", "2024-06-16",
      saying: """
        error: “M-1” cannot be withdrawn: credit note “C-1” corrects it
          why: who was sent, has paid or was credited a document has it in the books
          fix: name “C-1” as well, if neither was ever sent; otherwise leave both
        Nothing was written.

        """)
    // The credit note alone: the invoice is owed in full again, and stays so.
    _ = try Self.withdraw(workshop, "C-1")
    #expect(try workshop.records()["C-1"] == nil)
    #expect(!workshop.exists("output/workspaces/acme/C-1.html"))
    #expect(workshop.exists("output/finance/withdrawn/0002/acme/C-1.html"))
    #expect(try workshop.standing("M-1") == "due 119.00 − 0.00 − 0.00 = 119.00")
    #expect(try workshop.keptPayments() == [])
    try workshop.exported(invoices: Self.invoices, usage: Self.usage)
    try workshop.publish("refresh", "--as-of", "2024-06-17")
    #expect(try workshop.standing("M-1") == "due 119.00 − 0.00 − 0.00 = 119.00")
  }

  @Test func anInvoiceTogetherWithItsCreditNote() throws {
    let workshop = try Self.workshop(creditNotes: ["C-1,M-1,2024-06-05,11.90,Outage"])
    let outcome = try Self.withdraw(workshop, "M-1", "C-1")
    #expect(workshop.changes(outcome) == ["C-1 withdrawn", "M-1 withdrawn"])
    #expect(Set(try workshop.records().keys) == ["M-2", "M-3"])
    #expect(try workshop.keptPayments() == [])
    #expect(try workshop.lines("workspaces/acme/statement.csv") == ["EUR,2024-06-01,invoice,M-2,,238.00,238.00"])
  }

  /// A credit note of next month's run is known, though it has no page yet.
  @Test func anInvoiceWhoseCreditNoteIsStillToCome() throws {
    let workshop = try Workshop().exported(
      invoices: Self.invoices, usage: Self.usage, creditNotes: ["C-1,M-1,2024-06-05,11.90,Outage"])
    try workshop.publish("--period", "2024-05", "--as-of", "2024-06-15")
    let outcome = try workshop.run("withdraw", "M-1", "--reason", "Wrong", "--as-of", "2024-06-16")
    #expect(outcome.code == 65)
    #expect(outcome.stderr.hasPrefix("error: “M-1” cannot be withdrawn: credit note “C-1” corrects it\n"))
    #expect(try workshop.standing("M-1") == "due 119.00 − 11.90 − 0.00 = 107.10; credited")
  }

  /// What a customer has, or has paid, is in the books: all that is in the way is named at once.
  @Test func whatWasMailedOrPaid() throws {
    let workshop = try Self.workshop(payments: [
      "P-1,M-2,2024-06-10,38.00,EUR,succeeded", "P-2,M-2,2024-06-11,1.00,EUR,processing",
      "P-3,M-3,2024-06-11,1.00,EUR,failed",
    ])
    try workshop.file("output/finance/mail.jsonl", "{\"invoice_number\":\"M-1\",\"kind\":\"invoice\"}\n")
    try workshop.coverUp()
    try workshop.expectRefused(
      "withdraw", "M-3", "M-2", "M-1", "--reason", "Wrong", "--as-of", "2024-06-16",
      saying: """
        error: “M-1” cannot be withdrawn: it was mailed
          why: who was sent, has paid or was credited a document has it in the books
          fix: correct it by a credit note and, where something else is owed, a new number
        “M-2” cannot be withdrawn: payment “P-1” is for it, payment “P-2” is for it
          why: who was sent, has paid or was credited a document has it in the books
          fix: correct it by a credit note and, where something else is owed, a new number
        Nothing was written.

        """)
    #expect(try workshop.run("withdraw", "M-3", "--reason", "Wrong", "--as-of", "2024-06-16").code == 0)
  }

  /// The page of what an invoice said before it was issued again named the credit note, too.
  @Test(arguments: [false, true]) func aCreditNoteThatAFormerVersionLinksTo(isTwice: Bool) throws {
    let note = ["C-1,M-1,2024-06-05,11.90,Outage"]
    let workshop = try Self.workshop(creditNotes: note)
    for order in isTwice ? ["PO-1", "PO-2"] : ["PO-1"] {
      try workshop.exported(
        invoices: ["\(Self.invoices[0]),,\(order)"] + Self.invoices[1...], usage: Self.usage, creditNotes: note)
      try workshop.publish("--period", "all", "--as-of", "2024-06-15", "--reissue", "Order number")
    }
    let formers = isTwice ? ["M-1~r1", "M-1~r2"] : ["M-1~r1"]
    for former in formers {
      #expect(try workshop.read("output/workspaces/acme/\(former).html").contains("href=\"C-1.html\""))
    }
    _ = try Self.withdraw(workshop, "C-1")
    for former in formers {
      let page = try workshop.read("output/workspaces/acme/\(former).html")
      #expect(page.contains("Replaced.") && !page.contains("C-1"))
    }
    #expect(try workshop.run("archive", "--period", "all").code == 0)
  }

  /// Files of others that begin like those of an invoice stay where they are, and so do other documents.
  @Test func whatIsOnlyCalledAlike() throws {
    let workshop = try Self.workshop()
    for name in ["M-2~r note.html", "M-2.pdf", "M-2~r9.html", "M-20.html"] {
      try workshop.file("output/workspaces/acme/\(name)", "mine")
    }
    let outcome = try workshop.run(["withdraw", "M-2", "--reason", "Wrong customer", "--as-of", "2024-06-16"])
    #expect(outcome.code == 0)
    for name in ["M-2~r note.html", "M-2.pdf", "M-2~r9.html", "M-20.html"] {
      #expect(try workshop.read("output/workspaces/acme/\(name)") == "mine")
    }
    #expect(!workshop.exists("output/workspaces/acme/M-2.html"))
  }
}
