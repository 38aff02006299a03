import Foundation
import Testing

/// A folder that a stranger made is looked at and left as it is, and so is everything outside it.
@Suite("Folders made by strangers")
struct HostileSiteTests {
  /// A site with a folder outside that must not be touched, and a link to it.
  private static func site() throws -> Workshop {
    let workshop = try Workshop.small().file("mine/thesis.txt", "years of work\n")
    #expect(try workshop.runSmall().code == 0)
    #expect(try workshop.shell("ln -s ../mine output/link").code == 0)
    return workshop
  }

  private static let reading: [[String]] = [
    ["verify"], ["archive", "--period", "2024-05"], ["check", "--period", "2024-05", "--as-of", "2024-06-30"],
    ["--period", "2024-05", "--as-of", "2024-06-30", "--preview"],
    ["--period", "2024-05", "--as-of", "2024-06-30", "--dry-run"],
  ]

  /// Everything outside temporary folders, whatever kinds of files there are.
  private static func listing(_ workshop: Workshop, _ folders: String = "output mine exports") throws -> String {
    try workshop.shell("find \(folders) -printf '%p %i %s %T@ %y %m\\n' | LC_ALL=C sort | od -An -c").stdout
  }

  @Test(arguments: [
    "remove link/thesis.txt\nend\n", "remove ../mine/thesis.txt\nend\n", "remove CNAME\nend\n",
    "remove index.html\nend\n",
    "move \(String(repeating: "0", count: 64)) index.html\nend\n", "",
  ])
  func aPlantedJournal(text: String) throws {
    let workshop = try Self.site()
    try workshop.file("output/CNAME", "pay.example\n").file("output/.report/journal", text)
      .file("output/.report/stage/index.html", "planted")
    let before = try Self.listing(workshop)
    for command in Self.reading {
      let outcome = try workshop.run(command)
      #expect(outcome.code == 75, "\(command): \(outcome)")
      #expect(outcome.stdout == "")
      #expect(outcome.stderr.contains("[unfinished-publication]"))
    }
    #expect(try Self.listing(workshop) == before)
    let tree = try workshop.tree("mine").files
    for command in [
      ["refresh", "--as-of", "2024-06-30"], ["withdraw", "INV-1", "--reason", "x", "--as-of", "2024-06-30"],
    ] {
      let outcome = try workshop.run(command)
      #expect(outcome.code == 65, "\(outcome)")
      #expect(outcome.stderr.contains("is not what an interrupted publication leaves"), "\(outcome.stderr)")
    }
    #expect(try workshop.tree("mine").files == tree)
    #expect(try Self.listing(workshop) == before)
  }

  /// Whatever lies in the folder is named, nothing is waited for, and the rest is looked at.
  @Test func specialFiles() throws {
    let workshop = try Self.site()
    let made = try workshop.shell(
      """
      set -e
      cd output
      mkfifo workspaces/acme/pipe finance/records/2024-06.jsonl
      mkdir "workspaces/$(printf 'caf\\351')" "$(printf 'top\\377')"
      echo x > "workspaces/$(printf 'caf\\351')/late.txt"
      echo x > "workspaces/acme/$(printf 'a\\nb')"
      ln -s /etc/passwd workspaces/acme/passwd.html
      ln -s . workspaces/acme/loop
      """)
    #expect(made.code == 0, "\(made.stderr)")
    let before = try Self.listing(workshop)
    let outcome = try workshop.run("verify")
    #expect(outcome.code == 1)
    for name in [
      "acme/pipe", "finance/records/2024-06.jsonl", "workspaces/caf\\xE9", "passwd.html", "acme/loop", "link",
    ] {
      #expect(outcome.stderr.contains(name), "\(name): \(outcome.stderr)")
    }
    #expect(try Self.listing(workshop) == before)
  }

  /// A preview is replaced as a whole, and never takes the place of a site.
  @Test func aPreviewInPlaceOfASite() throws {
    let workshop = try Self.site()
    #expect(try workshop.shell("ln -s output preview").code == 0)
    let before = try Self.listing(workshop)
    let outcome = try workshop.run("--period", "2024-05", "--as-of", "2024-06-30", "--preview")
    #expect(outcome.code == 73, "\(outcome)")
    #expect(outcome.stderr.contains("it holds a published site"))
    #expect(try Self.listing(workshop) == before)
  }

