import Foundation
import Publishing
import Testing

/// A site that report 1.1.0 published, with the exports and the settings it was published from: see
/// `Fixtures/1.1.0/README.md`.
enum OlderSite: String {
  case company, blanks, twins, interrupted
  case drawnUp = "drawn-up"

  private static let folder = Project.folder.appending(path: "Tests/ReportTests/Fixtures/1.1.0")

  /// The day of its last run.
  var asOf: String {
    switch self {
    case .company, .drawnUp: "2024-07-10"
    case .blanks, .twins: "2024-06-15"
    case .interrupted: "2024-06-30"
    }
  }

  /// A workshop that holds the site as it was published last, and what that run read.
  func workshop() throws -> Workshop {
    let workshop = try Workshop()
    let source = Self.folder.appending(path: rawValue)
    let exports = self == .company ? "exports-3" : "exports"
    for (name, copy) in [(exports, "exports"), ("report.yml", "report.yml")] {
      try FileManager.default.copyItem(
        at: source.appending(path: name), to: workshop.folder.appending(path: copy))
    }
    let archive = source.appending(path: "output.tar.gz").path
    #expect(try workshop.command("/usr/bin/tar", "-xzf", archive) == Outcome(code: 0, stdout: "", stderr: ""))
    return workshop
  }
}

extension Workshop {
  /// A run of what the site holds, with nothing changed.
  func runAgain(_ site: OlderSite, _ arguments: String...) throws -> Outcome {
    try run(["--period", "all", "--as-of", site.asOf] + arguments)
  }

  /// A run or command that ends well, with findings below errors, and leaves a site that verifies without one.
  @discardableResult
  func goOn(_ arguments: String..., sourceLocation: SourceLocation = #_sourceLocation) throws -> Outcome {
    let outcome = try run(arguments)
    #expect(outcome.code == 0, "\(outcome.stderr)", sourceLocation: sourceLocation)
    #expect(outcome.errors == [], sourceLocation: sourceLocation)
    try expectAgreement(sourceLocation: sourceLocation)
    return outcome
  }

  /// Verifies the site: no error, and warnings only where the rules of its own format are kept.
  func expectAgreement(sourceLocation: SourceLocation = #_sourceLocation) throws {
    let outcome = try run("verify")
    // With warnings it ends with 1.
    #expect(outcome.errors == [], sourceLocation: sourceLocation)
    let kept: Set<String> = ["warning credit-before-invoice", "warning credit-over-total", "warning look-alike"]
    #expect(outcome.remarks.isSubset(of: kept), "\(outcome.stderr)", sourceLocation: sourceLocation)
    #expect(outcome.code == (outcome.remarks.isEmpty ? 0 : 1), "\(outcome.stderr)", sourceLocation: sourceLocation)
  }

