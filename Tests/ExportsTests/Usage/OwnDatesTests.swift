import Billing
import Testing

@testable import Exports

/// Usage that was used at another time than its invoice bills: a line with dates of its own, and no finding.
@Suite struct OwnDatesTests {
  private static let invoices =
    "invoice_number,workspace_id,currency,billing_period\nA-1,acme,EUR,2024-05\n"

  /// `service from until: amount (rows)`, without dates where there are none.
  private func lines(_ exported: Exported) -> [String] {
    exported.contents.invoices.indices.flatMap { index in
      exported.contents.usage.groups(of: index).map { group in
        let dates = group.period.map { " \($0.start) \($0.end)" } ?? ""
        return "\(group.service)\(dates): \(group.amount) (\(group.rows))"
      }
    }
  }

  private func exported(
    _ rows: String, _ change: (inout ExportContents.Rules) -> Void = { _ in }
  ) throws -> Exported {
    try Exported(["invoices.csv": Self.invoices, "usage.csv": rows], change)
  }

  @Test(arguments: [
    // A plan in advance, and late usage, by their own dates.
    ("A-1,Plan,25.00,2024-06-01,2024-07-01,,", ["Plan 2024-06-01 2024-07-01: 25 (1)"]),
    ("A-1,Late,3.00,2024-04-30T22:00:00Z,2024-04-30T23:00:00Z,,", ["Late 2024-04-30 2024-05-01: 3 (1)"]),
    // Over the end of the period, all of the dates are shown.
    ("A-1,Job,4.00,2024-05-31T20:00:00Z,2024-06-01T02:00:00Z,,", ["Job 2024-05-31 2024-06-02: 4 (1)"]),
    // Within it, there are none: an end at midnight is the day after.
    ("A-1,Job,4.00,2024-05-31T00:00:00Z,2024-06-01T00:00:00Z,,", ["Job: 4 (1)"]),
    ("A-1,Job,4.00,2024-05-01,2024-06-01,,", ["Job: 4 (1)"]),
    // What ends as it begins is of that day.
    ("A-1,Fee,4.00,2024-06-01T00:00:00Z,2024-06-01T00:00:00Z,,", ["Fee 2024-06-01 2024-06-02: 4 (1)"]),
    // Its own dates win over the billing period that it states, and those over none.
    ("A-1,Plan,25.00,2024-06-01,2024-07-01,2024-05-01,2024-06-01", ["Plan 2024-06-01 2024-07-01: 25 (1)"]),
    ("A-1,Plan,25.00,,,2024-06-01,2024-07-01", ["Plan 2024-06-01 2024-07-01: 25 (1)"]),
    // By workspace: the billing period finds the invoice, not the dates.
    (",Plan,25.00,2024-06-01,2024-07-01,2024-05-01,2024-06-01", ["Plan 2024-06-01 2024-07-01: 25 (1)"]),
  ])
  func linesHaveDates(row: String, lines expected: [String]) throws {
    let exported = try exported(
      "invoice_number,service,amount,charge_period_start,charge_period_end,billing_period_start,billing_period_end,"
        + "workspace_id\n\(row),acme\n")
    #expect(exported.findings == [])
    #expect(lines(exported) == expected)
  }

  @Test func aTimestampAloneIsWarnedOf() throws {
    let exported = try exported("invoice_number,service,amount,timestamp\nA-1,Plan,25.00,2024-06-01\n")
    #expect(exported.messages.count == 1)
    #expect(exported.messages.first?.contains("usage of 2024-06-01 is billed on invoice “A-1”") == true)
    #expect(lines(exported) == ["Plan: 25 (1)"])
  }

