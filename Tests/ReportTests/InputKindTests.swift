import Foundation
import Testing

/// Configurations, keys and templates are regular files: a pipe or a device in place of one is named, and not waited for.
@Suite("Pipes and devices as inputs")
struct InputKindTests {
  private static let options = ["--period", "2024-05", "--as-of", "2024-06-30"]
  /// What hangs is ended, so that the test fails soon.
  private static let launcher = ["/usr/bin/timeout", "20"]

  private func pipe(_ workshop: Workshop, _ path: String) throws {
    try #require(mkfifo(workshop.folder.appending(path: path).path, 0o600) == 0)
  }

  private func refused(
    _ workshop: Workshop, _ arguments: [String] = [], code: Int32 = 78, _ message: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let outcome = try workshop.run(Self.options + arguments, under: Self.launcher)
    #expect(outcome.code == code, "\(outcome.stderr)", sourceLocation: sourceLocation)
    #expect(outcome.stderr.contains(message), "\(outcome.stderr)", sourceLocation: sourceLocation)
    #expect(!workshop.exists("output"), sourceLocation: sourceLocation)
  }

  @Test func configuration() throws {
    let workshop = try Workshop.small()
    try pipe(workshop, "report.yml")
    let message =
      "error: it is a pipe, not a regular file\n  fix: name the file with the configuration, such as report.yml\n"
    try refused(workshop, [], "report.yml: \(message)")
    try refused(workshop, ["--config", "report.yml"], "report.yml: \(message)")
    try refused(workshop, ["--config", "/dev/zero"], "/dev/zero: error: it is a device, not a regular file\n")
    try refused(workshop, ["--config", "exports"], "exports: error: it is a folder, not a regular file\n")
    try workshop.without("report.yml").file("large.yml", String(repeating: "# nothing\n", count: 1_700_000))
    try refused(workshop, ["--config", "large.yml"], "large.yml: error: it has more than 16 MiB\n")
    try refused(workshop, ["--config", "none.yml"], "none.yml: error: it cannot be read: No such file or directory\n")
    // A link to a file is as good as the file.
    try workshop.file("real.yml", "declared: warn\n")
    try FileManager.default.createSymbolicLink(
      atPath: workshop.folder.appending(path: "report.yml").path, withDestinationPath: "real.yml")
    #expect(try workshop.run(Self.options, under: Self.launcher).code == 0)
  }

  @Test func keys() throws {
    let workshop = try Workshop.small()
    try pipe(workshop, "key")
    try refused(
      workshop, ["--sign", "key"],
      "error: key is no key that can be used here: it is a pipe, not a regular file\n  fix: name the file that holds the key\n"
    )
    try refused(workshop, ["--sign", "/dev/zero"], "it is a device, not a regular file\n")
    try refused(workshop, ["--sign", "none"], code: 66, "the key none cannot be read: No such file or directory\n")
    for (path, found) in [("key", "a pipe"), ("/dev/zero", "a device")] {
      try workshop.config("publish: {private_links: true, private_links_key: \(path)}\n")
      try refused(
        workshop, [],
        "the secret of publish.private_links cannot be read from \(path): it is \(found), not a regular file\n")
    }
  }

  @Test(arguments: ["invoice.md", "page.html", "page.css", "other.md", "other.html"])
  func templates(name: String) throws {
    let workshop = try Workshop.small()
    if !name.hasPrefix("other") { try workshop.without("templates/\(name)") }
    try pipe(workshop, "templates/\(name)")
    try refused(workshop, [], "'\(name)' cannot be read: it is a pipe, not a regular file\n")
  }

  /// What no page needs is not waited for either.
  @Test func styleThatNobodyReads() throws {
    let workshop = try Workshop.small()
    try pipe(workshop, "templates/other.css")
    #expect(try workshop.run(Self.options, under: Self.launcher).code == 0)
    #expect(try workshop.run(Self.options, under: Self.launcher).code == 0)
  }

  @Test(arguments: ["usage-2.csv", "usage-2.zip", "manifest.json", "notes.txt"])
  func exports(name: String) throws {
    let workshop = try Workshop.small()
    try pipe(workshop, "exports/\(name)")
    let outcome = try workshop.run(Self.options, under: Self.launcher)
    #expect(outcome.code == (name.hasPrefix("usage") ? 66 : 0), "\(outcome.stderr)")
    #expect(outcome.stderr.contains(name), "\(outcome.stderr)")
    try workshop.without("exports/\(name)")
    try FileManager.default.createSymbolicLink(
      atPath: workshop.folder.appending(path: "exports/\(name)").path, withDestinationPath: "/dev/zero")
    #expect(try workshop.run(Self.options, under: Self.launcher).code == outcome.code)
  }

