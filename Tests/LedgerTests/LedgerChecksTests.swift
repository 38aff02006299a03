import Billing
import Testing

@testable import Ledger

@Suite("Series of numbers")
struct SeriesChecksTests {
  private func findings(_ numbers: [(Identifier, String?)]) -> [String] {
    SeriesChecks.findings(
      count: numbers.count, number: { numbers[$0].0 }, issued: { numbers[$0].1.flatMap { Day($0) } }
    )
    .map(\.message)
  }

  private func gaps(_ numbers: Identifier...) -> [String] { findings(numbers.map { ($0, nil) }) }

  @Test func aGapIsNamed() {
    let numbers: [Identifier] = ["INV-7", "INV-9", "INV-8", "INV-11"]
    #expect(
      SeriesChecks.findings(count: 4, number: { numbers[$0] }, issued: { _ in nil }).map(\.description) == [
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

  /// The counting part may stand anywhere.
  @Test func whatCountsIsWhatVaries() {
    #expect(gaps("0001/2024", "0002/2024", "0004/2024") == ["the invoice numbers “…/2024” skip 3"])
    #expect(
      gaps("0001/2024", "0002/2024", "0004/2024", "0001/2025", "0003/2025") == [
        "the invoice numbers “…/2024” skip 3", "the invoice numbers “…/2025” skip 2",
      ])
    #expect(gaps("2024/001/A", "2024/003/A", "2025/001/A") == ["the invoice numbers “2024/…/A” skip 2"])
    #expect(gaps("INV-2024-05-0001", "INV-2024-05-0002", "INV-2024-06-0003").isEmpty)
    #expect(gaps("INV-2024-05-0001", "INV-2024-05-0003") == ["the invoice numbers “INV-2024-05-…” skip 2"])
    #expect(gaps("RE-2024-01", "RE-2024-02", "RE-2024-04") == ["the invoice numbers “RE-2024-…” skip 3"])
  }

  /// Many years with few numbers each.
  @Test func yearsDoNotCount() {
    #expect(
      gaps("1/2020", "3/2020", "1/2021", "1/2022", "1/2023", "1/2024") == ["the invoice numbers “…/2020” skip 2"])
    #expect(gaps("R-2020", "R-2022") == ["the invoice numbers “R-…” skip 2021"])
  }

  /// Who has no invoice in a month lacks no number.
  @Test func aMonthIsNoCount() {
    #expect(gaps("INV-2024-05-acme", "INV-2024-07-acme", "INV-2024-05-borealis").isEmpty)
  }

  @Test func theOrderOfDates() {
    #expect(
      findings([("A-1", "2024-06-02"), ("A-2", "2024-06-01"), ("A-3", "2024-06-02"), ("B-1", "2024-05-01")]) == [
        "the invoice numbers “A-…” are against the order of their dates: “A-2” of 2024-06-01 comes behind “A-1” of "
          + "2024-06-02"
      ])
    let many = (1...6).map { (Identifier("\($0)/2024"), "2024-06-\(19 - $0)" as String?) }
    #expect(
      findings(many).first?.hasSuffix("“4/2024” of 2024-06-15 comes behind “1/2024” of 2024-06-18 and 2 more") == true)
    #expect(findings(many).count == 1)
    #expect(findings([("A-9", "2024-06-01"), ("A-10", "2024-06-01"), ("A-11", nil), ("A-12", "2024-06-02")]).isEmpty)
  }
}
