import Testing

/// What is configured today is for new documents: issued ones keep what they were issued with.
@Suite("Story: a customer moved, and the seller changed bank and tax rate")
struct ChangedSettingStories {
  private static let old =
    """
    seller: {name: Old Seller, address: Old Lane 1, bank: {iban: DE02 OLD}}
    invoice: {terms: Old terms., footer: Old footer.}
    tax: {default: 19%}

    """

  /// May is issued with the old settings; then all of them change, and June is billed.
  private static func june(creditNotes: [String] = []) throws -> (workshop: Workshop, may: String, run: Outcome) {
    let workshop = try Workshop().config(old)
    try workshop.exported(
      workspaces: ["acme,Old Name,Old Street 1,old@acme.example"],
      invoices: ["M-1,acme,2024-05,2024-06-01,2024-06-30,EUR"],
      usage: ["M-1,Compute,100.00"])
    try workshop.publish("--period", "2024-05", "--as-of", "2024-06-15")
    let may = try workshop.read("output/workspaces/acme/M-1.html")
    try workshop.config(old.replacing("Old", with: "New").replacing("OLD", with: "NEW").replacing("19%", with: "20%"))
    try workshop.exported(
      workspaces: ["acme,New Name,New Street 1,new@acme.example"],
      invoices: ["M-1,acme,2024-05,2024-06-01,2024-06-30,EUR", "M-2,acme,2024-06,2024-06-30,2024-07-31,EUR"],
      usage: ["M-1,Compute,100.00", "M-2,Compute,100.00"], creditNotes: creditNotes)
    let run = try workshop.publish("--period", "2024-06", "--as-of", "2024-06-30")
    return (workshop, may, run)
  }

  private static let words = [
    "Seller", "Lane 1", "Name", "Street 1", "terms.", "footer.",
  ]

  @Test func theIssuedInvoiceKeepsItsWords() throws {
    let (workshop, may, run) = try Self.june()
    #expect(try workshop.read("output/workspaces/acme/M-1.html") == may)
    for word in Self.words { #expect(may.contains("Old \(word)") && !may.contains("New \(word)"), "\(word)") }
    #expect(may.contains("DE02 OLD"))
    #expect(try workshop.standing("M-1") == "due 119.00 − 0.00 − 0.00 = 119.00")

    let june = try workshop.read("output/workspaces/acme/M-2.html")
    for word in Self.words { #expect(june.contains("New \(word)") && !june.contains("Old \(word)"), "\(word)") }
    #expect(june.contains("DE02 NEW"))
    #expect(try workshop.standing("M-2") == "due 120.00 − 0.00 − 0.00 = 120.00")
    #expect(
      run.stderr == """
        note: issued documents that keep the parties, tax and rounding settings of their day of issue: 1 [kept-as-issued]
          why: what is configured today is for new documents
          fix: nothing; or issue them again with --reissue REASON, where words alone are to change

        """)
  }

  /// Of 11.90 back on an invoice with 19 %, 10.00 are net, whatever the rate of today; its parties are of today.
  @Test func aCreditNoteIsSplitLikeTheInvoiceItCorrects() throws {
    let (workshop, _, _) = try Self.june(creditNotes: ["C-1,M-1,2024-06-25,11.90,Outage"])
    let note = try #require(try workshop.records()["C-1"])
    #expect(note["subtotal"] == "10.00")
    #expect(note["tax"] == "1.90")
    #expect(
      note["tax_breakdown"] == "{amount: 1.90, category: , name: Tax, rate: 0.19, taxable: 10.00}")
    #expect(try workshop.standing("M-1") == "due 119.00 − 11.90 − 0.00 = 107.10; credited")
    #expect(try workshop.read("output/workspaces/acme/C-1.html").contains("New Seller"))
    #expect(try workshop.read("output/workspaces/acme/M-1.html").contains("<a href=\"C-1.html\">C-1</a>"))
    #expect(try workshop.read("output/workspaces/acme/M-1.html").contains("Old Seller"))
  }

  /// Templates are no part of what was issued, and exports of May are not needed to set its page anew.
  @Test(arguments: [("page.css", "}", "}\n.restyled { color: teal }\n"), ("invoice.md", "## ", "## Restyled ")])
  func templatesMayRestyle(name: String, text: String, other: String) throws {
    let (workshop, _, _) = try Self.june()
    try workshop.exported(payments: ["P-1,M-2,2024-06-30,1.00,EUR,succeeded"])
    let issued = try workshop.bytes("output/finance/issued/2024-05.jsonl")
    let template = try workshop.read("templates/\(name)")
    let first = try #require(template.firstRange(of: text))
    try workshop.file("templates/\(name)", template.replacingCharacters(in: first, with: other))
    try workshop.publish("refresh", "--as-of", "2024-06-30")
    for number in ["M-1", "M-2"] {
      let page = try workshop.read("output/workspaces/acme/\(number).html")
      #expect(page.lowercased().contains("restyled"), "\(number)")
      #expect(page.contains(number == "M-1" ? "Old terms." : "New terms."))
      #expect(page.contains(number == "M-1" ? "Old Street 1" : "New Street 1"))
    }
    #expect(try workshop.bytes("output/finance/issued/2024-05.jsonl") == issued)
    #expect(try workshop.standing("M-1") == "due 119.00 − 0.00 − 0.00 = 119.00")
  }

  /// Lines of what is issued stay as they were grouped then.
  @Test func anotherGroupingOfLines() throws {
    let workshop = try Workshop().exported(
      invoices: ["M-1,acme,2024-05,2024-06-01,2024-06-30,EUR"],
      usage: ["M-1,Compute,60.00,small", "M-1,Compute,40.00,large"])
    try workshop.publish("--period", "2024-05", "--as-of", "2024-06-15")
    let before = try workshop.tree("output/workspaces")
    try workshop.config("lines: {group_by: [service]}\n")
    let run = try workshop.publish("--period", "2024-05", "--as-of", "2024-06-15")
    #expect(try workshop.tree("output/workspaces").differences(from: before) == [])
    #expect(try workshop.lines("workspaces/acme/M-1.csv").count == 2)
    #expect(run.stderr.hasPrefix("note: issued documents that keep"))
    // What they come to is still held against the exports.
    try workshop.exported(
      invoices: ["M-1,acme,2024-05,2024-06-01,2024-06-30,EUR"],
      usage: ["M-1,Compute,60.00,small", "M-1,Compute,40.01,large"])
    #expect(try workshop.run("--period", "2024-05", "--as-of", "2024-06-15").code == 65)
  }
}
