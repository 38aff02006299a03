import Diagnostics
import Foundation
import Testing

/// The catalogue of findings in the documentation is made of the code and of runs of its examples.
///
/// With `REPORT_RECORD=1` it is written; otherwise it must be what would be written.
@Suite("The catalogue of findings")
struct FindingCatalogueTests {
  private static let file = Project.folder.appending(path: "docs/findings.md")

  @Test func everyKindHasItsExample() {
    #expect((FindingExample.all + FindingExample.sites).map(\.kind) == FindingKind.allCases)
  }

  @Test func isUpToDate() throws {
    var text =
      """
      # Findings

      Everything `report` can find in exports, with the least that leads to it. An **error** stops the run and nothing
      is written; a **warning** asks to be looked at; a **note** informs. The name in brackets behind a message is the
      name of its kind here. What `report verify` finds in a published site stands [at the end](#what-verify-finds).


      """
    for example in FindingExample.all { text += try Self.section(example) }
    text += """
      # What verify finds

      In a published site there is nothing to find, unless somebody changed it. Here it is a site of one invoice, A-1 of
      acme over 10.00 EUR, of which 4.00 are paid.


      """
    for example in FindingExample.sites { text += try Self.section(example) }
    if ProcessInfo.processInfo.environment["REPORT_RECORD"] == "1" {
      try Data(text.utf8).write(to: Self.file)
    }
    #expect(try String(contentsOf: Self.file, encoding: .utf8) == text)
  }

  private static func section(_ example: FindingExample) throws -> String {
    if let damage = example.damage { return try section(example, after: damage) }
    let workshop = try Workshop()
    let period = example.kind == .unbilledUsage ? "2024-05" : "all"
    let before = example.publishedConfiguration.isEmpty ? [] : [("report.yml", example.publishedConfiguration)]
    let published = before + example.published.map { ("exports/\($0.name)", $0.text) }
    if !published.isEmpty {
      for (name, text) in published { try workshop.file(name, text) }
      #expect(try workshop.run("--period", period, "--as-of", "2024-06-30").code == 0)
    }
    if !example.configuration.isEmpty { try workshop.config(example.configuration) }
    var shown = example.configuration.isEmpty ? [] : [("report.yml", example.configuration)]
    for (name, text) in example.files {
      var bytes = Data(text.utf8)
      if example.kind == .invalidUTF8 {
        // Latin-1: the replacement character stands for its é.
        bytes = Data(text.replacingOccurrences(of: "\u{FFFD}", with: "\u{1}").utf8.map { $0 == 1 ? 0xE9 : $0 })
      }
      try workshop.exports(name, bytes: bytes)
      shown.append(("exports/\(name)", name.hasPrefix("usage") ? example.instead ?? text : text))
    }
    if !example.preparation.isEmpty { #expect(try workshop.shell(example.preparation).code == 0) }
    let command = example.arguments.isEmpty ? "check" : "generate"
    let outcome = try workshop.run([command, "--period", period, "--as-of", "2024-06-30"] + example.arguments)
    func blocks(_ files: [(String, String)]) -> [String] {
      files.map { "`\($0.0)`\n\n```\n\($0.1.isEmpty ? "(nothing)\n" : $0.1)```\n" }
    }
    let changed = shown.filter { file in !published.contains { $0 == file } }
    let history =
      published.isEmpty
      ? blocks(shown) : ["Published with\n"] + blocks(published) + ["and then found\n"] + blocks(changed)
    let preparation = example.preparation.isEmpty ? [] : ["```\n\(example.preparation)\n```\n"]
    let arguments = example.arguments.isEmpty ? [] : ["With `\(example.arguments.joined(separator: " "))`:\n"]
    return """
      ## \(example.kind.rawValue)

      \(example.kind.severity.rawValue.capitalized). \(example.kind.meaning)

      \((history + preparation + arguments).joined(separator: "\n"))
      ```
      \(finding(example.kind, in: outcome.stderr))
      ```


      """
  }

  /// What is found in a site that something was done to.
  private static func section(_ example: FindingExample, after damage: String) throws -> String {
    let workshop = try Workshop()
    for (name, text) in FindingExample.site { try workshop.exports(name, text) }
    #expect(try workshop.run("--period", "2024-05", "--as-of", "2024-06-30").code == 0)
    let done = try workshop.shell(damage)
    #expect(done.code == 0, "\(damage)\n\(done.stderr)")
    let outcome = try workshop.run(["verify"] + example.arguments)
    return """
      ## \(example.kind.rawValue)

      \(example.kind.severity.rawValue.capitalized). \(example.kind.meaning)

      ```
      \(damage)
      \((["report verify"] + example.arguments).joined(separator: " "))
      ```

      ```
      \(finding(example.kind, in: outcome.stderr))
      ```


      """
  }

  /// The one finding that the example is for.
  private static func finding(_ kind: FindingKind, in stderr: String) -> String {
    var lines: [Substring] = []
    for line in stderr.split(separator: "\n") {
      if line.hasPrefix("  ") {
        if !lines.isEmpty { lines.append(line) }
      } else if !lines.isEmpty {
        break
      } else if line.contains("[\(kind.rawValue)]") {
        lines = [line]
      }
    }
    if lines.isEmpty { Issue.record("\(kind.rawValue) was not found:\n\(stderr)") }
    return lines.joined(separator: "\n")
  }
}
