import Foundation
import Testing

/// What is published, packed: complete, whole, the same every time, and nothing of anybody else.
@Suite("Archives")
struct ArchiveTests {
  private static let may = ["archive", "--period", "2024-05"]

  /// The sample exports, published with all formats.
  private static func samples() throws -> Workshop {
    let workshop = try Workshop.samples()
    try workshop.file(
      "report.yml", workshop.read("report.yml") + "\npublish: {formats: [html, csv, md], usage_detail: true}\n")
    let outcome = try workshop.run("--period", "all", "--as-of", "2024-07-10", "--quiet")
    #expect(outcome == Outcome(code: 0, stdout: "", stderr: ""))
    return workshop
  }

  private static func small() throws -> Workshop {
    let workshop = try Workshop.small()
    #expect(try workshop.runSmall().code == 0)
    return workshop
  }

  /// Unpacks every zip below `archive/` into a folder of its own in `unpacked/`: `2024-05/acme`, and `2024-05/all` for the
  /// whole month. Returns their names.
  private static func unpacked(_ workshop: Workshop) throws -> [String] {
    let zips = try workshop.tree("archive").paths.filter { $0.hasSuffix(".zip") }
    return try zips.map { zip in
      let name = zip.contains("/") ? String(zip.dropLast(4)) : "\(zip.dropLast(4))/all"
      try workshop.unzip("archive/\(zip)", to: "unpacked/\(name)")
      return name
    }
  }

