import Billing
import Markdown
import TestSupport
import Testing

/// One line of the records, whole.
@Suite struct RecordJSONTests {
  private func line(_ document: SmallDocument, sha256: String?) -> String {
    let buffer = ByteBuffer()
    var record = Record(
      document.invoice, workspaceName: "Acme \"A\"", taxCountry: "AT", balance: document.balance,
      standing: document.standing,
      page: "workspaces/acme/INV-7.html")
    record.issuedSHA256 = sha256
    record.appendJSON(to: buffer)
    return buffer.string
  }

  @Test func aSmallInvoice() throws {
    let document = try SmallDocument(declaring: true)
    #expect(
      line(document, sha256: "abc")
        == #"{"invoice_number":"INV-7","document_type":"invoice","corrects":null,"workspace_id":"acme","#
        + #""workspace_name":"Acme \"A\"","billing_period_start":"2024-05-01","billing_period_end":"2024-06-01","#
        + #""issue_date":"2024-06-01","due_date":"2024-06-15","tax_point":"2024-05-31","tax_country":"AT","currency":"EUR","services":2,"lines":2,"usage_rows":3,"#
        + #""subtotal":"98.00","discount":"2.00","tax":"18.62","total":"116.62","credited":"0.00","paid":"16.62","#
        + #""written_off":"0.00","pending":"0.00","refunded":"0.00","due":"100.00","credit":"0.00","status":"due","#
        + #""flags":["overdue","partially_paid","declared_differs"],"#
        + #""tax_breakdown":[{"name":"VAT","category":"S","rate":"0.19","taxable":"98.00","amount":"18.62"}],"#
        + #""service_totals":[{"service":"Compute","amount":"58.80"},{"service":"Storage","amount":"39.20"}],"#
        + #""declared":{"subtotal":null,"tax":"18.62","total":"116.625","amount_paid":null,"amount_due":null,"#
        + #""status":"unpaid"},"page":"workspaces/acme/INV-7.html","issued_sha256":"abc","state_since":"2024-06-16"}"#
        + "\n")
  }

  @Test func nullsAreWritten() throws {
    let text = line(try SmallDocument(declaring: false), sha256: nil)
    #expect(text.contains(#""declared":null,"page""#))
    #expect(text.hasSuffix("\"issued_sha256\":null,\"state_since\":\"2024-06-16\"}\n"))
    #expect(text.contains(#""flags":["overdue","partially_paid"]"#))
  }
}