  /// A partial that calls another one twice, and that one the next: 2³⁰ lines of nothing.
  @Test func partialsThatMultiply() throws {
    let workshop = try Workshop.small()
    for number in 0..<30 { try workshop.file("templates/p\(number).md", "{{>p\(number + 1)}}\n{{>p\(number + 1)}}\n") }
    try workshop.file("templates/p30.md", "x\n")
    try workshop.template("invoice.md", replacing: "# ", by: "{{>p0}}\n\n# ")
    try refused(workshop, [], ".md:")
    let outcome = try workshop.run(Self.options, under: Self.launcher)
    let lines = outcome.stderr.split(separator: "\n")
    #expect(lines.count == 3, "\(outcome.stderr)")
    #expect(
      lines.first?.hasSuffix("is one too many: with it, a template would take in more than 1000 partials") == true,
      "\(outcome.stderr)")
  }

  // MARK: Paths

  /// U+0301 makes one character with the slash before it, U+0600 with the one behind it.
  @Test(arguments: ["\u{301}out", "deep/\u{301}out", "a\u{600}/out", "\u{301}a/\u{301}b"])
  func foldersThatBeginWithMarks(name: String) throws {
    let workshop = try Workshop.small()
    let base = workshop.folder.path
    func run(_ arguments: String...) throws -> Outcome { try workshop.run(arguments, under: Self.launcher) }
    func entries(_ path: String) throws -> Set<[UInt8]> {
      Set(try FileManager.default.contentsOfDirectory(atPath: path).map { Array($0.utf8) })
    }
    for output in ["\(base)/x/\(name)", "y/\(name)//"] {
      let outcome = try run("--period", "2024-05", "--as-of", "2024-06-30", "--output", output)
      #expect(outcome.code == 0, "\(outcome.stderr)")
      let again = try run("--period", "2024-05", "--as-of", "2024-06-30", "--output", output)
      #expect(again.stdout.contains("Nothing changed: "))
      #expect(try run("verify", output).code == 0)
      #expect(try run("--period", "2024-05", "--as-of", "2024-06-30", "--output", output, "--preview").code == 0)
      #expect(try run("archive", "--period", "2024-05", "--output", output).code == 0)
      let slash = name.utf8.lastIndex(of: UInt8(ascii: "/")).map { name[..<$0] } ?? ""
      let parent = "\(base)/\(output.utf8.starts(with: "y/".utf8) ? "y" : "x")/\(slash)"
      let last = name.utf8.split(separator: UInt8(ascii: "/")).last.map { Array($0) }
      #expect(try entries(parent) == [last ?? [], Array("preview".utf8), Array("archive".utf8)])
    }
  }

  @Test func exportsThatBeginWithMarks() throws {
    let workshop = try Workshop.small()
    let files = try ["invoices", "usage", "payments"].map { ($0, try workshop.read("exports/\($0).csv")) }
    for (name, text) in files { try workshop.file("in/\u{301}sub/\u{301}x\u{600}/\(name).csv", text) }
    try workshop.file("in/\u{301}readme.md", "x")
    let outcome = try workshop.run("check", "--period", "2024-05", "--as-of", "2024-06-30", "--exports", "in//")
    #expect(outcome.code == 0, "\(outcome.stderr)")
    #expect(outcome.stdout.contains("1 invoice, 1 workspace, 2 usage rows"))
  }

  /// Folders and pages that Windows can make: it takes some names for devices, whatever stands behind a point.
  @Test func namesThatWindowsReserves() throws {
    let workshop = try Workshop()
      .exports(
        "invoices.csv",
        "invoice_number,workspace_id,billing_period,currency\nCON,aux,2024-05,EUR\nnul.1,com1.x,2024-05,EUR\nend.,end.,2024-05,EUR\n"
      )
      .exports("usage.csv", "invoice_number,service,amount\nCON,C,1.00\nnul.1,C,1.00\nend.,C,1.00\n")
    #expect(try workshop.run(Self.options).code == 0)
    for path in try workshop.tree().paths {
      for name in path.split(separator: "/") {
        let stem = name.prefix { $0 != "." }.lowercased()
        #expect(!["con", "aux", "nul", "com1"].contains(stem) && !name.hasSuffix("."), "\(path)")
      }
    }
    #expect(try workshop.records().values.allSatisfy { $0["page"].contains("~") })
    #expect(try workshop.run("verify").code == 0)
    #expect(try workshop.run("archive", "--period", "all").code == 0)
  }
}
