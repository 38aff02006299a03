import Foundation
import Testing

/// A published site is held against itself: every edit, loss and addition is named.
@Suite("Verifying a site")
struct VerifyTests {
  /// The sample exports, published and signed.
  private static func samples() throws -> Workshop {
    let workshop = try Workshop.samples()
    #expect(try workshop.run("keygen", "--quiet").code == 0)
    let outcome = try workshop.run("--period", "all", "--as-of", "2024-07-10", "--sign", "report.key", "--quiet")
    #expect(outcome == Outcome(code: 0, stdout: "", stderr: ""))
    return workshop
  }

  private static func small() throws -> Workshop {
    let workshop = try Workshop.small()
    #expect(try workshop.runSmall().code == 0)
    return workshop
  }

  /// The findings of a verification, the first line of each.
  private static func findings(_ workshop: Workshop, _ arguments: String...) throws -> [String] {
    let outcome = try workshop.run(["verify"] + arguments)
    let lines = outcome.stderr.split(separator: "\n").filter { !$0.hasPrefix("  ") }.map(String.init)
    #expect(outcome.code == (lines.contains { !$0.hasPrefix("note: ") } ? 1 : 0))
    return lines
  }

  @Test func aSoundSite() throws {
    let workshop = try Self.samples()
    let outcome = try workshop.run("verify", "--key", "report.key.pub")
    let stdout =
      """
      Site in output, as of 2024-07-10, published by report 1.2.0

        33 documents of 8 workspaces, 107 files, 52 pages, 517 links
        signed with this key

      Everything agrees.

      """
    #expect(outcome == Outcome(code: 0, stdout: stdout, stderr: ""))
  }

  @Test func withoutAKeyASignatureIsNoted() throws {
    let workshop = try Self.samples()
    let outcome = try workshop.run("verify", "output/")
    let stderr =
      """
      note: manifest.json.sig was not checked [unchecked-signature]
        fix: name the public key with --key to check it

      """
    #expect(outcome.code == 0)
    #expect(outcome.stderr == stderr)
    #expect(outcome.stdout.contains("  signed; the signature was not checked\n"))
  }

  @Test func json() throws {
    let workshop = try Self.small()
    let outcome = try workshop.run("verify", "--json")
    let elapsed = try #require(outcome.stdout.firstMatch(of: #/"elapsed":\d+\.\d\d}\n$/#))
    let files = try workshop.tree().files.filter { !["manifest.json", "SHA256SUMS"].contains($0.key) }
    let stdout =
      """
      {"folder":"output","version":"1.2.0","as_of":"2024-06-30","files":\(files.count { !$0.key.hasSuffix("/") }),\
      "bytes":\(files.values.reduce(0) { $0 + $1.count }),"documents":1,"workspaces":1,\
      "pages":\(files.count { $0.key.hasSuffix(".html") }),"links":24,"recomputed":null,"signature":"none",\
      "findings":{"error":0,"warning":0,"note":0},
      """
    #expect(outcome.stdout.prefix(upTo: elapsed.range.lowerBound) == stdout)
    #expect(outcome.code == 0)
  }

  /// One bit of one byte, in every file in turn.
  @Test func everyByteCounts() throws {
    let workshop = try Self.samples()
    let tree = try workshop.tree()
    #expect(tree.files.count { !$0.key.hasSuffix("/") } == 110)
    for (path, data) in tree.files where !path.hasSuffix("/") {
      var edited = data
      if data.isEmpty { edited.append(1) } else { edited[edited.startIndex + edited.count / 2] ^= 1 }
      try workshop.file("output/\(path)", bytes: edited)
      let findings = try Self.findings(workshop, "--key", "report.key.pub")
      #expect(findings.contains { $0.contains("error: ") && $0.contains(path) }, "\(path)")
      try workshop.file("output/\(path)", bytes: data)
    }
    #expect(try Self.findings(workshop, "--key", "report.key.pub") == [])
  }