  /// A run that is refused for its data, and touches nothing; what it said.
  func expectNothing(
    _ arguments: String..., sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Outcome {
    let before = try tree("")
    let outcome = try run(arguments)
    #expect(outcome.code == 65, "\(outcome)", sourceLocation: sourceLocation)
    let after = try tree("")
    #expect(after.differences(from: before) == [], sourceLocation: sourceLocation)
    #expect(after.rewritten(since: before) == [], sourceLocation: sourceLocation)
    return outcome
  }

  /// What the records say that a newer version must not say otherwise, by number: the money, and the month.
  func figures() throws -> [String: String] {
    let keys = ["subtotal", "discount", "tax", "total", "credited", "paid", "pending", "refunded", "due", "credit"]
    // Drafts promise nothing: one that is not exported any more goes.
    return try records().filter { $0.value["status"] != "draft" }.mapValues { record in
      // Encoded, for texts that only look the same are equal in Swift.
      let workspace = record["workspace_id"].addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
      return "\(record.period) \(workspace) \(record["currency"])"
        + keys.map { " \($0) \(record[$0])" }.joined()
    }
  }

  /// Status and flags by number.
  func states() throws -> [String: String] {
    try records().mapValues { [$0["status"], $0["flags"]].filter { !$0.isEmpty }.joined(separator: ": ") }
  }

  /// The lines of issued content by number, byte for byte.
  func issuedLines() throws -> [String: Data] {
    let files = try tree("output/finance/issued").files
    var lines: [String: Data] = [:]
    for (path, data) in files {
      for line in data.split(separator: UInt8(ascii: "\n")) {
        let number = try Record(line: String(decoding: line, as: UTF8.self), period: "")["invoice_number"]
        precondition(lines.updateValue(Data(line), forKey: number) == nil, "two lines of one number, one in \(path)")
      }
    }
    return lines
  }

  /// The numbers of the documents that a run's file of changes lists as changed; nil where that run wrote none.
  func changed(by run: Int) throws -> Set<String>? {
    struct Changes: Decodable {
      struct Document: Decodable {
        var number: String

        enum CodingKeys: String, CodingKey { case number = "invoice_number" }
      }
      var new, updated, reissued, withdrawn: [Document]
    }
    let path = "output/finance/changes/\(String(format: "%04d", run)).json"
    guard exists(path) else { return nil }
    let changes = try JSONDecoder().decode(Changes.self, from: bytes(path))
    return Set((changes.new + changes.updated + changes.reissued + changes.withdrawn).map(\.number))
  }

  /// Changes the rows of an export that state this invoice number; there has to be one that becomes another.
  func changeRows(of number: String, in path: String, _ change: (String) -> String) throws {
    let text = try read(path)
    let rows = text.split(separator: "\n", omittingEmptySubsequences: false).map { row in
      ",\(row),".contains(",\(number),") ? change(String(row)) : String(row)
    }
    precondition(rows.joined(separator: "\n") != text, "\(path) is as it was")
    try file(path, rows.joined(separator: "\n"))
  }

  /// Puts a member into the middle of the lines of files in `finance/`, before the first that has this key.
  func addMember(before key: String, in files: String) throws {
    var isAdded = false
    for (name, data) in try tree("output/finance").files where name.hasPrefix(files) && name.hasSuffix(".jsonl") {
      let lines = String(decoding: data, as: UTF8.self).split(separator: "\n").map { line in
        guard let place = line.range(of: "\"\(key)\":") else { return String(line) }
        isAdded = true
        return line.replacingCharacters(in: place, with: "\"future_\(key)\":{\"a\":[1,\"x\"]},\"\(key)\":")
      }
      try file("output/finance/\(name)", lines.map { $0 + "\n" }.joined())
    }
    precondition(isAdded, "no line of \(files) holds \(key)")
  }

  /// Writes the hashes of issued content into the records anew.
  func mendIssuedHashes() throws {
    let hashes = try issuedLines().mapValues { SHA256Digest(of: Array($0)).hexadecimal }
    for (name, data) in try tree("output/finance/records").files {
      let lines = try String(decoding: data, as: UTF8.self).split(separator: "\n").map { line in
        let record = try Record(line: String(line), period: "")
        guard let hash = hashes[record["invoice_number"]] else { return String(line) }
        return line.replacingOccurrences(of: record["issued_sha256"], with: hash)
      }
      try file("output/finance/records/\(name)", lines.map { $0 + "\n" }.joined())
    }
  }
}

extension Outcome {
  /// The first line of every error.
  var errors: [String] {
    stderr.split(separator: "\n").filter { $0.hasPrefix("error: ") || $0.contains(": error: ") }.map(String.init)
  }

  /// The kinds of findings that are less than errors: `warning number-gap`.
  var remarks: Set<String> {
    Set(
      stderr.split(separator: "\n").compactMap { line in
        line.firstMatch(of: #/^(?:\S+ )?(warning|note): .*\[([a-z-]+)\]$/#).map { "\($0.1) \($0.2)" }
      })
  }
}
