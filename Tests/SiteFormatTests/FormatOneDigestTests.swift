import Billing
import Markdown
import Publishing
import Testing

@testable import SiteFormat

/// What version 1.1.0 hashed of usage, which knew no dates of lines: an invoice that it issued is known by it.
@Suite struct FormatOneDigestTests {
  private static func group(
    _ service: String, _ description: String, _ resource: String? = nil, dates: (String, String)? = nil,
    quantity: String? = nil, _ amount: String, discount: String = "0", rows: Int = 1
  ) throws -> UsageGroup {
    let period = dates.flatMap { start, end in
      Day(start).flatMap { start in Day(end).flatMap { BillingPeriod(from: start, until: $0) } }
    }
    return UsageGroup(
      service: service, category: service == "Compute" ? "Server" : nil, description: description, resource: resource,
      period: period, unit: quantity == nil ? nil : "h",
      unitPrice: quantity == nil ? nil : try ExactDecimal("0.5"), quantity: try quantity.map { try ExactDecimal($0) },
      amount: try ExactDecimal(amount), discount: try ExactDecimal(discount), rows: rows)
  }

  private static func groups() throws -> [UsageGroup] {
    [
      try group("Compute", "small", "web-1", quantity: "2", "1.0"),
      try group(
        "Compute", "small", "web-1", dates: ("2024-04-30", "2024-05-01"), quantity: "1", "0.50", discount: "0.10"),
      try group("Compute", "small", "web-2", dates: ("2024-04-29", "2024-04-30"), quantity: "3", "1.5"),
      try group("Plan", "Pro", dates: ("2024-06-01", "2024-07-01"), "25.00"),
      try group("Plan", "Pro", "", "5.00"),
    ]
  }

  private static func header() throws -> InvoiceHeader {
    var header = InvoiceHeader(
      number: "A-1", workspace: "acme", period: try #require(Month("2024-05")).period,
      currency: try #require(Currency("EUR")))
    header.issueDate = Day("2024-06-01")
    header.tax = TaxReference(rate: try Rate("0.19"))
    return header
  }

  /// The usage export of this invoice, published by version 1.1.0, had these digests in `finance/issued`.
  @Test func groupsThatDatesTellApart() throws {
    var groups = try Self.groups()
    // No row of the plan names a resource; the second has a category of its own, so the two agree on none.
    groups[4].resource = nil
    groups[4].category = "Plans"
    for order in [groups, groups.reversed()] {
      let digest = SourceDigest(
        formatOne: try Self.header(), usage: order, .standard, declaredLines: false, using: ByteBuffer())
      #expect(digest.invoice.hexadecimal == "c093996bc31770cbfdc8b344283bd7f417fb6713896527549e77eb8e7e09c7f2")
      guard case .grouped(let usage) = digest.usage else {
        Issue.record("it is of another format")
        return
      }
      #expect(usage.hexadecimal == "816086e57460fe9bf56fc2e591f3fec1481cf6fee1295599999a3843bafebe2a")
      #expect(digest.rows == 5)
    }
  }

  /// Whatever tells lines apart on purpose still does.
  @Test func otherGroupsStayApart() throws {
    let groups = try Self.groups()
    func count(_ columns: Set<LineGrouping.Column>) -> Int { LineGrouping(columns).withoutDates(groups).count }
    #expect(count([.description]) == 2)
    #expect(count([.resource]) == 4)
    #expect(count([.row]) == 5)
    var others = groups
    others[1].tax = TaxReference(rate: try Rate("7%"))
    others[2].unitPrice = try ExactDecimal("0.6")
    #expect(LineGrouping.standard.withoutDates(others).count == 4)
    #expect(LineGrouping([.unit]).withoutDates(others).count == 3)
  }

  @Test func theFormatOfALineIsToldByItsMember() {
    func isFormatOne(_ text: String) -> Bool { SourceDigest.isFormatOne(ArraySlice(text.utf8)) }
    #expect(isFormatOne(#"{"source":{"usage_rows":5,"usage_sha256":"81"}}"#))
    #expect(!isFormatOne(#"{"note":"\"usage_sha256\":\"81\"","source":{"usage_digest":"81"}}"#))
  }
}
