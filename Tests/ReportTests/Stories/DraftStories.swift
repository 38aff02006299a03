import Testing

/// Drafts are finance's own until they are issued.
@Suite("Story: drafts")
struct DraftStories {
  private static func exported(_ workshop: Workshop, _ status: String = "draft", payments: [String] = []) throws {
    try workshop.exported(
      invoices: [
        "M-1,acme,2024-05,2024-06-01,2024-06-30,EUR,19%", "D-1,acme,2024-05,2024-06-01,2024-06-30,EUR,19%,\(status)",
      ], usage: ["M-1,Compute,100.00", "D-1,Compute,200.00"], payments: payments)
  }

  private static func workshop(_ configuration: String = "") throws -> Workshop {
    let workshop = try Workshop().config(configuration)
    try exported(workshop)
    try workshop.publish("--period", "2024-05", "--as-of", "2024-06-15")
    return workshop
  }

  @Test func apartFromWhatCustomersSee() throws {
    let workshop = try Self.workshop()
    #expect(try workshop.tree("output/finance/drafts").paths.sorted() == ["acme/", "acme/D-1.csv", "acme/D-1.html"])
    for page in ["index.html", "finance/periods/2024-05.html"] {
      #expect(
        Page(try workshop.bytes("output/\(page)")).links.contains { $0.hasSuffix("finance/drafts/acme/D-1.html") })
    }
    #expect(try workshop.records()["D-1"]?["page"] == "finance/drafts/acme/D-1.html")
    #expect(try workshop.tree("output/workspaces").paths.filter { $0.contains("D-1") } == [])
    #expect(!(try workshop.read("output/workspaces/acme/index.html").contains("D-1")))
    #expect(
      Page(try workshop.bytes("output/finance/drafts/acme/D-1.html")).links
        == ["../../../workspaces/acme/index.html", "D-1.csv"])
    // An archive for finance has it, and the customer's has not.
    #expect(try workshop.run("archive", "--period", "2024-05").code == 0)
    #expect(try workshop.shell("unzip -l archive/2024-05.zip | grep -c 'finance/drafts/acme/D-1.html'").stdout == "1\n")
    #expect(try workshop.shell("unzip -l archive/2024-05/acme.zip | grep -c D-1").stdout == "0\n")
  }

  @Test func sharedOnRequest() throws {
    let workshop = try Self.workshop("publish: {drafts: true}\n")
    #expect(!workshop.exists("output/finance/drafts"))
    #expect(workshop.exists("output/workspaces/acme/D-1.html"))
    #expect(Page(try workshop.bytes("output/workspaces/acme/index.html")).links.contains("D-1.html"))
    // No longer shared, they move.
    try workshop.config("publish: {drafts: false}\n")
    try workshop.publish("refresh", "--as-of", "2024-06-15")
    #expect(!workshop.exists("output/workspaces/acme/D-1.html") && !workshop.exists("output/workspaces/acme/D-1.csv"))
    #expect(workshop.exists("output/finance/drafts/acme/D-1.html"))
  }

  @Test func issuedAtLast() throws {
    let workshop = try Self.workshop()
    try Self.exported(workshop, "open")
    try workshop.publish("refresh", "--as-of", "2024-06-16")
    #expect(!workshop.exists("output/finance/drafts/acme/D-1.html"))
    #expect(!workshop.exists("output/finance/unissued/2024-05.jsonl"))
    #expect(workshop.exists("output/workspaces/acme/D-1.html"))
    #expect(try workshop.standing("D-1") == "due 238.00 − 0.00 − 0.00 = 238.00")
  }

  /// A draft that its exports hold no more is nobody's document.
  @Test(arguments: [true, false]) func gone(isShared: Bool) throws {
    let workshop = try Self.workshop("publish: {drafts: \(isShared)}\n")
    try workshop.exported(
      invoices: ["M-1,acme,2024-05,2024-06-01,2024-06-30,EUR,19%"], usage: ["M-1,Compute,100.00"])
    let run = try workshop.publish("refresh", "--as-of", "2024-06-16")
    #expect(workshop.changes(run) == ["D-1 dropped: the draft document is not exported any more"])
    #expect(try workshop.tree().paths.filter { $0.contains("D-1") } == [])
    #expect(try workshop.records()["D-1"] == nil)
    #expect(try workshop.read("output/finance/changes/0002.json").contains("\"dropped\":[{\"invoice_number\":\"D-1\""))
    let before = try workshop.tree()
    try workshop.publish("refresh", "--as-of", "2024-06-16")
    #expect(try workshop.tree().rewritten(since: before) == [])
  }

  /// The last document of a workspace takes the workspace's pages with it.
  @Test func goneAsTheLastOfAWorkspace() throws {
    let workshop = try Workshop().exported(
      invoices: ["M-1,bolt,2024-05,2024-06-01,2024-06-30,EUR", "D-1,acme,2024-05,2024-06-01,2024-06-30,EUR,,draft"],
      usage: ["M-1,Compute,100.00", "D-1,Compute,200.00"])
    try workshop.publish("--period", "2024-05", "--as-of", "2024-06-15")
    #expect(workshop.exists("output/workspaces/acme/index.html"))
    try workshop.exported(invoices: ["M-1,bolt,2024-05,2024-06-01,2024-06-30,EUR"], usage: ["M-1,Compute,100.00"])
    try workshop.publish("--period", "2024-05", "--as-of", "2024-06-15")
    #expect(!workshop.exists("output/workspaces/acme/index.html"))
    #expect(!(try workshop.read("output/index.html").contains("acme")))
  }

  /// Money that names it keeps it: it is on account, and the draft shows it.
  @Test(arguments: [true, false]) func paidAfterItsExportIsGone(isInvoiceExported: Bool) throws {
    let workshop = try Self.workshop()
    try workshop.exported(
      invoices: isInvoiceExported ? ["M-1,acme,2024-05,2024-06-01,2024-06-30,EUR,19%"] : [],
      usage: isInvoiceExported ? ["M-1,Compute,100.00"] : [],
      payments: ["P-1,D-1,2024-06-16,38.00,EUR,succeeded", "P-2,D-1,2024-06-16,7.77,EUR,succeeded,write_off"])
    try workshop.publish("refresh", "--as-of", "2024-06-16")
    #expect(try workshop.standing("D-1") == "draft 238.00 − 0.00 − 38.00 = 0.00")
    let page = try workshop.read("output/finance/drafts/acme/D-1.html")
    #expect(page.contains("Received on account") && page.contains(">38.00<"))
    // What is written off is finance's own, and was never received.
    #expect(!page.contains("7.77"))
    #expect(
      try workshop.lines("finance/receivables.csv") == [
        "acme,acme,EUR,0.00,119.00,0.00,38.00,0.00,81.00,119.00,38.00,119.00,0.00,0.00,0.00,0.00,0.00"
      ])
  }

  @Test func takenBack() throws {
    let workshop = try Self.workshop()
    let outcome = try workshop.run("withdraw", "D-1", "--reason", "Wrong", "--as-of", "2024-06-16")
    #expect(outcome.code == 0, "\(outcome.stderr)")
    try workshop.expectVerified()
    #expect(!workshop.exists("output/finance/drafts/acme/D-1.html"))
    #expect(workshop.exists("output/finance/withdrawn/0002/acme/D-1.html"))
    // Beside it, a draft stays when another document is taken back.
    let other = try Self.workshop()
    #expect(try other.run("withdraw", "M-1", "--reason", "Wrong", "--as-of", "2024-06-16").code == 0)
    try other.expectVerified()
    #expect(other.exists("output/finance/drafts/acme/D-1.html") && other.exists("output/workspaces/acme/index.html"))
  }

  /// What a draft came to is kept for its page alone; edited, it is noticed like all that a run builds on.
  @Test func whatIsKeptOfThem() throws {
    let workshop = try Self.workshop()
    let kept = try workshop.read("output/finance/unissued/2024-05.jsonl")
    #expect(kept.hasPrefix("{\"invoice_number\":\"D-1\",") && kept.split(separator: "\n").count == 1)
    try workshop.file("output/finance/unissued/2024-05.jsonl", kept.replacing("200.00", with: "100.00"))
    #expect(try workshop.run("refresh", "--as-of", "2024-06-15").code == 65)
  }
}
