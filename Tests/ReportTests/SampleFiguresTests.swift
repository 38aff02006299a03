import Foundation
import Testing

/// Every figure of every sample invoice as of 2024-07-10, worked out apart from this tool.
@Suite("The figures of the sample exports")
struct SampleFiguresTests {
  static let columns = [
    "invoice_number", "workspace_id", "period", "currency", "services", "lines", "usage_rows", "subtotal", "discount",
    "tax", "total", "credited", "paid", "pending", "refunded", "due", "credit", "status", "flags",
  ]

  static let table =
    """
    INV-2024-0001 | quillow-robotics | 2024-03 | EUR | 4 | 6 | 8 | \
      667.41 | 0.00 | 126.81 | 794.22 | 0.00 | 794.22 | 0.00 | 0.00 | 0.00 | 0.00 | paid |
    INV-2024-0002 | creme-sjobris | 2024-03 | EUR | 4 | 5 | 5 | \
      69.78 | 0.00 | 17.45 | 87.23 | 0.00 | 107.23 | 0.00 | 0.00 | 0.00 | 20.00 | paid | overpaid
    INV-2024-0003 | lanternfish-media | 2024-03 | USD | 4 | 6 | 7 | \
      726.22 | 0.00 | 64.45 | 790.67 | 0.00 | 0.00 | 0.00 | 0.00 | 0.00 | 0.00 | void |
    INV-2024-0004 | sakura-data | 2024-03 | JPY | 4 | 4 | 5 | \
      32291 | 0 | 3229 | 35520 | 0 | 35520 | 0 | 0 | 0 | 0 | paid |
    INV-2024-0005 | galil-analytics | 2024-03 | USD | 3 | 4 | 4 | \
      245.73 | 0.00 | 0.00 | 245.73 | 0.00 | 245.73 | 0.00 | 245.73 | 0.00 | 0.00 | paid | refunded
    INV-2024-0006 | fernwolke-freight | 2024-03 | EUR | 4 | 5 | 6 | \
      304.63 | 0.00 | 51.79 | 356.42 | 0.00 | 150.00 | 0.00 | 0.00 | 206.42 | 0.00 | due | overdue partially_paid
    INV-2024-0007 | lanternfish-media | 2024-03 | USD | 4 | 6 | 7 | \
      726.22 | 0.00 | 64.45 | 790.67 | 0.00 | 790.67 | 0.00 | 0.00 | 0.00 | 0.00 | paid |
    INV-2024-0008 | quillow-robotics | 2024-04 | EUR | 4 | 6 | 8 | \
      661.93 | 0.00 | 125.77 | 787.70 | 0.00 | 787.70 | 0.00 | 0.00 | 0.00 | 0.00 | paid |
    INV-2024-0009 | creme-sjobris | 2024-04 | EUR | 4 | 5 | 5 | \
      65.84 | 0.00 | 16.46 | 82.30 | 82.30 | 0.00 | 0.00 | 0.00 | 0.00 | 0.00 | paid | credited
    INV-2024-0010 | lanternfish-media | 2024-04 | USD | 4 | 6 | 7 | \
      682.53 | 75.84 | 60.57 | 743.10 | 0.00 | 743.10 | 0.00 | 0.00 | 0.00 | 0.00 | paid |
    INV-2024-0011 | sakura-data | 2024-04 | JPY | 4 | 4 | 5 | \
      32439 | 0 | 3244 | 35683 | 0 | 0 | 0 | 0 | 35683 | 0 | due | overdue refunded
    INV-2024-0012 | galil-analytics | 2024-04 | USD | 3 | 4 | 4 | \
      228.12 | 0.00 | 0.00 | 228.12 | 0.00 | 228.12 | 0.00 | 0.00 | 0.00 | 0.00 | paid |
    INV-2024-0013 | fernwolke-freight | 2024-04 | EUR | 4 | 5 | 6 | \
      302.17 | 0.00 | 51.37 | 353.54 | 0.00 | 0.00 | 0.00 | 0.00 | 353.54 | 0.00 | failed | overdue
    INV-2024-0014 | pipe-dream | 2024-04 | USD | 4 | 5 | 5 | \
      132.27 | 0.00 | 9.59 | 141.86 | 0.00 | 141.86 | 0.00 | 0.00 | 0.00 | 0.00 | paid |
    INV-2024-0015 | waha-digital | 2024-04 | USD | 4 | 4 | 4 | \
      38.36 | 0.00 | 1.92 | 40.28 | 5.25 | 0.00 | 0.00 | 0.00 | 35.03 | 0.00 | due | overdue credited
    INV-2024-0016 | quillow-robotics | 2024-05 | EUR | 4 | 7 | 9 | \
      546.44 | 0.00 | 103.82 | 650.26 | 0.00 | 0.00 | 650.26 | 0.00 | 650.26 | 0.00 | processing | pending
    INV-2024-0017 | creme-sjobris | 2024-05 | EUR | 4 | 5 | 5 | \
      70.82 | 0.00 | 17.71 | 88.53 | 0.00 | 0.00 | 0.00 | 0.00 | 88.53 | 0.00 | due | overdue
    INV-2024-0018 | lanternfish-media | 2024-05 | USD | 4 | 6 | 7 | \
      728.46 | 0.00 | 64.65 | 793.11 | 0.00 | 100.00 | 0.00 | 0.00 | 693.11 | 0.00 | due | overdue partially_paid
    INV-2024-0019 | sakura-data | 2024-05 | JPY | 5 | 5 | 6 | \
      37944 | 0 | 3794 | 41738 | 0 | 41738 | 0 | 0 | 0 | 0 | paid |
    INV-2024-0020 | galil-analytics | 2024-05 | USD | 3 | 4 | 4 | \
      264.67 | 0.00 | 0.00 | 264.67 | 0.00 | 264.67 | 0.00 | 0.00 | 0.00 | 0.00 | paid |
    INV-2024-0021 | fernwolke-freight | 2024-05 | EUR | 4 | 5 | 6 | \
      276.72 | 25.00 | 47.04 | 323.76 | 0.00 | 120.00 | 100.00 | 0.00 | 203.76 | 0.00 | due | overdue partially_paid pending
    INV-2024-0022 | pipe-dream | 2024-05 | USD | 4 | 5 | 5 | \
      122.19 | 4.35 | 8.86 | 131.05 | 0.00 | 0.00 | 0.00 | 131.05 | 131.05 | 0.00 | due | overdue refunded disputed
    INV-2024-0023 | waha-digital | 2024-05 | USD | 4 | 4 | 4 | \
      54.50 | 0.00 | 2.73 | 57.23 | 0.00 | 0.00 | 0.00 | 0.00 | 57.23 | 0.00 | failed | overdue
    INV-2024-0024 | quillow-robotics | 2024-06 | EUR | 4 | 6 | 8 | \
      627.92 | 0.00 | 119.30 | 747.22 | 0.00 | 0.00 | 0.00 | 0.00 | 747.22 | 0.00 | due |
    INV-2024-0025 | creme-sjobris | 2024-06 | EUR | 4 | 5 | 5 | \
      69.96 | 0.00 | 17.49 | 87.45 | 0.00 | 0.00 | 0.00 | 0.00 | 87.45 | 0.00 | due |
    INV-2024-0026 | lanternfish-media | 2024-06 | USD | 4 | 6 | 7 | \
      675.44 | 0.00 | 59.95 | 735.39 | 0.00 | 0.00 | 0.00 | 0.00 | 0.00 | 0.00 | draft |
    INV-2024-0027 | sakura-data | 2024-06 | JPY | 5 | 5 | 6 | \
      36227 | 0 | 3623 | 39850 | 0 | 39850 | 0 | 0 | 0 | 0 | paid |
    INV-2024-0028 | galil-analytics | 2024-06 | USD | 3 | 4 | 4 | \
      162.62 | 0.00 | 0.00 | 162.62 | 0.00 | 0.00 | 0.00 | 0.00 | 162.62 | 0.00 | due |
    INV-2024-0029 | fernwolke-freight | 2024-06 | EUR | 4 | 5 | 6 | \
      294.47 | 0.00 | 50.06 | 344.53 | 0.00 | 0.00 | 0.00 | 0.00 | 344.53 | 0.00 | due |
    INV-2024-0030 | pipe-dream | 2024-06 | USD | 4 | 5 | 5 | \
      95.77 | 0.00 | 6.94 | 102.71 | 0.00 | 0.00 | 0.00 | 0.00 | 102.71 | 0.00 | due |
    INV-2024-0031 | waha-digital | 2024-06 | USD | 4 | 4 | 4 | \
      57.27 | 0.00 | 2.86 | 60.13 | 0.00 | 0.00 | 60.13 | 0.00 | 60.13 | 0.00 | processing | pending
    """

