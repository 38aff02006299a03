import Billing
import Testing

@testable import Exports

/// Usage rows added up for the invoice they belong to.
@Suite struct UsageRowsTests {
  let invoices = """
    invoice_number,workspace_id,currency,billing_period
    INV-1,acme,EUR,2024-05
    INV-2,acme,EUR,2024-06
    INV-3,beta,USD,2024-05
    INV-4,beta,EUR,2024-05

    """

  private func read(_ usage: String, _ change: (inout ExportContents.Rules) -> Void = { _ in }) throws -> Exported {
    try Exported(["invoices.csv": invoices, "usage.csv": usage], change)
  }

  @Test func byNumber() throws {
    let exported = try read(
      """
      invoice_number,service,quantity,unit_price,amount
      INV-1,Compute,2,0.5,
      INV-1,Compute,3,0.50,
      INV-1,Compute,1,0.5,0.4
      INV-2,Storage,,,7.25
      """)
    // 2 × 0.5 + 3 × 0.5 + 0.4 as stated: 0.5 and 0.50 are one price.
    #expect(exported.usage == ["INV-1: Compute 6 = 2.9 (3)", "INV-2: Storage - = 7.25 (1)"])
    #expect(exported.findings == [])
  }

  @Test func byWorkspaceAndTime() throws {
    let exported = try read(
      """
      workspace_id,service,amount,timestamp,billing_period,currency
      acme,A,1,2024-05-31T23:59:59Z,,
      acme,A,2,2024-06-01T00:00:00Z,,
      acme,A,4,2024-06-15,2024-05,
      beta,A,8,2024-05-10,,USD
      """)
    // A stated period wins over the timestamp.
    #expect(exported.usage == ["INV-1: A - = 5 (2)", "INV-2: A - = 2 (1)", "INV-3: A - = 8 (1)"])
    #expect(exported.findings == [])
  }

  @Test func aRowThatFitsTwoInvoicesIsRefused() throws {
    #expect(
      try read("workspace_id,service,amount,timestamp\nbeta,A,8,2024-05-10\n").findings == [
        """
        usage.csv:2:1: error: the row fits two invoices, “INV-3” and “INV-4” [ambiguous-invoice]
          why: it can be billed on one of them only
          fix: state the invoice_number in the row
        """
      ])
  }

  @Test func anUnknownInvoiceIsRefused() throws {
    #expect(
      try read("invoice_number,service,amount\nINV-9,A,8\n").findings == [
        """
        usage.csv:2:1: error: no invoice has the number “INV-9” [unknown-invoice]
          why: the usage would be lost if it were billed on none
          fix: export that invoice as well, or mend the number
        """
      ])
    #expect(
      try read("workspace_id,service,amount,timestamp\nacme,A,8,2024-07-10\n").messages
        == ["usage.csv:2:1: error: no invoice of workspace “acme” bills 2024-07-10 [unknown-invoice]"])
  }

  @Test func usageOfAnotherPeriodMayWaitForItsInvoice() throws {
    let exported = try read("workspace_id,service,amount,timestamp\nacme,A,8,2024-07-10\nacme,A,1,2024-05-10\n") {
      $0.selection = PeriodSelection("2024-05") ?? .all
    }
    #expect(exported.messages.filter { $0.contains("error") } == [])
    #expect((exported.contents.usage.rows, exported.contents.usage.unbilledRows) == (2, 1))
    #expect(exported.usage == ["INV-1: A - = 1 (1)"])
  }

  @Test func anotherCurrencyThanItsInvoicesIsRefused() throws {
    #expect(
      try read("invoice_number,service,amount,currency\nINV-1,A,8,USD\n").findings == [
        """
        usage.csv:2:11: error: currency is USD, but invoice “INV-1” is in EUR [currency-mismatch]
          why: an invoice has one currency, and currencies are never added together
          fix: mend the currency of the row or of the invoice, or move the row to an invoice in USD
        """
      ])
  }

  @Test func anotherWorkspaceThanItsInvoicesIsRefused() throws {
    #expect(
      try read("invoice_number,workspace_id,service,amount\nINV-1,beta,A,8\n").findings == [
        """
        usage.csv:2:7: error: workspace_id is “beta”, but invoice “INV-1” is for “acme” [workspace-mismatch]
          why: a workspace never pays for another's usage
          fix: mend the workspace_id or the invoice_number of the row
        """
      ])
  }

  @Test func usageOutsideItsPeriodIsBilledWithAWarning() throws {
    let exported = try read("invoice_number,service,amount,timestamp\nINV-1,A,8,2024-06-01\nINV-1,A,1,2024-05-31\n")
    #expect(
      exported.findings == [
        """
        usage.csv:2:11: warning: usage of 2024-06-01 is billed on invoice “INV-1” for 2024-05-01 to 2024-05-31 \
        [usage-outside-period]
          fix: check the row's invoice_number; it is billed as exported
        """
      ])
    #expect(exported.usage == ["INV-1: A - = 9 (2)"])
  }

  @Test func aRepeatedUsageIdCountsOnce() throws {
    let exported = try read(
      """
      usage_id,invoice_number,service,amount
      U1,INV-1,A,8
      U1,INV-1,A,8
      U2,INV-1,A,1
      U2,INV-1,A,2
      ,INV-1,A,4
      ,INV-1,A,4
      """)
    #expect(exported.usage == ["INV-1: A - = 17 (4)"])
    #expect((exported.contents.usage.rows, exported.contents.usage.repeatedRows) == (6, 1))
    #expect(
      exported.messages.filter { $0.contains("error") } == [
        "usage.csv:5:1: error: usage_id “U2” is already at usage.csv:4, with another content [duplicate-id]"
      ])
  }

  @Test func whatIsMissingIsNamed() throws {
    #expect(
      try read("invoice_number,service,quantity,unit_price,amount\nINV-1,A,2,,\nINV-1,,1,1,\n").messages == [
        "usage.csv:2:12: error: the row has neither an amount nor both quantity and unit_price [missing-value]",
        "usage.csv:3:7: error: service is empty [missing-value]",
      ])
    #expect(
      try read("invoice_number,workspace_id,service,amount\n,,A,1\n,acme,A,1\n").messages == [
        "usage.csv:2:1: error: the row has neither an invoice_number nor a workspace_id [missing-value]",
        "usage.csv:3:1: error: the row has neither a billing period nor a timestamp [missing-value]",
      ])
  }

  @Test func theFirstOfSeveralAliasesCounts() throws {
    let exported = try read("invoice_number,Product,ServiceName,cost,BilledCost\nINV-1,P,S,1,2\n")
    #expect(exported.usage == ["INV-1: S - = 2 (1)"])
    #expect(exported.messages.allSatisfy { $0.contains("[alias-chosen]") } && exported.messages.count == 2)
  }

  @Test func discountsAreTakenOffExactly() throws {
    let exported = try read("invoice_number,service,amount,discount\nINV-1,A,57.48,10%\nINV-1,A,10,0.005\n")
    // 5.748 + 0.005
    #expect(exported.contents.usage.groups(of: 0).map(\.discount.description) == ["5.753"])
  }

  @Test func chargesOfCategoryTaxAreKeptApart() throws {
    let exported = try read(
      "invoice_number,service,description,amount,charge_category\nINV-1,A,VAT,1.9,Tax\nINV-1,A,x,10,usage\n")
    #expect(exported.contents.usage.groups(of: 0).map(\.isTax) == [true, false])
  }
}

