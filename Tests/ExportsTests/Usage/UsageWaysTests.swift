import Billing
import Diagnostics
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Exports

/// The short way through usage, in rounds of blocks and on several threads, against the strict way, row by row.
@Suite struct UsageWaysTests {
  /// What reading gave, in full.
  struct Outcome: Equatable {
    var invoices: [String]
    var groups: [String]
    var counts: [Int]
    var files: [FileCount]
    var names: [String]
    var findings: [String]
    var summary: [String]
    var spooled: [String]

    init(_ contents: ExportContents) throws {
      invoices = contents.invoices.map { "\($0.number) \($0.workspace) \($0.period) \($0.currency)" }
      groups = contents.invoices.indices.flatMap { index in
        contents.usage.groups(of: index).map { Self.text(index, $0) }
          + [contents.usage.digest(of: index).hexadecimal]
      }
      counts = [
        contents.usage.rows, contents.usage.summedRows, contents.usage.repeatedRows, contents.usage.unbilledRows,
      ]
      files = contents.files
      // What the files add up to is what the groups do, and what waits for its invoice.
      if contents.usage.unbilledRows == 0, !contents.findings.hasErrors {
        var sums: [Currency?: ExactDecimal] = [:]
        for file in contents.files {
          for (currency, amount) in file.amounts { sums[currency, default: .zero] += amount }
        }
        for (index, invoice) in contents.invoices.enumerated() {
          for group in contents.usage.groups(of: index) { sums[invoice.currency, default: .zero] += -group.amount }
        }
        let isTied = sums.values.allSatisfy { $0.isZero }
        #expect(isTied, "\(sums)")
      }
      names = contents.usage.workspaceNames.map { "\($0)=\($1)" }.sorted()
      findings = contents.findings.all.sorted().map(\.description)
      summary = contents.findings.summary.map { "\($0.source) \($0.count)" }
      spooled = []
      guard let spool = contents.usageRows else { return }
      for partition in 0..<UsageSpool.partitions {
        for rows in try spool.rows(in: partition) { spooled.append("\(rows)") }
      }
    }

    private static func text(_ invoice: Int, _ group: UsageGroup) -> String {
      let texts = [
        group.service, group.category, group.description, group.resource, group.unit, group.unitPrice?.digits,
        group.quantity?.digits, group.amount.digits, group.discount.description, group.tax.code?.text,
        group.tax.rate?.percent, group.period.map { "\($0.start)..\($0.end)" },
      ]
      return "\(invoice) \(texts.map { $0 ?? "-" }) \(group.isTax) \(group.rows) \(group.order)"
    }
  }

  @Test func agree() throws {
    let seed = UInt64.random(in: .min ... .max)
    var random = SplitMix64(seed: seed)
    for _ in 0..<120 {
      let exports = RandomExports(&random)
      let folder = try exports.write()
      defer { try? FileManager.default.removeItem(atPath: folder) }
      var findings = Findings()
      let files = try ExportFolder.files(at: folder, findings: &findings)
      var rules = exports.rules
      rules.readsStrictly = true
      let strict = try Outcome(ExportContents(files, rules: rules, findings: findings))
      rules.readsStrictly = false
      for jobs in 1...4 {
        rules.jobs = jobs
        rules.reading.blockSize = [1, 50, 300, 2000, 1 << 20].randomElement(using: &random) ?? 1
        let short = try Outcome(ExportContents(files, rules: rules, findings: findings))
        guard short != strict else { continue }
        Issue.record("seed \(seed), jobs \(jobs), block size \(rules.reading.blockSize): \(exports.usage)")
        #expect(short.invoices == strict.invoices)
        #expect(short.groups == strict.groups)
        #expect(short.counts == strict.counts)
        #expect(short.files == strict.files)
        #expect(short.names == strict.names)
        #expect(short.findings == strict.findings)
        #expect(short.summary == strict.summary)
        #expect(short.spooled == strict.spooled)
        return
      }
    }
  }