  /// A signed site is not replaced by an unsigned one that somebody staged in it.
  @Test func aStageThatNobodySigned() throws {
    let workshop = try Workshop.small()
    #expect(try workshop.run("keygen", "-q").code == 0)
    #expect(try workshop.run("--period", "2024-05", "--as-of", "2024-06-30", "--sign", "report.key", "-q").code == 0)
    let made = try workshop.shell(
      """
      set -e
      mkdir -p output/.report
      cp -a output stage && rm -r stage/.report stage/manifest.json.sig
      echo forged >> stage/index.html
      cd stage
      sed -i 's/"signed_by":"[0-9a-f]*"/"signed_by":null/' manifest.json
      old=$(sha256sum SHA256SUMS | cut -c1-64)
      sed -i "s/^.*  index.html/$(sha256sum index.html | cut -c1-64)  index.html/" SHA256SUMS
      sed -i "s/$old/$(sha256sum SHA256SUMS | cut -c1-64)/" manifest.json
      for file in SHA256SUMS index.html manifest.json; do
        echo "move $(sha256sum $file | cut -c1-64) $file"
      done > ../output/.report/journal
      printf 'remove manifest.json.sig\\nend\\n' >> ../output/.report/journal
      cd .. && mv stage output/.report/stage
      """)
    #expect(made.code == 0, "\(made.stderr)")
    let before = try Self.listing(workshop, "output exports")
    for arguments in [[], ["--sign", "report.key"]] {
      let outcome = try workshop.run(["refresh", "--as-of", "2024-07-02"] + arguments)
      #expect(outcome.code == 65, "\(outcome)")
      #expect(outcome.stderr.contains("the site is signed, and what was staged is not"), "\(outcome.stderr)")
    }
    #expect(try Self.listing(workshop, "output exports") == before)
  }

  /// Finishing what another run left is told before anything else: the error that follows says that nothing was written.
  @Test func finishingIsTold() throws {
    let workshop = try Workshop.small()
    #expect(try workshop.runSmall().code == 0)
    #expect(try workshop.shell("cp -a output former && report refresh --as-of 2024-07-10 -q").code == 0)
    let new = try workshop.tree()
    let made = try workshop.shell(
      """
      set -e
      mv output new && mv former output && mkdir output/.report
      cd new
      for file in $(find . -type f -printf '%P\n'); do
        cmp -s $file ../output/$file || echo "move $(sha256sum $file | cut -c1-64) $file"
      done > ../output/.report/journal
      echo end >> ../output/.report/journal
      cd .. && mv new output/.report/stage
      """)
    #expect(made.code == 0, "\(made.stderr)")
    try workshop.exports("usage.csv", Small.usage + "INV-9,Compute,1,hour,0.25,\n")
    let outcome = try workshop.run("refresh", "--as-of", "2024-07-10")
    #expect(outcome.code == 65)
    #expect(outcome.stderr.hasPrefix("note: the last publication to output was interrupted; it was finished first\n"))
    #expect(outcome.stderr.hasSuffix("Nothing was written.\n"))
    #expect(try workshop.tree().differences(from: new) == [])
    #expect(try workshop.run("verify", "-q").code == 0)
  }

  /// Something else in place of the checksums is no site to go on from.
  @Test(arguments: ["mv SHA256SUMS ../mine/sums && ln -s ../mine/sums SHA256SUMS", "rm SHA256SUMS && mkdir SHA256SUMS"])
  func noFileOfChecksums(command: String) throws {
    let workshop = try Self.site()
    #expect(try workshop.shell("cd output && \(command)").code == 0)
    let before = try Self.listing(workshop)
    for command in [
      ["refresh", "--as-of", "2024-07-02"], ["withdraw", "INV-1", "--reason", "x", "--as-of", "2024-07-02"],
      ["--period", "2024-05", "--as-of", "2024-07-02", "--dry-run"],
    ] {
      let outcome = try workshop.run(command)
      #expect(outcome.code == 65, "\(command): \(outcome)")
      #expect(outcome.stderr.contains("output/SHA256SUMS is a"), "\(outcome.stderr)")
    }
    #expect(try Self.listing(workshop) == before)
  }

