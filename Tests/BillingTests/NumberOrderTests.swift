import Billing
import Testing

@Suite("Order of numbers")
struct NumberOrderTests {
  @Test(
    "Runs of digits compare as numbers, all else by its bytes",
    arguments: [
      ["INV-9", "INV-10", "INV-11", "INV-100"],
      ["0001/2024", "0001/2025", "0002/2024", "0010/2024"],
      ["2024-9-A", "2024-10", "2024-10-A", "2024-10-B"],
      ["", "7", "08", "8", "A", "a"],
      ["A-1", "A-001B", "B"],
      ["99999999999999999999999999999999", "100000000000000000000000000000000"],
    ])
  func order(of numbers: [String]) {
    for start in [numbers, numbers.reversed()] {
      let sorted = start.map { Identifier($0) }.sorted(by: NumberOrder.precedes)
      #expect(sorted.map(\.text) == numbers)
    }
  }

  @Test("Equal numbers with other zeros are in one order, whichever comes first")
  func zeros() {
    let numbers: [Identifier] = ["A-1", "A-01", "A-001", "A-1"]
    #expect(numbers.sorted(by: NumberOrder.precedes).map(\.text) == ["A-001", "A-01", "A-1", "A-1"])
    #expect(!NumberOrder.precedes("A-1", "A-1"))
  }
}
