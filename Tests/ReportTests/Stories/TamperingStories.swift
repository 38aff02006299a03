import Foundation
import Publishing
import Testing

/// What somebody who may write to the output changes there is found by the next run, which writes nothing.
@Suite("A site that somebody changed")
struct TamperingStories {
  /// May and June, signed, with something paid.
  private static func signed() throws -> Workshop {
    let workshop = try Workshop.samples()
    #expect(try workshop.run("keygen", "-q").code == 0)
    for (period, day) in [("2024-05", "2024-06-30"), ("2024-06", "2024-07-10")] {
      let outcome = try workshop.run("--period", period, "--as-of", day, "--sign", "report.key", "-q")
      #expect(outcome.code == 0, "\(outcome.stderr)")
    }
    return workshop
  }

  /// Every command that continues the site ends with 65, names the place, and leaves everything as it was. Every command
  /// that only reads it and builds on it does so, too.
  private static func expectRefused(
    _ workshop: Workshop, _ place: String, signs: Bool = true, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let before = try workshop.tree("")
    let key = signs ? ["--sign", "report.key"] : []
    let commands: [[String]] = [
      ["--period", "2024-06", "--as-of", "2024-07-11"] + key, ["refresh", "--as-of", "2024-07-11"] + key,
      ["withdraw", "INV-2024-0021", "--reason", "test", "--as-of", "2024-07-11"] + key,
      ["--period", "2024-06", "--as-of", "2024-07-11", "--dry-run"] + key,
      ["check", "--period", "2024-06", "--as-of", "2024-07-11"],
      ["--period", "2024-06", "--as-of", "2024-07-11", "--preview"],
    ]
    for command in commands {
      let outcome = try workshop.run(command)
      #expect(outcome.code == 65, "\(command): \(outcome)", sourceLocation: sourceLocation)
      #expect(outcome.stdout == "", sourceLocation: sourceLocation)
      #expect(outcome.stderr.contains(place), "\(command): \(outcome.stderr)", sourceLocation: sourceLocation)
    }
    let after = try workshop.tree("")
    #expect(after.differences(from: before) == [], sourceLocation: sourceLocation)
    #expect(after.rewritten(since: before) == [], sourceLocation: sourceLocation)
    #expect(try workshop.run("verify", "--key", "report.key.pub").code == 1, sourceLocation: sourceLocation)
  }

  @Test func asItIsTheSiteGoesOn() throws {
    let workshop = try Self.signed()
    let outcome = try workshop.run("refresh", "--as-of", "2024-07-11", "--sign", "report.key", "-q")
    #expect(outcome == Outcome(code: 0, stdout: "", stderr: ""))
    #expect(try workshop.run("verify", "--key", "report.key.pub", "-q").code == 0)
  }

  /// With the line of the file in the checksums made anew, as a start.
  @Test(arguments: [
    // A payment is 100 more, the bank account is another, a total, a date.
    ("finance/payments.jsonl", "\"amount\":\"", "\"amount\":\"1"),
    ("finance/issued/2024-05.jsonl", "DE", "XX"),
    ("finance/issued/2024-05.jsonl", "\"total\":\"", "\"total\":\"1"),
    ("finance/records/2024-05.jsonl", "\"due_date\":\"2024-", "\"due_date\":\"2025-"),
    ("finance/history.jsonl", "\"as_of\":\"2024-06-30\"", "\"as_of\":\"2024-06-29\""),
    ("finance/changes/0001.json", "new", "old"),
  ])
  func oneFile(_ path: String, _ text: String, _ other: String) throws {
    let workshop = try Self.signed()
    let former = try #require(try workshop.read("output/\(path)").firstRange(of: text))
    var edited = try workshop.read("output/\(path)")
    edited.replaceSubrange(former, with: other)
    let sums = try workshop.read("output/SHA256SUMS")
    let digests = [try workshop.read("output/\(path)"), edited].map { SHA256Digest(of: Array($0.utf8)).hexadecimal }
    try workshop.file("output/\(path)", edited)
    try Self.expectRefused(workshop, path)
    try workshop.file("output/SHA256SUMS", sums.replacing(digests[0], with: digests[1]))
    try Self.expectRefused(workshop, "SHA256SUMS is not the one that manifest.json stands for")
    // And with the manifest as well, of which only who has the key can make the signature.
    try workshop.coverUp()
    try Self.expectRefused(workshop, "manifest.json.sig is not the signature of manifest.json")
  }

