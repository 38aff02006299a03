import Foundation
import Testing

/// One thing wrong in otherwise sound exports: what is said of it, whole, and nothing is written.
@Suite("Rows that are refused")
struct RefusedRowTests {
  @Test func wrongWidth() throws {
    let stderr =
      """
      exports/usage.csv:4:1: error: this row has 5 fields, the header has 6 [row-width]
        why: its values could stand under the wrong columns
        fix: give each column a field, an empty one where there is no value; put a value that holds a comma in \
      double quotes

      1 error: the data was refused. Nothing was written.

      """
    try expectRefusal(65, stderr) {
      try $0.usage("INV-1,Network,1,GB,0.10")
    }
  }

  @Test func thousandsSeparator() throws {
    let stderr =
      """
      exports/usage.csv:4:18: error: amount is “1,234.50” [number]
        why: it has a thousands separator
        fix: write it without separators, as in 1234.50

      1 error: the data was refused. Nothing was written.

      """
    try expectRefusal(65, stderr) {
      try $0.usage("INV-1,Network,,,,\"1,234.50\"")
    }
  }

  @Test func textAfterNumber() throws {
    let stderr =
      """
      exports/usage.csv:4:18: error: amount is “12abc” [number]
        why: there is text after the number
        fix: keep the number alone in its field; a unit goes into the unit column

      1 error: the data was refused. Nothing was written.

      """
    try expectRefusal(65, stderr) {
      try $0.usage("INV-1,Network,,,,12abc")
    }
  }

  @Test func decimalComma() throws {
    let stderr =
      """
      exports/usage.csv:4:18: error: amount is “12,50” [number]
        why: it has a decimal comma
        fix: write it with a decimal point, as in 1234.50

      1 error: the data was refused. Nothing was written.

      """
    try expectRefusal(65, stderr) {
      try $0.usage("INV-1,Network,,,,\"12,50\"")
    }
  }

  @Test func currencySymbol() throws {
    let stderr =
      """
      exports/usage.csv:4:18: error: amount is “€12.50” [number]
        why: it carries a currency symbol
        fix: write the bare number and put the currency in a column of its own

      1 error: the data was refused. Nothing was written.

      """
    try expectRefusal(65, stderr) {
      try $0.usage("INV-1,Network,,,,€12.50")
    }
  }

  @Test func neitherAmountNorPrice() throws {
    let stderr =
      """
      exports/usage.csv:4:20: error: the row has neither an amount nor both quantity and unit_price [missing-value]
        why: there is nothing to bill
        fix: fill in amount, or quantity and unit_price

      1 error: the data was refused. Nothing was written.

      """
    try expectRefusal(65, stderr) {
      try $0.usage("INV-1,Network,,GB,,")
    }
  }

  @Test func unknownInvoice() throws {
    let stderr =
      """
      exports/usage.csv:4:1: error: no invoice has the number “INV-2” [unknown-invoice]
        why: the usage would be lost if it were billed on none
        fix: export that invoice as well, or mend the number

      1 error: the data was refused. Nothing was written.

      """
    try expectRefusal(65, stderr) {
      try $0.usage("INV-2,Network,,,,1.00")
    }
  }

  @Test func oneNumberTwoInvoices() throws {
    let stderr =
      """
      exports/invoices.csv:3:1: error: invoice_number “INV-1” is already at exports/invoices.csv:2:1, with \
      another content [duplicate-id]
        why: which of the two is right would be a guess
        fix: keep one of them, or give the other its own id

      1 error: the data was refused. Nothing was written.

      """
    try expectRefusal(65, stderr) {
      try $0.exports("invoices.csv", Small.invoices + "INV-1,acme,2024-06,2024-06-02,2024-07-01,EUR\n")
    }
  }

  @Test func twoCurrencies() throws {
    let stderr =
      """
      exports/usage.csv:3:20: error: currency is USD, but invoice “INV-1” is in EUR [currency-mismatch]
        why: an invoice has one currency, and currencies are never added together
        fix: mend the currency of the row or of the invoice, or move the row to an invoice in USD

      1 error: the data was refused. Nothing was written.

      """
    try expectRefusal(65, stderr) {
      try $0.exports(
        "usage.csv",
        """
        invoice_number,service,amount,currency
        INV-1,Compute,2.50,EUR
        INV-1,Storage,7.50,USD

        """)
    }
  }

  @Test func inclusivePeriodEnd() throws {
    let stderr =
      """
      exports/invoices.csv:2:23: error: billing_period_end is 2024-05-31, the last day of a month \
      [inclusive-period-end]
        why: periods end on the day after their last day, so this one would leave that day out
        fix: write 2024-06-01, or set dates: {period_end: inclusive} in report.yml if the export names last days

      1 error: the data was refused. Nothing was written.

      """
    try expectRefusal(65, stderr) {
      try $0.exports(
        "invoices.csv",
        """
        invoice_number,workspace_id,billing_period_start,billing_period_end,currency
        INV-1,acme,2024-05-01,2024-05-31,EUR

        """)
    }
  }

  @Test func rateOf19() throws {
    let stderr =
      """
      exports/invoices.csv:2:46: error: tax_rate is “19” [rate]
        why: a rate without a percent sign is a fraction, and this one is over 1
        fix: write 19% if that is what is meant, or the fraction (0.19 for 19%)

      1 error: the data was refused. Nothing was written.

      """
    try expectRefusal(65, stderr) {
      try $0.exports(
        "invoices.csv",
        """
        invoice_number,workspace_id,billing_period,issue_date,due_date,currency,tax_rate
        INV-1,acme,2024-05,2024-06-01,2024-07-01,EUR,19

        """)
    }
  }

  @Test func negativePayment() throws {
    let stderr =
      """
      exports/payments.csv:2:22: error: amount is -4.00 [negative-amount]
        why: the direction of a payment is its type, not its sign
        fix: write the amount without its sign; money that went back has type refund or chargeback

      1 error: the data was refused. Nothing was written.

      """
    try expectRefusal(65, stderr) {
      try $0.exports("payments.csv", Small.payments.replacingOccurrences(of: "4.00", with: "-4.00"))
    }
  }

  @Test func unknownStatus() throws {
    let stderr =
      """
      exports/payments.csv:2:31: error: status is “done” [unknown-word]
        why: it is none of the words known here
        fix: write one of: succeeded, processing, failed, canceled, refunded, cancelled, pending

      1 error: the data was refused. Nothing was written.

      """
    try expectRefusal(65, stderr) {
      try $0.exports("payments.csv", Small.payments.replacingOccurrences(of: "succeeded", with: "done"))
    }
  }

  @Test func declaredTotal() throws {
    let stderr =
      """
      exports/invoices.csv:2:1: error: invoice “INV-1” declares a total of 10.01 EUR, but its lines and rates \
      come to 10.00 (difference 0.01) [declared-differs]
        why: declared figures are checked, never trusted
        fix: mend the export; or set declared: warn in report.yml to publish the computed figure

      1 error: the data was refused. Nothing was written.

      """
    try expectRefusal(65, stderr) {
      try $0.exports(
        "invoices.csv",
        """
        invoice_number,workspace_id,billing_period,issue_date,due_date,currency,total
        INV-1,acme,2024-05,2024-06-01,2024-07-01,EUR,10.01

        """)
    }
  }
}
