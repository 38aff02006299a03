import Billing
import Diagnostics
import Foundation

@testable import Exports

/// The short way through usage gives what the strict way gives, row by row, and so does any size of blocks.
enum UsageTarget {
  /// The first byte says how the rest, the text of the export, is read.
  static func test(_ input: [UInt8]) {
    guard let options = input.first else { return }
    let isLines = options & 1 != 0
    write(
      Array(input.dropFirst()), as: isLines ? "usage.jsonl" : "usage.csv",
      instead: isLines ? "usage.csv" : "usage.jsonl")
    write(options & 2 != 0 ? Array(invoices.utf8) : nil, as: "invoices.csv")
    var rules = ExportContents.Rules()
    rules.currency = options & 4 != 0 ? Currency("EUR") : nil
    rules.grouping = [LineGrouping.standard, LineGrouping([.service]), LineGrouping([.row])][Int(options >> 3 & 3) % 3]
    rules.reading.recordLimit = 1 << 12
    rules.readsStrictly = true
    let strict = outcome(rules)
    rules.readsStrictly = false
    for blockSize in [1 << 16, 61] {
      rules.reading.blockSize = blockSize
      expectEqual(outcome(rules), strict, "in blocks of \(blockSize)")
    }
  }

  private static let invoices = """
    invoice_number,workspace_id,currency,billing_period,status
    I1,a,EUR,2024-05,
    I2,b,USD,2024-05,
    I3,a,EUR,2024-06,void

    """

  private static let folder = FileManager.default.temporaryDirectory.appending(path: "fuzz-\(getpid())")

  /// Writes a file of the exports, or sees that it is not there.
  private static func write(_ bytes: [UInt8]?, as name: String, instead other: String? = nil) {
    expectNoError("exports cannot be written") {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try bytes.map { try Data($0).write(to: folder.appending(path: name)) }
    }
    for absent in [bytes == nil ? name : nil, other].compactMap(\.self) {
      try? FileManager.default.removeItem(at: folder.appending(path: absent))
    }
  }

  /// What reading gave, in full; why there is nothing to read where that is so.
  private static func outcome(_ rules: ExportContents.Rules) -> [String] {
    do {
      var findings = Findings()
      let files = try ExportFolder.files(at: folder.path, findings: &findings)
      let contents = try ExportContents(files, rules: rules, findings: findings)
      let usage = contents.usage
      return contents.invoices.map { "\($0.number) \($0.workspace) \($0.period) \($0.currency)" }
        + contents.invoices.indices.flatMap { invoice in usage.groups(of: invoice).map { "\(invoice) \(text($0))" } }
        + ["\(usage.rows) \(usage.repeatedRows) \(usage.unbilledRows)"]
        + usage.workspaceNames.map { "\($0)=\($1)" }.sorted()
        + contents.findings.all.sorted().map(\.description)
    } catch {
      return ["\(error)"]
    }
  }

  private static func text(_ group: UsageGroup) -> String {
    let texts = [
      group.service, group.category, group.description, group.resource, group.unit, group.unitPrice?.digits,
      group.quantity?.digits, group.amount.digits, group.discount.description, group.tax.code?.text,
      group.tax.rate?.percent,
    ]
    return "\(texts.map { $0 ?? "-" }) \(group.isTax) \(group.rows) \(group.order)"
  }
}
