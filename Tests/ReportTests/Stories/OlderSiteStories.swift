import Foundation
import Testing

/// Finance installs this version and goes on with the site that report 1.1.0 published.
@Suite("Story: a site of report 1.1.0 goes on")
struct OlderSiteStories {
  // MARK: Time goes by

  /// The exports of former months are gone; a payment comes in.
  @Test func refreshedLater() throws {
    let workshop = try OlderSite.company.workshop()
    let (before, issued) = (try workshop.figures(), try workshop.issuedLines())
    try workshop.exported(payments: ["pay-122,INV-2024-0601,2024-07-30,121.63,EUR,succeeded"])
    try workshop.goOn("refresh", "--as-of", "2024-08-15")
    #expect(try workshop.issuedLines() == issued)
    let changed = try workshop.figures().filter { before[$0.key] != $0.value }.keys.sorted()
    #expect(changed == ["INV-2024-0506", "INV-2024-0601"])
    #expect(try workshop.standing("INV-2024-0601") == "paid 121.63 − 0.00 − 121.63 = 0.00")
    // A payment that was dated after the last run counts by now.
    #expect(
      try workshop.standing("INV-2024-0506")
        == "paid 79.06 − 20.00 − 80.07 = 0.00, credit 21.01; credited overpaid")
    #expect(
      try workshop.standing("INV-2024-0604")
        == "due 203.79 − 0.00 − 100.00 = 103.79, pending 50.00; overdue partially_paid pending")
    // What was issued in advance was never scheduled, and is none of that now.
    #expect(try workshop.states()["INV-2024-0605"] == "due")
    #expect(try workshop.states()["INV-2024-0606"] == "due: overdue")
    // The export said once that it is uncollectible, and 1.1.0 kept the word: it is written off on the day it was due.
    #expect(try workshop.states()["INV-2024-0602"] == "due: overdue written_off")
    #expect(try workshop.records()["INV-2024-0602"]?["written_off"] == "60.00")
    // Filed where they were.
    let months = try workshop.records().mapValues(\.period)
    #expect(months["INV-2024-0409"] == "2025-03" && months["INV-2024-0508"] == "2024-05")
  }

  /// A payment that succeeded for 1.1.0 fails afterwards: it is taken back on the day that this is learnt.
  @Test func aPaymentIsReversed() throws {
    let workshop = try OlderSite.company.workshop().exported(
      payments: ["pay-111,INV-2024-0501,2024-06-10,40.00,EUR,refunded"])
    try workshop.goOn("refresh", "--as-of", "2024-07-20")
    let standing = try workshop.standing("INV-2024-0501")
    #expect(standing.hasPrefix("failed 120.00 − 0.00 − 0.00 = 120.00"), "\(standing)")
  }

  /// July: a new month, a fourth credit note of 0.10 that takes what the three before it left, and another rate of a workspace.
  @Test func theNextMonth() throws {
    let workshop = try OlderSite.company.workshop()
    let (before, issued) = (try workshop.figures(), try workshop.issuedLines())
    try workshop.exported(
      invoices: ["INV-2024-0701,nimbus-works,2024-07,2024-08-01,2024-08-31,EUR"],
      usage: ["INV-2024-0701,Cirro Compute,100.00"],
      payments: ["pay-122,INV-2024-0601,2024-07-30,121.63,EUR,succeeded"],
      creditNotes: ["CN-2024-07,INV-2024-0402,2024-07-15,0.10,Region 4 was down"])
    try workshop.exports("workspaces.csv", "workspace_id,name,tax_rate\nnimbus-works,Nimbus Works,0.16\n")
    try workshop.goOn("--period", "all", "--as-of", "2024-08-10")
    let now = try workshop.figures()
    let changed = before.keys.filter { now[$0] != before[$0] }.sorted()
    #expect(changed == ["INV-2024-0402", "INV-2024-0506", "INV-2024-0601"])
    #expect(Set(now.keys).subtracting(before.keys) == ["INV-2024-0701", "CN-2024-07"])
    #expect(try workshop.issuedLines().filter { issued[$0.key] != nil } == issued)
    // 0.33 and 0.07 are credited in full: 3 × 0.08 + 0.09, and 3 × 0.02 + 0.01.
    #expect(try workshop.standing("INV-2024-0402") == "paid 0.40 − 0.40 − 0.00 = 0.00; credited")
    let note = try #require(try workshop.records()["CN-2024-07"])
    #expect(note["subtotal"] == "0.09" && note["tax"] == "0.01" && note["total"] == "0.10")
    // The credit note of the invoices export counts with what it was issued with, whatever the rate is today.
    #expect(
      try workshop.standing("INV-2024-0401")
        == "paid 119.00 − 11.90 − 119.00 = 0.00, credit 11.90; credited overpaid")
    // Again, and nothing is new.
    let tree = try workshop.tree()
    try workshop.goOn("--period", "all", "--as-of", "2024-08-10")
    #expect(try workshop.tree().rewritten(since: tree) == [])
  }

  /// Usage of June that states numbers, without an invoices export: from now on it makes invoices of these numbers.
  @Test func theNextMonthDrawnUpFromUsage() throws {
    let workshop = try OlderSite.drawnUp.workshop()
    let issued = try workshop.issuedLines()
    let head = "workspace_id,invoice_number,billing_period,service,quantity,unit_price,currency\n"
    try workshop.exports(
      "usage-2024-07.csv",
      head + "acme,INV-80,2024-07,Compute,10,0.10,EUR\nacme,INV-81,2024-07,Compute,20,0.10,EUR\n"
        + "bolt,,2024-07,Compute,30,0.10,EUR\n")
    try workshop.goOn("--period", "all", "--as-of", "2024-08-10")
    #expect(try workshop.issuedLines().filter { issued[$0.key] != nil } == issued)
    let new = try workshop.records().filter { issued[$0.key] == nil }.mapValues { $0["total"] }
    #expect(new == ["INV-80": "1.00", "INV-81": "2.00", "INV-2024-07-bolt": "3.00"])
    #expect(try workshop.standing("INV-2024-05-acme").hasPrefix("due 15.00 − 0.00 − 6.00 = 9.00"))
  }

  /// More usage for an invoice that 1.1.0 drew up, under a number that it lost or under none, is refused: it is issued.
  @Test(arguments: ["INV-77", ""])
  func moreUsageOfADrawnUpMonth(_ number: String) throws {
    let workshop = try OlderSite.drawnUp.workshop()
    try workshop.exports(
      "usage-2024-05b.csv",
      "workspace_id,invoice_number,billing_period,service,quantity,unit_price,currency\nacme,\(number),2024-05,Late,1,3.00,EUR\n"
    )
    let outcome = try workshop.expectNothing("--period", "all", "--as-of", "2024-07-10")
    #expect(outcome.errors.contains { $0.contains("INV-2024-05-acme") }, "\(outcome.stderr)")
  }

  // MARK: Issued again, withdrawn, archived

  /// Other words, the same money.
  @Test(arguments: [
    ("INV-2024-0401", "PO-301", "PO-302"), ("INV-2024-0407", "OP-2", "OP-3"),
    ("INV-2024-0506", "Thank you.", "Thanks."),
  ])
  func issuedAgain(_ number: String, _ words: String, _ others: String) throws {
    let workshop = try OlderSite.company.workshop()
    let (figures, issued) = (try workshop.figures(), try workshop.issuedLines())
    let record = try #require(try workshop.records()[number])
    try workshop.forge("exports/invoices.csv", words, others)
    let refusal = try workshop.expectNothing("--period", "all", "--as-of", "2024-07-10")
    #expect(refusal.errors.count == 1 && refusal.errors.allSatisfy { $0.contains(number) }, "\(refusal.stderr)")
    #expect(refusal.stderr.contains("[changed-issued]"))
    // Where it was issued again before, that version is kept beside the first.
    let revision = number == "INV-2024-0407" ? 2 : 1
    try workshop.goOn(
      "--period", "all", "--as-of", "2024-07-10", "--workspace", record["workspace_id"], "--reissue", "Wrong words.")
    #expect(try workshop.figures() == figures)
    let now = try workshop.issuedLines()
    #expect(issued.keys.filter { now[$0] != issued[$0] } == [number])
    for former in 1...revision {
      let page = record["page"].replacing(".html", with: "~r\(former).html")
      #expect(workshop.exists("output/\(page)"))
    }
    #expect(try workshop.read("output/\(record["page"])").contains("~r\(revision).html"))
    let reissued = try workshop.read("output/finance/reissued/\(record.period).jsonl").split(separator: "\n")
    #expect(reissued.contains { Data($0.utf8) == issued[number] })
  }

  /// A reason alone issues nothing again: 1.1.0 wrote down otherwise what the exports said, and they say the same.
  @Test func nothingToIssueAgain() throws {
    let workshop = try OlderSite.company.workshop()
    let issued = try workshop.issuedLines()
    try workshop.goOn(
      "--period", "all", "--as-of", "2024-07-10", "--workspace", "nimbus-works", "--reissue", "The words were wrong.")
    #expect(try workshop.issuedLines() == issued)
  }

  /// What this version would work out otherwise, issued again with another order number: the figures are those of before.
  @Test(arguments: ["INV-2024-0410", "INV-2024-0505", "INV-2024-0601", "INV-2024-0606", "INV-2024-0409"])
  func issuedAgainWithTheFiguresOfBefore(_ number: String) throws {
    let workshop = try OlderSite.company.workshop()
    let figures = try workshop.figures()
    try workshop.changeRows(of: number, in: "exports/invoices.csv") {
      $0.replacing(",open,,,,", with: ",open,,,PO-NEW,")
    }
    // Prices were inclusive on that day, and are so where the document is issued again.
    if number == "INV-2024-0410" { try workshop.forge("report.yml", "tax:\n", "tax:\n  prices: inclusive\n") }
    let workspace = try #require(try workshop.records()[number])["workspace_id"]
    try workshop.goOn(
      "--period", "all", "--as-of", "2024-07-10", "--workspace", workspace, "--reissue", "The order number was missing."
    )
    #expect(try workshop.figures() == figures)
    #expect(String(decoding: try #require(try workshop.issuedLines()[number]), as: UTF8.self).contains("PO-NEW"))
  }

  @Test func withdrawn() throws {
    let workshop = try OlderSite.company.workshop()
    var (figures, issued) = (try workshop.figures(), try workshop.issuedLines())
    let page = try workshop.bytes("output/workspaces/brasserie-lumen/INV-2024-0509.html")
    try workshop.goOn("withdraw", "INV-2024-0509", "--reason", "Never sent.", "--as-of", "2024-07-10")
    figures["INV-2024-0509"] = nil
    let line = issued.removeValue(forKey: "INV-2024-0509")
    #expect(try workshop.figures() == figures)
    #expect(try workshop.issuedLines() == issued)
    #expect(!workshop.exists("output/workspaces/brasserie-lumen/INV-2024-0509.html"))
    let kept = try workshop.tree("output/finance/withdrawn").files
    #expect(kept.contains { $0.key.hasSuffix("/brasserie-lumen/INV-2024-0509.html") && $0.value == page })
    #expect(kept.contains { $0.key.hasSuffix("/issued.jsonl") && $0.value == (line ?? Data()) + Data("\n".utf8) })
    // What 1.1.0 took back is kept as it was.
    #expect(kept.keys.contains("0003/otter-post/INV-2024-0408.html"))
  }

  /// Paid, on its way, credited: refused.
  @Test(arguments: ["INV-2024-0409", "INV-2024-0501", "INV-2024-0403"])
  func notWithdrawn(_ number: String) throws {
    let workshop = try OlderSite.company.workshop()
    let outcome = try workshop.expectNothing("withdraw", number, "--reason", "Wrong.", "--as-of", "2024-07-10")
    #expect(outcome.stderr.contains(number))
  }

  /// Packed as it is, and after a run of this version.
  @Test func archived() throws {
    let workshop = try OlderSite.company.workshop()
    for (day, isRun) in [("before", false), ("after", true)] {
      if isRun { try workshop.goOn("--period", "all", "--as-of", "2024-07-10") }
      let before = try workshop.tree()
      let outcome = try workshop.run("archive", "--period", "all", "--archive", day)
      #expect(outcome.code == 0, "\(outcome.stderr)")
      #expect(outcome.errors == [])
      #expect(try workshop.tree().rewritten(since: before) == [])
      try workshop.unzip("\(day)/2024-04.zip", to: "\(day)-all")
      try workshop.unzip("\(day)/2024-04/otter-post.zip", to: "\(day)-otter")
      for folder in ["\(day)-all", "\(day)-otter"] {
        let sums = try workshop.command("/usr/bin/sha256sum", "--check", "--quiet", "SHA256SUMS", in: folder)
        #expect(sums == Outcome(code: 0, stdout: "", stderr: ""))
      }
      let names = try workshop.tree("\(day)-otter").files.keys
      #expect(names.contains { $0.hasSuffix("INV-2024-0407~r1.html") })
      // Filed where 1.1.0 filed it.
      #expect(workshop.exists("\(day)/2025-03/nimbus-works.zip"))
    }
  }

  // MARK: What changed is refused

  @Test func usageThatChangedByACent() throws {
    let workshop = try OlderSite.company.workshop()
    try workshop.forge(
      "exports/usage-2024-05.csv", "INV-2024-0507,Cirro Compute,,,,,,,100.00",
      "INV-2024-0507,Cirro Compute,,,,,,,100.01")
    let outcome = try workshop.expectNothing("--period", "all", "--as-of", "2024-07-10")
    #expect(outcome.errors.count == 1, "\(outcome.stderr)")
    let error = outcome.errors.first ?? ""
    #expect(
      error.contains("“INV-2024-0507”") && error.contains("100.00 → 100.01") && error.contains("[changed-issued]"))
  }

  /// Nothing but the days of a row: 1.1.0 kept none of them, and what it did not keep is not held against the export. All
  /// else of the row is.
  @Test func daysThatWereNotKept() throws {
    let workshop = try OlderSite.company.workshop()
    let figures = try workshop.figures()
    try workshop.forge("exports/usage-2024-06.csv", "2024-05-30,2024-06-01", "2024-05-29,2024-06-01")
    try workshop.goOn("--period", "all", "--as-of", "2024-07-10")
    #expect(try workshop.figures() == figures)
  }

  /// The sums stay as they are: only the rates of two rows change places.
  @Test func ratesThatChangedPlaces() throws {
    let workshop = try OlderSite.company.workshop()
    try workshop.changeRows(of: "INV-2024-0403", in: "exports/usage-2024-04.csv") { row in
      row.contains(",0.19,") ? row.replacing(",0.19,", with: ",0.07,") : row.replacing(",0.07,", with: ",0.19,")
    }
    let outcome = try workshop.expectNothing("--period", "all", "--as-of", "2024-07-10")
    #expect(outcome.errors.count == 1, "\(outcome.stderr)")
    #expect(outcome.errors.first?.contains("“INV-2024-0403”") == true)
    #expect(outcome.errors.first?.contains("[changed-issued]") == true)
  }

  /// The status of an invoice that this version knows to be void: a credit note is the remedy.
  @Test func anIssuedInvoiceIsVoided() throws {
    let workshop = try OlderSite.company.workshop()
    try workshop.forge(
      "exports/invoices.csv", "INV-2024-0606,otter-post,2024-06-01,2024-07-01,2024-07-01,2024-07-31,EUR,open",
      "INV-2024-0606,otter-post,2024-06-01,2024-07-01,2024-07-01,2024-07-31,EUR,voided")
    let outcome = try workshop.expectNothing("--period", "all", "--as-of", "2024-07-10")
    #expect(outcome.errors.count == 1, "\(outcome.stderr)")
    #expect(outcome.errors.first?.contains("“INV-2024-0606”") == true)
    #expect(outcome.errors.first?.contains("[voided-issued]") == true)
  }

  /// An edited record, hashes and all: what was issued has another total.
  @Test func anAmountThatWasEdited() throws {
    let workshop = try OlderSite.company.workshop()
    try workshop.forge("output/finance/records/2024-06.jsonl", "\"total\":\"121.63\"", "\"total\":\"121.36\"")
    try workshop.coverUp()
    _ = try workshop.expectNothing("refresh", "--as-of", "2024-07-10")
  }
}