  @Test func datesTellLinesApart() throws {
    let rows = """
      invoice_number,service,amount,charge_period_start,charge_period_end
      A-1,Compute,1.00,2024-05-03T10:00:00Z,2024-05-03T11:00:00Z
      A-1,Compute,2.00,2024-04-30T10:00:00Z,2024-04-30T11:00:00Z
      A-1,Compute,4.00,2024-05-31T23:00:00Z,2024-06-01T00:00:00Z
      A-1,Compute,8.00,2024-04-30T23:00:00Z,2024-05-01T00:00:00Z

      """
    for jobs in 1...3 {
      let exported = try exported(rows) {
        $0.jobs = jobs
        $0.reading.blockSize = 100
      }
      #expect(lines(exported) == ["Compute: 5 (2)", "Compute 2024-04-30 2024-05-01: 10 (2)"])
    }
  }

  /// Whoever reads in another zone has the hours of a month that was billed in UTC in that month all the same.
  @Test(arguments: [Zone.fixed(7200), .fixed(-14400), .utc])
  func aZoneMovesNothingOut(zone: Zone) throws {
    let rows = """
      invoice_number,service,amount,charge_period_start,charge_period_end
      A-1,Compute,1.00,2024-05-01T00:00:00Z,2024-05-01T01:00:00Z
      A-1,Compute,2.00,2024-05-31T23:00:00Z,2024-06-01T00:00:00Z

      """
    let exported = try exported(rows) { $0.dates.zone = zone }
    #expect(exported.findings == [])
    #expect(lines(exported) == ["Compute: 3 (2)"])
  }

  @Test(arguments: [
    ("2024-06-02", "2024-06-01", "emptyPeriod"), ("2024-06-01", "2024-06-30", "inclusivePeriodEnd"),
    ("2024-06-01", "June", "date"),
  ])
  func whatIsNoPeriodIsRefused(start: String, end: String, kind: String) throws {
    let exported = try exported(
      "invoice_number,service,amount,charge_period_start,charge_period_end\nA-1,Plan,25.00,\(start),\(end)\n")
    #expect(exported.contents.findings.all.map { "\($0.kind)" } == [kind])
    // The day before the last of a month until that day is one day, as daily exports write it.
    let daily = try self.exported(
      "invoice_number,service,amount,charge_period_start,charge_period_end\nA-1,Plan,25.00,2024-04-29,2024-04-30\n")
    #expect(lines(daily) == ["Plan 2024-04-29 2024-04-30: 25 (1)"])
  }

  /// Where bare dates name last days, those of charges do.
  @Test func inclusiveEnds() throws {
    let exported = try exported(
      "invoice_number,service,amount,charge_period_start,charge_period_end\nA-1,Plan,25.00,2024-06-01,2024-06-30\n"
    ) { $0.dates.periodEndIsInclusive = true }
    #expect(lines(exported) == ["Plan 2024-06-01 2024-07-01: 25 (1)"])
  }

  /// Drawn up from usage: what is within the period that all rows make has no dates, whatever their order.
  @Test func drawnUp() throws {
    let rows = [
      "acme,Compute,1.00,2024-05-20T00:00:00Z,2024-05-21T00:00:00Z,2024-05-01,2024-05-16,EUR",
      "acme,Compute,2.00,2024-05-20T00:00:00Z,2024-05-21T00:00:00Z,2024-05-16,2024-06-01,EUR",
      "acme,Plan,4.00,2024-06-01T00:00:00Z,2024-07-01T00:00:00Z,2024-05-16,2024-06-01,EUR",
    ]
    for order in [rows, rows.reversed()] {
      let exported = try Exported([
        "usage.csv": "workspace_id,service,amount,charge_period_start,charge_period_end,billing_period_start,"
          + "billing_period_end,currency\n" + order.joined(separator: "\n") + "\n"
      ])
      #expect(exported.findings == [])
      let groups = exported.contents.usage.groups(of: 0)
      #expect(groups.filter { $0.service == "Compute" }.allSatisfy { $0.period == nil })
      #expect(groups.filter { $0.service == "Plan" }.map { $0.period?.start.description } == ["2024-06-01"])
    }
  }
}
