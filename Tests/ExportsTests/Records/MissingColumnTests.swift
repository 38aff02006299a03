import Billing
import Testing

@testable import Exports

/// One cause is one finding: what a file lacks is told once, with everything else that it lacks.
@Suite("Columns that are missing")
struct MissingColumnTests {
  private static let invoices = "invoice_number,workspace_id,billing_period,currency\nA-1,acme,2024-05,EUR\n"

  @Test func allAtOnce() throws {
    let exported = try Exported(["invoices.csv": Self.invoices, "usage.csv": "service\nCompute\nStorage\n"])
    #expect(
      exported.findings == [
        """
        usage.csv:1:1: error: these columns are missing: amount, or quantity and unit_price; invoice_number, or \
        workspace_id with billing_period, timestamp, or billing_period_start and billing_period_end [missing-column]
          why: they are required; the columns found are “service”
          fix: add what is missing to the export, under these names or others of the documentation
        """
      ])
  }

  @Test func aSlipOfThePenIsNamed() throws {
    let exported = try Exported([
      "invoices.csv": Self.invoices, "usage.csv": "invoice_number,sevice,amout\nA-1,Compute,1\n",
    ])
    #expect(
      exported.findings.first == """
        usage.csv:1:1: error: these columns are missing: service; amount, or quantity and unit_price [missing-column]
          why: they are required; the columns found are “invoice_number”, “sevice”, “amout”
          fix: rename “sevice” to service, “amout” to amount
        """)
    #expect(exported.contents.findings.count(.error) == 1)
  }

  /// Usage for invoices that nobody could read is not for unknown ones.
  @Test func nothingFollowsFromIt() throws {
    let usage = "invoice_number,service,amount\n" + (1...178).map { "A-\($0),Compute,1\n" }.joined()
    let exported = try Exported([
      "invoices.csv": "workspace_id,billing_period,currency\nacme,2024-05,EUR\n", "usage.csv": usage,
    ])
    #expect(exported.messages == ["invoices.csv:1:1: error: the column invoice_number is missing [missing-column]"])
    let byTime = try Exported([
      "invoices.csv": "invoice_number,workspace_id,currency\nA-1,acme,EUR\n",
      "usage.csv": "workspace_id,billing_period,service,amount\nacme,2024-05,Compute,1\n",
    ])
    #expect(byTime.messages.count == 1)
    #expect(
      byTime.messages[0].contains(
        "the column billing_period, or billing_period_start and billing_period_end, or issue_date is missing"))
    let lostRow = try Exported([
      "invoices.csv": Self.invoices + "A-2,acme\n", "usage.csv": "invoice_number,service,amount\nA-2,Compute,1\n",
    ])
    #expect(lostRow.messages.count == 1)
    let refusedRow = try Exported([
      "invoices.csv": Self.invoices + "A-2,acme,2024-06,EURO\n",
      "usage.csv": "workspace_id,billing_period,service,amount\nacme,2024-06,Compute,1\n",
    ])
    #expect(refusedRow.messages.count == 1)
  }

  @Test func usageThatNoOtherFileSpeaksFor() throws {
    let bare = try Exported(["usage.csv": "service\nCompute\nStorage\n"])
    #expect(bare.messages.count == 1)
    for column in ["workspace_id", "billing_period", "amount, or quantity and unit_price", "currency"] {
      #expect(bare.messages.first?.contains(column) == true, "\(bare.messages)")
    }
    let exported = try Exported(["usage.csv": "service,amount\nCompute,1\n"])
    #expect(
      exported.messages == [
        "usage.csv:1:1: error: these columns are missing: workspace_id; billing_period, timestamp, or "
          + "billing_period_start and billing_period_end; currency [missing-column]"
      ])
    let priced = try Exported(["usage.csv": "workspace_id,timestamp,service,quantity,unit_price\n"]) {
      $0.currency = Currency("EUR")
    }
    #expect(priced.messages == [])
  }

  @Test(arguments: ["json", "jsonl"]) func keysThatNoObjectHas(_ ending: String) throws {
    let objects = [
      "{\"invoice_number\": \"A-1\", \"amount\": 1}", "{\"invoice_number\": \"A-1\", \"sevice\": \"Compute\"}",
    ]
    let text = ending == "json" ? "[\(objects.joined(separator: ",\n"))]" : objects.joined(separator: "\n")
    let exported = try Exported(["invoices.csv": Self.invoices, "usage.\(ending)": text])
    #expect(
      exported.findings.filter { $0.contains("missing-column") } == [
        """
        usage.\(ending):1:\(ending == "json" ? 2 : 1): error: the column service is missing [missing-column]
          why: it is required; the columns found are “invoice_number”, “amount”, “sevice”
          fix: rename “sevice” to service
        """
      ])
    // The second object lacks an amount as well, but it is refused already.
    #expect(exported.messages.filter { $0.contains("missing-value") } == [])
    // Where the first object has an amount and only the second lacks one, that is the row's own mistake.
    let named = try Exported([
      "invoices.csv": Self.invoices,
      "usage.\(ending)": text.replacing("\"sevice\"", with: "\"service\"")
        .replacing("\"amount\": 1}", with: "\"amount\": 1, \"service\": \"Compute\"}"),
    ])
    #expect(
      named.messages.filter { $0.contains("missing-") } == [
        "usage.\(ending):2:1: error: the row has neither an amount nor both quantity and unit_price [missing-value]"
      ])
  }

  @Test func aKeyThatComesLate() throws {
    let rows = (1...3).map { "{\"invoice_number\": \"A-1\", \"amount\": \($0)}\n" }
    let exported = try Exported([
      "invoices.csv": Self.invoices,
      "usage.jsonl": rows.joined() + "{\"invoice_number\": \"A-1\", \"amount\": 1, \"service\": \"Compute\"}\n",
    ])
    #expect(exported.messages == (1...3).map { "usage.jsonl:\($0):1: error: service is empty [missing-value]" })
  }

  @Test func paymentsInJSON() throws {
    let exported = try Exported(["payments.json": "[{\"payment_id\": \"p1\"}, {\"payment_id\": \"p2\"}]"])
    #expect(
      exported.messages == [
        "payments.json:1:2: error: these columns are missing: date; amount; status [missing-column]"
      ])
  }

  @Test func anIDThatIsNone() throws {
    let rows = (1...900).map { "u1,A-1,Compute,\($0)\n" }.joined()
    let exported = try Exported([
      "invoices.csv": Self.invoices, "usage.csv": "usage_id,invoice_number,service,amount\n" + rows,
    ])
    #expect(
      exported.findings == [
        """
        usage.csv:3:1: error: usage_id “u1” is already at usage.csv:2, with another content; the same is true of 898 \
        more rows of the file [duplicate-id]
          why: an id stands for one row, and which of the two is right would be a guess
          fix: keep one of them, or give the other its own id; leave the column out if its values are not unique
        """
      ])
  }

  @Test func allUnknownColumnsAreListed() throws {
    let names = (1...30).map { "c\($0)" }
    let exported = try Exported([
      "invoices.csv": "invoice_number,workspace_id,billing_period,currency,due_dat,\(names.joined(separator: ","))\n"
    ])
    #expect(
      exported.findings == [
        """
        invoices.csv: note: 31 columns are not used: “due_dat”, \(names.map { "“\($0)”" }.joined(separator: ", ")) \
        [unknown-column]
          fix: “due_dat” may be meant for due_date; otherwise nothing, unless one of them holds a value this export \
        should have; then rename it
        """
      ])
  }
}
