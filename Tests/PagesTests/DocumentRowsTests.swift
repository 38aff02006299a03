import Billing
import Markdown
import Testing

@testable import Pages

@Suite struct DocumentRowsTests {
  private static func entry(_ number: String, _ status: Status, flags: [StatusFlag] = []) throws -> LedgerEntry {
    let month = try #require(Month("2024-05"))
    let currency = try #require(Currency("USD"))
    return LedgerEntry(
      number: Identifier(number), type: .invoice, workspace: "a", workspaceName: "A & sons", period: month.period,
      statesPeriod: true, month: month,
      issueDate: nil, dueDate: nil, corrects: nil, currency: currency, services: 2, usageRows: 0, totals: Totals(),
      credited: .zero, paid: .zero, writtenOff: .zero, pending: .zero, refunded: .zero, due: .zero, credit: .zero,
      status: status,
      flags: flags, page: "workspaces/a%2F/\(number).html")
  }

  private static let template = try? Template(
    "{{#rows}}\n{{number}} {{status}} [x]({{page}}) [x]({{csv}}) [x]({{workspace_page}}) [x]({{pay_url}})\n{{/rows}}\n",
    file: "t.md",
    schema: Schema<DocumentRows> {
      list("rows", IndexSchemas.row) {
        $0.isEmpty
      } each: {
        DocumentRows.forEach(of: $0, $1)
      }
    })

  private func links(_ order: ArraySlice<Int>, on place: DocumentRows.Place) throws -> [String] {
    let documents = [try Self.entry("1", .due), try Self.entry("2", .paid), try Self.entry("3%", .void)]
    let site = DocumentRows.Site(documents: documents, hasCSV: true, payLink: PayLink("https://p.example/{number}"))
    let buffer = ByteBuffer()
    try #require(Self.template).html(DocumentRows(site, order: order, on: place), into: buffer)
    return buffer.string.matches(of: /href="([^"]*)"/).map { String($0.output.1) }
  }

  @Test func rowsAreTheDocumentsInTheirOrder() throws {
    let payLinks = try links([2, 0, 1][1...], on: .history).filter { $0.hasPrefix("https") }
    #expect(payLinks.map { $0.suffix(1) } == ["1", "2"])
    #expect(try links([], on: .index).isEmpty)
  }

  @Test(arguments: [
    (DocumentRows.Place.history, "3%25.html", "3%25.csv", "workspaces/a%252F/index.html"),
    (.index, "workspaces/a%252F/3%25.html", "workspaces/a%252F/3%25.csv", "workspaces/a%252F/index.html"),
    (
      .period, "../../workspaces/a%252F/3%25.html", "../../workspaces/a%252F/3%25.csv",
      "../../workspaces/a%252F/index.html"
    ),
  ])
  func linksLeadFromTheListToItsDocuments(
    place: DocumentRows.Place, page: String, csv: String, workspace: String
  ) throws {
    #expect(try links([2], on: place) == [page, csv, workspace, "https://p.example/3%25"])
  }

  @Test func statusesAreCounted() throws {
    let documents = try [
      Self.entry("1", .due), Self.entry("2", .paid), Self.entry("3", .paid, flags: [.credited]),
      Self.entry("4", .paid),
    ]
    let site = DocumentRows.Site(documents: documents, hasCSV: false, payLink: nil)
    let view = PeriodView(
      month: documents[0].month, totals: [], rows: DocumentRows(site, order: [0, 1, 2, 3], on: .period),
      activities: [], reconciliation: nil)
    let counts = view.statuses.map { "\($0.status) \($0.isCleared) \($0.count)" }
    #expect(counts == ["due false 1", "paid false 2", "paid true 1"])
  }
}
