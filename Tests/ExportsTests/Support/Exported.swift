import Billing
import Diagnostics
import Foundation

@testable import Exports

/// Exports written to a folder of their own, and what they say.
struct Exported {
  let contents: ExportContents

  /// - Parameter files: names such as `usage.csv`, with their text.
  init(_ files: [String: String], _ change: (inout ExportContents.Rules) -> Void = { _ in }) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "report-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for (name, text) in files { try text.write(toFile: "\(folder)/\(name)", atomically: false, encoding: .utf8) }
    var findings = Findings()
    var exports = try ExportFolder.files(at: folder, findings: &findings)
    for index in exports.indices { exports[index].name = String(exports[index].name.dropFirst(folder.count + 1)) }
    var rules = ExportContents.Rules()
    change(&rules)
    contents = try ExportContents(exports, rules: rules, findings: findings)
  }

  /// Findings as they are printed.
  var findings: [String] { contents.findings.all.map(\.description) }

  /// `file:line:column: severity: message`, without reason and remedy.
  var messages: [String] { findings.map { $0.split(separator: "\n").first.map(String.init) ?? "" } }

  /// The usage of each invoice: `INV-1: Compute 3 = 1.50 (2)`, with quantity, exact amount and rows.
  var usage: [String] {
    contents.invoices.indices.flatMap { index in
      contents.usage.groups(of: index).map { group in
        "\(contents.invoices[index].number): \(group.service) \(group.quantity?.description ?? "-") "
          + "= \(group.amount) (\(group.rows))"
      }
    }
  }
}
