import Testing

@testable import Diagnostics

/// How findings are put together: all at once, errors first, never more than can be read.
@Suite("Findings of a run")
struct FindingsTests {
  @Test func allFilesTogether() throws {
    let stderr =
      """
      exports/invoices.csv:3:42: error: currency is “EURO” [unknown-currency]
        why: ISO 4217 lists no such currency
        fix: write its three-letter code, such as EUR
      exports/payments.csv:3:11: error: date is “2024-02-30” [date]
        why: it is no date that exists, or not written as one of the accepted forms
        fix: write YYYY-MM-DD, or RFC 3339 such as 2024-05-31T23:59:59Z
      exports/payments.csv:3:22: error: amount is -1.00 [negative-amount]
        why: the direction of a payment is its type, not its sign
        fix: write the amount without its sign; money that went back has type refund or chargeback
      exports/payments.csv:3:32: error: status is “done” [unknown-word]
        why: it is none of the words known here
        fix: write one of: succeeded, processing, failed, canceled, refunded, cancelled, pending
      exports/usage.csv:4:18: error: amount is “12abc” [number]
        why: there is text after the number
        fix: keep the number alone in its field; a unit goes into the unit column
      exports/usage.csv:5:18: error: the row has neither an amount nor both quantity and unit_price [missing-value]
        why: there is nothing to bill
        fix: fill in amount, or quantity and unit_price

      6 errors: the data was refused. Nothing was written.

      """
    try expectRefusal(65, stderr) {
      try $0.exports("invoices.csv", Small.invoices + "INV-2,acme,2024-05,2024-06-01,2024-07-01,EURO\n")
      try $0.usage("INV-1,Network,,,,12abc", "INV-1,Network,,,,", "INV-1,Network,,,,1.00")
      try $0.exports("payments.csv", Small.payments + "P-2,INV-1,2024-02-30,-1.00,EUR,done\n")
    }
  }

  /// The first fifty in full, then how many more there are of each kind in each file.
  @Test(arguments: [1, 2]) func moreThanFifty(jobs: Int) throws {
    let workshop = try Workshop.small()
    #expect(try workshop.runSmall().code == 0)
    let numbers = (0..<60).map { "INV-1,Network,,,,\($0)x" }
    let services = [String](repeating: "INV-1,,,,,1.00", count: 3)
    try workshop.exports(
      "usage.csv", Small.usage + (numbers + services).map { $0 + "\n" }.joined())
    let payments = (0..<5).map { "Q-\($0),INV-1,2024-06-10,-1,EUR,succeeded\n" }
    try workshop.exports("payments.csv", Small.payments + payments.joined())
    let before = try workshop.tree("")
    let outcome = try workshop.run("--period", "2024-05", "--jobs", "\(jobs)")

    let negative = (0..<5).map {
      """
      exports/payments.csv:\($0 + 3):22: error: amount is -1 [negative-amount]
        why: the direction of a payment is its type, not its sign
        fix: write the amount without its sign; money that went back has type refund or chargeback

      """
    }
    let unreadable = (0..<45).map {
      """
      exports/usage.csv:\($0 + 4):18: error: amount is “\($0)x” [number]
        why: there is text after the number
        fix: keep the number alone in its field; a unit goes into the unit column

      """
    }
    let rest =
      """
      and besides these:
        3 more errors [missing-value] in exports/usage.csv
        15 more errors [number] in exports/usage.csv

      68 errors: the data was refused. Nothing was written.

      """
    let stderr = negative.joined() + unreadable.joined() + rest
    #expect(outcome == Outcome(code: 65, stdout: "", stderr: stderr))
    #expect(try workshop.tree("").differences(from: before) == [])
  }

  @Test func sameRowTwice() throws {
    let workshop = try Workshop.small()
    try workshop.exports("payments.csv", Small.payments + "P-1,INV-1,2024-06-10,4.00,EUR,succeeded\n")
    let outcome = try workshop.runSmall()
    let stderr =
      """
      exports/payments.csv:3:1: note: payment_id “P-1” repeats exports/payments.csv:2:1 word for word [repeated-row]
        fix: nothing; it counts once

      """
    #expect(outcome.stderr == stderr)
    #expect(outcome.code == 0)
    #expect(try workshop.records()["INV-1"]?["paid"] == "4.00")
  }

  /// With `declared: warn` the computed figure is published and the record keeps both.
  @Test func declaredWarns() throws {
    let workshop = try Workshop.small().config("declared: warn\n").exports(
      "invoices.csv",
      """
      invoice_number,workspace_id,billing_period,issue_date,due_date,currency,total
      INV-1,acme,2024-05,2024-06-01,2024-07-01,EUR,10.01

      """)
    let outcome = try workshop.runSmall()
    let stderr =
      """
      exports/invoices.csv:2:1: warning: invoice “INV-1” declares a total of 10.01 EUR, but its lines and rates \
      come to 10.00 (difference 0.01) [declared-differs]
        why: declared figures are checked, never trusted
        fix: mend the export; the computed figure is published

      """
    let stdout =
      """
      Billing period 2024-05, as of 2024-06-30

        1 invoice, 1 workspace, 2 usage rows
        1 due

             Subtotal   Tax  Total  Credited  Paid   Due
        EUR     10.00  0.00  10.00      0.00  4.00  6.00

      1 warning to look at, above.
      Published to output: 18 new files, 0 updated, 0 unchanged.
      Next: open output/index.html and look the invoices over, then publish the folder.

      """
    #expect(outcome == Outcome(code: 0, stdout: stdout, stderr: stderr))
    let record = try #require(try workshop.records()["INV-1"])
    #expect(record["total"] == "10.00")
    #expect(record["flags"] == "partially_paid declared_differs")
    #expect(
      record["declared"] == "{amount_due: , amount_paid: , status: , subtotal: , tax: , total: 10.01}")
  }

  @Test func quietPrintsErrorsOnly() throws {
    let workshop = try Workshop.small()
    try workshop.exports("payments.csv", Small.payments + "P-2,INV-7,2024-06-10,4.00,EUR,succeeded\n")
    #expect(try workshop.run("--period", "2024-05", "-q") == Outcome(code: 0, stdout: "", stderr: ""))
    try workshop.usage("INV-1,Network,,,,12abc")
    let outcome = try workshop.run("--period", "2024-05", "-q")
    #expect(outcome.code == 65)
    #expect(outcome.stderr.hasPrefix("exports/usage.csv:4:18: error: amount is “12abc” [number]\n"))
  }
}
