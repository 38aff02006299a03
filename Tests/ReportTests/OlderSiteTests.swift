import Foundation
import Testing

/// What report 1.1.0 published goes on with this version: it is read as it is, and nothing that was issued becomes another.
@Suite("A site of report 1.1.0")
struct OlderSiteTests {
  @Test(arguments: [OlderSite.company, .drawnUp, .blanks, .twins])
  func agreesAsItIs(_ site: OlderSite) throws {
    let workshop = try site.workshop()
    let before = try workshop.tree()
    try workshop.expectAgreement()
    let after = try workshop.tree()
    #expect(after.differences(from: before) == [])
    #expect(after.rewritten(since: before) == [])
  }

  /// What an older version let pass is named, where it is more than a matter of taste.
  @Test func oldRulesThatAreKeptAreNamed() throws {
    let company = try OlderSite.company.workshop().run("verify").stderr
    // One credit note is dated before its invoice, the other one is over its total.
    let twins = try OlderSite.twins.workshop().run("verify").stderr
    for (said, ids) in [(company, ["INV-2024-0506", "INV-2024-0507"]), (twins, ["acme", "p9", "café"])] {
      for id in ids {
        #expect(said.split(separator: "\n").contains { $0.contains("warning: ") && $0.contains(id) }, "\(id): \(said)")
      }
    }
  }

  // MARK: The same exports again

  /// All that was issued stays, to the byte, under its month, with its money.
  @Test(arguments: [OlderSite.company, .drawnUp, .blanks])
  func theSameExportsChangeNothingThatWasIssued(_ site: OlderSite) throws {
    let workshop = try site.workshop()
    let (before, figures) = (try workshop.tree(), try workshop.figures())
    let drafts = try workshop.records().values.filter { $0["status"] == "draft" }.map { $0["invoice_number"] }
    let outcome = try workshop.runAgain(site)
    #expect(outcome.code == 0, "\(outcome.stderr)")
    #expect(outcome.errors == [])
    let after = try workshop.tree()
    #expect(try workshop.figures() == figures)
    let kept = ["finance/issued/", "finance/reissued/", "finance/withdrawn/", "finance/changes/"]
    let lost = after.differences(from: before).filter { difference in
      kept.contains { difference.contains(" \($0)") } && !difference.hasPrefix("new: finance/changes/")
    }
    #expect(lost == [])
    // A name that is published stays; a draft may go where customers do not see it.
    let gone = after.differences(from: before).filter { difference in
      difference.hasPrefix("missing: ") && !drafts.contains { difference.contains($0) }
    }
    #expect(gone == [])
    try workshop.expectAgreement()
  }

  /// New words for an old state are no changes of documents.
  @Test(arguments: [OlderSite.company, .drawnUp, .blanks])
  func newWordsAreNoChanges(_ site: OlderSite) throws {
    let workshop = try site.workshop()
    let before = try workshop.states()
    let runs = try workshop.tree("output/finance/changes").files.count / 2
    let outcome = try workshop.runAgain(site)
    let states = try workshop.states()
    for (number, state) in states {
      let isNote = try workshop.records()[number]?["document_type"] == "credit_note"
      let old = before[number] ?? ""
      let expected =
        switch number {
        // Money that is on its way in full is not called overdue.
        case "INV-2024-0410", "INV-2024-0505": "processing: pending"
        // A chargeback that stands.
        case "INV-2024-0508": "due: overdue refunded disputed"
        default: isNote ? old.replacing("paid", with: "issued") : old
        }
      #expect(expected == state, "\(number) was \(old) and is \(state)")
    }
    #expect(try #require(try workshop.changed(by: runs + 1)) == [])
    // The run says so once, in one line, and never again.
    let said = (outcome.stderr + outcome.stdout).split(separator: "\n").filter { $0.contains("1.1.0") }
    #expect(said.count == 1, "\(said)")
    let again = try workshop.runAgain(site)
    #expect(!(again.stderr + again.stdout).contains("1.1.0"))
  }

