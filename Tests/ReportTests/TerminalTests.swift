import Foundation
import Testing

/// What exports hold moves no cursor and begins no line on a terminal, whatever the command says of it.
@Suite("Text from files on a terminal")
struct TerminalTests {
  /// An escape sequence, an operating system command, a line of its own, directions, and what shows nothing.
  private static let nasty = "\u{1B}[1A\u{1B}]0;x\u{7}\nAll figures tie.\r\u{202E}\u{200B}\u{FEFF}\u{9B}2K"
  private static let visible =
    "\\u{001B}[1A\\u{001B}]0;x\\u{0007}\\nAll figures tie.\\r\\u{202E}\\u{200B}\\u{FEFF}\\u{009B}2K"

  private static func json(_ text: String) throws -> String {
    String(decoding: try JSONEncoder().encode(text), as: UTF8.self)
  }

  /// Exports whose ids and names are nasty.
  private static func workshop(total: String = "10.00") throws -> Workshop {
    let text = { (name: String) in try json(name + nasty + "x") }
    return try Workshop()
      .exports("workspaces.json", "[{\"workspace_id\": \(text("w")), \"name\": \(text("n")), \"currency\": \"EUR\"}]")
      .exports(
        "invoices.json",
        "[{\"invoice_number\": \(text("I")), \"workspace_id\": \(text("w")), \"billing_period\": \"2024-05\", "
          + "\"currency\": \"EUR\", \"issue_date\": \"2024-06-01\", \"total\": \"\(total)\"}]"
      )
      .exports("usage.json", "[{\"invoice_number\": \(text("I")), \"service\": \(text("s")), \"amount\": \"10.00\"}]")
      .exports(
        "payments.json",
        "[{\"payment_id\": \(text("p")), \"invoice_number\": \(text("none")), \"date\": \"2024-06-02\", "
          + "\"amount\": \"1.00\", \"currency\": \"EUR\", \"status\": \"succeeded\"}]")
  }

