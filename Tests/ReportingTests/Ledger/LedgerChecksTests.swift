import Billing
import Testing

@testable import Reporting

@Suite struct LedgerChecksTests {
  private func gaps(_ numbers: String...) -> [String] { LedgerChecks.gaps(numbers.map { Identifier($0) }).map(\.message) }

  @Test func aGapIsNamed() {
    #expect(
      LedgerChecks.gaps(["INV-7", "INV-9", "INV-8", "INV-11"]).map(\.description) == [
        """
        warning: the invoice numbers “INV-…” skip 10 [number-gap]
          why: many tax authorities want running numbers without gaps
          fix: export the missing invoices, or keep a note of why there are none
        """
      ])
    #expect(gaps("A1", "A5") == ["the invoice numbers “A…” skip 2 to 4"])
    #expect(gaps("A1", "A3", "A5", "A7", "A9") == ["the invoice numbers “A…” skip 2, 4, 6 and 1 more gaps"])
  }

  @Test func noGap() {
    #expect(gaps().isEmpty)
    #expect(gaps("INV-7").isEmpty)
    #expect(gaps("INV-1", "INV-2", "INV-3").isEmpty)
    #expect(gaps("A-1", "B-9").isEmpty)
    #expect(gaps("a", "b").isEmpty)
    // Nine digits and more are identifiers.
    #expect(gaps("INV-000000001", "INV-000000009").isEmpty)
    #expect(gaps("INV-0009", "INV-0010").isEmpty)
  }

  @Test func seriesStandByTheirPrefix() {
    #expect(
      gaps("B-1", "A-1", "B-3", "A-3") == [
        "the invoice numbers “A-…” skip 2", "the invoice numbers “B-…” skip 2",
      ])
  }
}
