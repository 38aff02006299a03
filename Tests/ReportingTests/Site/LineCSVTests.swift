import Billing
import Markdown
import Testing

@testable import Reporting

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
        == "service,description,quantity,unit,unit_price,usage_rows,amount,tax\r\n"
        + "Compute,\"vCPU, \"\"large\"\"\",1000,h,0.06,2,58.80,VAT 19%\r\n"
        + "Storage,,,,,1,39.20,VAT 19%\r\n")
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
    #expect(csv(invoice).split(separator: "\r\n", maxSplits: 1)[1] == "\(field),,-2,,,1,-0.98,\r\n")
  }
}
