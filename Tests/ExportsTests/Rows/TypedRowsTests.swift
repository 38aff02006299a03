import Billing
import Testing

@testable import Exports

/// Rows of workspaces, invoices, payments and credit notes.
@Suite struct TypedRowsTests {
  let invoices = "invoice_number,workspace_id,currency,billing_period"

  @Test func anInvoiceWithAllItStates() throws {
    let exported = try Exported([
      "invoices.csv": """
      Number,Customer ID,billing-currency,BillingPeriod,issue_date,due_date,status,purchase_order,discount,tax_rate,tax_code,total
      INV-1,acme,eur,2024-05,2024-06-01,2024-06-15,VOID,PO 7,10%,19%,standard,1.50
      INV-2,acme,EUR,2024-05,,NULL,Paid,,12.5,,,
      """
    ])
    let one = try #require(exported.contents.invoices.first)
    #expect((one.number, one.workspace, one.currency.code) == ("INV-1", "acme", "EUR"))
    #expect((one.issueDate, one.dueDate) == (Day("2024-06-01"), Day("2024-06-15")))
    #expect((one.lifecycle, one.purchaseOrder, one.discount) == (.void, "PO 7", .percentage(try Rate("0.1"))))
    #expect(one.tax == TaxReference(code: "standard", rate: try Rate("19%")))
    #expect(one.declared.total?.digits == "1.50" && one.declared.status == nil)
    let two = exported.contents.invoices[1]
    #expect((two.lifecycle, two.declared.status, two.dueDate) == (.open, "Paid", nil))
    #expect(two.discount == .amount(try ExactDecimal("12.5")))
  }