  @Test func papersThatAreGone() throws {
    let workshop = try Self.signed()
    let tree = try workshop.tree()
    func back() throws { try workshop.write(tree) }
    for (gone, place) in [
      (["SHA256SUMS"], "SHA256SUMS was published and is not there"),
      (["manifest.json"], "manifest.json was published and is not there"),
      (["manifest.json.sig"], "manifest.json.sig is not there"),
      (["manifest.json.sig", "manifest.json"], "manifest.json was published and is not there"),
      (["SHA256SUMS", "manifest.json", "manifest.json.sig"], "manifest.json was published and is not there"),
      (["SHA256SUMS", "finance"], "SHA256SUMS was published and is not there"),
      (["finance/history.jsonl"], "finance/history.jsonl"),
      (["finance/records/2024-05.jsonl"], "finance/records/2024-05.jsonl"),
      (["finance"], "finance/"),
    ] {
      for path in gone { try workshop.without("output/\(path)") }
      try Self.expectRefused(workshop, place)
      try back()
    }
    #expect(try workshop.tree() == tree)
  }

  @Test func aSignatureOfAnotherKey() throws {
    let workshop = try Self.signed()
    #expect(try workshop.run("keygen", "other.key", "-q").code == 0)
    let other = try Workshop.samples()
    try other.file("report.key", bytes: workshop.bytes("other.key"))
    for (period, day) in [("2024-05", "2024-06-30"), ("2024-06", "2024-07-10")] {
      #expect(try other.run("--period", period, "--as-of", day, "--sign", "report.key", "-q").code == 0)
    }
    // The signature alone, then all that the other key signed.
    try workshop.file("output/manifest.json.sig", bytes: other.bytes("output/manifest.json.sig"))
    try Self.expectRefused(workshop, "manifest.json.sig is not the signature of manifest.json")
    try workshop.write(try other.tree())
    let outcome = try workshop.run("refresh", "--as-of", "2024-07-11", "--sign", "report.key")
    #expect(outcome.code == 65)
    #expect(outcome.stderr.contains("“output” is not signed with this key"))
  }

  /// A site that was put back as a whole holds together. Who kept the manifest knows better.
  @Test func anOldSite() throws {
    let workshop = try Self.signed()
    try workshop.file("kept.json", bytes: workshop.bytes("output/manifest.json"))
    let old = try workshop.shell("cp -a output old")
    #expect(old.code == 0)
    let hash = SHA256Digest(of: Array(try workshop.bytes("kept.json"))).hexadecimal
    #expect(try workshop.run("verify", "--since", "kept.json").code == 0)
    #expect(try workshop.run("refresh", "--as-of", "2024-07-12", "--sign", "report.key", "-q").code == 0)
    for since in ["kept.json", hash] {
      #expect(try workshop.run("verify", "--since", since).code == 0)
    }
    let newer = try workshop.bytes("output/manifest.json")
    try workshop.file("newer.json", bytes: newer)
    #expect(try workshop.shell("rm -r output && mv old output").code == 0)
    let before = try workshop.tree("")
    for since in ["newer.json", SHA256Digest(of: Array(newer)).hexadecimal] {
      let verified = try workshop.run("verify", "--since", since)
      #expect(verified.code == 1)
      #expect(verified.stderr.contains("[not-a-continuation]"))
      let outcome = try workshop.run("refresh", "--as-of", "2024-07-13", "--sign", "report.key", "--since", since)
      #expect(outcome.code == 65)
      #expect(outcome.stderr.contains("[not-a-continuation]"))
    }
    let said = try workshop.run("verify", "--since", "newer.json").stderr
    #expect(said.contains("the site is of run 2, and the manifest that was kept of run 3"))
    #expect(try workshop.tree("").differences(from: before) == [])
    #expect(try workshop.run("verify", "--since", "report.yml").code == 65)
    #expect(try workshop.run("verify", "--since", "nothing.json").code == 66)
  }