  /// To Swift the Kelvin sign is the letter K: a folder of somebody's is no folder of a workspace for that.
  @Test func aNameThatSwiftTakesForAnother() throws {
    let workshop = try Workshop.small()
    try workshop.exports("invoices.csv", Small.invoices.replacingOccurrences(of: "acme", with: "Kiwi"))
    #expect(try workshop.runSmall().code == 0)
    #expect(workshop.exists("output/workspaces/Kiwi/INV-1.html"))
    let foreign = "output/workspaces/\u{212A}iwi/INV-1.html"
    try workshop.file(foreign, "somebody's own")
    let verification = try workshop.run("verify")
    #expect(verification.code == 1)
    #expect(
      verification.stderr.contains("workspaces/\u{212A}iwi is not on the list of published files"),
      "\(verification.stderr)")
    // Under the other name alone the page is not there.
    #expect(try workshop.shell("mv output/workspaces/Kiwi mine-for-now").code == 0)
    #expect(try workshop.run("verify").stderr.contains("workspaces/Kiwi/INV-1.html was published and is not there"))
    #expect(try workshop.shell("mv mine-for-now output/workspaces/Kiwi").code == 0)
    // A payment has the page of the same name written again.
    try workshop.exports(
      "payments.csv", "payment_id,invoice_number,date,amount,status\np1,INV-1,2024-07-01,0.01,succeeded\n")
    for _ in 0..<2 {
      let outcome = try workshop.run("refresh", "--as-of", "2024-07-02", "-q")
      #expect(outcome.code == 0, "\(outcome.stderr)")
      #expect(try workshop.read(foreign) == "somebody's own")
    }
  }

  /// What is kept lies in the site itself.
  @Test(arguments: ["finance", "finance/issued", "finance/records", "finance/changes", "workspaces"])
  func aLinkedFolder(path: String) throws {
    let workshop = try Self.site()
    #expect(try workshop.shell("mv output/\(path) elsewhere && ln -s \"$PWD/elsewhere\" output/\(path)").code == 0)
    for command in [["refresh", "--as-of", "2024-07-02"], ["archive", "--period", "2024-05"]] {
      let outcome = try workshop.run(command)
      #expect(outcome.code == 65, "\(command): \(outcome)")
      #expect(outcome.stderr.contains("\(path) is a symbolic link"), "\(outcome.stderr)")
    }
  }

  @Test(.enabled(if: Unprivileged.isPossible)) func nothingIsWrittenThroughALinkToLockBy() throws {
    let workshop = try Workshop.small().permitting(0o755, "")
    #expect(try workshop.runSmall().code == 0)
    let made = try workshop.shell(
      "mkdir victim && echo important > victim/lock && ln -s ../victim output/.report && chmod -R a+rwX output victim")
    #expect(made.code == 0, "\(made.stderr)")
    _ = try workshop.run("refresh", "--as-of", "2024-07-02", under: Unprivileged.launcher)
    #expect(try workshop.read("victim/lock") == "important\n")
  }

  /// A file that claims to be larger than memory is named.
  @Test func aFileLargerThanMemory() throws {
    let workshop = try Self.site()
    for path in ["finance/payments.jsonl", "workspaces/acme/INV-1.html"] {
      #expect(try workshop.shell("truncate -s 5T output/\(path) || truncate -s 100G output/\(path)").code == 0)
      let outcome = try workshop.run("verify")
      #expect(outcome.code == 1, "\(outcome)")
      #expect(outcome.stderr.contains(path), "\(outcome.stderr)")
    }
  }

  /// What lies behind a link is nobody's journal.
  @Test func aLinkInPlaceOfTheJournalsFolder() throws {
    let workshop = try Self.site()
    try workshop.file("mine/journal", "remove thesis.txt\nend\n")
    #expect(try workshop.shell("ln -s ../mine output/.report").code == 0)
    #expect(try workshop.run("check", "--period", "2024-05", "--as-of", "2024-06-30").code == 0)
    #expect(try workshop.run("refresh", "--as-of", "2024-07-02").code == 0)
    #expect(try workshop.read("mine/thesis.txt") == "years of work\n")
  }

  /// Files of others go along, whatever they are called.
  @Test func namesThatAreNoText() throws {
    let workshop = try Workshop.small()
    #expect(try workshop.runSmall().code == 0)
    let made = try workshop.shell(
      """
      set -e
      cd output
      mkdir -p "workspaces/$(printf 'caf\\351/\\200')"
      echo deep > "workspaces/$(printf 'caf\\351/\\200/\\377')"
      echo top > "$(printf 'top\\377')"
      """)
    #expect(made.code == 0, "\(made.stderr)")
    let others = "find output -name '*[! -~]*' -printf '%p %i %s\\n' | LC_ALL=C sort | od -c"
    let files = "find output -type f -name '*[! -~]*' -printf '%p %i %s\\n' | LC_ALL=C sort | od -c"
    let before = try workshop.shell(files).stdout
    #expect(try workshop.shell(others).stdout.split(separator: "\n").count > 4)
    let outcome = try workshop.run("refresh", "--as-of", "2024-07-02")
    #expect(outcome.code == 0, "\(outcome.stderr)")
    #expect(try workshop.shell(files).stdout == before)
    #expect(!workshop.exists(".output.staging"))
  }

  /// The umask of one run shuts nobody out.
  @Test func permissionsStayAsTheyWere() throws {
    let workshop = try Workshop.small()
    #expect(try workshop.shell("umask 022; report --period 2024-05 --as-of 2024-06-30 -q").code == 0)
    try workshop.exports("invoices.csv", Small.invoices + "INV-2,beta,2024-06,2024-07-01,2024-07-31,EUR\n")
      .exports("usage.csv", Small.usage + "INV-2,Compute,1,hour,0.25,\n")
    #expect(try workshop.shell("umask 077; report refresh --as-of 2024-07-10 -q").code == 0)
    let modes = try workshop.shell("find output -printf '%y %m\\n' | sort -u").stdout
    #expect(modes == "d 755\nf 644\n")
  }

  // MARK: Who holds the output

  private static let refresh = ["refresh", "--as-of", "2024-07-02"]

  private static func number(_ workshop: Workshop) throws -> String { try workshop.shell("stat -c %i output").stdout }

  @Test(arguments: [false, true]) func aProcessThatWorksInTheOutput(isInPlace: Bool) throws {
    let workshop = try Workshop.small()
    if isInPlace { try workshop.config("publish: {in_place: true}\n") }
    #expect(try workshop.runSmall().code == 0)
    let before = try Self.number(workshop)
    let outcome = try workshop.shell(
      "(cd output && exec sleep 5 > /dev/null 2>&1) & sleep 0.3; report \(Self.refresh.joined(separator: " "))")
    #expect(outcome.code == 0)
    #expect(outcome.stderr.contains("the working folder of sleep (process ") == !isInPlace, "\(outcome.stderr)")
    #expect(outcome.stderr.contains("publish.in_place: true") == !isInPlace)
    #expect(try (Self.number(workshop) == before) == isInPlace)
    #expect(try workshop.run("verify", "-q").code == 0)
    #expect(!workshop.exists("output/.report"))
  }

  static let canMount: Bool = {
    let workshop = try? Workshop()
    return (try? workshop?.shell("unshare -m mount --bind . /mnt"))??.code == 0
  }()

  @Test(.enabled(if: canMount, "a bind mount takes root"), arguments: [false, true])
  func aBindMount(isInPlace: Bool) throws {
    let workshop = try Workshop.small()
    if isInPlace { try workshop.config("publish: {in_place: true}\n") }
    #expect(try workshop.runSmall().code == 0)
    let outcome = try workshop.shell(
      """
      unshare -m sh -c 'mkdir shown && mount --bind output shown && report \(Self.refresh.joined(separator: " ")) \
      && touch seen.json && if [ -e shown/manifest.json ]; then cp shown/manifest.json seen.json; fi'
      """)
    #expect(outcome.code == 0, "\(outcome.stderr)")
    #expect(outcome.stderr.contains("the mount at ") == !isInPlace, "\(outcome.stderr)")
    #expect(try (workshop.bytes("seen.json") == workshop.bytes("output/manifest.json")) == isInPlace)
  }
}
