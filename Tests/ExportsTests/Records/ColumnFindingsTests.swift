import Testing

@testable import Exports

@Suite("Names of columns")
struct ColumnFindingsTests {
  let schema = ExportSchema([
    .init("amount", aliases: ["billed_cost", "cost"], required: true), .init("invoice_number", aliases: ["invoice_id"]),
  ])

  @Test(arguments: ["BilledCost", "billed_cost", "Billed-Cost", "BILLED COST"])
  func folding(_ name: String) throws {
    let csv = try read("\(name)\n1\n", .csv, schema)
    #expect(csv.texts == [["1", "-"]])
    #expect(csv.findings == [])
    #expect(try read("{\"\(name)\": 1}", .jsonLines, schema).texts == [["1", "-"]])
  }

  @Test func theFirstInOrderCounts() throws {
    let expected = """
      note: of “Cost”, “BilledCost”, all names of the column amount, “BilledCost” counts [alias-chosen]
        fix: nothing if that is right; otherwise remove “BilledCost” from the export
      """
    let csv = try read("Cost,BilledCost\n1,2\n3,\n", .csv, schema)
    #expect(csv.texts == [["2", "-"], ["-", "-"]])
    #expect(csv.messages == ["f:1:6: " + expected])
    let object = "{\"Cost\": 1, \"BilledCost\": 2}\n"
    let json = try read("{\"Cost\": 1}\n" + object + object, .jsonLines, schema)
    #expect(json.texts == [["1", "-"], ["2", "-"], ["2", "-"]])
    #expect(json.messages == ["f:2:27: " + expected])
  }

  @Test func duplicate() throws {
    let expected = """
      error: the column amount is there twice, as “Billed Cost” and “billed_cost” [duplicate-column]
        why: which of the two values counts would be a guess
        fix: keep one of them and remove or rename the other
      """
    let csv = try read("Billed Cost,billed_cost\n1,1\n", .csv, schema)
    #expect(csv.rows == [])
    #expect(csv.messages == ["f:1:13: " + expected])
    let json = try read("[{\"Billed Cost\": 1, \"billed_cost\": 1}, {\"cost\": 3}]", .json, schema)
    #expect(json.texts == [["3", "-"]])
    #expect(json.messages == ["f:1:36: " + expected])
  }

  @Test func aDuplicateThatDoesNotCountIsNoError() throws {
    let reading = try read("x,x,amount\n1,2,3\n", .csv, schema)
    #expect(reading.texts == [["3", "-"]])
    #expect(reading.findings.map(\.kind) == [.unknownColumn])
  }

  @Test func missing() throws {
    let reading = try read("a,b\n1,2\n", .csv, schema)
    #expect(reading.rows == [])
    #expect(
      reading.messages.first == """
        f:1:1: error: the column amount is missing [missing-column]
          why: it is required; the columns found are “a”, “b”
          fix: add it to the export under the name amount, billed_cost or cost
        """)
  }

  @Test func unknown() throws {
    let one = try read("{\"amount\": 1, \"x\": {}}\n{\"x\": 1, \"amount\": 1}", .jsonLines, schema)
    #expect(
      one.messages == [
        """
        f: note: 1 column is not used: “x” [unknown-column]
          fix: nothing, unless one of them holds a value this export should have; then rename it
        """
      ])
    let many = try read("amount," + (1...23).map { "c\($0)" }.joined(separator: ",") + "\n", .csv, schema)
    let list = (1...23).map { "“c\($0)”" }.joined(separator: ", ")
    #expect(many.findings.map(\.message) == ["23 columns are not used: \(list)"])
  }
}