  /// Sums beyond 64 and beyond 128 bits, beside each other and across blocks.
  @Test(arguments: 1...3)
  func sumsOfAnySize(jobs: Int) throws {
    let rows = """
      INV-1,A,999999999999999999,999999999999999999,
      INV-1,A,0.1,0.00000000000000001,
      INV-1,B,,,170141183460469231731687303715884105727
      INV-1,B,,,170141183460469231731687303715884105727
      INV-1,B,,,-0.5
      INV-1,C,-999999999999999999,1,

      """
    let exported = try Exported([
      "invoices.csv": "invoice_number,workspace_id,currency,billing_period\nINV-1,acme,EUR,2024-05\n",
      "usage.csv": "invoice_number,service,quantity,unit_price,amount\n" + String(repeating: rows, count: 20),
    ]) {
      $0.grouping = LineGrouping([.service])
      $0.jobs = jobs
      $0.reading.blockSize = 100
    }
    #expect(exported.findings == [])
    #expect(
      exported.usage == [
        // 20 × (999999999999999999² + 10⁻¹⁸), and 20 × 999999999999999999.1
        "INV-1: A 19999999999999999982 = 19999999999999999960000000000000000020.00000000000000002 (40)",
        // 20 × (2 × (2¹²⁷ - 1) - 0.5)
        "INV-1: B - = 6805647338418769269267492148635364229070 (60)",
        "INV-1: C -19999999999999999980 = -19999999999999999980 (20)",
      ])
  }

  /// Whoever waits is told of every row, whichever way it takes.
  @Test(arguments: ["usage.csv", "usage.jsonl"])
  func rowsAreToldOf(file: String) throws {
    let (header, row) =
      file.hasSuffix(".csv")
      ? ("workspace_id,service,amount,billing_period,currency\n", "acme,A,1,2024-05,EUR\n")
      : ("", #"{"workspace_id":"acme","service":"A","amount":1,"billing_period":"2024-05","currency":"EUR"}"# + "\n")
    let told = Mutex(0)
    let exported = try Exported([file: header + String(repeating: row, count: 50)]) {
      $0.jobs = 2
      $0.reading.blockSize = 300
      $0.reading.onUsageRows = { rows in told.withLock { $0 += rows } }
    }
    #expect(exported.usage == ["INV-2024-05-acme: A - = 50 (50)"])
    #expect(told.withLock { $0 } == 50)
  }

  /// Rows of one group in different blocks agree on what all of them say, and on nothing else.
  @Test func whatAllRowsAgreeOn() throws {
    let exported = try Exported([
      "invoices.csv": "invoice_number,workspace_id,currency,billing_period\nINV-1,acme,EUR,2024-05\n",
      "usage.csv": """
      invoice_number,service,resource,unit,quantity,unit_price,description
      INV-1,A,"web, 1",GB,1,0.50,d
      INV-1,A,"web, 1",GB,2,0.5,d
      INV-1,A,"web, 1",GB,3,.5,d
      INV-1,B,web 1,GB,1,1,d
      INV-1,B,web 2,h,1,2,
      INV-1,B,web 1,GB,1,1,d
      """,
    ]) {
      $0.grouping = LineGrouping([.service])
      $0.jobs = 2
      $0.reading.blockSize = 40
    }
    let groups = exported.contents.usage.groups(of: 0)
    #expect(groups.map(\.resource) == ["web, 1", nil])
    #expect(groups.map(\.unit) == ["GB", nil])
    #expect(groups.map(\.description) == ["d", nil])
    #expect(groups.map(\.unitPrice?.digits) == ["0.50", nil])
    #expect(groups.map(\.quantity?.digits) == ["6", nil])
    #expect(groups.map(\.amount.digits) == ["3.00", "4"])
    #expect(groups.map(\.order) == [1, 4])
  }
}
