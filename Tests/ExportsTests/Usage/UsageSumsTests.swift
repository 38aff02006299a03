import Billing
import Testing

@testable import Exports

/// Rows that stand for several: sums of rows, and sums of those, say what the rows say.
@Suite struct UsageSumsTests {
  private static let invoices =
    "invoice_number,workspace_id,currency,billing_period\nA-1,acme,EUR,2024-05\n"
  private static let columns =
    "invoice_number,service,quantity,unit,amount,discount,charge_period_start,charge_period_end,tax_rate,usage_rows\n"

  private func exported(
    _ rows: String, _ change: (inout ExportContents.Rules) -> Void = { _ in }
  ) throws -> Exported {
    try Exported(["invoices.csv": Self.invoices, "usage.csv": Self.columns + rows], change)
  }

  private static let rows = """
    A-1,Compute,1,h,0.10,,2024-05-03T10:00:00Z,2024-05-03T11:00:00Z,0.19,
    A-1,Compute,2,h,0.200,,2024-05-03T11:00:00Z,2024-05-03T12:00:00Z,19%,
    A-1,Compute,0.5,h,0.05,0.01,2024-05-03T12:00:00Z,2024-05-04T00:00:00Z,0.190,
    A-1,Compute,1,h,0.10,,2024-04-30T23:00:00Z,2024-05-01T00:00:00Z,0.19,
    A-1,Compute,1,h,0.10,,2024-04-30T22:00:00Z,2024-04-30T23:00:00Z,0.19,

    """

  private static let sums = """
    A-1,Compute,3.5,h,0.350,0.01,2024-05-03,2024-05-04,0.19,3
    A-1,Compute,2,h,0.2,,2024-04-30T00:00:00Z,2024-05-01T00:00:00Z,0.19,2

    """

  @Test(arguments: [rows, sums], [false, true])
  func sumsAreTheRows(text: String, isStrict: Bool) throws {
    let exported = try exported(text) { $0.readsStrictly = isStrict }
    #expect(exported.findings == [])
    #expect(exported.usage == ["A-1: Compute 3.5 = 0.35 (3)", "A-1: Compute 2 = 0.2 (2)"])
    #expect(exported.contents.usage.summedRows == 5)
    let rows = try self.exported(Self.rows)
    #expect(exported.contents.usage.digest(of: 0) == rows.contents.usage.digest(of: 0))
  }

  /// Texts, times, figures and counts of rows: each is part of what tells usage apart.
  @Test(arguments: [
    ("Compute,3.5", "Storage,3.5"), ("3.5", "3.6"), (",h,", ",d,"), ("0.350", "0.351"), ("0.01", "0.02"),
    ("2024-05-03", "2024-05-02"), ("2024-05-04", "2024-05-05"), ("0.19,3", "0.07,3"), ("0.19,3", ",3"),
    (",3\n", ",4\n"),
  ])
  func everythingCounts(from: String, to: String) throws {
    let before = try exported(Self.sums).contents.usage.digest(of: 0)
    let text = Self.sums.replacing(from, with: to, maxReplacements: 1)
    #expect(text != Self.sums)
    #expect(try exported(text).contents.usage.digest(of: 0) != before)
  }

  /// A lone day, the same day as dates, and none are three things.
  @Test func daysAndDates() throws {
    let times = ["2024-05-03,", "2024-05-03,2024-05-04", ","]
    let digests = try times.map { try exported("A-1,Compute,1,h,1,,\($0),,\n").contents.usage.digest(of: 0) }
    #expect(Set(digests).count == 3)
    let early = try exported("A-1,Compute,1,h,1,,2024-05-03T10:00:00Z,,,\n").contents.usage.digest(of: 0)
    #expect(early == digests[0])
  }

  @Test(arguments: ["0", "-1", "1.5", "x"])
  func whatIsNoNumberOfRowsIsRefused(count: String) throws {
    let exported = try exported("A-1,Compute,1,h,1,,,,,\(count)\n")
    #expect(exported.messages.count == 1)
    #expect(exported.messages.first?.hasPrefix("usage.csv:2:23: error: usage_rows is “\(count)”") == true)
  }

  /// The rows themselves are asked for.
  @Test func whereRowsAreListedTheyHaveToBeThere() throws {
    let row = "A-1,Compute,1,h,1,,,,,2\n"
    #expect(
      try exported(row) { $0.grouping = LineGrouping([.row]) }.contents.findings.all.map(\.kind) == [.summedUsage])
    #expect(try exported(row) { $0.keepsUsageRows = true }.contents.findings.all.map(\.kind) == [.summedUsage])
    #expect(try exported("A-1,Compute,1,h,1,,,,,1\n") { $0.keepsUsageRows = true }.findings == [])
  }
}