  /// The history of an unsigned site, written anew up to the manifest that was kept.
  @Test func aRewrittenHistory() throws {
    let workshop = try Workshop.samples()
    for (period, day) in [("2024-05", "2024-06-30"), ("2024-06", "2024-07-10")] {
      #expect(try workshop.run("--period", period, "--as-of", day, "-q").code == 0)
    }
    try workshop.file("kept.json", bytes: workshop.bytes("output/manifest.json"))
    #expect(try workshop.run("refresh", "--as-of", "2024-07-12", "-q").code == 0)
    let old = try workshop.read("output/finance/history.jsonl")
    try workshop.forge("output/finance/history.jsonl", "\"as_of\":\"2024-06-30\"", "\"as_of\":\"2024-06-29\"")
    let digests = [old, try workshop.read("output/finance/history.jsonl")].map {
      SHA256Digest(of: Array($0.utf8)).hexadecimal
    }
    try workshop.forge("output/manifest.json", digests[0], digests[1])
    try workshop.coverUp()
    // It holds together, and is not what it was.
    #expect(try workshop.run("verify", "-q").code == 0)
    let outcome = try workshop.run("verify", "--since", "kept.json")
    #expect(outcome.code == 1)
    #expect(outcome.stderr.contains("the first 2 runs of the history are not told as they were"))
  }