  @Test func summary() throws {
    let workshop = try Self.samples()
    let stdout =
      """
      Billing period 2024-05, as published in output

        9 documents of 8 workspaces

      Archived to archive: 9 new zips, 0 updated, 0 unchanged.

      """
    #expect(try workshop.run(Self.may) == Outcome(code: 0, stdout: stdout, stderr: ""))
    #expect(
      try workshop.tree("archive").paths == [
        "2024-05.zip", "2024-05/", "2024-05/creme-sjobris.zip", "2024-05/fernwolke-freight.zip",
        "2024-05/galil-analytics.zip", "2024-05/lanternfish-media.zip", "2024-05/pipe-dream.zip",
        "2024-05/quillow-robotics.zip", "2024-05/sakura-data.zip", "2024-05/waha-digital.zip",
      ])
    let again = try workshop.run(Self.may + ["--json"])
    let elapsed = try #require(again.stdout.firstMatch(of: #/"elapsed":\d+\.\d\d}\n$/#))
    #expect(
      again.stdout.prefix(upTo: elapsed.range.lowerBound) == """
        {"period":"2024-05","archive":"archive","documents":9,"workspaces":8,"zips":{"new":0,"updated":0,"unchanged":9},
        """)
  }

  @Test func whatIsInThem() throws {
    let workshop = try Self.samples()
    #expect(try workshop.run(Self.may).code == 0)
    #expect(
      try workshop.infos(of: "archive/2024-05/creme-sjobris.zip").map(\.name) == [
        "CN-2024-0001.csv", "CN-2024-0001.html", "CN-2024-0001.md", "INV-2024-0009.csv", "INV-2024-0009.html",
        "INV-2024-0009.usage.csv", "INV-2024-0017.csv", "INV-2024-0017.html", "INV-2024-0017.md",
        "INV-2024-0017.usage.csv", "SHA256SUMS", "index.html", "issued.jsonl", "payments.jsonl", "records.jsonl",
      ])
    let own = try workshop.infos(of: "archive/2024-05.zip").map(\.name).filter { !$0.hasPrefix("workspaces/") }
    #expect(
      own == [
        "SHA256SUMS", "finance/issued/2024-05.jsonl", "finance/payments.jsonl", "finance/periods/2024-05.html",
        "finance/reconciliation/2024-05.html", "finance/records/2024-05.jsonl", "index.html", "site/SHA256SUMS",
        "site/manifest.json",
      ])
    for name in try Self.unpacked(workshop) where !name.hasSuffix("/all") {
      let inside = try workshop.tree("unpacked/2024-05/all/workspaces/\(name.dropFirst(8))")
      #expect(try workshop.tree("unpacked/\(name)") == inside)
    }
    #expect(
      try workshop.bytes("unpacked/2024-05/all/finance/records/2024-05.jsonl")
        == workshop.bytes("output/finance/records/2024-05.jsonl"))
    #expect(try workshop.bytes("unpacked/2024-05/all/site/SHA256SUMS") == workshop.bytes("output/SHA256SUMS"))
    #expect(try workshop.bytes("unpacked/2024-05/all/site/manifest.json") == workshop.bytes("output/manifest.json"))
  }

  /// Nothing of the machine that made them is in them, and other programs read them.
  @Test func otherPrograms() throws {
    let workshop = try Self.samples()
    #expect(try workshop.run("archive", "--period", "all", "--quiet").code == 0)
    let zips = try workshop.tree("archive").paths.filter { $0.hasSuffix(".zip") }
    #expect(zips.count > 30)
    for zip in zips {
      let infos = try workshop.infos(of: "archive/\(zip)")
      let names = infos.map(\.name)
      #expect(names == Set(names).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
      #expect(names.allSatisfy { !$0.hasPrefix("/") && !$0.contains("..") && !$0.contains("\\") })
      #expect(Set(infos.map(\.date)) == [[1980, 1, 1, 0, 0, 0]])
      #expect(Set(infos.map(\.mode)) == [0o100644])
      #expect(Set(infos.map(\.method)) == [8])
      #expect(try workshop.command("/usr/bin/unzip", "-tqq", "archive/\(zip)").code == 0)
      if FileManager.default.isExecutableFile(atPath: "/usr/bin/bsdtar") {
        #expect(
          try workshop.command("/usr/bin/bsdtar", "-tf", "archive/\(zip)").stdout.split(separator: "\n").count
            == names.count)
      }
    }
    for name in try Self.unpacked(workshop) {
      let outcome = try workshop.command(
        "/usr/bin/sha256sum", "-c", "--strict", "--quiet", "SHA256SUMS", in: "unpacked/\(name)")
      #expect(outcome == Outcome(code: 0, stdout: "", stderr: ""))
      let files = try workshop.tree("unpacked/\(name)").paths.filter { !$0.hasSuffix("/") && $0 != "SHA256SUMS" }
      let listed = try workshop.read("unpacked/\(name)/SHA256SUMS").split(separator: "\n").map { $0.dropFirst(66) }
      #expect(listed.map(String.init) == files)
    }
  }

  /// Every file is the one that is published, but for those that an archive has of its own.
  @Test func pagesAreThoseOfTheSite() throws {
    let workshop = try Self.samples()
    #expect(try workshop.run(Self.may).code == 0)
    _ = try Self.unpacked(workshop)
    let site = try workshop.tree()
    var compared = 0
    for (path, bytes) in try workshop.tree("unpacked/2024-05/all").files where !path.hasSuffix("/") {
      let isOwn = path.hasPrefix("site/") || path == "SHA256SUMS" || path == "finance/payments.jsonl"
      if isOwn || path.hasSuffix("index.html") || path.hasPrefix("workspaces/") && path.hasSuffix("SUMS") { continue }
      if path.hasPrefix("workspaces/"), path.hasSuffix(".jsonl") { continue }
      #expect(bytes == site.files[path], "\(path)")
      compared += 1
    }
    #expect(compared == 42)
  }

  /// No link leads out of the folder it is unpacked to, and none to nothing.
  @Test func links() throws {
    let workshop = try Self.samples()
    #expect(try workshop.run("archive", "--period", "all", "--quiet").code == 0)
    var links = 0
    for name in try Self.unpacked(workshop) {
      let tree = try workshop.tree("unpacked/\(name)")
      for page in tree.paths where page.hasSuffix(".html") {
        for link in try workshop.links(of: page, in: "unpacked/\(name)") {
          links += 1
          #expect(tree.files[link] != nil, "\(name): \(page) links to \(link)")
        }
      }
    }
    #expect(links > 700)
    let page = try workshop.read("unpacked/2024-05/quillow-robotics/index.html")
    #expect(page.contains("<a href=\"INV-2024-0016.html\">View</a>"))
    #expect(page.contains("650.26"))
    #expect(page.contains("<style>\n:root{"))
  }

  /// What tells one workspace from the others stands in no other workspace's zip: ids, names, addresses, numbers.
  @Test func nothingOfOthers() throws {
    let workshop = try Self.samples()
    #expect(try workshop.run("archive", "--period", "all", "--quiet").code == 0)
    var tokens: [String: Set<String>] = [:]
    for record in try workshop.records().values {
      tokens[record["workspace_id"], default: []]
        .formUnion([record["workspace_id"], record["workspace_name"], record["invoice_number"]])
    }
    for line in try workshop.read("output/finance/payments.jsonl").split(separator: "\n") {
      let payment = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      guard let workspace = payment["workspace_id"] as? String, let id = payment["id"] as? String else { continue }
      tokens[workspace, default: []].insert(id)
    }
    for row in try workshop.read("exports/workspaces.csv").split(separator: "\n").dropFirst() {
      let id = String(row.prefix { $0 != "," })
      let email = try #require(row.firstMatch(of: #/[^,]+@[^,]+/#))
      tokens[id, default: []].insert(String(email.0))
    }
    #expect(tokens.count == 8)
    var looked = 0
    for name in try Self.unpacked(workshop) where !name.hasSuffix("/all") {
      let own = String(name.dropFirst(8))
      for (path, bytes) in try workshop.tree("unpacked/\(name)").files where !path.hasSuffix("/") {
        let text = String(decoding: bytes, as: UTF8.self) + path
        for (workspace, tokens) in tokens where workspace != own {
          looked += tokens.count
          for token in tokens where text.contains(token) { Issue.record("\(name)/\(path) holds \(token)") }
        }
      }
      let text = try workshop.read("unpacked/\(name)/records.jsonl")
      #expect(tokens[own]?.contains { text.contains($0) } == true)
    }
    #expect(looked > 10_000)
  }

  /// The lines that are kept of a document, and no others, in the order of the site.
  @Test func keptLines() throws {
    let workshop = try Self.samples()
    #expect(try workshop.run("archive", "--period", "2024-04", "--quiet").code == 0)
    _ = try Self.unpacked(workshop)
    let archive = "unpacked/2024-04/creme-sjobris"
    let numbers = ["INV-2024-0009"]
    func lines(_ file: String) throws -> [String] { try workshop.read(file).split(separator: "\n").map(String.init) }
    func own(_ file: String, _ key: String = "invoice_number") throws -> [String] {
      try lines(file).filter { line in numbers.contains { line.contains("\"\(key)\":\"\($0)\"") } }
    }
    #expect(try lines("\(archive)/records.jsonl") == own("output/finance/records/2024-04.jsonl"))
    #expect(try lines("\(archive)/issued.jsonl") == own("output/finance/issued/2024-04.jsonl"))
    #expect(try lines("\(archive)/payments.jsonl") == own("output/finance/payments.jsonl"))
    #expect(try lines("\(archive)/payments.jsonl").count == 1)
    let whole = try lines("unpacked/2024-04/all/finance/payments.jsonl")
    let all = try lines("output/finance/payments.jsonl")
    #expect(whole == all.filter(whole.contains))
    #expect(whole.count < all.count && whole.count > 2)
  }

  /// Neither the zone, the language, the umask, the times of files nor the number of threads shows.
  @Test func sameBytes() throws {
    let workshop = try Self.samples()
    let all = ["archive", "--period", "all", "--quiet"]
    #expect(try workshop.run(all).code == 0)
    let first = try workshop.tree("archive")
    for path in try workshop.tree().paths where !path.hasSuffix("/") {
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSince1970: 1_500_000_000), .posixPermissions: 0o600],
        ofItemAtPath: workshop.folder.appending(path: "output/\(path)").path)
    }
    workshop.environment("TZ", "Asia/Tokyo").environment("LC_ALL", "tr_TR.UTF-8").environment("LANG", "tr_TR.UTF-8")
    let umask = ["/bin/sh", "-c", "umask 077; exec \"$0\" \"$@\""]
    #expect(try workshop.run(all + ["--archive", "other/", "--jobs", "1"], under: umask).code == 0)
    #expect(try workshop.tree("other").differences(from: first) == [])
    #expect(try workshop.run(all + ["--jobs", "5"]).code == 0)
    #expect(try workshop.tree("archive").rewritten(since: first) == [])
    #expect(try workshop.tree("archive").paths == first.paths)
  }

  /// A payment that came in since changes the zips that it is in, and no others.
  @Test func onlyWhatChanged() throws {
    let workshop = try Self.samples()
    let period = ["archive", "--period", "2024-04..2024-05"]
    #expect(try workshop.run(period).code == 0)
    let before = try workshop.tree("archive")
    try workshop.exports(
      "payments-july.csv",
      "payment_id,invoice_number,date,amount,currency,status\nJ-1,INV-2024-0018,2024-07-09,693.11,USD,succeeded\n")
    #expect(try workshop.run("--period", "2024-06", "--as-of", "2024-07-10", "--quiet").code == 0)
    #expect(
      try workshop.run(period).stdout.hasSuffix("Archived to archive: 0 new zips, 3 updated, 15 unchanged.\n"))
    // The manifest of the site is in every month's.
    #expect(
      try workshop.tree("archive").rewritten(since: before)
        == ["2024-04.zip", "2024-05.zip", "2024-05/lanternfish-media.zip"])
  }

  @Test func oneWorkspace() throws {
    let workshop = try Self.samples()
    let outcome = try workshop.run(Self.may + ["--workspace", "pipe-dream", "--archive", "kept/zips"])
    #expect(outcome.stdout.contains("1 document of 1 workspace\n"))
    #expect(try workshop.tree("kept").paths == ["zips/", "zips/2024-05/", "zips/2024-05/pipe-dream.zip"])
  }

  /// The former versions of a document that was issued again are enclosed, and what they were issued with.
  @Test func reissued() throws {
    let workshop = try Self.small()
    try workshop.exports(
      "invoices.csv",
      Small.invoices.replacingOccurrences(of: ",currency", with: ",currency,purchase_order")
        .replacingOccurrences(of: ",EUR", with: ",EUR,PO-1"))
    let run = ["--period", "2024-05", "--as-of", "2024-06-30"]
    #expect(try workshop.run(run + ["--reissue", "The order number"]).code == 0)
    #expect(try workshop.run(Self.may).code == 0)
    #expect(
      try workshop.infos(of: "archive/2024-05/acme.zip").map(\.name) == [
        "INV-1.csv", "INV-1.html", "INV-1~r1.csv", "INV-1~r1.html", "SHA256SUMS", "index.html", "issued.jsonl",
        "payments.jsonl",
        "records.jsonl", "reissued.jsonl",
      ])
  }

  // MARK: With the exports

  /// Years later every line can be traced: the exports are packed as they were read.
  @Test func withTheExports() throws {
    let workshop = try Self.samples()
    #expect(try workshop.run(Self.may + ["--with-exports"]).code == 0)
    try workshop.unzip("archive/2024-05.zip", to: "all")
    #expect(try workshop.tree("all/exports") == workshop.tree("exports"))
    #expect(try workshop.shell("cd all && sha256sum --check --quiet --strict SHA256SUMS").code == 0)
    #expect(try workshop.read("all/index.html").contains("exports/payments.json"))
    // Nobody else's: workspaces get nothing of them.
    #expect(try workshop.infos(of: "archive/2024-05/pipe-dream.zip").allSatisfy { !$0.name.hasPrefix("exports/") })
    // The folder may lie elsewhere by now.
    #expect(try workshop.shell("mv exports kept").code == 0)
    let again = try workshop.run(Self.may + ["--with-exports", "--exports", "kept"])
    #expect(again.stdout.contains("Nothing changed: archive is up to date."))
  }

  @Test func otherExports() throws {
    let workshop = try Self.small()
    let remedy =
      """
        why: an archive holds the exports whose hashes the manifest states, and no others
        fix: archive right after the run that read them, name their folder with --exports, or leave out --with-exports

      """
    try workshop.forge("exports/usage.csv", "7.50", "7.51").without("exports/payments.csv")
    try expectRefusal(
      65,
      """
      error: exports/payments.csv cannot be read: No such file or directory [exports-differ]
      \(remedy)\
      error: exports/usage.csv is not the export that the site was made from [exports-differ]
      \(remedy)
      2 errors: the data was refused. Nothing was written.

      """, workshop, Self.may + ["--with-exports"])
    let outcome = try workshop.run(Self.may + ["--with-exports", "--workspace", "acme"])
    #expect(outcome.code == 64)
    #expect(!workshop.exists("archive"))
  }

  // MARK: Refused

  /// The run ends with this code and says this, and nothing at all is written.
  private func expectRefusal(
    _ code: Int32, _ stderr: String, _ workshop: Workshop, _ arguments: [String] = Self.may,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let before = try workshop.tree("")
    let outcome = try workshop.run(arguments)
    #expect(outcome == Outcome(code: code, stdout: "", stderr: stderr), sourceLocation: sourceLocation)
    #expect(try workshop.tree("").differences(from: before) == [], sourceLocation: sourceLocation)
  }

  @Test func editedPage() throws {
    let workshop = try Self.small()
    #expect(try workshop.run(Self.may).code == 0)
    try workshop.forge("output/workspaces/acme/INV-1.html", "10.00", "90.00")
    try workshop.forge("output/finance/periods/2024-05.html", "10.00", "90.00")
    let outcome = try workshop.run(Self.may)
    #expect(outcome.code == 65)
    #expect(outcome.stderr.contains("error: workspaces/acme/INV-1.html is not what was published [file-changed]"))
    #expect(outcome.stderr.hasSuffix("1 error: the data was refused. Nothing was written.\n"))
  }

  /// Whichever file it is that goes into an archive: an edit of it stops the run.
  @Test func everyEditedFile() throws {
    let workshop = try Self.samples()
    #expect(try workshop.run(Self.may + ["--archive", "first"]).code == 0)
    let enclosed = try workshop.infos(of: "first/2024-05.zip").map(\.name)
    let tree = try workshop.tree()
    var edited = 0
    for (path, bytes) in tree.files
    where enclosed.contains(path) && path != "index.html" || path.hasSuffix("payments.jsonl") {
      var other = bytes
      other[other.startIndex + other.count / 2] ^= 1
      try workshop.file("output/\(path)", bytes: other)
      let outcome = try workshop.run(Self.may)
      #expect(outcome.code == 65, "\(path)")
      #expect(outcome.stderr.contains(path), "\(path)")
      try workshop.file("output/\(path)", bytes: bytes)
      edited += 1
    }
    #expect(edited == 52)
    #expect(!workshop.exists("archive"))
  }

  @Test func lostFile() throws {
    let workshop = try Self.small()
    try workshop.without("output/workspaces/acme/INV-1.csv")
    let outcome = try workshop.run(Self.may)
    #expect(outcome.code == 65)
    #expect(outcome.stderr.contains("workspaces/acme/INV-1.csv"))
    #expect(!workshop.exists("archive"))
  }

  @Test func otherChecksums() throws {
    let workshop = try Self.small()
    try workshop.file("output/SHA256SUMS", workshop.read("output/SHA256SUMS").split(separator: "\n")[0] + "\n")
    let stderr =
      """
      error: SHA256SUMS is not the one that manifest.json stands for [manifest-differs]
        why: its hash is not the one that manifest.json states
        fix: restore the site from a backup, or publish it again from the exports

      1 error: the data was refused. Nothing was written.

      """
    try expectRefusal(65, stderr, workshop)
  }

  /// A record whose page lies elsewhere, with checksums that agree.
  @Test(arguments: [
    "workspaces/../../etc/INV-1.html", "/etc/INV-1.html", "finance/INV-1.html", "workspaces/acme/x/INV-1.html",
  ])
  func pageElsewhere(_ page: String) throws {
    let workshop = try Self.small()
    try workshop.forge("output/finance/records/2024-05.jsonl", "workspaces/acme/INV-1.html", page)
    try workshop.coverUp()
    let outcome = try workshop.run(Self.may)
    #expect(outcome.code == 65)
    #expect(outcome.stderr.contains("error: the record of “INV-1” names “\(page)” as its page [page-differs]"))
    #expect(!workshop.exists("archive"))
  }

  /// A name that unpacks to another place on some system.
  @Test func unsafeName() throws {
    let workshop = try Self.small()
    try workshop.file("output/workspaces/acme/..\\x.html", "<p>")
    try workshop.forge("output/workspaces/acme/INV-1.html", "href=\"INV-1.csv\"", "href=\"..\\x.html\"")
    try workshop.coverUp()
    let stderr =
      """
      error: the name “..\\x.html” is not safe in a zip: it could be unpacked to another place
        fix: run report verify to see what else was changed, and restore the output from a backup
      Nothing was written.

      """
    try expectRefusal(65, stderr, workshop)
  }

  @Test func linkThatLeadsOut() throws {
    let workshop = try Self.small()
    try workshop.forge("output/workspaces/acme/INV-1.html", "href=\"index.html\"", "href=\"../../index.html\"")
    try workshop.coverUp()
    let stderr =
      """
      error: workspaces/acme/INV-1.html links to “../../index.html”, which is no part of its archive [outside-link]
        why: an archive is read by itself: its pages lead to each other, to the web and to mail
        fix: mend the link in the template or in report.yml, and publish again

      1 error: the data was refused. Nothing was written.

      """
    try expectRefusal(65, stderr, workshop)
  }

  @Test func damagedRecord() throws {
    let workshop = try Self.small()
    try workshop.file("output/finance/records/2024-05.jsonl", "{}\n")
    try workshop.coverUp()
    let stderr =
      """
      output/finance/records/2024-05.jsonl:1: error: this is no record that this version can read
        fix: restore the file from a backup of the output, or publish into a new folder
      Nothing was written.

      """
    try expectRefusal(65, stderr, workshop)
  }

  // MARK: Nothing there

  @Test func noSite() throws {
    let stderr =
      """
      error: output holds no published site
        fix: publish first, or name the folder that report has published to with --output
      Nothing was written.

      """
    try expectRefusal(66, stderr, Workshop())
    try expectRefusal(66, stderr, Workshop().file("output/index.html", "mine"))
  }

  @Test func noDocuments() throws {
    let workshop = try Self.samples()
    let outcome = try workshop.run("archive", "--period", "2031-01")
    let stdout =
      "No document of 2031-01 is published in output: nothing was written.\n"
      + "Months that are published: 2024-03..2024-06.\n"
    #expect(outcome == Outcome(code: 1, stdout: stdout, stderr: ""))
    #expect(!workshop.exists("archive"))
  }

  @Test func noSuchWorkspace() throws {
    let stderr =
      """
      error: no document of 2024-05 is for the workspace “acmee”
        fix: did you mean acme? Write a workspace_id that has documents in that period
      Nothing was written.

      """
    try expectRefusal(66, stderr, Self.small(), Self.may + ["--workspace", "acmee"])
  }

  // MARK: The folder of the zips

  @Test(arguments: ["output/archive", "output", ".", "output/workspaces/../zips"])
  func archiveInTheSite(_ path: String) throws {
    let stderr =
      """
      error: \(path) cannot hold the archives: it and output lie in each other, and archives are no part of the site
        fix: name a folder beside it, such as archive
      Nothing was written.

      """
    try expectRefusal(73, stderr, Self.small(), Self.may + ["--archive", path])
  }

  @Test func somethingInTheWay() throws {
    for (path, found, mine) in [("2024-05.zip", "a folder", "/mine"), ("2024-05", "a file", "")] {
      let stderr =
        """
        error: cannot create archive/\(path): it is \(found)
          fix: move it away, then run again; it is not replaced, and links are not followed
        Nothing was written.

        """
      try expectRefusal(73, stderr, Self.small().file("archive/\(path)\(mine)", "x"))
    }
  }

  /// A disk that is full leaves the zips that were there and nothing else; so does a kill, once the next run is done.
  @Test func fullDisk() throws {
    let workshop = try Self.samples()
    #expect(try workshop.run(Self.may).code == 0)
    let before = try workshop.tree("archive")
    try workshop.exports(
      "payments-july.csv",
      "payment_id,invoice_number,date,amount,currency,status\nJ-1,INV-2024-0018,2024-07-09,693.11,USD,succeeded\n")
    #expect(try workshop.run("--period", "2024-06", "--as-of", "2024-07-10", "--quiet").code == 0)
    let stderr =
      """
      error: cannot write archive/.staging/2024-05.zip: Write error
        fix: check the disk and its free space, then run again
      The output is as it was.

      """
    let outcome = try workshop.run(Self.may, under: ["/usr/bin/prlimit", "--fsize=30000", "--core=0"])
    #expect(outcome == Outcome(code: 74, stdout: "", stderr: stderr))
    #expect(try workshop.tree("archive") == before)
    #expect(try workshop.tree("archive").rewritten(since: before) == [])

    try workshop.file("archive/.staging/2024-05.zip", "half a zip").file("archive/.staging/2024-05/x.zip", "PK")
    #expect(try workshop.run(Self.may).code == 0)
    #expect(try workshop.tree("archive").paths == before.paths)
    #expect(try workshop.tree("archive").rewritten(since: before) == ["2024-05.zip", "2024-05/lanternfish-media.zip"])
  }
}
