import Billing
import Testing

@testable import Exports

/// Without an invoices export: rows that state a number make the invoice of that number.
@Suite struct NumberedInvoiceTests {
  private func usage(_ rows: String) -> [String: String] {
    ["usage.csv": "invoice_number,workspace_id,service,amount,billing_period,currency,timestamp\n" + rows]
  }

  private func invoices(_ exported: Exported) -> [String] {
    exported.contents.invoices.map { header in
      "\(header.number) \(header.workspace) \(header.period.start) \(header.period.end) \(header.currency) "
        + "\(header.issueDate?.description ?? "-")"
    }
  }

  @Test func eachNumberIsAnInvoice() throws {
    for jobs in 1...3 {
      let exported = try Exported(
        usage(
          """
          INV-77,acme,Compute,10.00,2024-05,EUR,
          INV-78,acme,Compute,5.00,2024-05,EUR,
          ,acme,Compute,1.00,2024-05,EUR,
          INV-77,acme,Compute,2.00,2024-05,EUR,
          INV-77,acme,Compute,2.00,2024-05,EUR,

          """)
      ) {
        $0.jobs = jobs
        $0.reading.blockSize = 100
      }
      #expect(exported.findings == [])
      #expect(
        exported.usage == [
          "INV-77: Compute - = 14 (3)", "INV-78: Compute - = 5 (1)", "INV-2024-05-acme: Compute - = 1 (1)",
        ])
      #expect(invoices(exported)[0] == "INV-77 acme 2024-05-01 2024-06-01 EUR 2024-06-01")
    }
  }

  /// What one row leaves out, another states.
  @Test func rowsComplementEachOther() throws {
    let exported = try Exported(
      usage(
        """
        INV-77,,Compute,10.00,,,
        INV-77,acme,Compute,1.00,2024-05,,
        INV-77,,Compute,2.00,,EUR,

        """))
    #expect(exported.findings == [])
    #expect(exported.usage == ["INV-77: Compute - = 13 (3)"])
    #expect(invoices(exported) == ["INV-77 acme 2024-05-01 2024-06-01 EUR 2024-06-01"])
  }

  /// The months of its timestamps, where no row states a billing period.
  @Test func timestamps() throws {
    let exported = try Exported(
      usage("INV-77,acme,Compute,1.00,,EUR,2024-05-31\nINV-77,acme,Compute,2.00,,EUR,2024-04-01T10:00:00Z\n"))
    #expect(exported.findings == [])
    #expect(invoices(exported) == ["INV-77 acme 2024-04-01 2024-06-01 EUR 2024-06-01"])
    let outside = try Exported(
      usage("INV-77,acme,Compute,1.00,,EUR,2024-06-01\nINV-77,acme,Compute,2.00,2024-05,EUR,\n"))
    #expect(
      outside.messages == [
        "usage.csv:2:1: warning: usage of 2024-06-01 is billed on invoice “INV-77” for 2024-05-01 to 2024-05-31 "
          + "[usage-outside-period]"
      ])
  }

  @Test(arguments: [
    ("INV-77,globex,Compute,1.00,2024-05,EUR,", "workspace “acme”", "workspace “globex”", "3:8", "workspace-mismatch"),
    (
      "INV-77,acme,Compute,1.00,2024-06,EUR,", "billing period 2024-05-01 to 2024-05-31",
      "billing period 2024-06-01 to 2024-06-30", "3:26", "period-mismatch"
    ),
    ("INV-77,acme,Compute,1.00,2024-05,USD,", "currency EUR", "currency USD", "3:34", "currency-mismatch"),
  ])
  func oneNumberIsOneInvoice(row: String, former: String, now: String, place: String, kind: String) throws {
    let exported = try Exported(usage("INV-77,acme,Compute,10.00,2024-05,EUR,\n\(row)\n"))
    #expect(
      exported.messages == [
        "usage.csv:\(place): error: the invoice “INV-77” has the \(former) at usage.csv:2:1, and the \(now) here "
          + "[\(kind)]"
      ])
  }

  @Test func whatNobodyStates() throws {
    let exported = try Exported(usage("INV-1,,A,1,2024-05,EUR,\nINV-2,acme,A,1,,EUR,\nINV-3,acme,A,1,2024-05,,\n"))
    #expect(
      exported.messages == [
        "usage.csv:2:1: error: no row of the invoice “INV-1” states a workspace_id [missing-value]",
        "usage.csv:3:1: error: no row of the invoice “INV-2” states a billing period and no timestamp [missing-value]",
        "usage.csv:4:1: error: no row of the invoice “INV-3” states a currency [missing-currency]",
      ])
  }

  /// A site of an earlier version bills numbered rows with the others: they stay there.
  @Test func whatIsIssuedUnderAnInventedNumberStays() throws {
    let slot = InvoiceSlot(
      workspace: "acme", month: try #require(Month("2024-05")), currency: try #require(Currency("EUR")))
    let rows = usage(
      "INV-77,acme,A,10.00,2024-05,EUR,\nINV-78,acme,A,5.00,2024-05,EUR,\nINV-77,acme,A,1.00,2024-05,EUR,\n")
    let former = try Exported(rows) {
      $0.publishedNumbers = PublishedNumbers(
        numbers: [slot: "INV-2024-05-acme"], all: ["INV-2024-05-acme"], mergesNumbers: { _ in true })
    }
    #expect(former.usage == ["INV-2024-05-acme: A - = 16 (3)"])
    let later = try Exported(rows) {
      $0.publishedNumbers = PublishedNumbers(
        numbers: [slot: "INV-2024-05-acme"], all: ["INV-2024-05-acme"], mergesNumbers: { _ in false })
    }
    #expect(later.usage == ["INV-77: A - = 11 (2)", "INV-78: A - = 5 (1)"])
  }

  /// Issued under another prefix: the number stays, so the run is refused.
  @Test func aNewPrefix() throws {
    let slot = InvoiceSlot(
      workspace: "acme", month: try #require(Month("2024-05")), currency: try #require(Currency("EUR")))
    let exported = try Exported(usage(",acme,A,10.00,2024-05,EUR,\n")) {
      $0.numberPrefix = "R-"
      $0.publishedNumbers = PublishedNumbers(otherwise: [slot: "INV-2024-05-acme"], all: ["INV-2024-05-acme"])
    }
    #expect(
      exported.messages == [
        "error: number_prefix is another one than issued invoices have: “INV-2024-05-acme” would be “R-2024-05-acme” "
          + "[renumbered]"
      ])
  }
}