  /// A run over some workspaces leaves the others as they were: their new words are none of a later run's changes either.
  @Test func newWordsOfSomeAndThenOfTheOthers() throws {
    let workshop = try OlderSite.company.workshop()
    let runs = try workshop.tree("output/finance/changes").files.count / 2
    func words(_ outcome: Outcome) -> [Substring] {
      outcome.stdout.split(separator: "\n").filter { $0.contains("New words") }
    }
    let some = words(try workshop.runAgain(.company, "--workspace", "brasserie-lumen"))
    #expect(some.count == 1 && some.allSatisfy { $0.contains("report 1.1.0") && $0.contains("paid → issued (3)") })
    let others = words(try workshop.runAgain(.company))
    #expect(others.count == 1)
    #expect(others.allSatisfy { $0.contains("Documents of format 1") && $0.contains("paid → issued (4)") })
    for run in 1...2 { #expect(try #require(try workshop.changed(by: runs + run)) == []) }
    #expect(words(try workshop.runAgain(.company)) == [])
  }

  @Test(arguments: [OlderSite.company, .drawnUp, .blanks])
  func theSecondRunWritesNothing(_ site: OlderSite) throws {
    let workshop = try site.workshop()
    #expect(try workshop.runAgain(site).code == 0)
    let before = try workshop.tree()
    #expect(try workshop.runAgain(site).code == 0)
    let after = try workshop.tree()
    #expect(after.differences(from: before) == [])
    #expect(after.rewritten(since: before) == [])
    try workshop.goOn("refresh", "--as-of", site.asOf)
    #expect(try workshop.tree().rewritten(since: before) == [])
  }

  @Test func lookingOnlyWritesNothing() throws {
    let workshop = try OlderSite.company.workshop()
    let before = try workshop.tree()
    let check = try workshop.run("check", "--period", "all", "--as-of", "2024-07-10")
    #expect(check.code <= 1)
    #expect(check.errors == [])
    let preview = try workshop.run("--preview", "--period", "all", "--as-of", "2024-07-10")
    #expect(preview.code == 0)
    #expect(preview.errors == [])
    #expect(try workshop.tree().rewritten(since: before) == [])
  }

  // MARK: Ids that look the same

  /// Each stays what it was, and that is said: never is one taken for the other.
  @Test func twinsStayTwo() throws {
    let workshop = try OlderSite.twins.workshop()
    let (figures, issued) = (try workshop.figures(), try workshop.issuedLines())
    let outcome = try workshop.runAgain(.twins)
    #expect(outcome.code == 0, "\(outcome)")
    #expect(outcome.remarks.contains("warning look-alike"), "\(outcome.stderr)")
    #expect(try workshop.figures() == figures)
    #expect(try workshop.issuedLines() == issued)
    #expect(try workshop.keptPayments().count == 4)
    try workshop.expectAgreement()
  }

  /// Without exports that name them, what is kept goes on: a payment for one of them is put to that one.
  @Test func twinsGoOnWithoutTheirExports() throws {
    let workshop = try OlderSite.twins.workshop().exported(
      payments: ["p10,N-1,2024-06-20,100.00,EUR,succeeded"])
    try workshop.goOn("refresh", "--as-of", "2024-06-30")
    #expect(try workshop.standing("N-1") == "paid 119.00 − 0.00 − 119.00 = 0.00")
    #expect(try workshop.standing("N-2") == "due 238.00 − 0.00 − 38.00 = 200.00; partially_paid")
    #expect(try workshop.standing("N-3") == "due 357.00 − 0.00 − 0.00 = 357.00")
    // Whose account it is may be a question, but 7.00 are on account.
    let onAccount = try workshop.receivables("on_account").reduce(0, +)
    #expect(onAccount == 700)
    #expect(workshop.exists("output/workspaces/acme/N-1.html") && workshop.exists("output/workspaces/acme%20/N-2.html"))
  }

  /// An export that writes them without blanks means those that are kept with them: nothing counts twice.
  @Test func blanksComeOff() throws {
    let workshop = try OlderSite.blanks.workshop()
    let (figures, issued) = (try workshop.figures(), try workshop.issuedLines())
    for name in ["workspaces", "invoices", "usage", "payments", "credit_notes"] {
      let text = try workshop.read("exports/\(name).csv")
      try workshop.exports(
        "\(name).csv",
        text.replacing(#/ *([,\n]) */#) { String($0.1) })
    }
    try workshop.goOn("--period", "all", "--as-of", "2024-06-15")
    #expect(try workshop.figures() == figures)
    #expect(try workshop.issuedLines() == issued)
    #expect(try workshop.keptPayments().count == 4)
    #expect(workshop.exists("output/workspaces/acme%20/N-1.html") && !workshop.exists("output/workspaces/acme"))
    #expect(workshop.exists("output/workspaces/%20bolt/N-2%20.html") && !workshop.exists("output/workspaces/bolt"))
  }

  /// What comes after them, written without blanks, is for the same workspaces and invoices.
  @Test func whatComesNextFindsWhatHasBlanks() throws {
    let workshop = try OlderSite.blanks.workshop().exported(
      invoices: ["N-4,acme,2024-06,2024-07-01,2024-07-31,EUR,19%"], usage: ["N-4,Compute,10.00"],
      payments: ["p9,N-1,2024-06-10,19.00,EUR,succeeded", "p10,N-2,2024-06-20,1.00,EUR,succeeded"])
    try workshop.goOn("--period", "all", "--as-of", "2024-07-05")
    #expect(try workshop.standing("N-1") == "due 119.00 − 0.00 − 19.00 = 100.00; overdue partially_paid")
    #expect(
      try workshop.standing("N-2 ")
        == "processing 238.00 − 0.00 − 1.00 = 237.00, pending 238.00; partially_paid pending")
    #expect(try workshop.keptPayments().count == 5)
    #expect(workshop.exists("output/workspaces/acme%20/N-4.html") && !workshop.exists("output/workspaces/acme"))
    #expect(try workshop.receivables("on_account") == [0, 500, 0])
  }

  // MARK: A publication that was broken off

  /// Who writes finishes what 1.1.0 began.
  @Test func whatWasBrokenOffIsFinished() throws {
    let workshop = try OlderSite.interrupted.workshop()
    try workshop.goOn("refresh", "--as-of", "2024-06-30")
    #expect(!workshop.exists("output/.report"))
    #expect(try workshop.standing("N-1") == "paid 119.00 − 0.00 − 119.00 = 0.00")
    #expect(try workshop.standing("N-2") == "due 238.00 − 0.00 − 0.00 = 238.00")
    #expect(try workshop.changed(by: 2) == ["N-1"])
  }

  // MARK: A newer format

  /// A site of a version to come is left alone by every command, with the version that it takes.
  @Test func aNewerFormatIsRefused() throws {
    let workshop = try OlderSite.company.workshop()
    let manifest = try workshop.read("output/manifest.json")
    try workshop.file(
      "output/manifest.json",
      manifest.replacing(#/"format":\d+,/#, with: "")
        .replacing("\"version\":\"1.1.0\",", with: "\"version\":\"9.8.7\",\"format\":99,"))
    let commands: [[String]] = [
      ["--period", "all", "--as-of", "2024-07-10"], ["--period", "all", "--as-of", "2024-07-10", "--preview"],
      ["check", "--period", "all", "--as-of", "2024-07-10"], ["refresh", "--as-of", "2024-07-10"], ["verify"],
      ["verify", "--against", "exports"], ["archive", "--period", "2024-05"],
      ["withdraw", "INV-2024-0509", "--reason", "Wrong", "--as-of", "2024-07-10"],
    ]
    for command in commands {
      let before = try workshop.tree("")
      let outcome = try workshop.run(command)
      #expect([65, 78].contains(outcome.code), "\(command): \(outcome)")
      #expect(outcome.stderr.contains("9.8.7"), "\(command): \(outcome.stderr)")
      #expect(try workshop.tree("").differences(from: before) == [], "\(command)")
    }
  }

  // MARK: Lines with more and fewer members

  /// Members that another version writes are passed over wherever they stand.
  @Test func membersThatAreNewAreRead() throws {
    let workshop = try OlderSite.company.workshop()
    for key in ["currency", "name", "total"] { try workshop.addMember(before: key, in: "records/") }
    for key in ["date", "status", "kind"] { try workshop.addMember(before: key, in: "payments.jsonl") }
    for key in ["seller", "rate", "group_by", "usage_sha256", "total"] {
      try workshop.addMember(before: key, in: "issued/")
    }
    try workshop.mendIssuedHashes()
    try workshop.coverUp()
    let (figures, issued) = (try workshop.figures(), try workshop.issuedLines())
    try workshop.expectAgreement()
    try workshop.goOn("--period", "all", "--as-of", "2024-07-10")
    #expect(try workshop.figures() == figures)
    #expect(try workshop.issuedLines() == issued)
    #expect(try workshop.keptPayments().count == 27)
  }

  /// Members without a value may be left out.
  @Test func membersThatAreMissingAreRead() throws {
    let workshop = try OlderSite.company.workshop()
    for month in ["2024-04", "2024-05", "2024-06", "2025-03"] {
      let path = "output/finance/records/\(month).jsonl"
      for key in ["corrects", "declared"] {
        try workshop.file(path, workshop.read(path).replacingOccurrences(of: "\"\(key)\":null,", with: ""))
      }
    }
    for key in ["method", "reference", "reason", "invoice_number"] {
      let payments = try workshop.read("output/finance/payments.jsonl")
      try workshop.file(
        "output/finance/payments.jsonl",
        payments.replacingOccurrences(of: "\"\(key)\":null,", with: "").replacingOccurrences(
          of: ",\"\(key)\":null}", with: "}"))
    }
    try workshop.coverUp()
    let figures = try workshop.figures()
    try workshop.expectAgreement()
    try workshop.goOn("--period", "all", "--as-of", "2024-07-10")
    #expect(try workshop.figures() == figures)
    #expect(try workshop.keptPayments().count == 27)
  }
}

extension Workshop {
  /// A column of the receivables in minor units, by rows.
  fileprivate func receivables(_ column: String) throws -> [Int] {
    let rows = try read("output/finance/receivables.csv").split(whereSeparator: \.isNewline).map { row in
      row.split(separator: ",", omittingEmptySubsequences: false)
    }
    let position = try #require(rows.first?.firstIndex { $0 == column })
    return rows.dropFirst().map { Int($0[position].replacing(".", with: "")) ?? .min }
  }
}