  @Test func everyFigure() throws {
    let workshop = try Workshop.samples()
    try workshop.run("--period", "all", "--as-of", "2024-07-10")
    let records = try workshop.records()
    let rows = Self.table.split(separator: "\n").map { row in
      row.split(separator: "|", omittingEmptySubsequences: false).map { $0.trimmingCharacters(in: .whitespaces) }
    }
    #expect(rows.count == 31)
    #expect(records.count == 33, "two credit notes besides")
    for expected in rows {
      let record = try #require(records[expected[0]])
      #expect(Self.columns.map { $0 == "period" ? record.period : record[$0] } == expected)
    }
  }

  /// A credit note is a document of its own, its tax split like its invoice's.
  @Test func creditNotes() throws {
    let workshop = try Workshop.samples()
    try workshop.run("--period", "all", "--as-of", "2024-07-10")
    let records = try workshop.records()
    let keys = [
      "document_type", "corrects", "period", "subtotal", "tax", "total", "credited", "paid", "due", "credit",
    ]
    #expect(
      keys.map { records["CN-2024-0001"]?[$0 == "period" ? "issue_date" : $0] }
        == [
          "credit_note", "INV-2024-0009", "2024-05-13", "65.84", "16.46", "82.30", "0.00", "0.00", "0.00", "0.00",
        ])
    #expect(
      keys.map { records["CN-2024-0002"]?[$0 == "period" ? "issue_date" : $0] }
        == ["credit_note", "INV-2024-0015", "2024-06-05", "5.00", "0.25", "5.25", "0.00", "0.00", "0.00", "0.00"])
    #expect(records["CN-2024-0001"]?.period == "2024-05")
    #expect(records["CN-2024-0002"]?.period == "2024-06")
  }
}
