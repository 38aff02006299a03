import Foundation
import Testing

/// Pages to look over before anything is issued.
@Suite("Story: preview")
struct PreviewStories {
  private static func exported(_ workshop: Workshop, _ numbers: [String], amount: String = "100.00") throws {
    try workshop.exported(
      invoices: numbers.map { "\($0),acme,2024-05,2024-06-01,2024-06-30,EUR" },
      usage: numbers.map { "\($0),Compute,\(amount)" })
  }

  private static let may = ["--period", "2024-05", "--as-of", "2024-06-15"]

  @Test func beforeAnythingIsIssued() throws {
    let workshop = try Workshop()
    try Self.exported(workshop, ["M-1", "M-2"])
    let outcome = try workshop.run(Self.may + ["--preview"])
    #expect(outcome.code == 0)
    #expect(
      outcome.stdout.hasSuffix(
        "Next: open preview/index.html and look the invoices over; the same command without --preview issues them.\n"))
    #expect(!workshop.exists("output"))
    let first = try workshop.tree("preview")
    for path in ["finance/records/", "finance/issued/", "finance/payments.jsonl", "finance/changes/"] {
      #expect(first.files[path] == nil, "\(path)")
    }
    let preview = try workshop.read("preview/workspaces/acme/M-1.html")
    #expect(preview.contains("Preview") && preview.contains("<strong>100.00 EUR</strong>"))

    // Nothing is frozen: other figures are as good, and pages that are wanted no more go.
    try Self.exported(workshop, ["M-1"], amount: "90.00")
    #expect(try workshop.run(Self.may + ["--preview"]).code == 0)
    #expect(try workshop.read("preview/workspaces/acme/M-1.html").contains("<strong>90.00 EUR</strong>"))
    #expect(try workshop.tree("preview").paths.filter { $0.contains("M-2") } == [])

    // Issued, the page is the one that was looked over, but for its mark.
    try workshop.publish("--period", "2024-05", "--as-of", "2024-06-15")
    let page = try workshop.read("output/workspaces/acme/M-1.html")
    #expect(!page.contains("Preview"))
    #expect(try workshop.standing("M-1") == "due 90.00 − 0.00 − 0.00 = 90.00")
  }

  @Test func besideAPublishedSite() throws {
    let workshop = try Workshop()
    try Self.exported(workshop, ["M-1"])
    try workshop.publish("--period", "2024-05", "--as-of", "2024-06-15")
    let before = try workshop.tree()
    try Self.exported(workshop, ["M-1", "M-2"])
    try workshop.exports(
      "payments.csv", "payment_id,invoice_number,date,amount,status\nP-1,M-1,2024-06-10,100.00,succeeded\n")
    #expect(try workshop.run(Self.may + ["--preview"]).code == 0)
    #expect(try workshop.read("preview/workspaces/acme/M-1.html").contains("status-paid"))
    #expect(workshop.exists("preview/workspaces/acme/M-2.html"))
    // What was issued may not change in a preview either.
    try Self.exported(workshop, ["M-1"], amount: "90.00")
    let refused = try workshop.run(Self.may + ["--preview"])
    #expect(refused.code == 65)
    #expect(refused.stderr.contains("[changed-issued]"))
    let after = try workshop.tree()
    #expect(after.differences(from: before) == [])
    #expect(after.rewritten(since: before) == [])
    try workshop.expectVerified()
  }
}
