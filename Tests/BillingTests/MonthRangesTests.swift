import Billing
import Testing

@Suite("Ranges of months")
struct MonthRangesTests {
  @Test(
    arguments: [
      ([], ""), (["2024-05"], "2024-05"), (["2024-02", "2023-12", "2024-01", "2024-01"], "2023-12..2024-02"),
      (["2024-05", "2024-07", "2024-06", "2024-09"], "2024-05..2024-07, 2024-09"),
    ])
  func ranges(_ months: [String], _ text: String) {
    #expect(MonthRanges(months.compactMap { Month($0) }).description == text)
  }

  @Test func reversed() {
    #expect(PeriodSelection.isReversed("2024-06..2024-04"))
    #expect(!PeriodSelection.isReversed("2024-04..2024-06") && !PeriodSelection.isReversed("2024-06..2024-13"))
  }
}
