import Foundation
import Testing

/// What stays when the next run publishes into the same folder.
@Suite("Several runs into one output")
struct HistoryTests {
  private static let header = "invoice_number,workspace_id,billing_period,issue_date,due_date,currency\n"
  private static let april =
    "A-1,acme,2024-04,2024-05-01,2024-05-31,EUR\nB-1,borealis,2024-04,2024-05-01,2024-05-31,EUR\n"
  private static let may =
    "A-2,acme,2024-05,2024-06-01,2024-07-01,EUR\nB-2,borealis,2024-05,2024-06-01,2024-07-01,EUR\n"

  /// April is published; the exports then hold May alone.
  private static func workshopInMay() throws -> Workshop {
    let workshop = try Workshop()
    try workshop.exports("invoices.csv", header + april)
    try workshop.exports("usage.csv", "invoice_number,service,amount\nA-1,Compute,10.00\nB-1,Compute,20.00\n")
    #expect(try workshop.run("--period", "2024-04", "--as-of", "2024-05-02").code == 0)
    try workshop.exports("invoices.csv", header + may)
    try workshop.exports("usage.csv", "invoice_number,service,amount\nA-2,Compute,11.00\nB-2,Compute,22.00\n")
    return workshop
  }

  @Test func nextMonth() throws {
    let workshop = try Self.workshopInMay()
    let before = try workshop.tree()
    let outcome = try workshop.run("--period", "2024-05", "--as-of", "2024-06-02")
    let stdout =
      """
      Billing period 2024-05, as of 2024-06-02

        2 invoices, 2 workspaces, 2 usage rows
        2 due

             Subtotal   Tax  Total  Credited  Paid    Due
        EUR     33.00  0.00  33.00      0.00  0.00  33.00

      Published to output: 10 new files, 14 updated, 4 unchanged.
      Changed since the last run:
        A-1 flags none → overdue
        B-1 flags none → overdue
      Next: open output/index.html and look the invoices over, then publish the folder.

      """
    #expect(outcome == Outcome(code: 0, stdout: stdout, stderr: ""))

    let after = try workshop.tree()
    // A day on, April is overdue; all else of it is as it was.
    let pages = before.paths.filter { $0.contains("A-1.csv") || $0.contains("B-1.csv") || $0.contains("2024-04") }
      .filter { !$0.contains("periods/") && !$0.contains("records/") }
    #expect(pages.count == 4)
    for page in pages { #expect(after.files[page] == before.files[page], "\(page)") }
    for (page, numbers) in [
      ("index.html", ["A-1", "A-2", "B-1", "B-2"]), ("workspaces/acme/index.html", ["A-1", "A-2"]),
      ("workspaces/borealis/index.html", ["B-1", "B-2"]), ("finance/periods/2024-04.html", ["A-1", "B-1"]),
      ("finance/periods/2024-05.html", ["A-2", "B-2"]),
    ] {
      let links = Page(try workshop.bytes("output/\(page)")).links
      let listed = links.compactMap { $0.firstMatch(of: /[AB]-[12](?=\.html)/)?.output }
      #expect(Set(listed.map(String.init)) == Set(numbers), "\(page)")
    }
    #expect(try workshop.read("output/index.html").contains(">63.00<"))
    #expect(try workshop.records().count == 4)
  }

  @Test func oneWorkspaceAlone() throws {
    let workshop = try Self.workshopInMay()
    #expect(try workshop.run("--period", "2024-05", "--as-of", "2024-06-02").code == 0)
    try workshop.exports(
      "payments.csv",
      """
      payment_id,invoice_number,date,amount,status
      P-1,A-2,2024-06-02,11.00,succeeded
      P-2,B-2,2024-06-02,22.00,succeeded

      """)
    let before = try workshop.tree()
    let outcome = try workshop.run("--period", "2024-05", "--as-of", "2024-06-02", "--workspace", "acme")
    #expect(outcome.code == 0)
    let after = try workshop.tree()
    #expect(
      after.differences(from: before).filter { $0.contains("workspaces/") }
        == [
          "changed: workspaces/acme/A-2.html", "changed: workspaces/acme/index.html",
          "changed: workspaces/acme/statement.csv",
        ])
    #expect(after.rewritten(since: before).filter { $0.contains("borealis") } == [])
    let records = try workshop.records()
    #expect(records["A-2"]?["status"] == "paid")
    #expect(records["B-2"]?["status"] == "due")
    #expect(records.count == 4)
  }