  /// Nothing but printable characters and line feeds, and no line that a file began.
  private func expectTame(_ outcome: Outcome, sourceLocation: SourceLocation = #_sourceLocation) {
    for text in [outcome.stdout, outcome.stderr] {
      let wild = text.unicodeScalars.filter { scalar in
        scalar.value < 0x20 && scalar != "\n" || (0x7F..<0xA0).contains(scalar.value)
          || ["\u{202E}", "\u{200B}", "\u{FEFF}"].contains(scalar)
      }
      #expect(wild.isEmpty, "\(text.debugDescription)", sourceLocation: sourceLocation)
      #expect(
        !text.split(separator: "\n").contains { $0.hasPrefix("All figures tie.\\r") }, "\(text)",
        sourceLocation: sourceLocation)
    }
  }

  private static let all = ["--period", "all", "--as-of", "2024-06-30"]

  @Test func findingsAndErrors() throws {
    let workshop = try Self.workshop()
    let sound = try workshop.run(["check"] + Self.all)
    #expect(sound.code == 1)
    expectTame(sound)
    #expect(sound.stderr.contains("p\(Self.visible)x"))
    #expect(sound.stderr.contains("none\(Self.visible)x"))
    let refused = try Self.workshop(total: "11.00").run(Self.all)
    #expect(refused.code == 65)
    expectTame(refused)
    #expect(refused.stderr.contains("I\(Self.visible)x"))
    // Names that are asked for and not there, with the nearest one.
    let unknown = try workshop.run(Self.all + ["--workspace", "w\(Self.nasty)y", "--hold", "I\(Self.nasty)y"])
    #expect(unknown.code == 64)
    expectTame(unknown)
    #expect(unknown.stderr.contains("did you mean"))
  }

  @Test func summariesAndChanges() throws {
    let workshop = try Self.workshop()
    let first = try workshop.run(Self.all)
    #expect(first.code == 0)
    expectTame(first)
    try workshop.without("exports/payments.json")
    try workshop.exports(
      "payments.json",
      "[{\"payment_id\": \"q\", \"invoice_number\": \(Self.json("I\(Self.nasty)x")), \"date\": \"2024-06-02\", "
        + "\"amount\": \"10.00\", \"currency\": \"EUR\", \"status\": \"succeeded\"}]")
    let second = try workshop.run("refresh", "--as-of", "2024-07-30")
    #expect(second.code == 0, "\(second.stderr)")
    expectTame(second)
    #expect(second.stdout.contains("\n  I\(Self.visible)x due → paid, due 10.00 → 0.00"), "\(second.stdout)")
    let verified = try workshop.run("verify")
    #expect(verified.code == 0, "\(verified.stderr)")
    // The comparison with the month before names workspaces.
    try workshop.exports(
      "invoices-6.json",
      "[{\"invoice_number\": \"J\", \"workspace_id\": \"other\", \"billing_period\": \"2024-06\", "
        + "\"currency\": \"EUR\", \"issue_date\": \"2024-07-01\"}]")
    let compared = try workshop.run("check", "--period", "2024-06", "--as-of", "2024-07-30")
    expectTame(compared)
    #expect(compared.stdout.contains("w\(Self.visible)x"), "\(compared.stdout)")
    let withdrawn = try workshop.run("withdraw", "I\(Self.nasty)x", "--reason", "test")
    #expect(withdrawn.code == 65)
    expectTame(withdrawn)
    #expect(withdrawn.stderr.contains("I\(Self.visible)x"), "\(withdrawn.stderr)")
  }

  /// JSON says the same as ever, in escapes.
  @Test func jsonOutput() throws {
    let workshop = try Self.workshop()
    let outcome = try workshop.run(Self.all + ["--json", "--output", "out\u{202E}\u{200B}"])
    #expect(outcome.code == 0)
    expectTame(outcome)
    #expect(try JSONSerialization.jsonObject(with: Data(outcome.stdout.utf8)) is [String: Any])
    let verified = try workshop.run("verify", "out\u{202E}\u{200B}", "--json")
    expectTame(verified)
    #expect(verified.stdout.contains("\"folder\":\"out\\u202E\\u200B\""))
    let read = try JSONSerialization.jsonObject(with: Data(verified.stdout.utf8)) as? [String: Any]
    #expect(read?["folder"] as? String == "out\u{202E}\u{200B}")
  }

  @Test func fileNames() throws {
    let workshop = try Workshop.small()
    let name = "usage-\u{1B}[1A\nAll figures tie.\r\u{202E}.csv"
    try workshop.exports(name, "service\n")
    let listed = try workshop.exports("\u{202E}note\n1 error: x.csv", "a\n").run(["check"] + Self.all)
    expectTame(listed)
    #expect(!listed.stderr.contains("\n1 error: x"))
    #expect(listed.stderr.contains("exports/usage-\\u{001B}[1A\\nAll figures tie.\\r\\u{202E}.csv:1:1: error: "))
    #expect(listed.stderr.contains("\\u{202E}note\\n1 error: x.csv"))
    // A file that is not an export's, in a site.
    let site = try Workshop.small()
    #expect(try site.runSmall().code == 0)
    try site.file("output/finance/records/x\nSite in order\u{1B}[A", "x")
    let verified = try site.run("verify")
    #expect(verified.code == 1)
    expectTame(verified)
    #expect(!verified.stderr.contains("\nSite in order"))
    // Zips and the files in them are named, too, and templates.
    let template = try Workshop.small()
    try template.file("templates/x\nerror: y.md", "{{x}}\n")
    try template.template("invoice.md", replacing: "# ", by: "{{>x}}\n# ")
    let refused = try template.runSmall()
    #expect(refused.code == 78)
    expectTame(refused)
  }

  /// Records, CSV files and what was issued keep every byte; pages show what can do no harm.
  @Test func publishedFiles() throws {
    let workshop = try Self.workshop()
    #expect(try workshop.run(Self.all).code == 0)
    let record = try #require(try workshop.records().values.first)
    #expect(record["invoice_number"].utf8.elementsEqual("I\(Self.nasty)x".utf8))
    #expect(record["workspace_name"].utf8.elementsEqual("n\(Self.nasty)x".utf8))
    for (path, bytes) in try workshop.tree().files where path.hasSuffix(".html") {
      let text = String(decoding: bytes, as: UTF8.self)
      for scalar in ["\u{1B}", "\u{7}", "\r", "\u{202E}", "\u{FEFF}", "\u{9B}"] as [Unicode.Scalar] {
        #expect(!text.unicodeScalars.contains(scalar), "U+\(String(scalar.value, radix: 16)) in \(path)")
      }
    }
    #expect(try workshop.run("verify").code == 0)
  }

  /// What is plain is said as it always was: letters of any language, quotation marks, dashes.
  @Test func plainTextStays() throws {
    let workshop = try Workshop.small().exports("payments.csv", Small.payments.replacing("INV-1", with: "שלום–“é”東"))
    #expect(try workshop.run(["check"] + Self.all).stderr.contains("שלום–“é”東"))
  }
}
