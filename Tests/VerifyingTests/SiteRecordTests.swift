import Billing
import Testing

@testable import Verifying

/// Records as they are read to be checked, and what holds between their figures.
@Suite struct SiteRecordTests {
  private static let line =
    "{\"invoice_number\":\"A-1\",\"document_type\":\"invoice\",\"corrects\":null,\"workspace_id\":\"acme\","
    + "\"workspace_name\":\"Acme\",\"billing_period_start\":\"2024-05-01\",\"billing_period_end\":\"2024-06-01\","
    + "\"issue_date\":\"2024-06-01\",\"due_date\":\"2024-07-01\",\"currency\":\"EUR\",\"services\":2,\"lines\":3,"
    + "\"usage_rows\":4,\"subtotal\":\"10.00\",\"discount\":\"0.50\",\"tax\":\"1.90\",\"total\":\"11.90\","
    + "\"credited\":\"1.00\",\"paid\":\"4.00\",\"pending\":\"2.00\",\"refunded\":\"0.00\",\"due\":\"6.90\","
    + "\"credit\":\"0.00\",\"status\":\"due\",\"flags\":[\"partially_paid\",\"pending\"],"
    + "\"tax_breakdown\":[{\"name\":\"VAT\",\"category\":\"S\",\"rate\":\"0.19\",\"taxable\":\"10.00\",\"amount\":\"1.90\"}],"
    + "\"service_totals\":[{\"service\":\"Compute\",\"amount\":\"7.00\"},{\"service\":\"Storage\",\"amount\":\"3.00\"}],"
    + "\"declared\":{\"subtotal\":null,\"tax\":null,\"total\":\"11.90\",\"amount_paid\":null,\"amount_due\":null,"
    + "\"status\":null},\"page\":\"workspaces/acme/A-1.html\",\"issued_sha256\":\"00\",\"state_since\":\"2024-06-10\"}"

  private static func record(_ text: String, by other: String) throws -> SiteRecord {
    let line = Self.line.replacing(text, with: other)
    return try SiteRecord(Array(line.utf8), month: #require(Month("2024-05")), line: 7)
  }

  private static func problems(_ text: String, by other: String) throws -> [String] {
    RecordFigures.findings(try record(text, by: other), file: "x").map(\.message)
  }

  @Test func aRecord() throws {
    let record = try Self.record("", by: "")
    #expect(record.entry.number == "A-1")
    #expect(record.text(record.total) == "11.90")
    #expect(record.lines == 3)
    #expect(record.services.map(\.name) == ["Compute", "Storage"])
    #expect(record.taxes.map(\.rate) == ["0.19"])
    #expect(record.isDeclared)
    #expect(try Self.problems("", by: "") == [])
  }

  /// Members of later versions are passed over, wherever they stand.
  @Test func unknownMembers() throws {
    let record = try Self.record("\"corrects\":null", by: "\"new\":[1],\"corrects\":null,\"newer\":{}")
    #expect(record.entry.page == "workspaces/acme/A-1.html")
  }

  @Test(
    arguments: [
      ("\"invoice_number\":\"A-1\"", "\"invoice_number\":1", "invoice_number"), ("\"EUR\"", "\"XXX\"", "currency"),
      ("\"subtotal\":\"10.00\"", "\"subtotal\":\"10\"", "subtotal"),
      ("\"subtotal\":\"10.00\"", "\"subtotal\":10.00", "subtotal"), ("\"lines\":3", "\"lines\":-3", "lines"),
      ("\"status\":\"due\"", "\"status\":\"owed\"", "status"), ("[\"partially_paid\"", "[\"half\"", "flags"),
      ("2024-06-01\",\"issue_date\"", "2024-05-01\",\"issue_date\"", "billing_period_end"),
      ("2024-07-01", "2024-07-32", "due_date"), ("\"page\"", "\"Page\"", "page"), ("{\"name\":\"VAT\",", "{", "name"),
      ("[{\"service\":\"Compute\",\"amount\":\"7.00\"},", "[7,", "service_totals"),
      ("\"declared\":{", "\"declared\":[{", ""),
    ])
  func whatIsNoRecord(text: String, other: String, key: String) throws {
    do {
      _ = try Self.record(text, by: other)
      Issue.record("this is no record: \(other)")
    } catch let flaw as JSONMembers.Flaw {
      #expect(flaw.key == key)
    }
  }

  @Test(
    arguments: [
      (
        "\"total\":\"11.90\",\"credited\"", "\"total\":\"11.91\",\"credited\"",
        "subtotal + tax is 11.90, and total is 11.91"
      ),
      ("\"amount\":\"1.90\"", "\"amount\":\"1.89\"", "the sum of tax_breakdown is 1.89, and tax is 1.90"),
      ("\"amount\":\"7.00\"", "\"amount\":\"7.01\"", "the sum of service_totals is 10.01, and subtotal is 10.00"),
      ("\"services\":2", "\"services\":3", "service_totals has 2 services, and services is 3"),
      ("\"due\":\"6.90\"", "\"due\":\"0.00\"", "what total − credited − paid leaves due is 6.90, and due is 0.00"),
      ("\"credit\":\"0.00\"", "\"credit\":\"1.00\"", "what is paid beyond the total is 0.00, and credit is 1.00"),
      ("\"paid\":\"4.00\"", "\"paid\":\"3.00\"", "what total − credited − paid leaves due is 7.90, and due is 6.90"),
      ("\"status\":\"due\"", "\"status\":\"paid\"", "its figures make it failed or due, and status is paid"),
      ("\"pending\":\"2.00\"", "\"pending\":\"6.90\"", "its figures make it processing, and status is due"),
      ("\"status\":\"due\"", "\"status\":\"void\"", "due of what is never due is 0.00, and due is 6.90"),
      (
        "2024-06-01\",\"issue_date\"", "2024-06-02\",\"issue_date\"",
        "it belongs to 2024-06, and is filed under 2024-05"
      ),
    ])
  func figuresThatDoNotAddUp(text: String, other: String, problem: String) throws {
    #expect(try Self.problems(text, by: other).contains("“A-1”: \(problem)"))
  }

  @Test func linesAsCSV() throws {
    let record = try Self.record("", by: "")
    func problems(_ text: String, _ prices: BillingPolicy.Prices? = .exclusive) -> [String] {
      LineCSVCheck.problems(Array(text.utf8), record, prices: prices)
    }
    let head = "service,description,amount\r\n"
    let lines = "A,\"x, \"\"y\"\"\r\nz\",3.00\r\nB,,3.00\r\nC,,4.00\r\n"
    #expect(problems(head + lines) == [])
    #expect(problems(head + lines.replacing("4.00", with: "5.90"), .inclusive) == [])
    #expect(problems(head + lines.replacing("4.00", with: "5.90"), nil) == [])
    #expect(
      problems(head + lines.replacing("4.00", with: "5.90"))
        == ["its lines add up to 11.90, and the record says 10.00"])
    #expect(
      problems(head + lines.replacing("4.00", with: "5.00"), nil)
        == ["its lines add up to 11.00, and the record says 10.00 or 11.90"])
    #expect(problems(head + "A,,10.00\r\n") == ["lines is 1, and the record says 3"])
    #expect(problems(head + lines.replacing("4.00", with: "four")) == ["“four” is no amount of EUR"])
    for text in ["", "x\r\n", head + "A,1\r\n", head + "\"A,,1\r\n", head + "A,,1.00"] {
      #expect(problems(text) == ["it is no CSV of lines"])
    }
  }
}