  /// A site that is made to look like one of a version that knew neither signers nor histories.
  @Test func anOlderFormat() throws {
    let workshop = try Self.signed()
    try workshop.without("output/manifest.json.sig")
    let manifest = try workshop.read("output/manifest.json")
    try workshop.file(
      "output/manifest.json",
      manifest.replacing("\"format\":2,", with: "").replacing(#/"signed_by":"\w+"/#, with: "\"signed_by\":null"))
    try workshop.coverUp()
    try Self.expectRefused(workshop, "manifest.json is of format 1, which kept no finance/history.jsonl")
    // Without any trace of the history it is an unsigned site, and who has a key is told so.
    try workshop.without("output/finance/history.jsonl")
    try workshop.coverUp()
    let rest = try workshop.read("output/manifest.json").replacing(#/"run":\d+,.*"signed_by":null,/#, with: "")
    try workshop.file("output/manifest.json", rest)
    let outcome = try workshop.run("refresh", "--as-of", "2024-07-11", "--sign", "report.key")
    #expect(outcome.code == 65)
    #expect(outcome.stderr.contains("“output” is not signed, and this run would sign it"))
  }

  /// What nobody published is not read: it would be linked, counted or copied.
  @Test(arguments: [
    "finance/changes/9999.json", "finance/changes/9999.html", "finance/reissued/2024-05.jsonl",
    "finance/withdrawn/records.jsonl", "finance/records/2024-07.jsonl", "finance/issued/2024-07.jsonl",
    "finance/unissued/2024-07.jsonl", "finance/mail.jsonl",
  ])
  func whatIsPlanted(path: String) throws {
    let workshop = try Self.signed()
    if workshop.exists("output/\(path)") { try workshop.without("output/\(path)") }
    try workshop.file("output/\(path)", "{}\n")
    try Self.expectRefused(workshop, path)
  }

  /// An edited page is not copied to what was withdrawn, where it would be vouched for.
  @Test func anEditedPageIsNotWithdrawn() throws {
    let workshop = try Self.signed()
    let page = try #require(try workshop.records()["INV-2024-0028"])["page"]
    try workshop.file("output/\(page)", workshop.read("output/\(page)") + "<!-- edited -->")
    let before = try workshop.tree("")
    let outcome = try workshop.run(
      "withdraw", "INV-2024-0028", "--reason", "test", "--as-of", "2024-07-11", "--sign", "report.key")
    #expect(outcome.code == 65)
    #expect(outcome.stderr.contains("\(page) is not as it was published"), "\(outcome.stderr)")
    #expect(try workshop.tree("").differences(from: before) == [])
  }

  /// An unsigned site is put back to a former day, for which one edit of its manifest is enough.
  @Test func anEarlierDay() throws {
    let workshop = try Workshop.samples()
    #expect(try workshop.run("--period", "2024-05", "--as-of", "2024-06-30", "-q").code == 0)
    try workshop.forge("output/manifest.json", "\"as_of\":\"2024-06-30\"", "\"as_of\":\"2024-06-01\"")
    let before = try workshop.tree("")
    let outcome = try workshop.run("--period", "2024-05", "--as-of", "2024-06-02")
    #expect(outcome.code == 65)
    #expect(outcome.stderr.contains("manifest.json is as of 2024-06-01, and its line as of 2024-06-30"))
    #expect(try workshop.tree("").differences(from: before) == [])
  }

  /// The signature is taken off, and everything is made to fit; the history says nothing of it.
  @Test func aSignatureThatWasTakenOff() throws {
    let workshop = try Self.signed()
    try workshop.file("kept.json", bytes: workshop.bytes("output/manifest.json"))
    try workshop.without("output/manifest.json.sig")
    let manifest = try workshop.read("output/manifest.json")
    try workshop.file(
      "output/manifest.json", manifest.replacing(#/"signed_by":"\w+"/#, with: "\"signed_by\":null"))
    let outcome = try workshop.run("refresh", "--as-of", "2024-07-11")
    #expect(outcome.code == 65)
    #expect(outcome.stderr.contains("manifest.json names another signer than its line"), "\(outcome.stderr)")
    #expect(try workshop.run("verify", "--since", "kept.json").code == 1)
    let history = try workshop.read("output/finance/history.jsonl").split(separator: "\n")
    let last = String(history[history.count - 1]).replacing(#/"signed_by":"\w+"/#, with: "\"signed_by\":null")
    try workshop.file("output/finance/history.jsonl", "\(history[0])\n\(last)\n")
    try workshop.coverUp()
    let told = try workshop.run("refresh", "--as-of", "2024-07-11")
    #expect(told.code == 65)
    #expect(told.stderr.contains("nothing says that the signature was adopted or removed"), "\(told.stderr)")
  }

  @Test(arguments: ["\"2\"", "0", "-3", "1", "2.0"]) func aFormatThatNobodyWrites(format: String) throws {
    let workshop = try Workshop.small()
    #expect(try workshop.runSmall().code == 0)
    try workshop.forge("output/manifest.json", "\"format\":2,", "\"format\":\(format),")
    let outcome = try workshop.run("refresh", "--as-of", "2024-07-01")
    #expect(outcome.code == 65)
    #expect(outcome.stderr.contains("manifest.json is none that this version can read"), "\(outcome.stderr)")
    #expect(try workshop.run("verify").code == 1)
  }

  @Test func twoMonthsMixed() throws {
    let workshop = try Self.signed()
    let other = try Workshop.samples()
    try other.file("report.key", bytes: workshop.bytes("report.key"))
    #expect(try other.run("--period", "2024-05", "--as-of", "2024-06-30", "--sign", "report.key", "-q").code == 0)
    for path in ["manifest.json", "manifest.json.sig", "SHA256SUMS"] {
      try workshop.file("output/\(path)", bytes: other.bytes("output/\(path)"))
    }
    try Self.expectRefused(workshop, "finance/history.jsonl is not the one that manifest.json stands for")
    try workshop.file("output/finance/history.jsonl", bytes: other.bytes("output/finance/history.jsonl"))
    try Self.expectRefused(workshop, "finance/records/2024-06.jsonl")
  }

  /// An unsigned site with every hash made anew.
  @Test func figuresThatContradictEachOther() throws {
    let workshop = try Workshop.samples()
    #expect(try workshop.run("--period", "2024-05", "--as-of", "2024-06-30", "-q").code == 0)
    let tree = try workshop.tree()
    func back() throws { try workshop.write(tree) }
    let record = try #require(try workshop.records()["INV-2024-0016"])
    let total = record["total"]

    try workshop.forge("output/finance/issued/2024-05.jsonl", "\"total\":\"\(total)\"", "\"total\":\"1\(total)\"")
    try workshop.coverUp()
    try Self.expectRefusedUnsigned(workshop, "“INV-2024-0016” was issued with other content than its record says")
    try back()

    let records = try workshop.read("output/finance/records/2024-05.jsonl").split(separator: "\n")
    let others = records.filter { !$0.contains("\"INV-2024-0016\"") }.joined(separator: "\n") + "\n"
    try workshop.file("output/finance/records/2024-05.jsonl", others)
    try workshop.coverUp()
    try Self.expectRefusedUnsigned(workshop, "“INV-2024-0016” was issued, and has no record")
    let issued = try workshop.read("output/finance/issued/2024-05.jsonl").split(separator: "\n")
    try workshop.file(
      "output/finance/issued/2024-05.jsonl",
      issued.filter { !$0.contains("\"INV-2024-0016\"") }.joined(separator: "\n") + "\n")
    try workshop.without("output/workspaces/quillow-robotics/INV-2024-0016.html")
    try workshop.coverUp()
    try Self.expectRefusedUnsigned(
      workshop, "the last run left documents: \(records.count), and there are records: \(records.count - 1)")
  }

  private static func expectRefusedUnsigned(
    _ workshop: Workshop, _ place: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let before = try workshop.tree("")
    let outcome = try workshop.run("--period", "2024-05", "--as-of", "2024-07-01")
    #expect(outcome.code == 65, "\(outcome)", sourceLocation: sourceLocation)
    #expect(outcome.stderr.contains(place), "\(outcome.stderr)", sourceLocation: sourceLocation)
    #expect(try workshop.tree("").differences(from: before) == [], sourceLocation: sourceLocation)
    #expect(try workshop.run("verify").code == 1, sourceLocation: sourceLocation)
  }

  /// An unsigned site whose content was changed under its record, or whose record leads elsewhere, with every hash made anew.
  @Test(arguments: [
    (
      "finance/issued/2024-05.jsonl", "\"due_date\":\"2024-07-01\"", "\"due_date\":\"2029-07-01\"",
      "was issued with other content"
    ),
    (
      "finance/records/2024-05.jsonl", "\"page\":\"workspaces/acme/", "\"page\":\"workspaces/../../x/",
      "has its page outside the site"
    ),
  ])
  func contentUnderItsRecord(_ path: String, _ text: String, _ other: String, _ said: String) throws {
    let workshop = try Workshop.small()
    #expect(try workshop.runSmall().code == 0)
    try workshop.forge("output/\(path)", text, other)
    try workshop.coverUp()
    let before = try workshop.tree("")
    let outcome = try workshop.run("refresh", "--as-of", "2024-07-01")
    #expect(outcome.code == 65)
    #expect(outcome.stderr.contains("“INV-1” \(said)"), "\(outcome.stderr)")
    #expect(try workshop.tree("").differences(from: before) == [])
  }

  /// Papers that are something else than files.
  @Test(arguments: ["manifest.json", "finance/history.jsonl", "finance/payments.jsonl"])
  func papersThatAreNoFiles(path: String) throws {
    let workshop = try Workshop.small()
    #expect(try workshop.runSmall().code == 0)
    #expect(try workshop.shell("mv output/\(path) kept && ln -s \"$PWD/kept\" output/\(path)").code == 0)
    let outcome = try workshop.run("refresh", "--as-of", "2024-07-01")
    #expect(outcome.code == 65, "\(outcome)")
    #expect(outcome.stderr.contains(path), "\(outcome.stderr)")
  }

  /// Nothing may lead out of the site.
  @Test(arguments: ["../x", "/etc/passwd", "a/../../x", "no checksum"])
  func linesOfTheChecksums(name: String) throws {
    let workshop = try Workshop.small()
    #expect(try workshop.runSmall().code == 0)
    let digest = SHA256Digest(of: []).hexadecimal
    let line = name == "no checksum" ? name : "\(digest)  \(name)"
    let sums = try workshop.read("output/SHA256SUMS")
    try workshop.file("output/SHA256SUMS", sums + line + "\n")
    try workshop.forge(
      "output/manifest.json", SHA256Digest(of: Array(sums.utf8)).hexadecimal,
      SHA256Digest(of: Array((sums + line + "\n").utf8)).hexadecimal)
    let outcome = try workshop.run("--period", "2024-05", "--as-of", "2024-07-01")
    #expect(outcome.code == 65)
    #expect(outcome.stderr.contains("[bad-checksum-line]"), "\(outcome.stderr)")
  }
}

extension Workshop {
  /// Puts the files of a tree into the output.
  fileprivate func write(_ tree: Tree) throws {
    for (path, data) in tree.files where !path.hasSuffix("/") { try file("output/\(path)", bytes: data) }
  }
}
