import Billing
import Testing

@testable import Exports

/// How many rows each file has, and what those of usage add up to.
@Suite struct FileCountTests {
  private static let invoices = """
    invoice_number,workspace_id,currency,billing_period
    INV-1,acme,EUR,2024-05
    INV-2,acme,USD,2024-05

    """

  /// Every file by its name, as `kind rows/repeated CUR sum …`.
  private func counts(
    _ files: [String: String], _ change: (inout ExportContents.Rules) -> Void = { _ in }
  ) throws -> [String: String] {
    let exported = try Exported(files, change)
    #expect(exported.messages.filter { $0.contains("error") } == [])
    return Dictionary(
      uniqueKeysWithValues: exported.contents.files.map { file in
        let sums = file.amounts.map { "\($0.key?.code ?? "?") \($0.value)" }.sorted()
        return (file.file, (["\(file.kind.rawValue) \(file.rows)/\(file.repeatedRows)"] + sums).joined(separator: " "))
      })
  }

  @Test(arguments: 1...3)
  func eachFileHasSumsOfItsOwn(jobs: Int) throws {
    let counts = try counts([
      "invoices.csv": Self.invoices,
      "payments.csv": "payment_id,invoice_number,date,amount,status\np1,INV-1,2024-06-10,3,succeeded\n",
      "usage-1.csv": """
      invoice_number,service,quantity,unit_price,amount
      INV-1,A,3,0.15,
      INV-1,A,,,0.005
      INV-2,A,2,0.5,7
      """,
      "usage-2.csv": """
      usage_id,invoice_number,service,amount,discount,usage_rows
      u1,INV-1,A,10,10%,1
      u1,INV-1,A,10,10%,1
      u2,INV-2,B,-0.25,,40
      u3,INV-2,B,170141183460469231731687303715884105727,,
      """,
    ]) {
      $0.jobs = jobs
      $0.reading.blockSize = 30
    }
    #expect(
      counts == [
        "invoices.csv": "invoices 2/0", "payments.csv": "payments 1/0",
        // 3 × 0.15 + 0.005; 7 as stated.
        "usage-1.csv": "usage 3/0 EUR 0.455 USD 7",
        // Before discounts, the repeat left out; and beyond 128 bits.
        "usage-2.csv": "usage 4/1 EUR 10 USD 170141183460469231731687303715884105726.75",
      ])
  }

  /// Groups that several files add to: each file has what it adds.
  @Test(arguments: [["service"], ["row"]])
  func groupsOfSeveralFiles(grouping: [String]) throws {
    let counts = try counts([
      "invoices.csv": Self.invoices,
      "usage-1.csv": "invoice_number,service,amount\nINV-1,A,1\nINV-1,B,2\n",
      "usage-2.csv": "invoice_number,service,amount\nINV-1,A,4\nINV-1,A,8\n",
      "usage-3.csv": "invoice_number,service,amount,usage_id\nINV-1,A,16,u1\nINV-1,B,0.5,\nINV-2,A,32,\n",
    ]) {
      $0.grouping = LineGrouping(grouping == ["row"] ? [.row] : [.service])
    }
    #expect(
      counts.filter { $0.key.hasPrefix("usage") } == [
        "usage-1.csv": "usage 2/0 EUR 3", "usage-2.csv": "usage 2/0 EUR 12",
        "usage-3.csv": "usage 3/0 EUR 16.5 USD 32",
      ])
  }

  /// A row that waits for its invoice was read, too.
  @Test func rowsWithoutAnInvoice() throws {
    let counts = try counts([
      "invoices.csv": Self.invoices, "workspaces.csv": "workspace_id,currency\nbeta,GBP\n",
      "usage.csv": """
      invoice_number,workspace_id,service,amount,timestamp,currency
      INV-1,acme,A,1,2024-05-10,
      ,acme,A,2,2024-07-10,USD
      ,beta,A,4,2024-07-10,
      , beta ,A,16,2024-07-10,
      ,acme,A,8,2024-07-10,
      """,
    ]) {
      $0.selection = PeriodSelection("2024-05") ?? .all
    }
    #expect(counts["usage.csv"] == "usage 5/0 ? 8 EUR 1 GBP 20 USD 2")
  }

  /// Invoices drawn up from usage: the currency is that of the row, of its number or of its workspace, though a later
  /// file may be the first to state it.
  @Test func drawnUpInvoices() throws {
    let counts = try counts([
      "workspaces.csv": "workspace_id,currency\nbeta,GBP\n",
      "usage-1.csv": """
      invoice_number,workspace_id,service,amount,billing_period,currency
      ,acme,A,1,2024-05,USD
      ,beta,A,2,2024-05,
      N-1,acme,A,4,2024-05,
      """,
      "usage-2.csv": """
      invoice_number,workspace_id,service,amount,billing_period,currency
      N-1,acme,A,8,2024-05,CHF
      """,
    ])
    #expect(counts["usage-1.csv"] == "usage 3/0 CHF 4 GBP 2 USD 1")
    #expect(counts["usage-2.csv"] == "usage 1/0 CHF 8")
  }
}
