import Billing
import Testing

@testable import Exports

/// One payment of several invoices, in whatever files its parts stand.
@Suite struct PaymentPartsTests {
  private static let head = "payment_id,invoice_number,workspace_id,date,amount,currency,status,type,updated\n"

  private func exported(_ files: String...) throws -> Exported {
    var exports: [String: String] = [
      "invoices.csv": "invoice_number,workspace_id,currency,billing_period\nA-1,acme,EUR,2024-05\n"
    ]
    for (index, rows) in files.enumerated() { exports["payments-\(index + 1).csv"] = Self.head + rows }
    return try Exported(exports)
  }

  private func rows(_ exported: Exported) -> [String] {
    exported.contents.payments.map { "\($0.id) \($0.invoice?.text ?? "-") \($0.amount)" }
  }

  @Test func partsStandTogether() throws {
    let exported = try exported(
      "p1,A-1,,2024-06-02,60,EUR,succeeded,,\np2,A-1,,2024-06-02,5,EUR,succeeded,,\n",
      "p1,A-2,,2024-06-02,40,EUR,succeeded,,\np1,,acme,2024-06-02,7,EUR,succeeded,,\np1,,bolt,2024-06-02,3,EUR,succeeded,,\n"
    )
    #expect(exported.findings == [])
    #expect(rows(exported) == ["p1 A-1 60", "p1 A-2 40", "p1 - 7", "p1 - 3", "p2 A-1 5"])
    // Each still knows where it stands.
    #expect(
      exported.contents.paymentPlaces.map(\.description) == [
        "payments-1.csv:2:20", "payments-2.csv:2:20", "payments-2.csv:3:21", "payments-2.csv:4:21",
        "payments-1.csv:3:20",
      ])
  }

  @Test func theSamePartCountsOnce() throws {
    let exported = try exported(
      "p1,A-1,,2024-06-02,60,EUR,succeeded,,\np1,A-2,,2024-06-02,40,EUR,succeeded,,\n",
      "p1,A-2,,2024-06-02,40.00,EUR,Succeeded,payment,\np9,A-1,,2024-06-02,1,EUR,succeeded,,\n")
    #expect(rows(exported) == ["p1 A-1 60", "p1 A-2 40", "p9 A-1 1"])
    #expect(
      exported.findings == [
        """
        payments-2.csv:2:1: note: payment_id “p1” repeats payments-1.csv:3:1 word for word [repeated-row]
          fix: nothing; it counts once
        """
      ])
  }

  @Test func twoAmountsForOneInvoice() throws {
    let exported = try exported(
      "p1,A-1,,2024-06-02,60,EUR,succeeded,,\np1,A-2,,2024-06-02,40,EUR,succeeded,,\n",
      "p1,A-2,,2024-06-02,30,EUR,succeeded,,\n")
    #expect(
      exported.findings == [
        """
        payments-2.csv:2:1: error: payment “p1” for invoice “A-2” is already at payments-1.csv:3:1, with 40 instead of 30 [duplicate-id]
          why: a payment has one part for each invoice, and which of the two is right would be a guess
          fix: keep one of them; or give a payment of its own its own id
        """
      ])
  }

  @Test(arguments: [
    ("p1,A-2,,2024-06-03,40,EUR,succeeded,,", "date 2024-06-03 here, and 2024-06-02"),
    ("p1,A-2,,2024-06-02,40,EUR,failed,,", "status failed here, and succeeded"),
    ("p1,A-2,,2024-06-02,40,EUR,succeeded,refund,", "type refund here, and payment"),
  ])
  func partsAreOfOnePayment(row: String, text: String) throws {
    let exported = try exported("p1,A-1,,2024-06-02,60,EUR,succeeded,,\n\(row)\n")
    #expect(
      exported.findings == [
        """
        payments-1.csv:3:1: error: payment “p1” has the \(text) at payments-1.csv:2:1 [duplicate-id]
          why: rows with one payment_id are parts of one payment, which has one date, status, type and currency
          fix: keep the row that is right, or give the other payment its own id
        """
      ])
  }

  @Test(
    arguments: [
      ("chargeback_reversal", Payment.Kind.chargebackReversal), ("WRITE_OFF", Payment.Kind.writeOff),
      ("Chargeback", Payment.Kind.chargeback),
    ] as [(String, Payment.Kind)])
  func typesInAnyCase(word: String, kind: Payment.Kind) throws {
    let exported = try exported("p1,A-1,,2024-06-02,60,EUR,CANCELLED,\(word),2024-07-05\n")
    #expect(exported.findings == [])
    #expect(exported.contents.payments.map(\.kind) == [kind])
    #expect(exported.contents.payments.map(\.state) == [.canceled])
    #expect(exported.contents.payments.map { $0.updated?.description } == ["2024-07-05"])
  }

  @Test func aWriteOffNamesItsInvoice() throws {
    let exported = try exported("p1,,acme,2024-06-02,60,EUR,succeeded,write_off,\n")
    #expect(
      exported.findings == [
        """
        payments-1.csv:2:4: error: the write-off names no invoice [missing-value]
          why: type write_off says which debt is not expected to be paid
          fix: fill in invoice_number
        """
      ])
  }

  private static let statuses: [(word: String, lifecycle: Lifecycle)] = [
    ("voided", .void), ("Cancelled", .void), ("CANCELED", .void), ("Void", .void), ("Draft", .draft), ("OPEN", .open),
    ("Uncollectible", .open), ("Paid", .open),
  ]

  @Test(arguments: statuses)
  func statusesOfInvoices(word: String, lifecycle: Lifecycle) throws {
    let exported = try Exported([
      "invoices.csv": "invoice_number,workspace_id,currency,billing_period,status\nA-1,acme,EUR,2024-05,\(word)\n"
    ])
    let header = try #require(exported.contents.invoices.first)
    #expect(header.lifecycle == lifecycle)
    // What is compared keeps the export's own word.
    let declared = ["Uncollectible": "uncollectible", "Paid": "Paid"][word]
    #expect(header.declared.status == declared)
    #expect(header.isUncollectible == (word == "Uncollectible"))
  }
}