  @Test func everyFileIsMissed() throws {
    let workshop = try Self.samples()
    for (path, data) in try workshop.tree().files where !path.hasSuffix("/") {
      try workshop.without("output/\(path)")
      let findings = try Self.findings(workshop, "--key", "report.key.pub")
      #expect(findings.contains { $0.hasPrefix("error: \(path) ") }, "\(path): \(findings)")
      // A page that is gone is named once, not for every link to it.
      if path.hasSuffix(".html") || path.hasSuffix(".csv") { #expect(findings.count == 1) }
      try workshop.file("output/\(path)", bytes: data)
    }
  }

  @Test func whatIsAdded() throws {
    let workshop = try Self.small()
    try workshop.file("output/CNAME", "pay.example\n").file("output/notes/mine.txt", "x")
      .file("output/workspaces/acme/INV-2.html", "x").file("output/finance/deep/x", "x")
    let findings = try Self.findings(workshop)
    #expect(
      findings == [
        "warning: finance/deep/x is not on the list of published files [file-extra]",
        "warning: workspaces/acme/INV-2.html is not on the list of published files [file-extra]",
        "note: CNAME was not published by this tool [foreign-file]",
        "note: notes/ was not published by this tool [foreign-file]",
      ])
  }

  @Test func whatIsNoFile() throws {
    let workshop = try Self.small()
    let folder = workshop.folder.appending(path: "output").path
    // What the links lead to would be read, and found right, if they were followed.
    try FileManager.default.moveItem(atPath: "\(folder)/index.html", toPath: "\(folder)/../real.html")
    try FileManager.default.createSymbolicLink(atPath: "\(folder)/index.html", withDestinationPath: "../real.html")
    try FileManager.default.moveItem(atPath: "\(folder)/finance/records", toPath: "\(folder)/../records")
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder)/finance/records", withDestinationPath: "../../records")
    #expect(mkfifo("\(folder)/finance/pipe", 0o600) == 0)
    let findings = try Self.findings(workshop)
    #expect(
      findings == [
        "error: finance/records/2024-05.jsonl was published and is not there [file-missing]",
        "error: index.html was published and is not there [file-missing]",
        "error: finance/records is a symbolic link [linked-file]", "error: index.html is a symbolic link [linked-file]",
        "error: manifest.json says documents: 1 for 2024-05, and there are 0 records [manifest-differs]",
        "finance/issued/2024-05.jsonl:1: error: “INV-1” was issued and has no record [issued-differs]",
        "warning: finance/pipe is not on the list of published files [file-extra]",
      ])
  }

  @Test(.enabled(if: Unprivileged.isPossible))
  func whatMayNotBeRead() throws {
    let workshop = try Self.small()
    try workshop.permitting(0o777, "").permitting(0, "output/index.html")
    let outcome = try workshop.run("verify", under: Unprivileged.launcher)
    #expect(outcome.code == 1)
    #expect(outcome.stderr.hasPrefix("error: index.html cannot be read: Permission denied [file-changed]\n"))
  }

  @Test func checksumLines() throws {
    let workshop = try Self.small()
    let sums = try workshop.read("output/SHA256SUMS")
    let digest = sums.prefix(64)
    let last = sums.split(separator: "\n").count
    try workshop.file("output/SHA256SUMS", "\(sums)\(digest)  ../secret\nnone\n\(digest)  index.html\n")
    #expect(
      try Self.findings(workshop) == [
        "error: SHA256SUMS is not the one that manifest.json stands for [manifest-differs]",
        "SHA256SUMS:\(last + 1): error: “../secret” leads out of the site [bad-checksum-line]",
        "SHA256SUMS:\(last + 2): error: this is no checksum: “none” [bad-checksum-line]",
        "SHA256SUMS:\(last + 3): error: “index.html” is listed twice [bad-checksum-line]",
      ])
  }

  @Test func aManifestOfAnother() throws {
    let workshop = try Self.small()
    let manifest = try workshop.read("output/manifest.json")
    for other in ["", "{}", "[]", manifest.replacingOccurrences(of: "\"report\"", with: "\"other\"")] {
      try workshop.file("output/manifest.json", other)
      #expect(
        try Self.findings(workshop) == ["error: manifest.json is none that this version can read [manifest-differs]"])
    }
    try workshop.file("output/manifest.json", manifest.replacingOccurrences(of: "\"files\":", with: "\"files\":9"))
    #expect(try Self.findings(workshop).count == 1)
  }

  @Test func swappedPages() throws {
    let workshop = try Self.samples()
    let a = "output/workspaces/quillow-robotics/INV-2024-0016.html"
    let b = "output/workspaces/quillow-robotics/INV-2024-0008.html"
    let (first, second) = (try workshop.bytes(a), try workshop.bytes(b))
    try workshop.file(a, bytes: second).file(b, bytes: first)
    #expect(try workshop.run("verify", "--quiet") == Outcome(code: 1, stdout: "", stderr: ""))
    let changed = try Self.findings(workshop)
    for path in [a, b].map({ $0.dropFirst("output/".count) }) {
      #expect(changed.contains("error: \(path) is not what was published [file-changed]"))
    }
    try workshop.coverUp()
    let covered = try Self.findings(workshop)
    #expect(covered.count { $0.contains("[page-differs]") } == 2)
    #expect(covered.contains { $0.contains("it does not show the number INV-2024-0016") })
  }

  /// Checksums and manifest agree with the forged site: what still tells is what the site says elsewhere.
  @Test(
    arguments: [
      (
        "finance/records/2024-05.jsonl", "\"total\":\"10.00\"", "\"total\":\"11.00\"",
        "subtotal + tax is 10.00, and total is 11.00 [figures-differ]"
      ),
      (
        "finance/records/2024-05.jsonl", "\"paid\":\"4.00\"", "\"paid\":\"10.00\"",
        "leaves due is 0.00, and due is 6.00 [figures-differ]"
      ),
      (
        "finance/records/2024-05.jsonl", "\"invoice_number\":\"INV-1\"", "\"invoice_number\":\"INV-9\"",
        "it does not show the number INV-9 [page-differs]"
      ),
      (
        "finance/records/2024-05.jsonl", "INV-1.html", "INV-2.html",
        "“INV-1” has no page workspaces/acme/INV-2.html [page-differs]"
      ),
      (
        "finance/records/2024-05.jsonl", "workspaces/acme/INV-1.html", "../../etc/x.html",
        "“INV-1” names “../../etc/x.html” as its page [page-differs]"
      ),
      (
        "finance/records/2024-05.jsonl", "\"lines\":2", "\"lines\":1",
        "lines is 2, and the record says 1 [page-differs]"
      ),
      ("finance/records/2024-05.jsonl", "}\n", "\n", "this is no record: it is not an object [unreadable-record]"),
      ("workspaces/acme/INV-1.html", "10.00", "11.00", "it does not show the total 10.00 [page-differs]"),
      ("workspaces/acme/INV-1.html", "6.00", "0.00", "it does not show the amount due 6.00 [page-differs]"),
      ("workspaces/acme/INV-1.html", "status-due\">Due", "status-paid\">Paid", "its status is not Due [page-differs]"),
      ("workspaces/acme/INV-1.html", "INV-1", "INV-10", "it does not show the number INV-1 [page-differs]"),
      (
        "workspaces/acme/INV-1.html", "\"index.html\"", "\"list.html\"",
        "links to “list.html”, which is not there [broken-link]"
      ),
      (
        "workspaces/acme/INV-1.html", "\"index.html\"", "\"../../index.html\"",
        "links to “../../index.html” [outside-link]"
      ),
      ("workspaces/acme/INV-1.html", "\"index.html\"", "\"javascript:x\"", "links to “javascript:x” [outside-link]"),
      (
        "workspaces/acme/INV-1.csv", "7.50", "7.51",
        "its lines add up to 10.01, and the record says 10.00 [page-differs]"
      ),
      ("workspaces/acme/INV-1.csv", "Storage", "\"Storage", "it is no CSV of lines [page-differs]"),
      (
        "workspaces/acme/index.html", "INV-1.html", "index.html",
        "workspaces/acme/index.html does not link to workspaces/acme/INV-1.html [list-differs]"
      ),
      ("workspaces/acme/index.html", "10.00", "12.00", "does not show the total of 10.00 EUR [list-differs]"),
      ("index.html", ">6.00<", ">0.00<", "index.html does not show the amount due of 6.00 EUR [list-differs]"),
      (
        "index.html", "finance/periods/2024-05.html", "index.html",
        "index.html does not link to finance/periods/2024-05.html [list-differs]"
      ),
      (
        "finance/periods/2024-05.html", "INV-1.html", "index.html",
        "does not link to workspaces/acme/INV-1.html [list-differs]"
      ),
    ])
  func forgeries(path: String, text: String, other: String, finding: String) throws {
    let workshop = try Self.small()
    try workshop.forge("output/\(path)", text, other)
    #expect(try Self.findings(workshop).contains("error: \(path) is not what was published [file-changed]"))
    try workshop.coverUp()
    let findings = try Self.findings(workshop)
    #expect(findings.contains { $0.hasSuffix(finding) }, "\(findings)")
    #expect(!findings.contains { $0.contains("[file-changed]") || $0.hasPrefix("error: SHA256SUMS") })
  }

  /// Whoever forges a figure everywhere it stands, and all hashes with it, is still told by what was issued or paid.
  @Test func aForgedTotal() throws {
    let workshop = try Self.small()
    for path in [
      "finance/records/2024-05.jsonl", "workspaces/acme/INV-1.html", "workspaces/acme/index.html", "index.html",
      "finance/periods/2024-05.html",
    ] {
      try workshop.forge("output/\(path)", "10.00", "9.00")
      try workshop.forge("output/\(path)", "6.00", "5.00")
    }
    for (text, other) in [("\"amount\":\"7.50\"", "\"amount\":\"6.50\""), ("7.50", "6.50")] {
      let path = text == "7.50" ? "workspaces/acme/INV-1.csv" : "finance/records/2024-05.jsonl"
      try workshop.forge("output/\(path)", text, other)
    }
    try workshop.coverUp()
    #expect(
      try Self.findings(workshop) == [
        "finance/issued/2024-05.jsonl:1: error: the record of “INV-1” (finance/records/2024-05.jsonl:1) differs in subtotal, "
          + "total, service_totals [issued-differs]"
      ])
  }

  @Test func aForgedPayment() throws {
    let workshop = try Self.small()
    try workshop.forge("output/finance/records/2024-05.jsonl", "\"paid\":\"4.00\"", "\"paid\":\"10.00\"")
    try workshop.forge("output/finance/records/2024-05.jsonl", "\"due\":\"6.00\"", "\"due\":\"0.00\"")
    try workshop.forge("output/finance/records/2024-05.jsonl", "\"status\":\"due\"", "\"status\":\"paid\"")
    for path in [
      "workspaces/acme/INV-1.html", "workspaces/acme/index.html", "index.html", "finance/periods/2024-05.html",
    ] {
      try workshop.forge("output/\(path)", "6.00", "0.00")
      try workshop.forge("output/\(path)", "status-due\">Due", "status-paid\">Paid")
    }
    try workshop.coverUp()
    #expect(
      try Self.findings(workshop) == [
        "finance/records/2024-05.jsonl:1: error: “INV-1”: paid is 10.00, and comes to 4.00; due is 0.00, and comes to 6.00; "
          + "status is paid, and comes to due [balance-differs]"
      ])
    // And if the payment is forged as well, only the signature would tell.
    try workshop.forge("output/finance/payments.jsonl", "4.00", "10.00")
    try workshop.forge("output/finance/records/2024-05.jsonl", "[\"partially_paid\"]", "[]")
    try workshop.coverUp()
    #expect(try Self.findings(workshop) == [])
  }

  @Test(
    arguments: [
      (
        "finance/issued/2024-05.jsonl", "\"net\":\"7.50\"", "\"net\":\"7.51\"",
        "issued “INV-1”: the sum of its nets is 10.01, and subtotal is 10.00 [figures-differ]"
      ),
      (
        "finance/issued/2024-05.jsonl", "\"name\":\"acme\"", "\"name\":\"Acme\"",
        "differs in issued_sha256 [issued-differs]"
      ),
      (
        "finance/issued/2024-05.jsonl", "2024-07-01", "2024-07-02",
        "differs in due_date, issued_sha256 [issued-differs]"
      ),
      (
        "finance/issued/2024-05.jsonl", "\"INV-1\"", "\"INV-2\"",
        "“INV-2” was issued and has no record [issued-differs]"
      ),
      ("finance/issued/2024-05.jsonl", "{", "[", "this is no issued content: it is not an object [unreadable-record]"),
      ("finance/records/2024-05.jsonl", "2024-07-01", "2024-07-31", "differs in due_date [issued-differs]"),
      (
        "finance/records/2024-05.jsonl", "\"invoice_number\":\"INV-1\"", "\"invoice_number\":\"INV-9\"",
        "“INV-9” has no issued content, and is due [issued-differs]"
      ),
      (
        "finance/payments.jsonl", "2024-06-10", "2024-07-10",
        "paid is 4.00, and comes to 0.00; due is 6.00, and comes to 10.00; flags is [partially_paid], and comes to []; state_since is 2024-06-10, and comes to 2024-06-01 [balance-differs]"
      ),
      (
        "finance/payments.jsonl", "succeeded", "refunded",
        "paid is 4.00, and comes to 0.00; due is 6.00, and comes to 10.00; flags is [partially_paid], and comes to [refunded] [balance-differs]"
      ),
      (
        "finance/issued/2024-05.jsonl", "\"usage_rows\":1", "\"usage_rows\":9223372036854775807",
        "this is no issued content: usage_rows is not a whole number [unreadable-record]"
      ),
      (
        "finance/records/2024-05.jsonl", "\"usage_rows\":2", "\"usage_rows\":9223372036854775807",
        "this is no record: usage_rows is not a whole number [unreadable-record]"
      ),
      (
        "finance/payments.jsonl", "\"type\":\"payment\"", "\"type\":\"gift\"",
        "this is no payment or credit note: type is not a word that is known there [unreadable-record]"
      ),
      (
        "finance/payments.jsonl", "4.00", "-4.00",
        "this is no payment or credit note: amount is not an amount of EUR [unreadable-record]"
      ),
    ])
  func forgedContentsAndPayments(path: String, text: String, other: String, finding: String) throws {
    let workshop = try Self.small()
    try workshop.forge("output/\(path)", text, other)
    try workshop.coverUp()
    let findings = try Self.findings(workshop)
    #expect(findings.contains { $0.hasSuffix(finding) }, "\(findings)")
  }

  @Test func aPaymentThatStandsTwice() throws {
    let workshop = try Self.small()
    let payments = "output/finance/payments.jsonl"
    try workshop.file(payments, workshop.read(payments) + workshop.read(payments))
    try workshop.coverUp()
    let findings = try Self.findings(workshop)
    #expect(
      findings.contains(
        "finance/payments.jsonl:2: error: this payment “P-1” for “INV-1” stands in line 1 already [duplicate-id]"))
  }

  @Test(arguments: ["finance/issued", "finance/payments.jsonl"])
  func whatIsKeptCannotJustGo(_ path: String) throws {
    let workshop = try Self.small()
    try workshop.without("output/\(path)")
    try workshop.coverUp()
    let expected =
      path == "finance/issued"
      ? "finance/records/2024-05.jsonl:1: error: “INV-1” has no issued content, and is due [issued-differs]"
      : "error: finance/payments.jsonl was published and is not there [file-missing]"
    #expect(try Self.findings(workshop) == [expected])
  }

  /// A year of everything the tool does to a site: each state of it agrees with itself.
  @Test func aSiteThroughItsLife() throws {
    let workshop = try Workshop.samples()
    func run(_ arguments: String...) throws {
      let outcome = try workshop.run(arguments + ["--quiet"])
      #expect(outcome.code <= 1, "\(outcome.stderr)")
      #expect(try Self.findings(workshop).filter { !$0.hasPrefix("note: ") } == [], "\(arguments)")
    }
    try run("--period", "2024-03", "--as-of", "2024-04-10")
    try run("--period", "2024-05", "--as-of", "2024-06-02", "--hold", "INV-2024-0016")
    try run("--period", "2024-05", "--as-of", "2024-06-02", "--workspace", "quillow-robotics")
    try run("--period", "2024-04", "--as-of", "2024-06-30")
    try workshop.forge("report.yml", "Musterweg 12", "Musterweg 13")
    try run("refresh", "--as-of", "2024-07-10")
    try workshop.forge("exports/workspaces.csv", "Quillow Robotics", "Quillow Robots")
    try run("--period", "2024-05", "--as-of", "2024-07-10", "--reissue", "the customer has another name")
    #expect(try workshop.tree().paths.contains("workspaces/quillow-robotics/INV-2024-0016~r1.html"))
    try run("withdraw", "INV-2024-0028", "--reason", "published by mistake", "--as-of", "2024-07-11")
    #expect(try workshop.tree().paths.contains { $0.hasPrefix("finance/withdrawn/") })
    for file in try workshop.tree("exports").paths { try workshop.without("exports/\(file)") }
    try workshop.exports(
      "usage.csv", "workspace_id,billing_period,service,amount,currency\nnew,2024-08,Compute,1.00,EUR\n")
    try run("refresh", "--as-of", "2024-09-01")
    try workshop.forge("report.yml", "declared: error", "declared: warn")
    try run("refresh", "--as-of", "2024-09-01", "--workspace", "sakura-data")
  }

  @Test func whatWasIssuedBeforeStays() throws {
    let workshop = try Workshop.small()
    #expect(try workshop.runSmall().code == 0)
    try workshop.exports("workspaces.csv", "workspace_id,name\nacme,Acme\n")
    #expect(try workshop.run("--period", "2024-05", "--as-of", "2024-06-30", "--reissue", "name", "-q").code == 0)
    #expect(try Self.findings(workshop) == [])
    try workshop.without("output/finance/reissued")
    try workshop.coverUp()
    #expect(
      try Self.findings(workshop) == [
        "finance/issued/2024-05.jsonl:1: error: what “INV-1” was issued with before is not in finance/reissued/ [issued-differs]"
      ])
  }

  /// The signature says what hashes alone cannot.
  @Test func aPerfectForgery() throws {
    let workshop = try Self.samples()
    try workshop.forge("output/finance/receivables.csv", "quillow-robotics", "quillow-robotic5")
    try workshop.coverUp()
    // The manifest names the key that made it.
    let found =
      "error: manifest.json.sig is not the signature of manifest.json by the key that it names [bad-signature]"
    #expect(try Self.findings(workshop).filter { !$0.hasPrefix("note: ") } == [found])
    let stderr =
      """
      error: manifest.json.sig is not this key's signature of manifest.json [bad-signature]
        why: another key made it, or one of the two files is not what was signed
        fix: check that the key is the right one; restore the site from a backup, or publish it again from the exports

      """
    let outcome = try workshop.run("verify", "--key", "report.key.pub")
    #expect((outcome.code, outcome.stderr) == (1, stderr))
    #expect(outcome.stdout.hasSuffix("  the signature does not hold\n\n1 error to look at, above.\n"))
  }

  @Test func againstTheExports() throws {
    let workshop = try Self.samples()
    let outcome = try workshop.run("verify", "--against", "exports/", "--key", "report.key.pub")
    let stdout =
      """
      Site in output, as of 2024-07-10, published by report 1.2.0

        33 documents of 8 workspaces, 107 files, 52 pages, 517 links
        signed with this key
        33 records worked out anew from the exports

      Everything agrees.

      """
    #expect(outcome == Outcome(code: 0, stdout: stdout, stderr: ""))
    #expect(try workshop.run("verify", "--against", "exports", "--json").stdout.contains("\"recomputed\":33,"))
  }

  @Test func exportsThatSaySomethingElse() throws {
    let workshop = try Self.small()
    let before = try workshop.tree()
    try workshop.usage("INV-1,Network,,,,1.00", "INV-2,Network,,,,2.00")
      .exports("invoices.csv", Small.invoices + "INV-2,acme,2024-05,2024-06-01,2024-07-01,EUR\n")
      .exports("payments.csv", Small.payments.replacing("4.00", with: "11.00"))
    let outcome = try workshop.run("verify", "--against", "exports")
    let stderr =
      """
      error: “INV-2” is in the exports, with a total of 2.00 EUR, and not on the site [exports-differ]
        why: the last run was asked for its month
        fix: publish the month again
      finance/records/2024-05.jsonl:1: error: “INV-1”: services is 2, and comes to 3; usage_rows is 2, and comes to 3; \
      subtotal is 10.00, and comes to 11.00; total is 10.00, and comes to 11.00; paid is 4.00, and comes to 11.00; \
      due is 6.00, and comes to 0.00; status is due, and comes to paid; flags is [partially_paid], and comes to [] \
      [exports-differ]
        why: the exports in exports come to that, as of 2024-06-30
        fix: verify with the exports and the configuration that the site was made from; if these are those, restore the \
      site from a backup, or publish it again from the exports

      """
    #expect((outcome.code, outcome.stderr) == (1, stderr))
    #expect(try workshop.tree().rewritten(since: before) == [])
  }

  /// What is forged consistently, contents included, still is not what the exports come to.
  @Test func aForgedPaymentAgainstTheExports() throws {
    let workshop = try Self.small()
    for (text, other) in [
      ("4.00", "10.00"), ("6.00", "0.00"), ("[\"partially_paid\"]", "[]"), ("\"due\",", "\"paid\","),
    ] {
      try workshop.forge("output/finance/records/2024-05.jsonl", text, other)
    }
    try workshop.forge("output/finance/payments.jsonl", "4.00", "10.00")
    for path in [
      "workspaces/acme/INV-1.html", "workspaces/acme/index.html", "index.html", "finance/periods/2024-05.html",
    ] {
      try workshop.forge("output/\(path)", "6.00", "0.00")
      try workshop.forge("output/\(path)", "status-due\">Due", "status-paid\">Paid")
    }
    try workshop.coverUp()
    #expect(try Self.findings(workshop) == [])
    #expect(try Self.findings(workshop, "--against", "exports").count == 1)
  }

  @Test func exportsOfLater() throws {
    let workshop = try Self.samples()
    for file in try workshop.tree("exports").paths where file != "workspaces.csv" {
      try workshop.without("exports/\(file)")
    }
    try workshop.exports(
      "usage.csv", "workspace_id,billing_period,service,amount,currency\nnew,2024-08,Compute,1.00,EUR\n")
    #expect(
      try Self.findings(workshop, "--against", "exports") == [
        "error: “INV-2024-08-new” is in the exports, with a total of 1.00 EUR, and not on the site [exports-differ]",
        "note: records of documents that the exports in exports do not hold any more: 33 [exports-differ]",
        "note: manifest.json.sig was not checked [unchecked-signature]",
      ])
  }

  @Test func againstNothing() throws {
    let workshop = try Self.small()
    #expect(try workshop.run("verify", "--against", "nowhere").code == 66)
    #expect(try workshop.run("verify", "--against", "").code == 64)
    #expect(try workshop.run("verify", "--config", "report.yml").code == 64)
    #expect(try workshop.run("verify", "--against", "exports", "--config", "nowhere.yml").code == 78)
    try workshop.usage("INV-1,Network,,,,one")
    let outcome = try workshop.run("verify", "--against", "exports")
    #expect(outcome.code == 65)
    #expect(outcome.stderr.contains("amount is “one” [number]"))
  }

  @Test func twoRecordsOfOneDocument() throws {
    let workshop = try Self.small()
    let records = "output/finance/records/2024-05.jsonl"
    try workshop.file(records, workshop.read(records) + workshop.read(records))
    try workshop.coverUp()
    let findings = try Self.findings(workshop).filter { $0.contains("[duplicate-id]") }
    #expect(
      findings == [
        "finance/records/2024-05.jsonl:2: error: the number “INV-1” is also that of finance/records/2024-05.jsonl:1 [duplicate-id]",
        "finance/records/2024-05.jsonl:2: error: the page “workspaces/acme/INV-1.html” is also that of "
          + "finance/records/2024-05.jsonl:1 [duplicate-id]",
      ])
  }

  @Test func manyFindingsAreCounted() throws {
    let workshop = try Many.workshop()
    #expect(try workshop.run("--period", "2024-05", "--as-of", "2024-06-30", "--quiet").code == 0)
    for path in try workshop.tree("output/workspaces").paths where path.hasSuffix(".html") && path.contains("R-") {
      try workshop.forge("output/workspaces/\(path)", "</body>", "</body> ")
    }
    let outcome = try workshop.run("verify")
    #expect(outcome.code == 1)
    #expect(
      outcome.stderr.hasSuffix("and besides these:\n  742 more errors [file-changed]\n"),
      "\(outcome.stderr.suffix(200))")
    #expect(try workshop.run("verify", "--jobs", "1").stderr == workshop.run("verify", "--jobs", "7").stderr)
  }

  @Test func noSite() throws {
    let workshop = try Workshop.small()
    let missing =
      """
      error: output cannot be verified: there is no such folder
        fix: name a folder that report has published to

      """
    #expect(try workshop.run("verify") == Outcome(code: 66, stdout: "", stderr: missing))
    let other =
      """
      error: exports cannot be verified: it holds neither manifest.json nor SHA256SUMS
        fix: name a folder that report has published to

      """
    #expect(try workshop.run("verify", "exports") == Outcome(code: 66, stdout: "", stderr: other))
    #expect(try workshop.run("verify", "report.yml").code == 66)
    #expect(try workshop.run("verify", "").code == 64)
    #expect(try workshop.run("verify", "--jobs", "0").code == 64)
  }

  /// Nothing is written, not even where a folder may be written to.
  @Test func nothingIsWritten() throws {
    let workshop = try Self.small()
    let before = try workshop.tree("")
    _ = try Self.findings(workshop)
    let after = try workshop.tree("")
    #expect(after.differences(from: before) == [])
    #expect(after.rewritten(since: before) == [])
  }

  /// Names that need every kind of encoding, on pages that link to each other.
  @Test func strangeNames() throws {
    let workshop = try Workshop()
      .exports(
        "invoices.csv",
        "invoice_number,workspace_id,billing_period,issue_date,currency\n"
          + "A/1 & <b>,\"a b/ü%\",2024-05,2024-06-01,EUR\nindex,\"a b/ü%\",2024-05,2024-06-01,JPY\n"
          + ".. ,..,2024-05,2024-06-01,EUR\n\"'\"\"`*\",..,2024-05,2024-06-01,KWD\n"
      )
      .exports(
        "usage.csv",
        "invoice_number,service,amount\nA/1 & <b>,\"=1+\"\"2\"\"\",0.30\nindex,x,7\n.. ,y,-1.00\n\"'\"\"`*\",\"a,b\nc\",1.5\n"
      )
    #expect(try workshop.run("--period", "all", "--as-of", "2024-06-30", "--quiet").code == 0)
    #expect(try Self.findings(workshop) == [])
  }
}