  /// Files that the tool did not write are nobody's but their owner's.
  @Test func foreignFiles() throws {
    let workshop = try Self.workshopInMay()
    let foreign = [
      "CNAME", ".well-known/security.txt", "workspaces/acme/letter to acme.pdf", "finance/notes.md", "empty/.keep",
    ]
    for path in foreign { try workshop.file("output/\(path)", "mine: \(path)\n") }
    try FileManager.default.createSymbolicLink(
      atPath: workshop.folder.appending(path: "output/latest").path, withDestinationPath: "index.html")
    let before = try workshop.tree()
    #expect(try workshop.run("--period", "2024-05", "--as-of", "2024-06-02").code == 0)
    let after = try workshop.tree()
    for path in foreign {
      #expect(after.files[path] == before.files[path], "\(path)")
      #expect(after.stamps[path] == before.stamps[path], "\(path)")
    }
    let link = workshop.folder.appending(path: "output/latest").path
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "index.html")
    #expect(try FileManager.default.contentsOfDirectory(atPath: workshop.folder.path).sorted().count == 3)
  }

  /// A run that was killed leaves a staging folder; the next run clears it away and publishes.
  @Test func leftOverStage() throws {
    let workshop = try Self.workshopInMay()
    try workshop.file(".output.staging/workspaces/acme/A-2.html", "half a pa")
    #expect(try workshop.run("--period", "2024-05", "--as-of", "2024-06-02").code == 0)
    #expect(!workshop.exists(".output.staging"))
    #expect(try workshop.read("output/workspaces/acme/A-2.html").hasSuffix("</html>\n"))
  }

  /// A run with nothing new says what the run before it said, whatever else is on record.
  @Test func theSameRunSaysTheSame() throws {
    let workshop = try Self.workshopInMay()
    // A month that the exports hold one document of, and the site two.
    try workshop.exports("invoices.csv", Self.header + Self.april.split(separator: "\n")[0] + "\n")
    try workshop.exports("usage.csv", "invoice_number,service,amount\nA-1,Compute,10.00\n")
    func summary() throws -> Substring {
      let outcome = try workshop.run("--period", "2024-04", "--as-of", "2024-05-02", "--json")
      #expect(outcome.code == 0)
      // New and updated documents come last but for the time.
      let changes = try #require(outcome.stdout.firstRange(of: ",\"changes\""))
      return outcome.stdout[..<changes.lowerBound]
    }
    let first = try summary()
    #expect(first.contains("\"invoices\":2,"))
    let before = try workshop.tree()
    #expect(try summary() == first)
    #expect(try workshop.tree().rewritten(since: before) == [])
  }

  /// A page that somebody edited is noticed: by `sha256sum` at once, and by the next run that writes it.
  @Test func anEditedPageIsMended() throws {
    let workshop = try Workshop.samples()
    let all = ["--period", "2024-05", "--as-of", "2024-06-30", "--quiet"]
    #expect(try workshop.run(all).code == 0)
    let page = "output/workspaces/quillow-robotics/INV-2024-0016.html"
    let original = try workshop.bytes(page)
    try workshop.file(page, "another page")
    // A run over another workspace leaves it alone, and does not vouch for it.
    #expect(try workshop.run(all + ["--workspace", "waha-digital"]).code == 0)
    #expect(try workshop.read(page) == "another page")
    #expect(try workshop.run(all).code == 0)
    #expect(try workshop.bytes(page) == original)
  }
}