  @Test func anIdenticalRepeatIsANoteAndCountsOnce() throws {
    let exported = try Exported(["invoices.csv": "\(invoices)\nINV-1,acme,EUR,2024-05\nINV-1,acme,eur,2024-05\n"])
    #expect(
      exported.findings == [
        """
        invoices.csv:3:1: note: invoice_number “INV-1” repeats invoices.csv:2:1 word for word [repeated-row]
          fix: nothing; it counts once
        """
      ])
    #expect(exported.contents.invoices.count == 1)
  }

  @Test func oneIdWithTwoContentsIsAnError() throws {
    let exported = try Exported(["invoices.csv": "\(invoices)\nINV-1,acme,EUR,2024-05\nINV-1,acme,EUR,2024-06\n"])
    #expect(
      exported.findings == [
        """
        invoices.csv:3:1: error: invoice_number “INV-1” is already at invoices.csv:2:1, with another content [duplicate-id]
          why: which of the two is right would be a guess
          fix: keep one of them, or give the other its own id
        """
      ])
  }

  @Test func payments() throws {
    let exported = try Exported([
      "invoices.csv": "\(invoices)\nINV-1,acme,EUR,2024-05\n",
      "payments.csv": """
      payment_id,invoice_id,created,amount,status,type
      P1,INV-1,2024-06-02,10.00,Succeeded,
      P2,INV-1,2024-06-03T10:00:00Z,5,pending,payment
      P3,,2024-06-04,5,cancelled,CHARGEBACK
      P4,INV-1,2024-06-04,-5,succeeded,refund
      P5,INV-1,2024-06-04,5,done,
      P6,INV-1,2024-06-04,"1,234.50",succeeded,
      P7,INV-1,,5,succeeded,
      """,
    ])
    let rows = exported.contents.payments.map {
      "\($0.id) \($0.invoice ?? "-") \($0.date) \($0.amount) \($0.state) \($0.kind)"
    }
    #expect(
      rows == [
        "P1 INV-1 2024-06-02 10 succeeded payment", "P2 INV-1 2024-06-03 5 processing payment",
        "P3 - 2024-06-04 5 canceled chargeback",
      ])
    #expect(
      exported.findings == [
        """
        payments.csv:5:21: error: amount is -5 [negative-amount]
          why: the direction of a payment is its type, not its sign
          fix: write the amount without its sign; money that went back has type refund or chargeback
        """,
        """
        payments.csv:6:23: error: status is “done” [unknown-word]
          why: it is none of the words known here
          fix: write one of: succeeded, processing, failed, canceled, refunded, cancelled, pending
        """,
        """
        payments.csv:7:21: error: amount is “1,234.50” [number]
          why: it has a thousands separator
          fix: write it without separators, as in 1234.50
        """,
        """
        payments.csv:8:10: error: date is empty [missing-value]
          why: every row of this export needs one
          fix: fill it in, or remove the row
        """,
      ])
  }

  @Test func creditNotesArePositive() throws {
    let exported = try Exported([
      "credit_notes.csv": """
      credit_note_number,invoice_number,issue_date,amount,reason
      CN-1,INV-1,2024-07-01,5.00,Outage
      CN-2,INV-1,2024-07-01,0,
      """
    ])
    #expect(
      exported.contents.creditNotes.map { "\($0.number) \($0.amount.digits) \($0.reason ?? "-")" } == [
        "CN-1 5.00 Outage"
      ])
    #expect(exported.messages == ["credit_notes.csv:3:23: error: amount is 0 [negative-amount]"])
  }

  @Test func whatACreditNoteTakesBack() throws {
    let exported = try Exported([
      "credit_notes.csv": """
      credit_note_number,invoice_number,issue_date,amount,tax,tax_rate,tax_code,service
      CN-1,INV-1,2024-07-01,11.90,1.90,19%,standard,Compute
      CN-2,INV-1,2024-07-01,11.90,,,,
      CN-3,INV-1,2024-07-01,11.90,-1.90,,,
      CN-4,INV-1,2024-07-01,11.90,11.91,,,
      CN-5,INV-1,2024-07-01,11.90,,19,,
      """
    ])
    let notes = exported.contents.creditNotes
    #expect(notes.map(\.number) == ["CN-1", "CN-2"])
    #expect(notes.map { $0.tax?.digits } == ["1.90", nil])
    #expect(
      notes.map { $0.taxReference.rate?.percent } == ["19%", nil]
        && notes.map(\.taxReference.code) == ["standard", nil])
    #expect(notes.map(\.service) == ["Compute", nil])
    #expect(
      exported.messages == [
        "credit_notes.csv:4:29: error: tax is -1.90 [negative-amount]",
        "credit_notes.csv:5:29: error: the tax is 11.91, and the amount that it is part of is 11.90 [credit-mismatch]",
        "credit_notes.csv:6:30: error: tax_rate is “19” [rate]",
      ])
    let places = exported.contents.creditNotePlaces[0]
    #expect([places.issueDate, places.amount, places.tax].map(\.column) == [12, 23, 29])
    #expect([places.taxRate, places.taxCode, places.service].map(\.column) == [34, 38, 47])
  }

  @Test func workspaces() throws {
    let exported = try Exported([
      "workspaces.csv": "sub_account_id,name,tax_rate,currency\nacme,Acme,19,EUR\nbeta,Beta,0.07,XYZ\ngamma,,7%,usd\n"
    ])
    #expect(exported.contents.workspaces.map(\.id) == ["gamma"])
    #expect(
      exported.messages == [
        "workspaces.csv:2:11: error: tax_rate is “19” [rate]",
        "workspaces.csv:3:16: error: currency is “XYZ” [unknown-currency]",
      ])
  }

  @Test func aCurrencyMayComeFromTheConfiguration() throws {
    let files = ["invoices.csv": "invoice_number,workspace_id,billing_period\nINV-1,acme,2024-05\n"]
    #expect(
      try Exported(files).messages == ["invoices.csv:1:1: error: the column currency is missing [missing-column]"])
    #expect(try Exported(files) { $0.currency = Currency("EUR") }.contents.invoices.map(\.currency.code) == ["EUR"])
  }
}
