import Billing
import Testing

@testable import Exports

@Suite struct DateTests {
  private func moment(_ text: String, in zone: Zone = .utc) -> String? {
    Array(text.utf8).withUnsafeBufferPointer { bytes in
      Moment(bytes, in: zone).map { "\($0.day) / \($0.writtenDay) \($0.writtenSecond.map(String.init) ?? "-")" }
    }
  }

  /// The day by the configured zone, then the day and the second as they are written.
  @Test(
    arguments: [
      ("2024-05-31", "2024-05-31 / 2024-05-31 -"), ("2024-05-31T23:59:59Z", "2024-05-31 / 2024-05-31 86399"),
      ("2024-09-01 00:00:00", "2024-09-01 / 2024-09-01 0"),
      ("2024-09-01T00:00:00", "2024-09-01 / 2024-09-01 0"), ("2024-09-01T01:02Z", "2024-09-01 / 2024-09-01 3720"),
      ("2024-09-01t01:02:03z", "2024-09-01 / 2024-09-01 3723"),
      ("2024-09-01T01:02:03.123456789Z", "2024-09-01 / 2024-09-01 3723"),
      ("2024-06-01T00:30:00+02:00", "2024-05-31 / 2024-06-01 1800"),
      ("2024-05-31T23:30:00-02:00", "2024-06-01 / 2024-05-31 84600"),
      ("2016-12-31T23:59:60Z", "2016-12-31 / 2016-12-31 86399"),
      ("2024-01-01T00:00:00+14:00", "2023-12-31 / 2024-01-01 0"),
      ("0001-01-01T00:00:00Z", "0001-01-01 / 0001-01-01 0"),
    ])
  func accepted(text: String, day: String) {
    #expect(moment(text) == day)
  }

  @Test(
    arguments: [
      "", "9900-01-01", "0001-01-01T00:00:00+01:00", "0000-12-31", "2024-02-30", "2023-02-29", "31.05.2024",
      "05/31/2024", "2024-5-31", "2024-05-31T",
      "2024-05-31T24:00:00Z",
      "2024-05-31T23:60:00Z", "2024-05-31T23:59:61Z", "2024-05-31T12", "2024-05-31T12:00:00.Z", "2024-05-31T12:00:00+2",
      "2024-05-31T12:00:00+25:00", "2024-05-31 ", "2024-05-31x12:00:00Z", "2024-05-31T12:00:00ZZ", "20240531",
    ])
  func refused(text: String) {
    #expect(moment(text) == nil)
  }

  @Test func theDayIsThatOfTheConfiguredZone() {
    #expect(moment("2024-05-31T22:30:00Z", in: .fixed(7200)) == "2024-06-01 / 2024-05-31 81000")
    // Without a zone, the time is that of the configured one already.
    #expect(moment("2024-05-31T22:30:00", in: .fixed(7200)) == "2024-05-31 / 2024-05-31 81000")
    #expect(moment("2024-05-31", in: .fixed(7200)) == "2024-05-31 / 2024-05-31 -")
  }

  @Test func zones() {
    #expect(Zone("UTC") == .utc)
    #expect(Zone("+02:00") == .fixed(7200))
    #expect(Zone("-03:30") == .fixed(-12600))
    for name in ["", "Nowhere/At_All", "+2", "+24:00", "../etc/passwd", "+02:00:00"] {
      #expect(Zone(name) == nil, "\(name)")
    }
  }
}

/// Billing periods as invoices state them.
@Suite struct PeriodTests {
  private func invoice(
    _ columns: String, _ values: String, inclusive: Bool = false, zone: Zone = .utc
  ) throws -> Exported {
    try Exported(["invoices.csv": "invoice_number,workspace_id,currency,\(columns)\nINV-1,acme,EUR,\(values)\n"]) {
      $0.dates = DateRules(zone: zone, periodEndIsInclusive: inclusive)
    }
  }

