import Testing

/// The exports that come with the project: the first thing anybody runs.
@Suite("The sample exports")
struct SampleTests {
  @Test func oneMonth() throws {
    let workshop = try Workshop.samples()
    let outcome = try workshop.run("--period", "2024-05", "--as-of", "2024-06-30")
    let stdout =
      """
      Billing period 2024-05, as of 2024-06-30

        8 invoices, 8 workspaces, 46 usage rows
        4 due, 1 failed, 1 processing, 2 paid, 1 credit note issued

             Subtotal     Tax    Total  Credited    Paid     Due
        EUR    893.98  168.57  1062.55      0.00  120.00  942.55
        JPY     37944    3794    41738         0   41738       0
        USD   1169.82   76.24  1246.06      0.00  364.67  881.39

      Published to output: 48 new files, 0 updated, 0 unchanged.
      Next: open output/index.html and look the invoices over, then publish the folder.

      """
    #expect(outcome == Outcome(code: 0, stdout: stdout, stderr: ""))
    #expect(try workshop.tree().paths.filter { !$0.contains("workspaces/") } == Self.financeFiles)
    #expect(try workshop.tree().paths.count { $0.hasSuffix(".html") && $0.contains("/INV-") } == 8)
  }

  private static let financeFiles = [
    "SHA256SUMS", "finance/", "finance/changes/", "finance/changes/0001.html", "finance/changes/0001.json",
    "finance/history.jsonl",
    "finance/issued/", "finance/issued/2024-05.jsonl", "finance/payments.jsonl", "finance/periods/",
    "finance/periods/2024-05.html", "finance/receivables.csv",
    "finance/receivables.html", "finance/reconciliation/", "finance/reconciliation/2024-05.html",
    "finance/reconciliation/findings.jsonl", "finance/records/",
    "finance/records/2024-05.jsonl", "index.html", "manifest.json",
  ]

  private static let everything =
    """
    Billing period all, as of 2024-07-10

      31 invoices, 8 workspaces, 177 usage rows
      12 due, 2 failed, 2 processing, 13 paid, 2 credit notes issued, 1 draft, 1 void

           Subtotal     Tax    Total  Credited     Paid      Due
      EUR   3958.09  745.07  4703.16     82.30  1959.15  2681.71
      JPY    138901   13890   152791         0   117108    35683
      USD   3538.71  222.57  3761.28      5.25  2514.15  1241.88


    """

  @Test func everyMonth() throws {
    let workshop = try Workshop.samples()
    let published = """
      Published to output: 109 new files, 0 updated, 0 unchanged.
      Next: open output/index.html and look the invoices over, then publish the folder.

      """
    let first = try workshop.run("generate", "--period", "all", "--as-of", "2024-07-10")
    #expect(first == Outcome(code: 0, stdout: Self.everything + published, stderr: ""))
    let unchanged = """
      Nothing changed: output is up to date.
      Next: open output/index.html and look the invoices over, then publish the folder.

      """
    let second = try workshop.run("generate", "--period", "all", "--as-of", "2024-07-10")
    #expect(second == Outcome(code: 0, stdout: Self.everything + unchanged, stderr: ""))
  }

  @Test func dryRun() throws {
    let workshop = try Workshop.samples()
    let before = try workshop.tree("")
    let outcome = try workshop.run("--period", "all", "--as-of", "2024-07-10", "--dry-run")
    #expect(
      outcome == Outcome(code: 0, stdout: Self.everything + "A dry run: nothing was written.\n", stderr: ""))
    #expect(try workshop.tree("").differences(from: before) == [])
  }

  @Test func json() throws {
    let workshop = try Workshop.samples()
    let outcome = try workshop.run("--period", "all", "--as-of", "2024-07-10", "--json")
    let elapsed = try #require(outcome.stdout.firstMatch(of: #/"elapsed":\d+\.\d\d}\n$/#))
    let files = try workshop.tree().files.filter { !$0.key.hasSuffix("/") }
    let bytes = files.reduce(0) { $0 + $1.value.count }
    let stdout =
      """
      {"period":"all","as_of":"2024-07-10","invoices":31,"workspaces":8,"usage_rows":177,"files":109,"bytes":\(bytes),\
      "totals":{\
      "EUR":{"subtotal":"3958.09","discount":"25.00","tax":"745.07","total":"4703.16","credited":"82.30",\
      "paid":"1959.15","written_off":"0.00","pending":"750.26","refunded":"0.00","due":"2681.71","credit":"20.00"},\
      "JPY":{"subtotal":"138901","discount":"0","tax":"13890","total":"152791","credited":"0",\
      "paid":"117108","written_off":"0","pending":"0","refunded":"0","due":"35683","credit":"0"},\
      "USD":{"subtotal":"3538.71","discount":"80.19","tax":"222.57","total":"3761.28","credited":"5.25",\
      "paid":"2514.15","written_off":"0.00","pending":"60.13","refunded":"376.78","due":"1241.88","credit":"0.00"}},\
      "statuses":{"void":1,"draft":1,"scheduled":0,"issued":2,"paid":13,"processing":2,"failed":2,"due":12},\
      "findings":{"error":0,"warning":0,"note":0},\
      "changes":{"new":33,"updated":0,"unchanged":0,"reissued":0,"withdrawn":0,"held":0},
      """
    #expect(outcome.stdout.prefix(upTo: elapsed.range.lowerBound) == stdout)
    #expect(outcome.code == 0)
    #expect(outcome.stderr == "")
    #expect(files.count == 109)
  }

  @Test func quiet() throws {
    let workshop = try Workshop.samples()
    let outcome = try workshop.run("--period", "2024-05", "--as-of", "2024-06-30", "--quiet")
    #expect(outcome == Outcome(code: 0, stdout: "", stderr: ""))
    #expect(workshop.exists("output/workspaces/waha-digital/INV-2024-0023.html"))
    #expect(try workshop.run("--period", "2024-05", "-q", "--exports", "none").code == 66)
  }

  @Test func oneWorkspace() throws {
    let workshop = try Workshop.samples()
    let outcome = try workshop.run("--period", "2024-05", "--as-of", "2024-06-30", "--workspace", "waha-digital")
    let stdout =
      """
      Billing period 2024-05, as of 2024-06-30

        1 invoice, 1 workspace, 4 usage rows
        1 failed

             Subtotal   Tax  Total  Credited  Paid    Due
        USD     54.50  2.73  57.23      0.00  0.00  57.23

      Published to output: 18 new files, 0 updated, 0 unchanged.
      Next: open output/index.html and look the invoices over, then publish the folder.

      """
    #expect(outcome == Outcome(code: 0, stdout: stdout, stderr: ""))
    #expect(
      try workshop.tree("output/workspaces").paths
        == ["", "INV-2024-0023.csv", "INV-2024-0023.html", "index.html", "statement.csv"].map { "waha-digital/\($0)" })
  }
}
