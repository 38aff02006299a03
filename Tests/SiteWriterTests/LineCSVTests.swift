import Billing
import Markdown
import TestSupport
import Testing

@testable import SiteWriter

/// The lines of an invoice as CSV, byte for byte.
@Suite struct LineCSVTests {
  private func csv(_ invoice: Invoice) -> String {
    let buffer = ByteBuffer()
    LineCSV.append(invoice, to: buffer)
    return buffer.string
  }

  @Test func aSmallInvoice() throws {
    #expect(
      csv(try SmallDocument(declaring: false).invoice)
        == "service,description,quantity,unit,unit_price,usage_rows,amount,tax,discount,period_start,period_end\r\n"
        + "Compute,\"vCPU, \"\"large\"\"\",1000,h,0.06,2,58.80,VAT 19%,1.20,,\r\n"
        + "Storage,,,,,1,39.20,VAT 19%,0.80,,\r\n")
  }

  @Test(
    arguments: [
      ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"), ("\tx", "'\tx"), ("\rx", "\"'\rx\""),
      ("=1,2", "\"'=1,2\""), ("a\nb", "\"a\nb\""), ("a-b", "a-b"), ("é", "é"),
    ])
  func nothingIsAFormula(service: String, field: String) throws {
    let header = try SmallDocument(declaring: false).invoice.header
    let group = UsageGroup(service: service, quantity: try ExactDecimal("-2"), amount: try ExactDecimal("-1"))
    let invoice = try Invoice(header, usage: [group], workspaceTax: TaxReference(), policy: BillingPolicy())
    // Figures keep their sign: a number is no formula.
    #expect(csv(invoice).split(separator: "\r\n", maxSplits: 1)[1] == "\(field),,-2,,,1,-0.98,,-0.02,,\r\n")
  }

  /// quantity × unit price − discount is the amount, and the dates of a line stand behind it.
  @Test func aPocketCalculatorIsEnough() throws {
    let header = try SmallDocument(declaring: false).invoice.header
    let june = try #require(Month("2024-06")).period
    let group = UsageGroup(
      service: "Plan", period: june, unitPrice: try ExactDecimal("29.00"), quantity: try ExactDecimal("9"),
      amount: try ExactDecimal("261.00"), discount: try ExactDecimal("33.93"))
    var plain = header
    plain.discount = nil
    let invoice = try Invoice(plain, usage: [group], workspaceTax: TaxReference(), policy: BillingPolicy())
    #expect(
      csv(invoice).split(separator: "\r\n", maxSplits: 1)[1]
        == "Plan,,9,,29,1,227.07,,33.93,2024-06-01,2024-07-01\r\n")
  }
}