  /// Midnight in the exporter's own zone is midnight, wherever the reader is.
  @Test func aPeriodIsThatOfWhoeverStatesIt() throws {
    let exported = try invoice(
      "billing_period_start,billing_period_end", "2024-05-01T00:00:00Z,2024-06-01T00:00:00Z", zone: .fixed(7200))
    #expect(exported.contents.invoices.map { "\($0.period.start) \($0.period.end)" } == ["2024-05-01 2024-06-01"])
  }

  @Test(
    arguments: [
      ("2024-05-01,2024-06-01", false, "2024-05-01 2024-06-01"),
      ("2024-05-01,2024-05-16", false, "2024-05-01 2024-05-16"),
      ("2024-05-01,2024-05-31", true, "2024-05-01 2024-06-01"),
      ("2024-05-01,2024-05-15", true, "2024-05-01 2024-05-16"),
      ("2024-05-01,2024-05-01", true, "2024-05-01 2024-05-02"),
      ("2024-05-01T00:00:00Z,2024-06-01T00:00:00Z", false, "2024-05-01 2024-06-01"),
      ("2024-05-01T00:00:00Z,2024-06-01T00:00:00Z", true, "2024-05-01 2024-06-01"),
      ("2024-05-01T00:00:00Z,2024-05-31T23:59:59Z", false, "2024-05-01 2024-06-01"),
    ])
  func startAndEnd(values: String, inclusive: Bool, period: String) throws {
    let exported = try invoice("billing_period_start,billing_period_end", values, inclusive: inclusive)
    #expect(exported.findings == [])
    #expect(exported.contents.invoices.map { "\($0.period.start) \($0.period.end)" } == [period])
  }

  @Test func aLastDayWhereTheDayAfterItIsMeantIsRefused() throws {
    let exported = try invoice("billing_period_start,billing_period_end", "2024-05-01,2024-05-31")
    #expect(
      exported.findings == [
        """
        invoices.csv:2:27: error: billing_period_end is 2024-05-31, the last day of a month [inclusive-period-end]
          why: periods end on the day after their last day, so this one would leave that day out
          fix: write 2024-06-01, or set dates: {period_end: inclusive} in report.yml if the export names last days
        """
      ])
    #expect(exported.contents.invoices.isEmpty)
  }

  @Test func aMonth() throws {
    #expect(try invoice("billing_period", "2024-05").contents.invoices.map(\.period) == [Month("2024-05")?.period])
    #expect(
      try invoice("billing_period", "May").findings == [
        """
        invoices.csv:2:16: error: billing_period is “May” [date]
          why: it is not a month
          fix: write it as 2024-05
        """
      ])
  }

  @Test func whatIsNoPeriod() throws {
    let columns = "billing_period_start,billing_period_end"
    #expect(
      try invoice(columns, "2024-05-01,2024-05-01").findings == [
        """
        invoices.csv:2:27: error: the billing period from 2024-05-01 ends on 2024-05-01 [empty-period]
          why: it would hold no day
          fix: state a billing_period_end after the billing_period_start
        """
      ])
    #expect(
      try invoice(columns, "2024-05-01,").messages
        == ["invoices.csv:2:27: error: billing_period_end is empty [missing-value]"])
    #expect(
      try invoice(columns, "05/01/2024,2024-06-01").findings == [
        """
        invoices.csv:2:16: error: billing_period_start is “05/01/2024” [date]
          why: it is no date that exists, or not written as one of the accepted forms
          fix: write YYYY-MM-DD, or RFC 3339 such as 2024-05-31T23:59:59Z
        """
      ])
  }

  @Test func withoutAPeriodTheIssueDateCounts() throws {
    let exported = try invoice("issue_date", "2024-05-31")
    #expect(exported.contents.invoices.map { "\($0.month) \($0.statesPeriod)" } == ["2024-05 false"])
    #expect(
      try invoice("issue_date", "").messages
        == ["invoices.csv:2:1: error: the invoice states neither a billing period nor an issue date [missing-value]"])
    // Where no row could state one, that is told of the file.
    let without = try invoice("note", "x")
    #expect(without.contents.findings.count(.error) == 1)
    #expect(
      without.messages.first == "invoices.csv:1:1: error: the column billing_period, or billing_period_start and "
        + "billing_period_end, or issue_date is missing [missing-column]")
  }
}