/// Invoices drawn up where there is no invoice export.
@Suite struct DrawnUpTests {
  @Test func onePerWorkspaceMonthAndCurrency() throws {
    let exported = try Exported([
      "usage.csv": """
      workspace_id,service,amount,timestamp,currency
      acme,A,1,2024-05-01,EUR
      acme,A,2,2024-05-31T23:59:59Z,EUR
      acme,A,4,2024-06-01,EUR
      beta,A,8,2024-05-10,EUR
      beta,A,16,2024-05-10,USD
      """
    ])
    #expect(
      exported.usage == [
        "INV-2024-05-acme: A - = 3 (2)", "INV-2024-06-acme: A - = 4 (1)", "INV-2024-05-beta-EUR: A - = 8 (1)",
        "INV-2024-05-beta-USD: A - = 16 (1)",
      ])
    #expect(exported.contents.isDrawnUp)
    // Issued on the exclusive end of the period.
    #expect(
      exported.contents.invoices.map { $0.issueDate?.description } == [
        "2024-06-01", "2024-07-01", "2024-06-01", "2024-06-01",
      ])
  }

  @Test func theCurrencyIsTheRowsThenTheWorkspacesThenTheConfigurations() throws {
    let files = [
      "workspaces.csv": "workspace_id,currency\nacme,JPY\nbeta,\n",
      "usage.csv": "workspace_id,service,amount,billing_period\nacme,A,1,2024-05\nbeta,A,1,2024-05\n",
    ]
    let exported = try Exported(files) {
      $0.currency = Currency("EUR")
      $0.numberPrefix = "R-"
    }
    #expect(
      exported.contents.invoices.map { "\($0.number) \($0.currency)" } == ["R-2024-05-acme JPY", "R-2024-05-beta EUR"])
    #expect(
      try Exported(files).messages.filter { $0.contains("error") }
        == ["usage.csv:3:1: error: the row states no currency [missing-currency]"])
  }
}
