import Foundation
import Testing

/// A site of an older version goes on: what it says in new words is told once, and is no change of a document.
@Suite("Story: another format")
struct FormatStories {
  /// A site as report 1.1.0 left it: without the members that came later, and in its words.
  private static func workshop() throws -> Workshop {
    let workshop = try Workshop().exported(
      invoices: [
        "M-1,acme,2024-05,2024-06-01,2024-06-30,EUR,19%", "M-2,acme,2024-05,2024-06-01,2024-06-30,EUR,19%",
        "M-3,acme,2024-05,2024-06-01,2024-06-30,EUR,19%,draft",
      ], usage: ["M-1,Compute,100.00", "M-2,Compute,200.00", "M-3,Compute,300.00"],
      payments: ["P-1,M-2,2024-06-10,238.00,EUR,processing"], creditNotes: ["C-1,M-1,2024-06-05,11.90,Outage"])
    try workshop.config("publish: {drafts: true}\n").publish("--period", "all", "--as-of", "2024-07-10")
    for month in ["2024-05", "2024-06"] {
      let path = "output/finance/records/\(month).jsonl"
      let records = try workshop.read(path)
        .replacing(#/"tax_point":"[^"]*","tax_country":null,/#, with: "")
        .replacing("\"written_off\":\"0.00\",", with: "")
        .replacing("\"status\":\"issued\"", with: "\"status\":\"paid\"")
        .replacing(
          "\"status\":\"processing\",\"flags\":[\"pending\"]",
          with: "\"status\":\"processing\",\"flags\":[\"overdue\",\"pending\"]")
      #expect(!records.contains("tax_point") && !records.contains("written_off"))
      try workshop.file(path, records)
    }
    try workshop.without("output/finance/unissued").without("output/finance/history.jsonl")
    try workshop.coverUp()
    try workshop.file(
      "output/manifest.json",
      workshop.read("output/manifest.json").replacing("\"format\":2,", with: "")
        .replacing(#/"run":1,.*"signed_by":null,/#, with: "")
        .replacing(#/"version":"[^"]*"/#, with: "\"version\":\"1.1.0\""))
    return try workshop.config("")
  }

  @Test func newWordsAreToldOnce() throws {
    let workshop = try Self.workshop()
    let run = try workshop.publish("refresh", "--as-of", "2024-07-10")
    #expect(workshop.changes(run) == [])
    let line =
      "The site was published by report 1.1.0, in format 1, and is in format 2 now. New words for what stands as it stood: "
      + "not overdue while all of it is on its way (1), paid → issued (1)."
    #expect(run.stdout.split(separator: "\n").contains { $0 == line }, "\(run.stdout)")
    let changes = try workshop.read("output/finance/changes/0002.json")
    #expect(changes.contains("\"format\":{\"from\":1,\"to\":2},\"new\":[],\"updated\":[],"), "\(changes)")
    #expect(try workshop.read("output/finance/changes/0002.html").contains("in format 1"))
    // What was a draft among the customer's pages is apart now.
    #expect(
      !workshop.exists("output/workspaces/acme/M-3.html") && workshop.exists("output/finance/drafts/acme/M-3.html"))
    #expect(try workshop.standing("C-1") == "issued 11.90 − 0.00 − 0.00 = 0.00")
    let again = try workshop.publish("refresh", "--as-of", "2024-07-11")
    #expect(!again.stdout.contains("1.1.0") && !workshop.exists("output/finance/changes/0003.json"))
  }

  /// What did change beside is listed as ever.
  @Test func changesBeside() throws {
    let workshop = try Self.workshop()
    try workshop.exported(payments: ["P-2,M-1,2024-07-01,7.10,EUR,succeeded"])
    let run = try workshop.run("refresh", "--as-of", "2024-07-10", "--json")
    #expect(run.stdout.contains("\"updated\":1,"), "\(run)")
    #expect(try workshop.standing("M-1") == "due 119.00 − 11.90 − 7.10 = 100.00; overdue partially_paid credited")
  }

  /// A draft of which nothing is kept stays where it is when a run cannot make its page again.
  @Test func aDraftThatNothingIsKeptOf() throws {
    let workshop = try Self.workshop()
    #expect(try workshop.run("withdraw", "C-1", "--reason", "Wrong", "--as-of", "2024-07-10").code == 0)
    try workshop.expectVerified()
    #expect(workshop.exists("output/workspaces/acme/M-3.html"))
    #expect(try workshop.records()["M-3"]?["page"] == "workspaces/acme/M-3.html")
  }
}
