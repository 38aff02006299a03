import Testing

/// Lists run as people count.
@Suite("Story: the order of lists")
struct OrderStories {
  private static func numbers(_ workshop: Workshop, _ page: String) throws -> [String] {
    var seen: Set<String> = []
    return Page(try workshop.bytes("output/\(page)")).links.filter { $0.hasSuffix(".html") }
      .map { String($0.split(separator: "/").last?.dropLast(5) ?? "") }
      .filter { $0.hasPrefix("INV-") && seen.insert($0).inserted }
  }

  @Test func numbersAsNumbers() throws {
    let workshop = try Workshop().exported(
      invoices: ["10", "9", "11"].map { "INV-\($0),\($0 == "10" ? "bolt" : "acme"),2024-05,2024-06-01,2024-06-30,EUR" }
        + ["INV-2,acme,2024-04,2024-05-01,2024-05-31,EUR", "INV-100,acme,2024-06,2024-07-01,2024-07-31,EUR"],
      usage: ["2", "9", "10", "11", "100"].map { "INV-\($0),Compute,1.00" })
    try workshop.publish("--period", "all", "--as-of", "2024-07-15")
    #expect(try Self.numbers(workshop, "index.html") == ["INV-100", "INV-9", "INV-10", "INV-11", "INV-2"])
    #expect(try Self.numbers(workshop, "finance/periods/2024-05.html") == ["INV-9", "INV-10", "INV-11"])
    #expect(try Self.numbers(workshop, "workspaces/acme/index.html") == ["INV-100", "INV-9", "INV-11", "INV-2"])
    let changes = try workshop.read("output/finance/changes/0001.json")
    let listed = changes.matches(of: #/"invoice_number":"(INV-\d+)"/#).map { String($0.1) }
    #expect(listed == ["INV-100", "INV-9", "INV-10", "INV-11", "INV-2"])
    // What machines read sorts by bytes.
    let records = try workshop.read("output/finance/records/2024-05.jsonl").split(separator: "\n")
    #expect(records.map { $0.hasPrefix("{\"invoice_number\":\"INV-10\"") } == [true, false, false])
  }

  /// Workspaces by the name that is shown, whatever their ids are.
  @Test func workspacesByName() throws {
    let workshop = try Workshop().exported(
      workspaces: ["w-1,Zebra", "w-2,Acorn", "w-3,Maple"],
      invoices: (1...3).map { "INV-\($0),w-\($0),2024-05,2024-06-01,2024-06-30,EUR" },
      usage: (1...3).map { "INV-\($0),Compute,1.00" })
    try workshop.publish("--period", "all", "--as-of", "2024-06-15")
    let names = try workshop.lines("finance/receivables.csv").map { $0.split(separator: ",")[1] }
    #expect(names == ["Acorn", "Maple", "Zebra"])
    let index = try workshop.read("output/index.html")
    let first = try #require(index.range(of: ">Acorn<"))
    let last = try #require(index.range(of: ">Zebra<"))
    #expect(first.lowerBound < last.lowerBound)
  }
}
