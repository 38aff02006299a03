import Foundation
import Testing

/// Keys are made once, sites are signed with them, and OpenSSL agrees.
@Suite("Signing a site")
struct SigningTests {
  private static let verified = "Signature Verified Successfully\n"

  private static var openssl: String? {
    ["/usr/bin/openssl", "/usr/local/bin/openssl", "/bin/openssl"].first {
      FileManager.default.isExecutableFile(atPath: $0)
    }
  }

  private static func check(_ workshop: Workshop, _ key: String) throws -> Outcome {
    try workshop.shell(
      "openssl pkeyutl -verify -pubin -inkey \(key) -rawin -in output/manifest.json -sigfile output/manifest.json.sig")
  }

  @Test func keygen() throws {
    let workshop = try Workshop()
    let stdout =
      """
      Wrote report.key, the private key: keep it secret, and keep a copy of it.
      Wrote report.key.pub, the public key: give it to whoever verifies the site.
      Next: publish with --sign report.key, and verify with report verify --key report.key.pub.

      """
    #expect(try workshop.run("keygen") == Outcome(code: 0, stdout: stdout, stderr: ""))
    let before = try workshop.tree("")
    let stderr =
      """
      error: report.key exists, and a key is never overwritten: what it signed could not be checked any more
        fix: name another file
      Nothing was written.

      """
    #expect(try workshop.run("keygen") == Outcome(code: 73, stdout: "", stderr: stderr))
    #expect(try workshop.run("keygen", "no/such/folder.key").code == 73)
    #expect(try workshop.run("keygen", "").code == 64)
    #expect(try workshop.tree("").differences(from: before) == [])
  }

  @Test(.enabled(if: openssl != nil, "there is no openssl"))
  func openSSLChecksOurSignatures() throws {
    let workshop = try Workshop.small()
    try workshop.run("keygen", "-q")
    #expect(try workshop.run("--period", "2024-05", "--as-of", "2024-06-30", "--sign", "report.key", "-q").code == 0)
    #expect(try workshop.bytes("output/manifest.json.sig").count == 64)
    #expect(try Self.check(workshop, "report.key.pub") == Outcome(code: 0, stdout: Self.verified, stderr: ""))
    try workshop.forge("output/manifest.json", "1.2.0", "1.2.1")
    #expect(try Self.check(workshop, "report.key.pub").code != 0)
    #expect(try workshop.run("verify", "--key", "report.key.pub").code == 1)
  }

  @Test(.enabled(if: openssl != nil, "there is no openssl"))
  func keysOfOpenSSL() throws {
    let workshop = try Workshop.small()
    let made = try workshop.shell(
      "openssl genpkey -algorithm ed25519 -out own.key && openssl pkey -in own.key -pubout -out own.pub")
    #expect(made.code == 0)
    #expect(try workshop.run("--period", "2024-05", "--as-of", "2024-06-30", "--sign", "own.key", "-q").code == 0)
    #expect(try workshop.run("verify", "--key", "own.pub", "-q").code == 0)
    #expect(try Self.check(workshop, "own.pub").stdout == Self.verified)
    #expect(try workshop.shell("openssl genpkey -algorithm x25519 -out other.key").code == 0)
    let stderr =
      """
      error: other.key is no key that can be used here: it is not an Ed25519 key
        fix: make a pair with report keygen, or with openssl genpkey -algorithm ed25519
      Nothing was written.

      """
    let outcome = try workshop.run("--period", "2024-05", "--sign", "other.key")
    #expect(outcome == Outcome(code: 78, stdout: "", stderr: stderr))
  }

  /// A run that could not be signed does not begin.
  @Test(arguments: ["generate", "refresh", "withdraw"])
  func keysThatCannotBeUsed(_ command: String) throws {
    let workshop = try Workshop.small()
    try workshop.run("keygen", "-q")
    let arguments =
      [command] + (command == "withdraw" ? ["INV-1", "--reason", "test"] : [])
      + (command == "generate" ? ["--period", "2024-05"] : [])
    let before = try workshop.tree("")
    let missing =
      """
      error: the key missing.key cannot be read: No such file or directory
        fix: check the path and that you may read it; report keygen makes a new key
      Nothing was written.

      """
    #expect(try workshop.run(arguments + ["--sign", "missing.key"]) == Outcome(code: 66, stdout: "", stderr: missing))
    let other =
      """
      error: report.key.pub is no key that can be used here: it is a public key
        fix: name the private key to sign with; the public key is for verify --key
      Nothing was written.

      """
    #expect(try workshop.run(arguments + ["--sign", "report.key.pub"]) == Outcome(code: 78, stdout: "", stderr: other))
    #expect(try workshop.run("verify", "--key", "report.key").code == 78)
    #expect(try workshop.run("verify", "--key", "missing").code == 66)
    #expect(try workshop.tree("").differences(from: before) == [])
  }

  private static func run(_ workshop: Workshop, _ arguments: String...) throws -> Outcome {
    try workshop.run(["--period", "2024-05", "--as-of", "2024-06-30"] + arguments)
  }

  private static func isSigned(_ workshop: Workshop, by key: String = "report.key.pub") throws -> Bool {
    try workshop.run("verify", "--key", key, "-q").code == 0
  }

  /// What the history says of the last run.
  private static func lastRun(_ workshop: Workshop) throws -> String {
    String(try #require(try workshop.read("output/finance/history.jsonl").split(separator: "\n").last))
  }

  /// A site is signed from its first run on, or adopted; then it goes on with its key, or says that it does not.
  @Test func aSignedSiteGoesOnWithItsKey() throws {
    let workshop = try Workshop.small()
    try workshop.run("keygen", "-q")
    try workshop.run("keygen", "other.key", "-q")
    func run(_ arguments: String...) throws -> Outcome {
      try workshop.run(["--period", "2024-05", "--as-of", "2024-06-30"] + arguments)
    }
    func expectRefusal(_ stderr: String, _ arguments: String..., sourceLocation: SourceLocation = #_sourceLocation)
      throws
    {
      let before = try workshop.tree("")
      for more in [[], ["--dry-run"]] {
        let outcome = try workshop.run(["--period", "2024-05", "--as-of", "2024-07-02"] + arguments + more)
        #expect(outcome == Outcome(code: 65, stdout: "", stderr: stderr), sourceLocation: sourceLocation)
      }
      #expect(try workshop.tree("").differences(from: before) == [], sourceLocation: sourceLocation)
    }
    #expect(try run().code == 0)
    #expect(try Self.lastRun(workshop).contains("\"run\":1,") && Self.lastRun(workshop).contains("\"signature\":null,"))
    try expectRefusal(
      """
      error: “output” is not signed, and this run would sign it
        why: a signature would vouch for everything that is there, whoever wrote it
        fix: run report verify, look at what is there, and run again with --adopt
      Nothing was written.

      """, "--sign", "report.key")
    // Nothing but the manifest, its signature and the history.
    let adopted = try run("--sign", "report.key", "--adopt")
    #expect(adopted.stdout.contains("Published to output: 1 new file, 3 updated,"))
    #expect(try Self.lastRun(workshop).contains("\"signature\":\"adopted\","))
    #expect(try Self.isSigned(workshop))
    let before = try workshop.tree()
    let again = try run("--sign", "report.key")
    #expect(again.stdout.contains("Nothing changed: output is up to date.") && again.stderr == "")
    #expect(try workshop.tree().rewritten(since: before) == [])

    let keyIsMissing =
      """
      error: “output” is signed, and this run has no key
        why: nobody would vouch for the site any more, and whoever checks the signature would find none
        fix: run again with --sign and its key; --unsign goes on without a signature, and the history says so
      Nothing was written.

      """
    try expectRefusal(keyIsMissing)
    try expectRefusal(
      """
      error: “output” is not signed with this key
        why: another key signed it, or its manifest was changed since
        fix: run again with the key that signed it; if that is lost, run report verify with its public key, then --adopt \
      with the new one
      Nothing was written.

      """, "--sign", "other.key")
    #expect(try run("--sign", "other.key", "--adopt").code == 0)
    #expect(try Self.isSigned(workshop, by: "other.key.pub") && !Self.isSigned(workshop))
    #expect(try Self.lastRun(workshop).contains("\"signature\":\"adopted\","))
    #expect(try run("--unsign").code == 0)
    #expect(!workshop.exists("output/manifest.json.sig"))
    #expect(try Self.lastRun(workshop).contains("\"signature\":\"removed\","))
    #expect(try run().stdout.contains("Nothing changed"))
    #expect(try workshop.read("output/finance/history.jsonl").split(separator: "\n").count == 4)
    #expect(try workshop.run("verify", "-q").code == 0)
  }

  /// What only reads needs no key.
  @Test func readingASignedSite() throws {
    let workshop = try Workshop.small()
    try workshop.run("keygen", "-q")
    #expect(try Self.run(workshop, "--sign", "report.key", "-q").code == 0)
    #expect(try Self.run(workshop, "--preview", "-q").code == 0)
    #expect(try workshop.run("check", "--period", "2024-05", "--as-of", "2024-06-30").code == 0)
    #expect(try workshop.run("archive", "--period", "2024-05", "-q").code == 0)
  }

  @Test(arguments: [["--adopt"], ["--unsign", "--sign", "report.key"]])
  func optionsThatDoNotGoTogether(arguments: [String]) throws {
    let workshop = try Workshop.small()
    #expect(try workshop.run(["--period", "2024-05"] + arguments).code == 64)
    #expect(!workshop.exists("output"))
  }

  @Test func everyCommandThatPublishesSigns() throws {
    let workshop = try Workshop.small()
    // Nobody has paid this one, so that it can be withdrawn.
    try workshop.exports("invoices.csv", Small.invoices + "INV-2,acme,2024-05,2024-06-01,2024-07-01,EUR\n")
      .exports("usage.csv", Small.usage + "INV-2,Compute,1,hour,0.25,\n")
    try workshop.run("keygen", "-q")
    for day in ["2024-06-30", "2024-08-30"] {
      #expect(try workshop.run("refresh", "--as-of", day, "--sign", "report.key", "-q").code == 0)
      #expect(try Self.isSigned(workshop))
    }
    let withdrawal = ["withdraw", "INV-2", "--reason", "never sent", "--as-of", "2024-08-31", "-q"]
    #expect(try workshop.run(withdrawal).code == 65)
    #expect(try workshop.run(withdrawal + ["--sign", "report.key"]).code == 0)
    #expect(try Self.isSigned(workshop))
  }
}
